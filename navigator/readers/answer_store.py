"""The one place that knows where answers live: in one cookie, encrypted, and nowhere else.

The cookie holds what a reader said to every guide that they opened, and what they picked there. It
has no date of its own, so the browser drops it when it closes; the server refuses it twelve hours
after it was written last.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from navigator.editions.published import Published
from navigator.guide.answers import Answers, fitting
from navigator.guide.voice import Reader
from navigator.sealing import sealer

# Browsers keep no cookie over 4096 bytes, its name and attributes included.
MOST_BYTES = 3_900

NOTHING = Answers()

# What reading a cookie raises that another version of this site wrote.
ANOTHER_VERSION = (
    *(AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError),
    zlib.error,
)


class News(StrEnum):
    """Something that happened to a reader's answers, to be told once."""

    NONE = ""
    EXPIRED = "expired"  # kept for longer than twelve hours
    UNREADABLE = "unreadable"  # forged, cut, or from a key that is gone
    UPDATED = "updated"  # the guide has a new edition, all answers still fit
    DROPPED = "dropped"  # the guide has a new edition, some answers no longer fit
    STARTED_ANEW = "started-anew"  # an answer came from a page of somebody who was here before


@dataclass(frozen=True)
class Stored:
    """The answers of one reader to one guide. `reader` is None until they said who they are.

    `start` is a random word that each start of the questions gives to itself and to its pages:
    what is sent from a page of a former start is not an answer of this one.
    `changed` is the question whose answer was changed from the options page and `was` the former
    answer, until that page has told what the change did. `seen` is the newest edition that the
    reader was served. A process that has not looked at the database for a moment may be behind it:
    `ahead` are the answers that its own edition does not know yet. `picks` are the slugs of the
    options that the reader picked to talk about; the first `beside` of them they chose to compare,
    0 for as many as fit. `others` is what the cookie holds for other guides.
    """

    reader: Reader | None = None
    answers: Answers = NOTHING
    news: News = News.NONE
    changed: str = ""
    was: frozenset[str] = field(default=frozenset(), repr=False)
    seen: int = field(default=0, compare=False)
    ahead: Answers = NOTHING
    picks: tuple[str, ...] = field(default=(), repr=False)
    beside: int = 0
    others: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    start: str = field(default="", compare=False)

    def having(self, question: str, choices: frozenset[str]) -> Stored:
        """The same with one answer more, or one replaced."""
        answers, ahead = self.answers.having(question, choices), self.ahead.without(question)
        return replace(self, answers=answers, ahead=ahead)

    def changing(self, question: str, choices: frozenset[str]) -> Stored:
        """The same, with a note of what was changed."""
        was = self.answers.get(question, frozenset())
        return replace(self.having(question, choices), changed=question, was=was)

    @property
    def before(self) -> Answers:
        """The answers as they were before the change."""
        if self.was:
            return self.answers.having(self.changed, self.was)
        return self.answers.without(self.changed)

    @property
    def is_empty(self) -> bool:
        return self.reader is None and not self.answers and not self.ahead and not self.picks


def read(request: HttpRequest, edition: Published) -> Stored:
    """Return what the reader said to this guide, less what this edition of it does not know."""
    others, news = _opened(request)
    if edition.key not in others:
        return Stored(news=news, others=others)
    entry = others.pop(edition.key)
    try:
        return replace(_stored(entry, edition), others=others)
    except ANOTHER_VERSION:
        return Stored(news=News.UNREADABLE, others=others)


def begun(reader: Reader, others: dict[str, Any], answers: Answers = NOTHING) -> Stored:
    """Return what somebody has who begins now: nothing of who was at this browser before."""
    return Stored(reader, answers, others=others, start=get_random_string(8))


def holds_answers(request: HttpRequest) -> bool:
    """Tell if the reader's browser holds answers to any guide."""
    return bool(_opened(request)[0])


def write(response: HttpResponse, edition: Published, stored: Stored) -> None:
    """Send the reader's cookie back with what they said to this guide now."""
    guides = dict(stored.others)
    if not stored.is_empty:
        guides[edition.key] = _entry(stored, edition)
    if not guides:
        clear(response)
        return
    token = _closed(guides)
    while len(token) > MOST_BYTES and len(guides) > 1:
        del guides[next(iter(guides))]  # the one that was answered longest ago
        token = _closed(guides)
    response.set_cookie(
        settings.ANSWERS_COOKIE_NAME, token, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def clear(response: HttpResponse) -> None:
    """Take everything out of the browser that the reader said, whatever the guide."""
    response.delete_cookie(settings.ANSWERS_COOKIE_NAME, samesite="Lax")


def _stored(entry: dict[str, Any], edition: Published) -> Stored:
    said, seen, news = Answers(entry["answers"]), int(entry["edition"]), News(entry["news"])
    answers, ahead = fitting(edition.guide, said), NOTHING
    known, ahead_of = edition.guide.option_by_slug, seen > edition.number
    if ahead_of:
        ahead = said.only(said.keys() - answers.keys())
    elif len(answers) < len(said):
        news = News.DROPPED
    elif seen < edition.number and not news:
        news = News.UPDATED
    return Stored(
        reader=None if entry["reader"] is None else Reader(entry["reader"]),
        start=str(entry["start"]),
        answers=answers,
        news=news,
        changed=str(entry["changed"]),
        was=frozenset(entry["was"]),
        seen=seen,
        ahead=ahead,
        picks=tuple(slug for slug in map(str, entry["picks"]) if slug in known or ahead_of),
        beside=int(entry["beside"]),
    )


def _entry(stored: Stored, edition: Published) -> dict[str, Any]:
    said = (*stored.ahead.items(), *stored.answers.items())
    return {
        "edition": max(edition.number, stored.seen),
        "reader": stored.reader,
        "start": stored.start,
        "answers": {question: sorted(choices) for question, choices in said},
        "news": stored.news,
        "changed": stored.changed,
        "was": sorted(stored.was),
        "picks": stored.picks,
        "beside": stored.beside,
    }


def _opened(request: HttpRequest) -> tuple[dict[str, Any], News]:
    """The entries of the reader's cookie by guide, or the reason why there are none."""
    token = request.COOKIES.get(settings.ANSWERS_COOKIE_NAME)
    if not token:
        return {}, News.NONE
    keys = sealer("navigator.answers")
    try:
        guides = json.loads(zlib.decompress(keys.decrypt(token)))
        made_at = keys.extract_timestamp(token)
    except (InvalidToken, *ANOTHER_VERSION):
        return {}, News.UNREADABLE
    if made_at + settings.ANSWERS_SECONDS < time.time():
        return {}, News.EXPIRED
    return (guides, News.NONE) if isinstance(guides, dict) else ({}, News.UNREADABLE)


def _closed(guides: dict[str, Any]) -> str:
    plain = json.dumps(guides, separators=(",", ":")).encode()
    return sealer("navigator.answers").encrypt(zlib.compress(plain)).decode()
