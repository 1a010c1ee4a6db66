"""Texts that are missing, hard to read, or out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from functools import lru_cache
from typing import Any

from navigator.guide.language import is_english
from navigator.guide.model import (
    GUIDE,
    Category,
    Choice,
    Fact,
    FactKind,
    Guide,
    Kind,
    Matter,
    Notice,
    Option,
    Panel,
    Question,
    ReportLine,
    Term,
)
from navigator.guide.readability import (
    MOST_WORDS,
    drug_names,
    long_sentences,
    measures_in,
)
from navigator.guide.texts import answer_slug, our_texts, parts
from navigator.guide.voice import OTHER

from .finding import Finding, error, warning

# Known in English only, see `findings`.
PATIENT = re.compile(r"\b(?:you|your|yours|yourself|my|me)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
# Questions that a reader asks, whoever they are: in these, "you" is the care team.
READERS_WORDS = {"ask_team", "team_questions"}
# Characters that suit where a text shows, in both of its wordings: a heading of two lines on a
# phone, a card that can be read at one go, a button, a definition that opens over the page.
SUITS: dict[type, dict[str, int]] = {
    Guide: {"title": 60, "introduction": 600, "about_condition": 600, "decision": 600}
    | {"help_now": 600, "have_at_hand": 150, "next_steps": 200},
    Category: {"name": 60, "about": 400, "none_listed": 400},
    Panel: {"text": 120, "why": 400, "where": 400},
    Question: {"label": 40, "text": 120, "why": 400, "where": 400, "ask_team": 150},
    Choice: {"label": 70, "hint": 120, "statement": 120},
    Option: {"name": 90, "plain": 600, "team_questions": 150},
    Notice: {"title": 90, "text": 500},
    Term: {"name": 60, "definition": 400},
    FactKind: {"name": 60, "ask": 150},
    Fact: {"text": 300},
    Matter: {"text": 90},
    ReportLine: {"text": 400},
}
# Something weak about a text: the code of the finding, the field, the text, and what is told.
Weak = tuple[str, str, str, str]


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what is wrong or weak with the texts of a guide."""
    yield from _review(guide)
    if guide.summary_source is None:
        what = "No source is marked as the summary, so readers are not told where it can be found."
        yield warning(GUIDE, "", what, code="no-summary-source", about="")
    names = drug_names(guide)
    for kind, slug, part in parts(guide):
        answer = answer_slug(part)
        for name in _missing(part):
            what = f"“{name}” is empty: readers need it."
            yield error(kind, slug, what, name, code="text-missing", answer=answer)
        for code, name, about, what in (
            *_long_sentences(part),
            *_hard_to_read(guide, kind, part, names),
            *(_only_for_patients(part) if is_english(guide) else ()),
            *_longer_than_suits(part),
        ):
            yield warning(kind, slug, what, name, code=code, answer=answer, about=about)


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
        day = str(guide.review_due_on)
        what = f"Its review was due on {day}."
        yield warning(GUIDE, "", what, "review_due_on", code="review-overdue", about=day)


def _long_sentences(part: Any) -> Iterator[Weak]:
    for name, text in our_texts(part):
        for sentence in long_sentences(text):
            what = f"This sentence has more than {MOST_WORDS} words: “{sentence}”"
            yield "sentence-too-long", name, sentence, what


def _hard_to_read(guide: Guide, kind: str, part: Any, names: tuple[str, ...]) -> Iterator[Weak]:
    for name, text in our_texts(part):
        what = too_hard(text, guide.language, kind, names)
        if what:
            yield "hard-to-read", name, text, what


@lru_cache(maxsize=10_000)  # of a guide in a few languages nearly all stays as it is
def too_hard(text: str, language: str, kind: str, names: tuple[str, ...]) -> str:
    """Return by how much a text in a language is too hard for a kind of part, or nothing."""
    for measure in measures_in(language):
        score = measure.score(text, names)
        if score is not None and measure.is_beyond(score, kind):
            named = (
                f"{measure.name} {score:.0f}, below"
                if measure.is_index
                else (f"Reading grade {score:.1f}, above")
            )
            hard = measure.hardest(text, names)
            return f"{named} {measure.limit(kind)}. Its hardest sentence: “{hard}”"
    return ""


def _only_for_patients(part: Any) -> Iterator[Weak]:
    # Whoever reads can be unsure: "you do not know" fits both.
    if isinstance(part, Choice) and part.uncertain:
        return
    for name, text in our_texts(part):
        speaks = FIRST_PERSON if name in READERS_WORDS else PATIENT
        other = getattr(part, name + OTHER, None)
        if name.endswith(OTHER) or other or not speaks.search(text):
            continue
        if other is None:
            what = f"A caregiver reads this too, so it should fit both: “{text}”"
        else:
            what = f"There is no wording for a caregiver of “{text}”"
        yield "only-for-patients", name, text, what


def suited(part: type, name: str) -> int | None:
    """Return how many characters suit the place of a text, in both of its wordings."""
    return SUITS.get(part, {}).get(name.removesuffix(OTHER))


def _longer_than_suits(part: Any) -> Iterator[Weak]:
    """Yield texts that are longer than their place on a page or on paper is made for."""
    for name, text in our_texts(part):
        most = suited(type(part), name)
        if most is not None and len(text) > most:
            what = f"“{name}” has {len(text)} characters, and its place suits {most} at most."
            yield "text-too-long", name, text, what
