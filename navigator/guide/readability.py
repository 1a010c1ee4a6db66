"""Flesch-Kincaid grades of texts and of whole guides, and sentences that are too long.

Names of drugs and tests are masked first: they have to be said, however many syllables they have.
Other words of the field are not: they count as the long words that they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import textstat

from .model import Guide
from .texts import our_texts, parts
from .voice import OTHER

MOST_WORDS = 25  # in a sentence
FEWEST_WORDS = 20  # a grade says little about fewer

# As the site promises: easier where readers are asked something than where treatments are told of.
QUESTIONS_GRADE = 6
TREATMENTS_GRADE = 8
TREATMENTS = frozenset({"category", "fact", "line of a report", "option", "term", "source"})

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\s\n]+")
# Tests and genes have names such as XYZ2, XY-Z1 or mXYZ: a capital, then another or a digit.
ABBREVIATION = re.compile(r"(?<![\w-])[a-z]?[A-Z][A-Z0-9]\w*(?:-[A-Z]\w*)?")


@dataclass(frozen=True)
class ReadingLevel:
    """The grades of the questions and all that belongs to them, and of the rest."""

    questions: float
    treatments: float


def reading_level(guide: Guide) -> ReadingLevel:
    """Return the grades of the sentences that a patient reads, in a row.

    Labels and names are left out: counted as sentences of a word or two, they would flatter.
    """
    names = drug_names(guide)
    questions: list[str] = []
    treatments: list[str] = []
    for kind, _, part in parts(guide):
        rows = treatments if kind in TREATMENTS else questions
        for field, text in our_texts(part):
            if not field.endswith(OTHER) and text.endswith((".", "?", "!")):
                rows.append(text)
    return ReadingLevel(
        questions=grade(" ".join(questions), names) or 0.0,
        treatments=grade(" ".join(treatments), names) or 0.0,
    )


def highest_grade(kind: str) -> int:
    """Return the grade that a text may have in this kind of part."""
    return TREATMENTS_GRADE if kind in TREATMENTS else QUESTIONS_GRADE


def drug_names(guide: Guide) -> tuple[str, ...]:
    """Return every name of every drug that an option lists."""
    drugs = [term for term in guide.terms if term.is_drug]
    return tuple(sorted({name for term in drugs for name in (term.name, *term.also)}))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [each for each in _SENTENCE_END.split(text.strip()) if each]


def long_sentences(text: str) -> list[str]:
    """Return the sentences of more than 25 words."""
    return [each for each in sentences(text) if len(each.split()) > MOST_WORDS]


def grade(text: str, names: Iterable[str]) -> float | None:
    """Return the school grade that can read the text; None for a text too short to tell.

    `names` are those of drugs; the names of tests are known by how they are written.
    """
    masked = mask(text, tuple(names))
    if len(masked.split()) < FEWEST_WORDS:
        return None
    return float(textstat.flesch_kincaid_grade(masked))


def hardest(text: str, names: Iterable[str]) -> str:
    """Return the sentence that does most to raise the grade."""
    names = tuple(names)
    return max(sentences(text), key=lambda each: textstat.flesch_kincaid_grade(mask(each, names)))


def mask(text: str, names: tuple[str, ...]) -> str:
    """Return the text with every name of a drug or a test replaced by a short word."""
    masked = _pattern(names).sub("name", text) if names else text
    return ABBREVIATION.sub("name", masked)


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
