"""Texts that are missing, hard to read, or out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from navigator.guide.model import GUIDE, Choice, Guide, Kind, Question
from navigator.guide.readability import (
    MOST_WORDS,
    drug_names,
    grade,
    hardest,
    highest_grade,
    long_sentences,
)
from navigator.guide.texts import our_texts, parts
from navigator.guide.voice import OTHER

from .finding import Finding, error, warning

PATIENT = re.compile(r"\b(?:you|your|yours|yourself|my|me)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
# Questions that a reader asks, whoever they are: in these, "you" is the care team.
READERS_WORDS = {"ask_team", "team_questions"}


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what is wrong or weak with the texts of a guide."""
    yield from _review(guide)
    if guide.summary_source is None:
        what = "No source is marked as the summary, so readers are not told where it can be found."
        yield warning(GUIDE, "", what)
    names = drug_names(guide)
    for kind, slug, part in parts(guide):
        for name in _missing(part):
            # An answer's field is none of its question's.
            field = "" if isinstance(part, Choice) else name
            yield error(kind, slug, f"“{name}” is empty: readers need it.", field)
        for what in (*_hard_to_read(kind, part, names), *_only_for_patients(part)):
            yield warning(kind, slug, what)


def _missing(part: Any) -> Iterator[str]:
    for field in fields(part):
        value = getattr(part, field.name)
        is_empty = not value.strip() if isinstance(value, str) else value == 0
        if is_empty and (field.default is MISSING or field.name in _needed_besides(part)):
            yield field.name


def _needed_besides(part: Any) -> tuple[str, ...]:
    """Return fields that only some parts of a kind can do without."""
    if not isinstance(part, Question):
        return ()
    of_page = () if part.panel else ("why", "where")
    return (*of_page, "unit") if part.kind is Kind.NUMBER else of_page


def _review(guide: Guide) -> Iterator[Finding]:
    if guide.review_due_on is not None and guide.review_due_on < date.today():
        yield warning(GUIDE, "", f"Its review was due on {guide.review_due_on}.")


def _hard_to_read(kind: str, part: Any, names: tuple[str, ...]) -> Iterator[str]:
    highest = highest_grade(kind)
    for _, text in our_texts(part):
        for sentence in long_sentences(text):
            yield f"This sentence has more than {MOST_WORDS} words: “{sentence}”"
        found = grade(text, names)
        if found is not None and found > highest:
            hard = hardest(text, names)
            yield f"Reading grade {found:.1f}, above {highest}. Its hardest sentence: “{hard}”"


def _only_for_patients(part: Any) -> Iterator[str]:
    # Whoever reads can be unsure: "you do not know" fits both.
    if isinstance(part, Choice) and part.uncertain:
        return
    for name, text in our_texts(part):
        speaks = FIRST_PERSON if name in READERS_WORDS else PATIENT
        other = getattr(part, name + OTHER, None)
        if name.endswith(OTHER) or other or not speaks.search(text):
            continue
        if other is None:
            yield f"A caregiver reads this too, so it should fit both: “{text}”"
        else:
            yield f"There is no wording for a caregiver of “{text}”"
