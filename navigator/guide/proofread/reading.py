"""How hard a guide is to read, and how hard it may be."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from navigator.guide import readability
from navigator.guide.glossary import Glossary
from navigator.guide.model import Guide
from navigator.guide.voice import OTHER

from .texts import our_texts, parts

# Flesch-Kincaid grades, as the site promises: easier where readers are asked something.
QUESTIONS_GRADE = 6
TREATMENTS_GRADE = 8

# Where readers are told about treatments. Everything else is held to the grade of questions.
TREATMENTS = frozenset({"category", "option", "term", "source"})


@dataclass(frozen=True)
class ReadingLevel:
    """Flesch-Kincaid grades: of the questions and all that belongs to them, and of the rest."""

    questions: float
    treatments: float


def highest_grade(kind: str) -> int:
    """The grade that a text may have in this kind of part."""
    return TREATMENTS_GRADE if kind in TREATMENTS else QUESTIONS_GRADE


def drug_names(guide: Guide) -> tuple[str, ...]:
    """Every name of every drug that an option lists: these have to be said."""
    glossary = Glossary(guide.terms)
    drugs = {drug for option in guide.options for drug in option.drugs}
    terms = {glossary.term_for(drug) for drug in drugs} - {None}
    return tuple(sorted(drugs | {name for term in terms for name in (term.name, *term.also)}))


def reading_level(guide: Guide) -> ReadingLevel:
    """Whole sentences that a patient reads, in a row, with names of drugs and tests masked.

    Labels and names are left out: counted as sentences of a word or two, they would flatter.
    """
    kinds = {kind for kind, _, _ in parts(guide)}
    return ReadingLevel(_grade(guide, kinds - TREATMENTS), _grade(guide, TREATMENTS))


def _grade(guide: Guide, kinds: Container[str]) -> float:
    rows = [
        text
        for kind, _, part in parts(guide)
        if kind in kinds
        for field, text in our_texts(part)
        if not field.endswith(OTHER) and text.endswith((".", "?", "!"))
    ]
    return readability.grade(" ".join(rows), drug_names(guide)) or 0.0
