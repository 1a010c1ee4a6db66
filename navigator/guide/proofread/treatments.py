"""Treatments that options name, what is told of them, and what must name its source."""

from __future__ import annotations

from collections.abc import Iterator

from navigator.guide.glossary import Glossary
from navigator.guide.model import KINDS, Guide

from .finding import Finding, error, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what rests on nothing, facts that are missing, and drugs that do not fit."""
    for place in ("facts", "report_lines"):
        for part in getattr(guide, place):
            if not part.sources:
                what = "It names no source: readers could not check it."
                yield error(KINDS[place], part.slug, what)
    if guide.fact_kinds:
        yield from _missing(guide)
        for matter in guide.matters:
            if not matter.kinds:
                what = "It names no kind of fact: nothing comes first where a reader ticks it."
                yield warning("thing that matters", matter.slug, what)
    yield from _drugs(guide)


def _missing(guide: Guide) -> Iterator[Finding]:
    needed = [kind for kind in guide.fact_kinds if kind.needed]
    for option in guide.options:
        for term in guide.treatments_of(option):
            told = guide.facts_of.get(term.slug, {})
            names = ", ".join(f"“{kind.name}”" for kind in needed if kind.slug not in told)
            if names:
                yield warning("option", option.slug, f"Of “{term.name}” it does not tell: {names}.")


def _drugs(guide: Guide) -> Iterator[Finding]:
    glossary = Glossary(term for term in guide.terms if term.is_drug)
    for option in guide.options:
        # What stands before the bullet says for whom it is, with drugs of the past.
        statement = option.source_text.rpartition("•")[2]
        named, listed = glossary.used_in([statement]), guide.drugs_of(option)
        for term in named:
            if term not in listed:
                what = f"The summary names “{term.name}”, which is not among its treatments."
                yield error("option", option.slug, what)
        for term in listed:
            # "Day or night spray" names the day spray as well.
            if term not in named and term.name.lower().split()[0] not in statement.lower():
                what = f"“{term.name}” is among its treatments, and the summary does not name it."
                yield warning("option", option.slug, what)
    for term in glossary.terms:
        if not term.say:
            yield warning("term", term.slug, f"It does not tell how to say “{term.name}”.")
