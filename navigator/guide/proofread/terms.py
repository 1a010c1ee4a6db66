"""Words that the glossary does not have, and terms of it that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from navigator.guide.glossary import Glossary
from navigator.guide.model import Guide
from navigator.guide.readability import ABBREVIATION
from navigator.guide.texts import answer_slug, explained_in, parts, shown_texts

from .finding import Finding, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what the glossary lacks, and what it has too much."""
    yield from _unexplained(guide)
    yield from _left_over(guide)


def _unexplained(guide: Guide) -> Iterator[Finding]:
    """Yield abbreviations that no term explains: for each, the first part that uses it.

    If any other word needs explaining is for a person to judge: a list of hard words would find
    too much, or what another guide does not need.
    """
    names = [name for term in guide.terms for name in (term.name, *term.also)]
    known = {short for name in names for short in _abbreviated(name)}
    for kind, slug, part in parts(guide):
        for name, text in explained_in(part):
            for short in _abbreviated(text):
                if short not in known:
                    known.add(short)
                    yield warning(
                        *(kind, slug, f"“{short}” is not in the glossary.", name),
                        code="not-in-glossary",
                        answer=answer_slug(part),
                        about=f"{short}: {text}",
                    )


def _left_over(guide: Guide) -> Iterator[Finding]:
    """Yield terms that no text uses, but for their own, and that are no option's treatment."""
    used = {slug for option in guide.options for slug in option.treatments}
    # A fact shows with its treatment alone, so these show nowhere.
    hidden = {fact.slug for fact in guide.facts if fact.treatment not in used}
    glossary = Glossary(guide.terms)
    for kind, slug, text in shown_texts(guide):
        # A source that was kept may name the drug in its title.
        if kind == "source" or (kind == "fact" and slug in hidden):
            continue
        own = slug if kind == "term" else ""
        used |= {term.slug for term in glossary.used_in([text])} - {own}
    for term in guide.terms:
        if term.slug not in used:
            what = f"No text uses “{term.name}”, and no option has it as a treatment"
            what = f"{what}: remove it, or use it."
            yield warning("term", term.slug, what, code="term-not-used", about=term.name)


def _abbreviated(text: str) -> list[str]:
    """Return the words in capitals, as they are written but for a plural ending."""
    return [re.sub(r"(?<=[A-Z0-9])s$", "", short) for short in ABBREVIATION.findall(text)]
