"""Cookies that are not ours or not whole, too old, or sealed with another key."""

import base64
import json
import time
import zlib
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet

from navigator.guide.answers import Answers
from navigator.readers.answer_store import News, Stored
from navigator.readers.seal import NONCE, TAG, TIME, BrokenSealError, seal, unseal

from .stored import GUIDE, SAID, named, read, token_of

HOUR = 60 * 60


@pytest.fixture
def clock(monkeypatch):
    """The clock that seals are dated by."""
    clock = SimpleNamespace(now=time.time())
    clock.time = lambda: clock.now
    monkeypatch.setattr("navigator.readers.seal.time", clock)
    return clock


# Cookies that are not ours, or not whole


def flipped(token):
    return token[:-20] + ("A" if token[-20] != "A" else "B") + token[-19:]


@pytest.mark.parametrize(
    "spoil",
    [
        flipped,
        lambda token: token[:-1],
        lambda token: token[: len(token) // 2],
        lambda token: token[1:],
        lambda token: "A" + token,
        lambda token: "x" * 100_000,
        lambda token: "é",
        lambda token: "\udcff",
        lambda token: "💊" * 50,
        lambda token: "answers",
        lambda token: "%00",
        lambda token: json.dumps({GUIDE.slug: {}}),
        lambda token: Fernet(Fernet.generate_key()).encrypt(b"{}").decode(),
    ],
)
def test_a_cookie_that_is_not_ours_is_unreadable(spoil):
    assert read(spoil(token_of())) == Stored(news=News.UNREADABLE)


def test_an_empty_cookie_is_none():
    assert read("") == Stored()


def test_what_cannot_be_read_is_written_over():
    assert read(token_of(token="forged")) == SAID


def entry(**changes):
    """A sealed entry of the guide as it is now, but for these changes."""
    said = {"edition": 1, "reader": "self", "answers": {"her2": ["positive"]}}
    said |= {"news": "", "changed": None}
    return zlib.compress(json.dumps({GUIDE.slug: said | changes}).encode())


def test_an_entry_without_changes_can_be_read():
    assert read(seal(entry())).answers == Answers({"her2": ["positive"]})


def sealed_json(plain):
    return zlib.compress(json.dumps(plain).encode())


OTHER_ENTRIES = {
    "a list of answers": entry(answers=["her2"]),
    "an empty answer": entry(answers={"her2": []}),
    "a number for an answer": entry(answers={"her2": 5}),
    "lists for choices": entry(answers={"her2": [["positive"]]}),
    "another reader": entry(reader="somebody"),
    "other news": entry(news="great"),
    "nothing": sealed_json({GUIDE.slug: {}}),
    "a list": sealed_json({GUIDE.slug: ["positive"]}),
}


@pytest.mark.parametrize("payload", OTHER_ENTRIES.values(), ids=OTHER_ENTRIES)
def test_an_entry_of_another_version_of_the_site_is_unreadable(payload):
    assert read(seal(payload)) == Stored(news=News.UNREADABLE)


OTHER_SEALS = {
    "another packing": b'{"metastatic-breast-cancer": {}}',
    "no JSON": zlib.compress(b"answers"),
    "nothing": b"",
    "a list": zlib.compress(b"[]"),
    "a number": zlib.compress(b"5"),
}


@pytest.mark.parametrize("payload", OTHER_SEALS.values(), ids=OTHER_SEALS)
def test_a_seal_of_another_make_is_unreadable_and_written_over(payload):
    assert read(seal(payload)) == Stored(news=News.UNREADABLE)
    assert read(token_of(token=seal(payload))) == SAID


# Twelve hours


@pytest.mark.parametrize(
    ("hours", "news"), [(0, News.NONE), (11.99, News.NONE), (12.01, News.EXPIRED)]
)
def test_answers_count_for_twelve_hours(clock, hours, news):
    token = token_of()
    clock.now += hours * HOUR
    assert read(token) == (SAID if news is News.NONE else Stored(news=news))


def test_each_answer_starts_the_twelve_hours_again(clock):
    token = token_of()
    clock.now += 11 * HOUR
    token = token_of(read(token), token=token)
    clock.now += 11 * HOUR
    assert read(token) == SAID


def test_answers_that_ran_out_are_not_carried_on(clock):
    token = token_of(to=named("another-guide"))
    clock.now += 13 * HOUR
    token = token_of(token=token)
    assert read(token) == SAID
    assert read(token, named("another-guide")) == Stored()


def test_a_forged_cookie_is_not_called_old(clock):
    token = token_of()
    clock.now += 13 * HOUR
    assert read(flipped(token)).news is News.UNREADABLE


# Keys


def test_a_former_key_still_opens_cookies(settings):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["an older", "the old key"]
    assert read(token) == SAID


def test_what_a_former_key_opened_is_sealed_with_the_new_one(settings):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    token = token_of(read(token), token=token)
    settings.SECRET_KEY_FALLBACKS = []
    assert read(token) == SAID


def test_a_key_that_is_gone_opens_nothing(settings):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY = "the new key"
    assert read(token) == Stored(news=News.UNREADABLE)


def test_a_former_key_does_not_make_answers_last_longer(settings, clock):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    clock.now += 13 * HOUR
    assert read(token) == Stored(news=News.EXPIRED)


# The seal itself


def test_a_seal_keeps_any_text():
    for text in (b"", b"\0", b"said", bytes(range(256)) * 10):
        assert unseal(seal(text), HOUR) == text


@pytest.mark.parametrize("place", [0, NONCE - 1, NONCE, NONCE + TIME, NONCE + TIME + 4, -TAG, -1])
@pytest.mark.parametrize("bit", [0x01, 0x80])
def test_a_changed_bit_breaks_it_wherever_it_is(place, bit):
    sealed = bytearray(base64.urlsafe_b64decode(seal(b"nothing said yet")))
    sealed[place] ^= bit
    with pytest.raises(BrokenSealError):
        unseal(base64.urlsafe_b64encode(sealed).decode(), HOUR)


def test_no_part_of_one_seal_fits_another():
    one, other = (base64.urlsafe_b64decode(seal(b"a text")) for _ in range(2))
    with pytest.raises(BrokenSealError):
        unseal(base64.urlsafe_b64encode(one[:NONCE] + other[NONCE:]).decode(), HOUR)


def test_two_seals_of_the_same_text_differ_from_the_first_byte():
    """Nobody can see that two readers said the same."""
    beginnings = {seal(b"the same")[:NONCE] for _ in range(100)}
    assert len(beginnings) == 100


def test_what_is_as_long_as_an_empty_text_is_opened_and_shorter_is_not():
    empty = base64.urlsafe_b64decode(seal(b""))
    assert len(empty) == NONCE + TIME + TAG
    for length in range(len(empty)):
        with pytest.raises(BrokenSealError):
            unseal(base64.urlsafe_b64encode(empty[:length]).decode(), HOUR)
