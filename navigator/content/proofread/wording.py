"""Texts that are missing, hard to read, or out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django.utils import timezone

from navigator.content import readability
from navigator.matching.guide import Guide
from navigator.matching.voice import OTHER

from .finding import GUIDE, Finding, error, warning

# Flesch-Kincaid grades, as the site promises: easier where readers are asked something.
QUESTIONS_GRADE = 6
OPTIONS_GRADE = 8

# The source's own words, staff's notes, and what is no prose.
NOT_OURS = {
    "attribution", "category", "code", "disclaimer", "drugs", "kind", "language", "note", "slug",
    "source_intro", "source_text", "source_trials", "sources", "staff_note", "trials_url", "url",
    "also", "say",
}  # fmt: skip
ADDRESSES_PATIENT = re.compile(r"\b(?:you|your|yours|yourself|my|me)\b", re.IGNORECASE)


def findings(guide: Guide) -> Iterator[Finding]:
    """What is wrong or weak with the texts of a guide."""
    yield from _missing(guide)
    yield from _review(guide)
    yield from _links(guide)
    yield from _undefined_drugs(guide)
    names = _names(guide)
    for kind, slug, most, part in _prose(guide):
        yield from _hard_to_read(kind, slug, most, part, names)
        # Whoever reads can be unsure: "you do not know" fits both.
        if not getattr(part, "uncertain", False):
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
    if review.due_on is not None and review.due_on < timezone.localdate():
        yield warning(GUIDE, "", f"Its review was due on {review.due_on}.")


def _links(guide: Guide) -> Iterator[Finding]:
    if not guide.trials_url.startswith("https://"):
        yield error(GUIDE, "", f"The link “{guide.trials_url}” does not begin with https://.")
    for source in guide.sources:
        if source.url and not source.url.startswith("https://"):
            what = f"The link “{source.url}” does not begin with https://."
            yield error("source", source.slug, what)


def _undefined_drugs(guide: Guide) -> Iterator[Finding]:
    defined = {name.lower() for term in guide.terms for name in (term.name, *term.also)}
    for option in guide.options:
        for drug in option.drugs:
            if drug.lower() not in defined:
                yield warning("option", option.slug, f"“{drug}” is not in the glossary.")


def _names(guide: Guide) -> tuple[str, ...]:
    """Names of drugs and tests, which have to be said and do not count as hard words."""
    drugs = {drug for option in guide.options for drug in option.drugs}
    terms = {name for term in guide.terms for name in (term.name, *term.also)}
    return tuple(sorted(drugs | terms | {question.label for question in guide.questions}))


def _prose(guide: Guide) -> Iterator[tuple[str, str, int, Any]]:
    """Everything with texts of ours, and the grade that these may have."""
    yield GUIDE, "", QUESTIONS_GRADE, guide
    for question in guide.questions:
        yield "question", question.slug, QUESTIONS_GRADE, question
        for choice in question.choices:
            yield "question", question.slug, QUESTIONS_GRADE, choice
    for notice in guide.notices:
        yield "notice", notice.slug, QUESTIONS_GRADE, notice
    for category in guide.categories:
        yield "category", category.slug, OPTIONS_GRADE, category
    for option in guide.options:
        yield "option", option.slug, OPTIONS_GRADE, option
    for term in guide.terms:
        yield "term", term.slug, OPTIONS_GRADE, term


def _hard_to_read(
    kind: str, slug: str, most: int, part: Any, names: tuple[str, ...]
) -> Iterator[Finding]:
    for text in filter(None, _texts(part).values()):
        for sentence in readability.long_sentences(text):
            what = f"This sentence has more than {readability.MOST_WORDS} words: “{sentence}”"
            yield warning(kind, slug, what)
        grade = readability.grade(text, names)
        if grade is not None and grade > most:
            hardest = readability.hardest(text, names)
            what = f"Reading grade {grade:.1f}, above {most}. Its hardest sentence: “{hardest}”"
            yield warning(kind, slug, what)


def _only_for_patients(kind: str, slug: str, part: Any) -> Iterator[Finding]:
    names = {field.name for field in fields(part)}
    for name, text in _texts(part).items():
        if name + OTHER not in names or getattr(part, name + OTHER):
            continue
        if ADDRESSES_PATIENT.search(text):
            what = f"There is no wording for a caregiver of “{text}”"
            yield warning(kind, slug, what)


def _texts(part: Any) -> dict[str, str]:
    texts = {}
    for name in (field.name for field in fields(part) if field.name not in NOT_OURS):
        value = getattr(part, name)
        if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            value = "\n".join(value)
        if isinstance(value, str):
            texts[name] = value
    return texts
