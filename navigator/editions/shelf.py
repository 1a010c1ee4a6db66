"""The newest edition of every guide, in memory: what readers are served from.

Each process keeps its own copy and looks at the database only now and then, in a thread that no
reader waits for longer than a moment. So a reader's request costs no query, and a database that is
away or hangs costs readers nothing. A process that starts meanwhile serves the copy on disk.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest

from navigator.guide.plain import PlainDataError, from_plain, to_plain

from . import shelf_copy
from .look import Look
from .models import Edition
from .published import Published
from .readable import newest_readable
from .shelf_copy import EditionCopy

logger = logging.getLogger(__name__)

# Seconds that a request waits for a look; a database that is well answers in milliseconds.
A_MOMENT = 0.5
# The same for the first look of a process, before which it has nothing to serve.
AT_THE_START = 5.0

Stamp = tuple[int, datetime]  # an edition's number alone may be another one's after a restore


@dataclass
class Shelf:
    """The newest editions by slug, looked up again at most every `EDITION_LOOK_SECONDS`."""

    _editions: dict[int, Published] = field(default_factory=dict)
    _passed_over: dict[int, Stamp] = field(default_factory=dict)  # newest ones, but unreadable
    _copied: dict[int, Published] | None = None
    _last_look: Look | None = None
    _looked_at: float = 0.0
    _is_failing: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def editions(self) -> list[Published]:
        """Every guide's newest edition, by title. Raises OperationalError where it has nothing."""
        self._look()
        return sorted(self._editions.values(), key=lambda edition: edition.guide.title)

    def get(self, slug: str, at_least: int = 0) -> Published | None:
        """The newest edition of a guide, or None where there is none.

        Looks again where a reader was served edition `at_least` elsewhere and ours is older.
        """
        found = self._find(slug)
        if found is not None and found.number < at_least:
            self._look(settings.EDITION_LOOK_SECONDS / 10)
            found = self._find(slug)
        return found

    def clear(self) -> None:
        """Forget everything, so that the next look reads it all again."""
        self._editions, self._passed_over, self._copied = {}, {}, None
        self._last_look, self._is_failing = None, False

    @property
    def is_cut_off(self) -> bool:
        """Whether the database is away, as far as is known: newer editions would not be seen."""
        return self._is_failing or self._hangs

    @property
    def _hangs(self) -> bool:
        look = self._last_look
        return bool(look and not look.is_over and time.monotonic() - self._looked_at >= A_MOMENT)

    def _find(self, slug: str) -> Published | None:
        self._look()
        return next((each for each in self._editions.values() if each.guide.slug == slug), None)

    def _look(self, at_most_every: float | None = None) -> None:
        seconds = settings.EDITION_LOOK_SECONDS if at_most_every is None else at_most_every
        look, is_ours = self._begin_look(seconds)
        if not self._editions:
            self._wait_for_the_first(look)
        elif is_ours and not self._is_failing:
            look.wait(A_MOMENT)

    def _begin_look(self, seconds: float) -> tuple[Look, bool]:
        """A new look where one is due and none is under way, otherwise the last one."""
        with self._lock:
            look, now = self._last_look, time.monotonic()
            if look and (not look.is_over or now - self._looked_at < seconds):
                return look, False
            self._looked_at = now
            self._last_look = Look(self._take_newest, self._take_note)
            return self._last_look, True

    def _wait_for_the_first(self, look: Look) -> None:
        look.wait(AT_THE_START)
        if look.succeeded:
            return
        with self._lock:
            if not self._editions:
                self._take_copy()
        if not self._editions:
            raise OperationalError("There is no database and no copy to serve from") from look.error

    def _take_note(self, error: Exception | None) -> None:
        """Say that the database went away or came back, once each."""
        if error and not self._is_failing:
            logger.error("Cannot look for newer editions; serving those at hand", exc_info=error)
        if self._is_failing and not error:
            logger.info("The database is there again")
        self._is_failing = error is not None

    def _take_newest(self) -> None:
        editions = {}
        newest = Edition.objects.newest().values_list("guide", "number", "published_at")
        for key, number, published_at in newest:
            stamp = number, published_at
            found = self._editions.get(key) if self._knows(key, stamp) else self._read(key, stamp)
            if found is not None:
                editions[key] = found
        self._editions = editions
        self._keep_copy()

    def _knows(self, key: int, newest: Stamp) -> bool:
        """Whether nothing is to be read: the newest is here, or was tried and cannot be read."""
        at_hand = self._editions.get(key)
        is_here = at_hand is not None and (at_hand.number, at_hand.published_at) == newest
        return is_here or self._passed_over.get(key) == newest

    def _read(self, key: int, newest: Stamp) -> Published | None:
        found = newest_readable(key)
        if found is None or found[0].number < newest[0]:
            self._passed_over[key] = newest
        if found is None:
            return None
        edition, guide = found
        return Published(edition.number, edition.published_at, guide)

    def _keep_copy(self) -> None:
        if self._editions == self._copied or not self._editions:
            return
        try:
            shelf_copy.write(
                EditionCopy(key, each.number, each.published_at, to_plain(each.guide))
                for key, each in self._editions.items()
            )
            self._copied = self._editions
        except OSError:
            logger.exception("Cannot keep a copy of the newest editions")

    def _take_copy(self) -> None:
        try:
            self._editions = {
                each.guide: Published(each.number, each.published_at, from_plain(each.content))
                for each in shelf_copy.read()
            }
        except PlainDataError:
            logger.exception("The copy is of another version of the site")


shelf = Shelf()


def shelf_for(request: HttpRequest) -> Shelf:
    """Return where a request has its editions from: drafts, for staff who preview them."""
    return getattr(request, "shelf", shelf)
