"""Example readers who get something else than is expected of them."""

from __future__ import annotations

from collections.abc import Iterator

from navigator.guide.examples import Difference, run
from navigator.guide.model import Guide

from .finding import Finding, error


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield an error for each example reader with other verdicts than expected."""
    for outcome in run(guide):
        what = [
            *(f"“{slug}” is not asked any more, or not so" for slug in outcome.not_asked),
            *(_in_words(each) for each in outcome.differences),
        ]
        if what:
            told = f"This reader gets something else now: {'; '.join(what)}."
            yield error("example reader", outcome.example.slug, told, code="example-changed")


def _in_words(difference: Difference) -> str:
    if difference.result is None:
        return f"“{difference.option}” is gone"
    name = difference.result.option.name
    return f"“{name}” is {difference.result.verdict}, expected was {difference.expected}"
