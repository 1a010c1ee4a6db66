"""How hard a text is to read: its Flesch-Kincaid grade and its long sentences.

Names of drugs and tests are masked first: they have to be said, however many syllables they have.
Nothing else is: "hormone therapy" and "inhibitor" count as the long words that they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import textstat

MOST_WORDS = 25
# A grade says little about a few words.
FEWEST_WORDS = 20

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\s\n]+")
# Tests and genes have names such as HER2, PD-L1 or BRCA1: a capital, then another or a digit.
ABBREVIATION = re.compile(r"(?<![\w-])[a-z]?[A-Z][A-Z0-9]\w*(?:-[A-Z]\w*)?")


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [each for each in _SENTENCE_END.split(text.strip()) if each]


def in_a_row(texts: Iterable[str]) -> str:
    """Texts as one: a heading or a row of a list is a sentence, even without a stop."""
    return " ".join(text if text[-1] in ".?!:" else f"{text}." for text in texts if text)


def long_sentences(text: str) -> list[str]:
    """The sentences of more than 25 words."""
    return [each for each in sentences(text) if len(each.split()) > MOST_WORDS]


def grade(text: str, names: Iterable[str]) -> float | None:
    """The school grade that can read the text; None of a text too short to tell.

    `names` are those of drugs; the names of tests are known by how they are written.
    """
    masked = mask(text, tuple(names))
    if len(masked.split()) < FEWEST_WORDS:
        return None
    return textstat.flesch_kincaid_grade(masked)


def hardest(text: str, names: Iterable[str]) -> str:
    """The sentence that does most to raise the grade."""
    names = tuple(names)
    return max(sentences(text), key=lambda each: textstat.flesch_kincaid_grade(mask(each, names)))


def mask(text: str, names: tuple[str, ...]) -> str:
    """The text with every name of a drug or a test replaced by a short word."""
    masked = _pattern(names).sub("name", text) if names else text
    return ABBREVIATION.sub("name", masked)


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
