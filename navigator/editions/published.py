"""One edition, ready to be served."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from navigator.guide.glossary import Glossary
from navigator.guide.language import in_language
from navigator.guide.model import Guide
from navigator.guide.readability import ReadingLevel, reading_levels
from navigator.guide.review import NOT_REVIEWED, Review
from navigator.guide.voice import Reader, for_reader


@dataclass(frozen=True)
class Published:
    """One edition, ready to be served, with its words for either reader in each of its languages.

    `guide_key` is what the guide has in the database: it stays when the guide's slug changes.
    `review` tells who had approved what of it when it was published.
    `withdrawn` is what readers are told in place of the guide, where it was taken from them.
    """

    number: int
    published_at: datetime
    guide: Guide
    guide_key: int
    is_draft: bool = False
    review: Review = NOT_REVIEWED
    withdrawn: str = ""

    @property
    def key(self) -> str:
        """The name that answers to it have in the cookie: a draft has one of its own."""
        return f"{self.guide.slug} draft" if self.is_draft else self.guide.slug

    @cached_property
    def _kept(self) -> dict[tuple[Reader, str, str], dict[Hashable, str]]:
        return {}

    def kept_for(self, reader: Reader, language: str, second: str = "") -> dict[Hashable, str]:
        """Return the HTML that is the same for every reader in that voice and language.

        `second` is the second language of a page that has one.

        It goes with the edition, and is filled by readers/templatetags/keep.py: a text for each
        place in a template that keeps one and each part of the guide, so it cannot grow for ever.
        """
        return self._kept.setdefault((reader, language, second), {})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is there in, its own first. A draft is in those to come as well."""
        if not self.is_draft:
            return self.guide.languages
        return (self.guide.language, *(each.slug for each in self.guide.translations))

    @cached_property
    def _guides(self) -> dict[tuple[Reader, str], Guide]:
        return {}

    def guide_for(self, reader: Reader, language: str = "") -> Guide:
        """The guide in the words for that reader, in that language or else in its own."""
        key = reader, language or self.guide.language
        if key not in self._guides:
            self._guides[key] = for_reader(in_language(self.guide, key[1]), reader)
        return self._guides[key]

    @cached_property
    def _glossaries(self) -> dict[str, Glossary]:
        return {}

    def glossary_in(self, language: str) -> Glossary:
        """The guide's terms, ready to be found in its texts in that language."""
        if language not in self._glossaries:
            self._glossaries[language] = Glossary(self.guide_for(Reader.SELF, language).terms)
        return self._glossaries[language]

    def reading_level_in(self, language: str) -> ReadingLevel | None:
        """Return how hard it is to read in a language, by its measure if it has one.

        Slow: it counts syllables in every text.
        """
        return next(iter(reading_levels(self.guide_for(Reader.SELF, language))), None)
