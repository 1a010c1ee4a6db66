"""Passwords are checked one at a time, and nobody is let wait whose waiting would cost readers."""

import fcntl
import threading
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.urls import reverse

from navigator.door import turns
from navigator.door.lockout import MOST
from navigator.door.turns import MOST_HERE, a_turn
from tests.html import parse

from .conftest import Person


@pytest.fixture(autouse=True)
def door(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@contextmanager
def a_turn_of_strangers():
    """Another process looks at a password just now, and is slow."""
    with open(settings.VAR_DIR / "turn-of-strangers", "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def crowded():
    """As many at the door as may be there."""
    for _ in range(MOST_HERE):
        turns._here["strangers"].acquire()
    yield
    for _ in range(MOST_HERE):
        turns._here["strangers"].release()


def test_whoever_is_too_many_is_told_and_not_locked_out(edith):
    with crowded():
        for _ in range(MOST + 1):
            response = edith.gives_password("not that")
            assert (response.status_code, response["Retry-After"]) == (429, "5")
    page = parse(response)
    assert "Your account is not locked" in page.text
    assert page.one(id="content-main").all("a", href=reverse("admin:login"))
    assert edith.gives_password().status_code == 302


def test_strangers_do_not_hold_up_a_browser_that_is_known(edith):
    edith.gives_password()
    edith.client.post(reverse("admin:logout"))
    with crowded(), a_turn_of_strangers():
        assert edith.gives_password().status_code == 302
        assert Person().gives_password().status_code == 429


def test_the_page_of_the_login_is_there_however_many_are_at_the_door(edith):
    with crowded():
        assert edith.client.get(reverse("admin:login")).status_code == 200


def test_one_waits_until_the_other_is_through():
    came = []

    def comes(name):
        with a_turn(is_known=False):
            came.append(name)

    with a_turn(is_known=False):
        other = threading.Thread(target=comes, args=["other"])
        other.start()
        other.join(0.3)
        came.append("first")
    other.join()
    assert came == ["first", "other"]


def test_a_fault_at_the_door_gives_the_turn_back():
    for _ in range(MOST_HERE + 1):
        with pytest.raises(ZeroDivisionError), a_turn(is_known=False):
            raise ZeroDivisionError
    with a_turn(is_known=False):
        pass


def test_a_wrong_password_gives_the_turn_back(edith):
    for _ in range(MOST_HERE + 1):
        assert edith.gives_password("not that").status_code == 200
    assert edith.gives_password().status_code == 302
