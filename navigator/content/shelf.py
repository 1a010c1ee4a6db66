"""The newest edition of every guide, in memory: what readers are served from.

Each process keeps its own copy and looks at the database only now and then, so a reader's request
rarely costs a query and a database that is away costs readers nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Max

from navigator.matching.guide import Guide
from navigator.matching.voice import Reader, for_reader

from .glossary import Glossary
from .models import Edition
from .plain import PlainDataError, from_plain
from .proofread.reading import ReadingLevel, reading_level

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Published:
    """One edition, ready to be served, with its words for either reader."""

    number: int
    published_at: datetime
    guide: Guide
    is_draft: bool = False

    @property
    def key(self) -> str:
        """What answers to it are kept under: a preview does not mix with the published guide."""
        return f"{self.guide.slug} draft" if self.is_draft else self.guide.slug

    @cached_property
    def glossary(self) -> Glossary:
        """The guide's terms, ready to be found in its texts."""
        return Glossary(self.guide.terms)

    @cached_property
    def reading_level(self) -> ReadingLevel:
        """How hard it is to read. Worked out once: it counts the syllables of every text."""
        return reading_level(self.guide)

    @cached_property
    def _for_other(self) -> Guide:
        return for_reader(self.guide, Reader.OTHER)

    def guide_for(self, reader: Reader) -> Guide:
        """The guide in the words for that reader."""
        return self._for_other if reader is Reader.OTHER else self.guide


@dataclass
class Shelf:
    """The newest editions by slug, looked up again at most every `EDITION_LOOK_SECONDS`."""

    _editions: dict[int, Published] = field(default_factory=dict)
    _looked_at: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def editions(self) -> list[Published]:
        """Every guide's newest edition, by title."""
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
        self._editions, self._looked_at = {}, None

    def _find(self, slug: str) -> Published | None:
        return next((each for each in self.editions() if each.guide.slug == slug), None)

    def _look(self, at_most_every: float | None = None) -> None:
        seconds = settings.EDITION_LOOK_SECONDS if at_most_every is None else at_most_every
        now = time.monotonic()
        if self._looked_at is not None and now - self._looked_at < seconds:
            return
        with self._lock:
            try:
                self._take_newest()
            except DatabaseError:
                if not self._editions:
                    raise
                logger.exception("Cannot look for newer editions; serving the ones in memory")
            self._looked_at = now

    def _take_newest(self) -> None:
        newest = dict(Edition.objects.values_list("guide").annotate(Max("number")).order_by())
        kept = {
            key: edition
            for key, edition in self._editions.items()
            if newest.get(key) == edition.number
        }
        for key in newest.keys() - kept.keys():
            row = Edition.objects.get(guide=key, number=newest[key])
            try:
                kept[key] = Published(row.number, row.published_at, from_plain(row.content))
            except PlainDataError:
                # One edition that cannot be read must not take the other guides off the shelf.
                logger.exception("%s cannot be read; serving the one before it, if any", row)
                if key in self._editions:
                    kept[key] = self._editions[key]
        self._editions = kept


shelf = Shelf()
