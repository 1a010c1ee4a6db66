"""Example readers who get something else than is expected of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from navigator.guide.examples import Difference, run
from navigator.guide.model import ExampleReader, Guide, Kind
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
    """Yield an error for each example reader with other verdicts than expected.

    One who contradicts themselves gets no verdicts that could be held against that.
    """
    for outcome in run(guide):
        row = "example reader", outcome.example.slug
        if contradictions := [*_contradictions(guide, outcome.example)]:
            yield from (error(*row, what, code="example-unclear") for what in contradictions)
            continue
        what = [
            *(f"“{slug}” is not asked any more, or not so" for slug in outcome.not_asked),
            *(_in_words(each) for each in outcome.differences),
        ]
        if what:
            told = f"This reader gets something else now: {'; '.join(what)}."
            yield error(*row, told, code="example-changed")


def _contradictions(guide: Guide, example: ExampleReader) -> Iterator[str]:
    """Say what an example reader cannot say or expect at once."""
    for slug in sorted({*example.match} & {*example.depends}):
        yield f"“{slug}” cannot both be listed and depend on an answer."
    for slug, count in Counter(each.question for each in example.answers).items():
        if count > 1:
            yield f"They answer “{slug}” more than once."
    for each in example.answers:
        question = guide.question_by_slug.get(each.question)
        if question and question.kind is not Kind.SEVERAL and len(each.choices) > 1:
            yield f"They give “{each.question}” more than one answer, and it takes one."


def _in_words(difference: Difference) -> str:
    if difference.result is None:
        return f"“{difference.option}” is gone"
    result = difference.result
    return f"“{result.option.name}” {gets_instead(result.verdict, difference.expected)}"


def gets_instead(now: Verdict, expected: Verdict) -> str:
    """Return what an option is for an example reader, and what it should be."""
    return f"{IS[now]} now, and should {SHOULD[expected]}"
