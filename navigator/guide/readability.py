"""Measures of how hard texts and guides are to read in their language, and long sentences.

Names of drugs and tests are masked first: they have to be said, however many syllables they have.
Other words of the field are not: they count as the long words that they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from textstat.textstat import textstatistics

from .model import Guide
from .own_language import OwnLanguage
from .texts import our_texts, parts
from .voice import OTHER

MOST_WORDS = 25  # in a sentence
FEWEST_WORDS = 20  # a measure says little about fewer
# Kinds of parts that tell of treatments. Where readers are asked something, it has to be easier.
TREATMENTS = frozenset({"category", "fact", "line of a report", "option", "term", "source"})

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\s\n]+")
# Tests and genes have names such as XYZ2, XY-Z1 or mXYZ: a capital, then another or a digit.
ABBREVIATION = re.compile(r"(?<![\w-])[a-z]?[A-Z][A-Z0-9]\w*(?:-[A-Z]\w*)?")


@dataclass(frozen=True)
class Measure:
    """A number for how hard a text is, and how far it may go.

    `name` is its author's. `questions` is the limit where readers are asked something, `treatments`
    where treatments are told of. `is_index`: it goes from 0 to 100, and more is easier. Any other
    is a school grade.
    """

    name: str
    of: Callable[[str], float]
    questions: int
    treatments: int
    is_index: bool = False

    def score(self, text: str, names: Iterable[str]) -> float | None:
        """Return the number for a text; None for one that is too short to tell.

        `names` are those of drugs; the names of tests are known by how they are written.
        """
        if len(text.split()) < FEWEST_WORDS:
            return None  # most of them: a name that is masked makes no more words of it
        masked = mask(text, tuple(names))
        return self.of(masked) if len(masked.split()) >= FEWEST_WORDS else None

    def limit(self, kind: str) -> int:
        """Return how far a text may go in this kind of part."""
        return self.treatments if kind in TREATMENTS else self.questions

    def is_beyond(self, score: float, kind: str) -> bool:
        """Tell if a text with this number is too hard for this kind of part."""
        return score < self.limit(kind) if self.is_index else score > self.limit(kind)

    def hardest(self, text: str, names: Iterable[str]) -> str:
        """Return the sentence that does most to make the text hard."""
        names = tuple(names)
        hard = min if self.is_index else max
        return hard(sentences(text), key=lambda each: self.of(mask(each, names)))


def _textstat(language: str) -> textstatistics:
    """Return the counts of a language. Each has its own: `textstat.set_lang` is for all threads."""
    counts = textstatistics()
    counts.set_lang(language)
    return counts


FLESCH_KINCAID = Measure("Flesch-Kincaid", _textstat("en_US").flesch_kincaid_grade, 6, 8)
INFLESZ = Measure("INFLESZ", _textstat("es").szigriszt_pazos, 65, 55, is_index=True)
FERNANDEZ_HUERTA = Measure(
    "Fernández-Huerta", _textstat("es").fernandez_huerta, 65, 55, is_index=True
)
# By language: its measures. Readers are told the first one. A language without any has no limits.
MEASURES: dict[str, tuple[Measure, ...]] = {
    "en": (FLESCH_KINCAID,),
    "es": (INFLESZ, FERNANDEZ_HUERTA),
}


def measures_in(language: str) -> tuple[Measure, ...]:
    """Return the measures of a language, such as es or es-US."""
    return MEASURES.get(language.partition("-")[0].lower(), ())


@dataclass(frozen=True)
class ReadingLevel:
    """The figures of a measure: for questions and all that belongs to them, and for the rest."""

    measure: Measure
    questions: float
    treatments: float


def reading_levels(guide: Guide) -> list[ReadingLevel]:
    """Return how hard the sentences are that a patient reads, in a row, by each measure.

    It goes by the guide's language, and leaves out texts that have no wording in it. Labels and
    names are left out as well: counted as sentences of a word or two, they would flatter.
    """
    names = drug_names(guide)
    questions: list[str] = []
    treatments: list[str] = []
    for kind, _, part in parts(guide):
        rows = treatments if kind in TREATMENTS else questions
        for field, text in our_texts(part):
            is_sentence = text.endswith((".", "?", "!"))
            if is_sentence and not field.endswith(OTHER) and not isinstance(text, OwnLanguage):
                rows.append(text)
    return [
        ReadingLevel(
            measure,
            questions=measure.score(" ".join(questions), names) or 0.0,
            treatments=measure.score(" ".join(treatments), names) or 0.0,
        )
        for measure in measures_in(guide.language)
    ]


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


@lru_cache(maxsize=4)  # a text is held to one measure after the other
def mask(text: str, names: tuple[str, ...]) -> str:
    """Return the text with every name of a drug or a test replaced by a short word."""
    masked = _pattern(names).sub("name", text) if names else text
    return ABBREVIATION.sub("name", masked)


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
