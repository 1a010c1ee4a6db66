"""Two pages of one session at once: none takes back what the other has saved."""

import time

import pytest
from django.contrib.auth import SESSION_KEY

from navigator.door.sessions import BEGAN, SAVE_EVERY, SEEN, SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """A session that somebody is logged in with, whose last page was a while ago."""
    store = SessionStore()
    now = time.time()
    store.update({SESSION_KEY: "1", BEGAN: now, SEEN: now - SAVE_EVERY - 1})
    store.create()
    return store


def test_a_page_moves_the_end_and_has_nothing_to_save_itself(opened):
    before = opened.model.objects.get().expire_date
    page = SessionStore(opened.session_key)
    assert time.time() - page[SEEN] < SAVE_EVERY
    assert not page.modified
    stored = opened.model.objects.get()
    assert stored.expire_date > before
    assert stored.get_decoded()[SEEN] == page[SEEN]


def test_what_another_page_tells_next_is_not_lost(opened):
    slow = SessionStore(opened.session_key)
    assert SESSION_KEY in slow
    other = SessionStore(opened.session_key)
    other["_messages"] = "Saved."
    other.save()
    if slow.modified:
        slow.save()
    assert SessionStore(opened.session_key)["_messages"] == "Saved."
