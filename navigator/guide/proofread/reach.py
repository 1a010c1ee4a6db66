"""Faults that leave readers without something: questions, addresses, trials, kept answers."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import fields

from navigator.guide.model import GUIDE, Guide, Kind, Question, Worded, Wording
from navigator.guide.texts import parts

from .finding import Finding, error, warning
from .references import wording_too_long

# Answers live in one cookie, and browsers keep none over 4 KB. Sealing it adds a third and a bit.
MOST_BYTES = 2_500

# The site goes into a header, where other signs than these would say something of their own.
ADDRESS = re.compile(r"(?P<site>https://[A-Za-z0-9.-]+(?::[0-9]+)?)(?:[/?#]\S*)?")
PLACEHOLDER = re.compile(r"\{.*?\}")
# What the address of a search for trials has to have, by its field.
PLACEHOLDERS = {
    "trials_search_url": ["{code}"],
    "trials_search_near_url": ["{code}", "{place}"],
}


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what a guide leaves its readers without."""
    yield from _addresses(guide)
    yield from _trial_search(guide)
    for what in _nothing(guide):
        yield error(GUIDE, "", what, code="nothing-there")
    for what in _answers(guide):
        yield error(GUIDE, "", what, code="too-many-answers")
    yield from _empty(guide)
    if not guide.trial_topics:
        what = "There is no trial topic, so readers get no search for trials."
        yield warning(GUIDE, "", what, code="no-trial-topic", about="")


def _addresses(guide: Guide) -> Iterator[Finding]:
    translations = {each.slug for each in guide.translations}
    for kind, slug, part in parts(guide):
        for name in (field.name for field in fields(part) if _is_address(field.name)):
            for what in _address_faults(name, getattr(part, name)):
                yield error(kind, slug, what, name, code="address")
        for each in getattr(part, "wordings", ()):
            if each.language in translations and _is_address(each.field):
                for what in _address_faults(each.field, each.text):
                    what = f"“{each.field}” ({each.language}): {what}"
                    yield error(kind, slug, what, each.field, code="address")


def fault_of_wording(part: Worded, wording: Wording) -> str:
    """Return why a part cannot have a wording, as a sentence, or nothing.

    Readers follow an address of another language as they follow the guide's own.
    """
    if what := wording_too_long(part, wording):
        return f"It {what}."
    is_address = _is_address(wording.field)
    return next(_address_faults(wording.field, wording.text), "") if is_address else ""


def _is_address(name: str) -> bool:
    return name.endswith("url")


def _address_faults(name: str, url: str) -> Iterator[str]:
    if url and not ADDRESS.fullmatch(url):
        yield f"“{url}” is no address such as https://www.example.org/page."
    if name in PLACEHOLDERS:
        yield from _placeholders(url, PLACEHOLDERS[name])


def _trial_search(guide: Guide) -> Iterator[Finding]:
    for name in ("trials_search_url", "trials_search_name"):
        if guide.trial_topics and not getattr(guide, name):
            what = f"There are trial topics, but “{name}” is empty: fill it in, or remove them."
            yield error(GUIDE, "", what, name, code="trial-search-missing")


def _empty(guide: Guide) -> Iterator[Finding]:
    filled = {option.category for option in guide.options}
    for category in guide.categories:
        if category.slug not in filled:
            what = "No option stands in it: delete it, or let one stand there."
            yield warning(
                "category", category.slug, what, code="category-empty", about=category.name
            )
    used = {question.panel for question in guide.questions}
    for panel in guide.panels:
        if panel.slug not in used:
            what = "No question stands on it: delete it, or name it in a question."
            yield warning("panel", panel.slug, what, code="panel-empty", about=panel.text)


def _nothing(guide: Guide) -> Iterator[str]:
    if not guide.questions:
        yield "It has no question: readers would be asked nothing."
    if not guide.options:
        yield "It has no option: readers would be told of no treatment."


def _placeholders(url: str, needed: list[str]) -> Iterator[str]:
    """Check the address of a search, if there is one. The age may be left out."""
    there = PLACEHOLDER.findall(url)
    for name in needed:
        if url and name not in there:
            yield f"The address of a trial search “{url}” has no {name}."
    for name in there:
        if name not in (*needed, "{age}"):
            yield f"Nothing is put in for {name} in the address “{url}”."


def _answers(guide: Guide) -> Iterator[str]:
    picked = {question.slug: _most_picked(question) for question in guide.questions}
    # The answer that was changed last is kept twice.
    longest = max(picked.values(), key=lambda slugs: len("".join(slugs)), default=[])
    options = [option.slug for option in guide.options]  # to talk about
    kept = json.dumps([picked, longest, options], separators=(",", ":"))
    if len(zlib.compress(kept.encode())) > MOST_BYTES:
        yield (
            "It has more answers and options than a reader's browser can keep, so answers would "
            "get lost: take some out, or give questions, answers and options shorter slugs."
        )


def _most_picked(question: Question) -> list[str]:
    if question.kind is not Kind.SEVERAL:
        return [max((choice.slug for choice in question.choices), key=len, default="")]
    return sorted(choice.slug for choice in question.choices if not choice.exclusive)
