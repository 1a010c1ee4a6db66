"""Texts that are missing, hard to read, or out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from navigator.guide import readability
from navigator.guide.model import Choice, Guide
from navigator.guide.voice import OTHER

from .finding import GUIDE, Finding, error, warning
from .reading import drug_names, highest_grade
from .texts import our_texts, parts

PATIENT = re.compile(r"\b(?:you|your|yours|yourself|my|me)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
# What readers say or ask themselves, whoever they are: "I am not sure", "Can you tell us ...?"
READERS_WORDS = {"ask_team", "team_questions"}


def findings(guide: Guide) -> Iterator[Finding]:
    """What is wrong or weak with the texts of a guide."""
    yield from _missing(guide)
    yield from _review(guide)
    yield from _links(guide)
    names = drug_names(guide)
    for kind, slug, part in parts(guide):
        for _, text in our_texts(part):
            yield from _hard_to_read(kind, slug, text, names)
        yield from _only_for_patients(kind, slug, part)


def _missing(guide: Guide) -> Iterator[Finding]:
    for name in ("disclaimer", "attribution"):
        if not getattr(guide, name).strip():
            what = f"The {name} is missing: it stands on every page with options."
            yield error(GUIDE, "", what)
    for option in guide.options:
        if not option.source_text.strip():
            yield error("option", option.slug, "The summary's own wording is missing.")


def _review(guide: Guide) -> Iterator[Finding]:
    review = guide.review
    if review.reviewed_on is None:
        yield warning(GUIDE, "", "It has not been medically reviewed; the site says so.")
    elif not (review.reviewer.strip() and review.role.strip()):
        what = "It has the day of a review, but not who reviewed it: give the name and the role."
        yield error(GUIDE, "", what)
    if review.due_on is not None and review.due_on < date.today():
        yield warning(GUIDE, "", f"Its review was due on {review.due_on}.")


def _links(guide: Guide) -> Iterator[Finding]:
    if not guide.trials_url.startswith("https://"):
        yield error(GUIDE, "", f"The link “{guide.trials_url}” does not begin with https://.")
    for source in guide.sources:
        if source.url and not source.url.startswith("https://"):
            what = f"The link “{source.url}” does not begin with https://."
            yield error("source", source.slug, what)


def _hard_to_read(kind: str, slug: str, text: str, names: tuple[str, ...]) -> Iterator[Finding]:
    for sentence in readability.long_sentences(text):
        what = f"This sentence has more than {readability.MOST_WORDS} words: “{sentence}”"
        yield warning(kind, slug, what)
    grade, highest = readability.grade(text, names), highest_grade(kind)
    if grade is not None and grade > highest:
        hardest = readability.hardest(text, names)
        what = f"Reading grade {grade:.1f}, above {highest}. Its hardest sentence: “{hardest}”"
        yield warning(kind, slug, what)


def _only_for_patients(kind: str, slug: str, part: Any) -> Iterator[Finding]:
    # Whoever reads can be unsure: "you do not know" fits both.
    if isinstance(part, Choice) and part.uncertain:
        return
    names = {field.name for field in fields(part)}
    for name, text in our_texts(part):
        if name.endswith(OTHER) or getattr(part, name + OTHER, ""):
            continue
        speaks = FIRST_PERSON if name in READERS_WORDS else PATIENT
        if not speaks.search(text):
            continue
        if name + OTHER in names:
            what = f"There is no wording for a caregiver of “{text}”"
        else:
            what = f"A caregiver reads this too, so it should fit both: “{text}”"
        yield warning(kind, slug, what)
