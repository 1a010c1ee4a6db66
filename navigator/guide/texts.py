"""The parts of a guide and their texts, one by one: every row of a list is a text of its own."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import fields
from typing import Any

from .model import GUIDE, KINDS, Choice, Guide, Source

# What is no text, or never shown to readers.
NO_TEXT = {
    "answers", "category", "choice", "code", "copied_from", "depends", "excludes", "kind", "kinds",
    "language", "match", "option", "panel", "question", "say", "slug", "source_asides",
    "sources", "staff_note", "summary", "summary_from", "treatment", "treatments",
    "trials_search_near_url", "trials_search_url", "trials_url", "url", "who",
}  # fmt: skip
# The source's own words, which are quoted as they are.
QUOTED = {"attribution", "disclaimer", "source_intro", "source_text", "source_trials"}
NAMES = {"also", "dated", "publisher", "result", "test", "trials_search_name", "unit"}
# Where no word leads to the glossary: what must stand as it is, and labels of a form.
UNEXPLAINED = {"attribution", "disclaimer", "trials_place_label", "trials_topics_label"}


def parts(guide: Guide) -> Iterator[tuple[str, str, Any]]:
    """Yield the guide and its parts as (kind, slug, part). An answer goes by its question."""
    yield GUIDE, "", guide
    for place, kind in KINDS.items():
        for part in getattr(guide, place):
            yield kind, part.slug, part
            for choice in getattr(part, "choices", ()):
                yield kind, part.slug, choice


def our_texts(part: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a part that are in our own words, as (field, text)."""
    title = {"title"} if isinstance(part, Source) else set()
    return _texts(part, NO_TEXT | QUOTED | NAMES | title)


def answer_slug(part: Any) -> str:
    """Return the slug of an answer; of any other part, nothing."""
    return part.slug if isinstance(part, Choice) else ""


def explained_in(part: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a part whose words the glossary explains, as (field, text)."""
    return _texts(part, NO_TEXT | UNEXPLAINED)


def shown_texts(guide: Guide) -> Iterator[tuple[str, str, str]]:
    """Yield all texts that readers see, as (kind, slug, text)."""
    for kind, slug, part in parts(guide):
        for _, text in _texts(part, NO_TEXT):
            yield kind, slug, text


def _texts(part: Any, left_out: Set[str]) -> Iterator[tuple[str, str]]:
    for name in (each.name for each in fields(part) if each.name not in left_out):
        value = getattr(part, name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and text:
                yield name, text
