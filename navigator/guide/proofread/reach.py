"""Faults that leave readers without something: addresses, the search for trials, kept answers."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator

from navigator.guide.model import GUIDE, Guide, Kind, Question

from .finding import Finding, error, warning

# Answers live in one cookie, and browsers keep none over 4 KB. Sealing it adds a third and a bit.
MOST_BYTES = 2_500
HTTPS = "https://"
PLACEHOLDER = re.compile(r"\{.*?\}")


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what a guide leaves its readers without."""
    for what in (*_links(guide), *_answers(guide)):
        yield error(GUIDE, "", what)
    for source in guide.sources:
        if source.url and not source.url.startswith(HTTPS):
            yield error("source", source.slug, _unsafe(source.url))
    if not guide.trial_topics:
        yield warning(GUIDE, "", "There is no trial topic, so readers get no search for trials.")


def _unsafe(url: str) -> str:
    return f"The address “{url}” does not begin with {HTTPS}."


def _links(guide: Guide) -> Iterator[str]:
    if not guide.trials_url.startswith(HTTPS):
        yield _unsafe(guide.trials_url)
    if guide.trial_topics:
        for name in ("trials_search_url", "trials_search_name", "trials_topics_label"):
            if not getattr(guide, name):
                yield f"There are trial topics, but “{name}” is empty: fill it in, or remove them."
    if guide.trials_search_near_url and not guide.trials_place_label:
        yield "There is a search near a place, but “trials_place_label” is empty."
    yield from _search(guide.trials_search_url, ["{code}", "{age}"], needed=["{code}"])
    near = ["{code}", "{place}"]
    yield from _search(guide.trials_search_near_url, [*near, "{age}"], needed=near)


def _search(url: str, known: list[str], needed: list[str]) -> Iterator[str]:
    """Check the address of a search for trials, if there is one."""
    if not url:
        return
    if not url.startswith(HTTPS):
        yield _unsafe(url)
    there = PLACEHOLDER.findall(url)
    for name in needed:
        if name not in there:
            yield f"The address of a trial search “{url}” has no {name}."
    for name in there:
        if name not in known:
            yield f"Nothing is put in for {name} in the address “{url}”."


def _answers(guide: Guide) -> Iterator[str]:
    picked = {question.slug: _most_picked(question) for question in guide.questions}
    # The answer that was changed last is kept twice.
    longest = max(picked.values(), key=lambda slugs: len("".join(slugs)), default=[])
    kept = json.dumps([picked, longest], separators=(",", ":"))
    if len(zlib.compress(kept.encode())) > MOST_BYTES:
        yield (
            "It has more answers than a reader's browser can keep, so answers would get lost: "
            "take some out, or give questions and answers shorter slugs."
        )


def _most_picked(question: Question) -> list[str]:
    together = [choice.slug for choice in question.choices if not choice.exclusive]
    alone = max((choice.slug for choice in question.choices), key=len, default="")
    if question.kind is Kind.ONE or len(together) < 2:
        return [alone]
    return sorted(together)
