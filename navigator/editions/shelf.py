"""The newest edition of every guide, in memory: what readers are served from.

Each process keeps its own copy and looks at the database only now and then, in a thread that no
reader waits for longer than a moment. So a reader's request costs no query, and a database that is
away or hangs costs readers nothing. A process that starts meanwhile serves the copy on disk.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest

from navigator.guide.model import Guide

from . import shelf_copy
from .models import Edition
from .published import Published
from .readable import guide_in, newest

logger = logging.getLogger(__name__)

# Seconds that a request waits for a look; a database that is well answers in milliseconds.
A_MOMENT = 0.5
# The same for the first look of a process, before which it has nothing to serve.
AT_THE_START = 5.0

# Of the newest edition of a guide: number, time, hash, and whether the guide is withdrawn. Its
# number alone may be another one's after a restore.
Stamp = tuple[int, datetime, str | None, bool | None]


class Shelf:
    """The newest editions, looked up again at most every `EDITION_LOOK_SECONDS`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget everything, so that the next look reads it all again."""
        self._editions: dict[int, Published] = {}  # by the key of their guide
        self._stamps: dict[int, Stamp] = {}  # of what was last read, whether or not it is served
        self._copied: dict[int, Published] | None = None  # None: what is on disk is not known
        self._look: threading.Thread | None = None  # the last one
        self._looked_at = 0.0
        self._error: Exception | None = None  # that the last look ended with

    def editions(self) -> list[Published]:
        """Return every guide's newest edition, by title.

        Raises OperationalError where there is nothing to serve from.
        """
        self._look_if_due(settings.EDITION_LOOK_SECONDS)
        return sorted(self._editions.values(), key=lambda edition: edition.guide.title)

    def get(self, slug: str, at_least: int = 0) -> Published | None:
        """Return the newest edition of a guide, or None where there is none.

        Looks again where a reader was served edition `at_least` elsewhere and ours is older.
        """
        return self._newest(lambda each: each.guide.slug == slug, at_least)

    def get_by_key(self, key: int, at_least: int = 0) -> Published | None:
        """Do the same by the guide's key in the database."""
        return self._newest(lambda each: each.guide_key == key, at_least)

    def guide_in(self, number: int, key: int) -> Guide | None:
        """Return the guide with this key as it was in that edition, from the database.

        Raises OperationalError where that is away: no reader waits for one that may hang.
        """
        if self.is_cut_off:
            raise OperationalError("The database is away") from self._error
        return guide_in(number, key)

    @property
    def is_cut_off(self) -> bool:
        """Tell if the database is away, as far as is known: newer editions would not be seen."""
        hangs = self._look is not None and self._look.is_alive()
        return self._error is not None or (hangs and self._seconds_since_look() >= A_MOMENT)

    def _newest(self, is_wanted: Callable[[Published], bool], at_least: int) -> Published | None:
        self._look_if_due(settings.EDITION_LOOK_SECONDS)
        found = next(filter(is_wanted, self._editions.values()), None)
        if at_least and (found is None or found.number < at_least):
            self._look_if_due(settings.EDITION_LOOK_SECONDS / 10)
            found = next(filter(is_wanted, self._editions.values()), None)
        return found

    def _seconds_since_look(self) -> float:
        return time.monotonic() - self._looked_at

    def _look_if_due(self, seconds: float) -> None:
        """Look if the last look began so long ago and is over. Take the copy if all else fails."""
        with self._lock:
            look, is_new = self._look, False
            if look is None or (not look.is_alive() and self._seconds_since_look() >= seconds):
                self._looked_at = time.monotonic()
                look, is_new = in_a_thread(self._take_newest_or_note), True
                self._look = look
        if self._editions:
            # One request waits for it, and none where the database was away the last time.
            if is_new and self._error is None:
                look.join(A_MOMENT)
            return
        look.join(AT_THE_START)
        if look.is_alive() or self._error is not None:
            with self._lock:
                self._editions = self._editions or shelf_copy.read()
            if not self._editions:
                what = "There is no database and no copy to serve from"
                raise OperationalError(what) from self._error

    def _take_newest_or_note(self) -> None:
        """Look, and write to the log that the database went away or came back, once each."""
        try:
            self._take_newest()
        except Exception as error:
            if self._error is None:
                logger.exception("Cannot look for newer editions; serving those at hand")
            self._error = error
        else:
            if self._error is not None:
                logger.info("The database is there again")
            self._error = None

    def _take_newest(self) -> None:
        end = "guide__chain_end__digest", "guide__chain_end__is_withdrawn"
        found = Edition.objects.newest().values_list("guide", "number", "published_at", *end)
        stamps: dict[int, Stamp] = {key: stamp for key, *stamp in found}
        editions = {}
        for key, stamp in stamps.items():
            is_known = self._stamps.get(key) == stamp
            edition = self._editions.get(key) if is_known else _read(key)
            if edition is not None:
                editions[key] = edition
        self._editions, self._stamps = editions, stamps
        if editions != self._copied:
            try:
                shelf_copy.write(editions)
                self._copied = editions
            except OSError:
                logger.exception("Cannot keep a copy of the newest editions")


def _read(key: int) -> Published | None:
    found = newest(key)
    if found is None:
        return None
    return Published(
        found.edition.number,
        found.edition.published_at,
        found.guide,
        key,
        review=found.review,
        withdrawn=found.told,
    )


def in_a_thread(look: Callable[[], None]) -> threading.Thread:
    """Begin a look in a thread of its own: a database that hangs holds up that, and no reader."""

    def run() -> None:
        look()
        connection.close()  # threads do not share them, and this one ends here

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


shelf = Shelf()


def shelf_for(request: HttpRequest) -> Shelf:
    """Return where a request has its editions from: drafts, for staff who preview them."""
    return getattr(request, "shelf", shelf)
