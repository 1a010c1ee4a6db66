"""Example readers who get something else than is expected of them."""

from __future__ import annotations

from collections.abc import Iterator

from navigator.guide.examples import Difference, run
from navigator.guide.model import Guide
from navigator.guide.verdicts import Verdict

from .finding import Finding, error

IS = {
    Verdict.MATCH: "is listed",
    Verdict.DEPENDS: "depends on an answer",
    Verdict.NO: "is not listed",
}
SHOULD = {
    Verdict.MATCH: "be listed",
    Verdict.DEPENDS: "depend on an answer",
    Verdict.NO: "not be listed",
}


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
    result = difference.result
    return f"“{result.option.name}” {gets_instead(result.verdict, difference.expected)}"


def gets_instead(now: Verdict, expected: Verdict) -> str:
    """Return what an option is for an example reader, and what it should be."""
    return f"{IS[now]} now, and should {SHOULD[expected]}"
