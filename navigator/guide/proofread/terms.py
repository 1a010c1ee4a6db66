"""Words that a reader may not know and the glossary does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from navigator.guide.glossary import Glossary
from navigator.guide.model import Guide
from navigator.guide.readability import ABBREVIATION
from navigator.guide.texts import explained_texts

from .finding import Finding, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield drugs and abbreviations that no term explains, and drugs without how to say them.

    If any other word needs explaining is for a person to judge: a list of hard words would find
    too much, or what another guide does not need.
    """
    yield from _drugs(guide)
    yield from _abbreviations(guide)


def _drugs(guide: Guide) -> Iterator[Finding]:
    glossary = Glossary(guide.terms)
    unsaid = {}
    for option in guide.options:
        for drug in option.drugs:
            term = glossary.term_for(drug)
            if term is None:
                yield warning("option", option.slug, f"“{drug}” is not in the glossary.")
            elif not term.say:
                unsaid[term.slug] = drug
    for slug, drug in unsaid.items():
        yield warning("term", slug, f"It does not tell how to say “{drug}”.")


def _abbreviations(guide: Guide) -> Iterator[Finding]:
    """Name the first part that uses each one: one term puts all of them right."""
    names = [name for term in guide.terms for name in (term.name, *term.also)]
    known = {short for name in names for short in _abbreviated(name)}
    for kind, slug, text in explained_texts(guide):
        for short in _abbreviated(text):
            if short not in known:
                known.add(short)
                yield warning(kind, slug, f"“{short}” is not in the glossary.")


def _abbreviated(text: str) -> list[str]:
    """Return the words in capitals, as they are written but for a plural ending."""
    return [re.sub(r"(?<=[A-Z0-9])s$", "", short) for short in ABBREVIATION.findall(text)]
