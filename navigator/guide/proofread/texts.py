"""The texts of a guide that readers see, one by one: every row of a list is a text of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from navigator.guide.model import KINDS, Guide, Source

from .finding import GUIDE

# What is no text, or never shown to readers.
NO_TEXT = {
    "category", "code", "kind", "language", "say", "slug", "sources", "staff_note",
    "trials_search_near_url", "trials_search_url", "trials_url", "url",
}  # fmt: skip
# The source's own words, which are quoted as they are.
QUOTED = {"attribution", "disclaimer", "source_intro", "source_text", "source_trials"}
NAMES = {"also", "dated", "drugs", "publisher", "trials_search_name"}


def parts(guide: Guide) -> Iterator[tuple[str, str, Any]]:
    """The guide and its parts as (kind, slug, part). An answer goes by its question."""
    yield GUIDE, "", guide
    for place, kind in KINDS.items():
        for part in getattr(guide, place):
            yield kind, part.slug, part
            for choice in getattr(part, "choices", ()):
                yield kind, part.slug, choice


def our_texts(part: Any) -> Iterator[tuple[str, str]]:
    """What we say in our own words, as (field, text)."""
    left_out = NO_TEXT | QUOTED | NAMES
    if isinstance(part, Source):
        left_out |= {"title"}
    yield from _texts(part, left_out)


def readers_texts(guide: Guide) -> Iterator[tuple[str, str, str]]:
    """What readers see in a text, quoted or our own, as (kind, slug, text).

    Not the disclaimer and the attribution, in which no word is explained, nor the drugs.
    """
    for kind, slug, part in parts(guide):
        for _, text in _texts(part, NO_TEXT | {"attribution", "disclaimer", "drugs"}):
            yield kind, slug, text


def _texts(part: Any, left_out: set[str]) -> Iterator[tuple[str, str]]:
    for name in (each.name for each in fields(part) if each.name not in left_out):
        value = getattr(part, name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and text:
                yield name, text
