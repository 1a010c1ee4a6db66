"""Cookies that are not ours or not whole, too old, or made with another key."""

import time
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet

from navigator.readers.answer_store import News, Stored

from .stored import (
    ENTRY,
    GUIDE,
    OTHER_ENTRIES,
    OTHER_PACKINGS,
    SAID,
    SPOILS,
    closed,
    flipped,
    named,
    packed,
    read,
    token_of,
)

HOUR = 60 * 60


@pytest.fixture
def clock(monkeypatch):
    """The clock of cookies, moved by hand."""
    clock = SimpleNamespace(now=time.time())
    monkeypatch.setattr(time, "time", lambda: clock.now)
    return clock


# Cookies that are not ours, or not whole


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_cookie_that_is_not_ours_is_unreadable_and_written_over(spoil):
    spoiled = spoil(token_of())
    assert read(spoiled) == Stored(news=News.UNREADABLE)
    assert read(token_of(token=spoiled)) == SAID


def test_an_entry_as_it_is_now_can_be_read():
    assert read(closed(packed({GUIDE.slug: ENTRY}))).answers.keys() == {"age"}


@pytest.mark.parametrize("entry", OTHER_ENTRIES.values(), ids=OTHER_ENTRIES)
def test_an_entry_of_another_version_of_the_site_is_unreadable(entry):
    assert read(closed(packed({GUIDE.slug: entry}))) == Stored(news=News.UNREADABLE)


@pytest.mark.parametrize("plain", OTHER_PACKINGS.values(), ids=OTHER_PACKINGS)
def test_a_cookie_of_another_make_is_unreadable_and_written_over(plain):
    assert read(closed(plain)) == Stored(news=News.UNREADABLE)
    assert read(token_of(token=closed(plain))) == SAID


# Twelve hours


@pytest.mark.parametrize(("hours", "expected"), [(11.99, SAID), (12.01, Stored(news=News.EXPIRED))])
def test_answers_count_for_twelve_hours(clock, hours, expected):
    token = token_of()
    clock.now += hours * HOUR
    assert read(token) == expected


def test_each_answer_starts_the_twelve_hours_again(clock):
    token = token_of()
    clock.now += 11 * HOUR
    token = token_of(read(token), token=token)
    clock.now += 11 * HOUR
    assert read(token) == SAID


def test_answers_that_ran_out_are_not_carried_on(clock):
    token = token_of(to=named("another"))
    clock.now += 13 * HOUR
    token = token_of(token=token)
    assert read(token) == SAID
    assert read(token, named("another")) == Stored()


def test_a_forged_cookie_is_not_called_old(clock):
    token = token_of()
    clock.now += 13 * HOUR
    assert read(flipped(token)).news is News.UNREADABLE


# Keys


@pytest.fixture
def token(settings):
    """A cookie from before the key was changed."""
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["an older", "the old key"]
    return token


def test_a_former_key_still_opens_cookies(token):
    assert read(token) == SAID


def test_what_a_former_key_opened_is_closed_with_the_new_one(token, settings):
    token = token_of(read(token), token=token)
    settings.SECRET_KEY_FALLBACKS = []
    assert read(token) == SAID


def test_a_key_that_is_gone_opens_nothing(token, settings):
    settings.SECRET_KEY_FALLBACKS = ["an older"]
    assert read(token) == Stored(news=News.UNREADABLE)


def test_a_former_key_does_not_make_answers_last_longer(token, clock):
    clock.now += 13 * HOUR
    assert read(token) == Stored(news=News.EXPIRED)


def test_the_key_is_not_the_one_that_anything_else_is_signed_with(settings):
    settings.SECRET_KEY = "0" * 32
    bare = Fernet(b"MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=")
    assert read(bare.encrypt(packed({GUIDE.slug: ENTRY})).decode()).news is News.UNREADABLE
