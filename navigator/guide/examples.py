"""Example readers: who a guide is tried on at every change, and what they get."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .answers import Answers, fitting
from .model import ExampleReader, Guide
from .pathway import selection_for
from .verdicts import Result, Verdict


@dataclass(frozen=True)
class Difference:
    """An option for which an example reader gets another verdict than is expected.

    `result` is None where the option is gone.
    """

    option: str
    expected: Verdict
    result: Result | None


@dataclass(frozen=True)
class Outcome:
    """What an example reader gets. `not_asked`: what they say that the guide does not ask."""

    example: ExampleReader
    differences: tuple[Difference, ...]
    not_asked: tuple[str, ...]

    @property
    def is_as_expected(self) -> bool:
        return not self.differences and not self.not_asked


def run(guide: Guide) -> list[Outcome]:
    """Return what each example reader gets."""
    return [outcome(guide, example) for example in guide.example_readers]


def outcome(guide: Guide, example: ExampleReader) -> Outcome:
    """Hold what an example reader gets against what is expected."""
    answers = said(example)
    kept = fitting(guide, answers)
    return Outcome(
        example,
        tuple(_differences(example, selection_for(guide, answers).by_slug)),
        tuple(slug for slug in answers if slug not in kept),
    )


def as_now(guide: Guide, example: ExampleReader) -> ExampleReader:
    """Return the example with what they get now, of what the guide still asks."""
    answers = said(example)
    kept = fitting(guide, answers)
    results = selection_for(guide, answers).results
    by = {
        verdict: tuple(each.option.slug for each in results if each.verdict is verdict)
        for verdict in Verdict
    }
    return replace(
        example,
        answers=tuple(each for each in example.answers if each.question in kept),
        match=by[Verdict.MATCH],
        depends=by[Verdict.DEPENDS],
    )


def said(example: ExampleReader) -> Answers:
    """Return what an example reader says."""
    return Answers({each.question: each.choices for each in example.answers if each.choices})


def replaced(published: Guide, draft: Guide) -> list[ExampleReader]:
    """Return the example readers of an edition that a draft has dropped without a word.

    They are gone, or say or expect something else, of options that are still there, and their note
    for staff, which has the reason where somebody accepted that, says nothing new.
    """
    now = {each.slug: each for each in draft.example_readers}
    options = draft.option_by_slug.keys()
    return [
        each
        for each in published.example_readers
        if each.slug not in now
        or (
            _wanted(each, options) != _wanted(now[each.slug], options)
            and each.staff_note == now[each.slug].staff_note
        )
    ]


def _wanted(example: ExampleReader, options: Collection[str]) -> tuple[Any, ...]:
    """Return what they say, and which of these options should match and should depend."""
    return example.answers, {*example.match} & {*options}, {*example.depends} & {*options}


def _differences(example: ExampleReader, results: dict[str, Result]) -> Iterator[Difference]:
    expected = dict.fromkeys(example.depends, Verdict.DEPENDS)
    expected |= dict.fromkeys(example.match, Verdict.MATCH)
    for slug in {**results, **expected}:
        result = results.get(slug)
        wanted = expected.get(slug, Verdict.NO)
        if result is None or result.verdict is not wanted:
            yield Difference(slug, wanted, result)
