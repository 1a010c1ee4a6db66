"""An edition that somebody changed in the database is not served, and is named."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from navigator.desk.drafts import NotWithdrawnError, publish, withdraw, write_draft
from navigator.editions.chain import broken_links
from navigator.editions.readable import newest_readable
from tests.library import library


@pytest.fixture
def draft(db):
    draft = write_draft(library())
    for note in ("First", "Second", "Third"):
        publish(draft, note)
    return draft


def changed(words, number):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE editions_edition SET {words} WHERE number = {number}")


def test_editions_are_as_they_were_published(draft):
    printed = StringIO()
    assert broken_links(draft.pk) == []
    call_command("check_editions", stdout=printed)
    assert "All 3 editions of 1 guides" in printed.getvalue()


@pytest.mark.parametrize(
    "words", ["note = 'x'", "withdrawn = 'x'", "content = '{}'", "published_at = '2026-01-01'"]
)
def test_a_changed_edition_is_named_and_the_one_before_is_served(draft, words):
    changed(words, 3)
    assert newest_readable(draft.pk)[0].number == 2
    printed = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_editions", stdout=printed)
    assert "Edition 3 is not as it was published." in printed.getvalue()


def test_an_edition_that_was_taken_out_is_missed(draft):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM editions_edition WHERE number = 2")
    assert broken_links(draft.pk) == ["Before edition 3, one is missing."]


def test_a_withdrawal_is_an_edition_and_happens_once(draft):
    edition = withdraw(draft, "We check it.", "A wrong dose")
    assert (edition.number, edition.withdrawn) == (4, "We check it.")
    with pytest.raises(NotWithdrawnError):
        withdraw(draft, "We check it.", "Twice")
    assert publish(draft, "Put right").withdrawn == ""
    assert broken_links(draft.pk) == []


def test_what_was_never_published_cannot_be_withdrawn(db):
    with pytest.raises(NotWithdrawnError):
        withdraw(write_draft(library()), "x", "x")
