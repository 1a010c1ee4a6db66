"""Words that a reader may not know and the glossary does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from navigator.guide.glossary import Glossary
from navigator.guide.model import Guide
from navigator.guide.readability import ABBREVIATION

from .finding import Finding, warning
from .texts import readers_texts


def findings(guide: Guide) -> Iterator[Finding]:
    """Drugs and abbreviations that no term explains, and drugs that no term says how to say.

    Whether any other word needs explaining is for a person to judge: a list of hard words would
    find too much, or what another guide does not need.
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
    """The first part that uses each one is named: one term puts all of them right."""
    known = set(_abbreviated(name for term in guide.terms for name in (term.name, *term.also)))
    for kind, slug, text in readers_texts(guide):
        for short in dict.fromkeys(_abbreviated([text])):
            if short not in known:
                known.add(short)
                yield warning(kind, slug, f"“{short}” is not in the glossary.")


def _abbreviated(texts: Iterable[str]) -> Iterator[str]:
    """Words in capitals, as they are written; a plural ending does not count."""
    for text in texts:
        for found in ABBREVIATION.findall(text):
            yield re.sub(r"(?<=[A-Z0-9])s$", "", found)
