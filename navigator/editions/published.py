"""One edition, ready to be served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from navigator.guide.glossary import Glossary
from navigator.guide.model import Guide
from navigator.guide.readability import ReadingLevel, reading_level
from navigator.guide.voice import Reader, for_reader


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
    def once(self) -> Callable[..., Any]:
        """`once(make, *about)` is `make(edition, *about)`, worked out the first time only.

        For what depends on nothing but the edition and `about`. It goes when a newer edition comes;
        a draft is another edition for each request, so nothing of one is kept.
        """
        most = 1_000 + 100 * len(self.guide.options)
        return lru_cache(maxsize=most)(lambda make, *about: make(self, *about))

    @cached_property
    def _for_other(self) -> Guide:
        return for_reader(self.guide, Reader.OTHER)

    def guide_for(self, reader: Reader) -> Guide:
        """The guide in the words for that reader."""
        return self._for_other if reader is Reader.OTHER else self.guide
