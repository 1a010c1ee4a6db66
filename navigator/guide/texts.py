"""The parts of a guide and their texts, one by one: every row of a list is a text of its own."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import fields
from typing import Any

from .model import GUIDE, KINDS, Choice, Guide, ReportLine, Source, Worded
from .voice import OTHER

# What is no text, or never shown to readers.
NO_TEXT = {
    "answers", "category", "choice", "code", "copied_from", "depends", "excludes", "kind", "kinds",
    "language", "match", "option", "panel", "question", "quotes_from", "say", "slug",
    "source_asides", "sources", "staff_note", "summary", "treatment", "treatments",
    "trials_search_near_url", "trials_search_url", "trials_url", "url", "who", "wordings",
}  # fmt: skip
# The source's own words, which are quoted as they are.
QUOTED = {"attribution", "disclaimer", "source_intro", "source_text", "source_trials"}
NAMES = {"also", "dated", "publisher", "result", "summary_from", "test", "trials_search_name"}
NAMES |= {"unit"}
# Names that stay what they are in most languages.
KEPT: dict[type, set[str]] = {
    Guide: {"trials_search_name"},
    ReportLine: {"result", "test"},
    Source: {"publisher", "title"},
}
# What has a wording in another language where there happens to be one: another address, other
# names, the sound of a word, and the publisher's own words.
MAYBE = (QUOTED - {"attribution", "disclaimer"}) | {
    *("also", "say"),
    *("trials_search_near_url", "trials_search_url", "trials_url", "url"),
}
# By the field, where it may stay empty in another language.
_OF_ADDRESS = "only where there is one in this language"
MAYBE_BECAUSE = {
    "also": "only where it has more names in this language",
    "say": "only where a word of this language is hard to say",
    **dict.fromkeys(QUOTED, "only where the publisher has it in this language"),
    **dict.fromkeys(["trials_search_near_url", "trials_search_url", "trials_url"], _OF_ADDRESS),
    "url": _OF_ADDRESS,
}
# What has none in any language: readers and rules know it by what it is.
NOT_WORDED = NO_TEXT - MAYBE
# Where no word leads to the glossary: what must stand as it is, and labels of a form.
UNEXPLAINED = {"attribution", "disclaimer", "summary_from"}
UNEXPLAINED |= {"trials_place_label", "trials_topics_label"}


def parts(guide: Guide) -> Iterator[tuple[str, str, Any]]:
    """Yield the guide and its parts as (kind, slug, part). An answer goes by its question."""
    yield GUIDE, "", guide
    for place, kind in KINDS.items():
        for part in getattr(guide, place):
            yield kind, part.slug, part
            for choice in getattr(part, "choices", ()):
                yield kind, part.slug, choice


def part_at(guide: Guide, place: tuple[str, str, str]) -> Any:
    """Return the part that a kind, a slug and of an answer its slug name."""
    kind, slug, answer = place
    part = guide.part_by_row[kind, slug]
    return part.choice_by_slug[answer] if answer else part


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


def worded_in(part: Worded) -> Iterator[tuple[str, bool]]:
    """Yield the fields of a part that take wordings, as (field, needed).

    Readers miss a needed one. A caregiver's is not needed where the first wording fits both. A
    term may have other names in a language, such as plurals, where it has none in its own.
    """
    maybe = MAYBE | KEPT.get(type(part), set())
    for name in (each.name for each in fields(part) if each.name not in NOT_WORDED):
        value = getattr(part, name)
        if is_words(value) and value:
            yield name, name not in maybe
        elif name == "also" or (name.endswith(OTHER) and getattr(part, name.removesuffix(OTHER))):
            yield name, False


def why_it_may_stay_empty(field: str) -> str:
    """Return why a text that is not needed may have no wording."""
    if field.endswith(OTHER):
        return "the first wording fits both"
    return MAYBE_BECAUSE.get(field, "only where it has another name in this language")


def lines(text: str) -> list[str]:
    """Return the texts of a list, which stand in a wording with a line for each.

    A line ends with a line feed, and with nothing else that some take for its end.
    """
    return [line.strip() for line in text.split("\n") if line.strip()]


def is_words(value: Any) -> bool:
    """Tell if a field's value is a text, or a list of texts."""
    lines = value if isinstance(value, tuple) else (value,)
    return all(isinstance(each, str) for each in lines)


def _texts(part: Any, left_out: Set[str]) -> Iterator[tuple[str, str]]:
    for name in (each.name for each in fields(part) if each.name not in left_out):
        value = getattr(part, name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and text:
                yield name, text
