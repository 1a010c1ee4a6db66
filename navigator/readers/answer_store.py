"""The one place that knows where answers live: in one cookie, encrypted, and nowhere else.

The cookie holds the answers to every guide the reader has opened, sealed (see `seal`), with no date
of its own, so the browser drops it when it closes; the server refuses it twelve hours after the
last answer. Nothing is ever kept on the server.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from isal import isal_zlib

from navigator.editions.published import Published
from navigator.guide.answers import Answers, fitting
from navigator.guide.voice import Reader

from .seal import BrokenSealError, TooOldError, seal, unseal

# Browsers keep no cookie over 4096 bytes, its name and attributes included.
MOST_BYTES = 3_900

NOTHING = Answers()

# What reading a cookie raises that was sealed by us, but by another version of this site.
ANOTHER_VERSION = (
    AttributeError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


class News(StrEnum):
    """What happened to a reader's answers that they should be told."""

    NONE = ""
    EXPIRED = "expired"  # kept for longer than twelve hours
    UNREADABLE = "unreadable"  # forged, cut, or from a key that is gone
    UPDATED = "updated"  # the guide has a new edition, all answers still fit
    DROPPED = "dropped"  # the guide has a new edition, some answers no longer fit


@dataclass(frozen=True)
class Changed:
    """An answer that was just changed from the options page; `was` is empty if it was none."""

    question: str
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stored:
    """What one reader said to one guide. `reader` is None until they said who they are.

    `changed` waits for the options page, which tells what it did to the list. `seen` is the number
    of the newest edition that the reader was served. A process that has not looked for a moment may
    be behind it: `ahead` are the answers that its edition does not know, carried along untouched.
    """

    reader: Reader | None = None
    answers: Answers = NOTHING
    news: News = News.NONE
    changed: Changed | None = None
    seen: int = field(default=0, compare=False)  # by whom it was served is no part of what was said
    ahead: Answers = NOTHING

    def having(self, question: str, choices: frozenset[str]) -> Stored:
        """The same with one answer more, or one replaced."""
        answers, ahead = self.answers.having(question, choices), self.ahead.without(question)
        return replace(self, answers=answers, ahead=ahead)

    def changing(self, question: str, choices: frozenset[str]) -> Stored:
        """The same, with a note of what was changed."""
        was = tuple(sorted(self.answers.get(question, ())))
        return replace(self.having(question, choices), changed=Changed(question, was))

    def before_change(self) -> Answers:
        """The answers as they were before the change."""
        if self.changed is None:
            return self.answers
        if self.changed.was:
            return self.answers.having(self.changed.question, self.changed.was)
        return self.answers.without(self.changed.question)

    @property
    def is_empty(self) -> bool:
        return self.reader is None and not self.answers and not self.ahead


def read(request: HttpRequest, edition: Published) -> Stored:
    """What the reader said to this guide, less what this edition of it does not know."""
    guides, news = _open(request)
    try:
        return _entry(guides.get(edition.key), edition, news)
    except ANOTHER_VERSION:
        return Stored(news=News.UNREADABLE)


def write(request: HttpRequest, response: HttpResponse, edition: Published, stored: Stored) -> None:
    """Send the reader's cookie back with what they said to this guide now."""
    guides, _ = _open(request)
    guides.pop(edition.key, None)
    if not stored.is_empty or stored.news:
        guides[edition.key] = {
            "edition": max(edition.number, stored.seen),
            "reader": stored.reader,
            "answers": {
                slug: sorted(choices)
                for slug, choices in (*stored.ahead.items(), *stored.answers.items())
            },
            "news": stored.news,
            "changed": None if stored.changed is None else asdict(stored.changed),
        }
    if not guides:
        clear(response)
        return
    response.set_cookie(
        settings.ANSWERS_COOKIE_NAME,
        _sealed(guides),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def clear(response: HttpResponse) -> None:
    """Take everything out of the browser that the reader said, whatever the guide."""
    response.delete_cookie(settings.ANSWERS_COOKIE_NAME, samesite="Lax")


def _entry(entry: Any, edition: Published, news: News) -> Stored:
    if entry is None:
        return Stored(news=news)
    said, seen = Answers(entry["answers"]), int(entry["edition"])
    answers = fitting(edition.guide, said)
    behind = seen > edition.number
    reader, changed = entry["reader"], entry.get("changed")
    return Stored(
        reader=None if reader is None else Reader(reader),
        answers=answers,
        # Whoever is behind has nothing new to tell.
        news=News(entry["news"]) if behind else _news(entry, edition, said, answers),
        changed=_changed(edition, changed) if changed else None,
        seen=seen,
        ahead=said.only(said.keys() - answers.keys()) if behind else NOTHING,
    )


def _news(entry: Any, edition: Published, said: Answers, answers: Answers) -> News:
    if len(answers) < len(said):
        return News.DROPPED
    if entry["edition"] != edition.number and not entry["news"]:
        return News.UPDATED
    return News(entry["news"])


def _changed(edition: Published, changed: dict[str, Any]) -> Changed | None:
    slug, was = changed["question"], tuple(changed["was"])
    fits = not was or fitting(edition.guide, Answers({slug: was}))
    return Changed(slug, was) if fits else None


def _open(request: HttpRequest) -> tuple[dict[str, Any], News]:
    """What the cookie holds: a copy, for the same request writes it back later."""
    if not hasattr(request, "opened_answers"):
        token = request.COOKIES.get(settings.ANSWERS_COOKIE_NAME)
        request.opened_answers = _unsealed(token) if token else ({}, News.NONE)
    guides, news = request.opened_answers
    return guides.copy(), news


def _unsealed(token: str) -> tuple[dict[str, Any], News]:
    try:
        guides = json.loads(zlib.decompress(unseal(token, settings.ANSWERS_SECONDS)))
    except TooOldError:
        return {}, News.EXPIRED
    except (BrokenSealError, *ANOTHER_VERSION):
        guides = None
    return (guides, News.NONE) if isinstance(guides, dict) else ({}, News.UNREADABLE)


def _sealed(guides: dict[str, Any]) -> str:
    token = seal(isal_zlib.compress(json.dumps(guides, separators=(",", ":")).encode()))
    if len(token) > MOST_BYTES and len(guides) > 1:
        # The guide that was opened last is the one being read.
        return _sealed(dict(list(guides.items())[1:]))
    return token
