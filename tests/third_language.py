"""A made-up third language, which is written from right to left.

Its letters are Hebrew ones in place of Latin ones, and its texts are half as long again. So where a
page in it has a Latin letter, that is a text which nobody would translate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from gettext import NullTranslations

from django.utils.translation import trans_real

from navigator.guide.language import Place, Unit, units, with_wordings
from navigator.guide.model import Guide, Translation, Wording

CODE = "qaa"
NAME = "תיגולא"
ALEF = ord("א")
# What stands in a message for something else.
HOLDER = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")


def turned(text: str) -> str:
    """Return a text in the language, line by line."""
    return "\n".join(_turned(line) for line in text.split("\n"))


def _turned(line: str) -> str:
    words = HOLDER.sub("", line)
    more = words[: len(words) // 2].strip()
    return "".join(
        piece if HOLDER.fullmatch(piece) else _in_letters(piece)
        for piece in HOLDER.split(f"{line} {more}" if more else line)
    )


def _in_letters(text: str) -> str:
    return re.sub("[a-z]", lambda found: chr(ALEF + ord(found[0]) - ord("a")), text.lower())


class Turned(NullTranslations):
    """The site's own words in the language."""

    def gettext(self, message: str) -> str:
        return turned(message.rsplit(trans_real.CONTEXT_SEPARATOR)[-1])

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def to_language(self) -> str:
        return CODE


def in_third_language(guide: Guide, only: Iterable[Unit] | None = None) -> Guide:
    """Return the guide with wordings in the language: for all its texts, or for these only.

    Addresses stay what they are.
    """
    wordings: dict[Place, tuple[Wording, ...]] = {}
    for unit in units(guide, CODE) if only is None else only:
        if not unit.field.endswith("url"):
            wording = Wording(CODE, unit.field, unit.source, turned(unit.source))
            wordings[unit.place] = (*wordings.get(unit.place, ()), wording)
    offered = tuple(Translation(slug=code, shown=True) for code in ("es", CODE))
    return with_wordings(replace(guide, translations=offered), wordings)
