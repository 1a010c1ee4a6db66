"""Words that a reader may not know and the glossary does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from navigator.guide.model import Guide
from navigator.guide.readability import ABBREVIATION
from navigator.guide.texts import explained_texts

from .finding import Finding, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield abbreviations that no term explains: for each, the first part that uses it.

    If any other word needs explaining is for a person to judge: a list of hard words would find
    too much, or what another guide does not need.
    """
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
