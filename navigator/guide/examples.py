"""Example readers: who a guide is tried on at every change, and what they get."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .answers import Answers, fitting
from .model import ExampleReader, Guide
from .pathway import Walk
from .verdicts import Result, Verdict, select


@dataclass(frozen=True)
class Difference:
    """An option for which an example reader gets another verdict than is expected.

    `expected` is None of an option that is gone, `result` as well.
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
    said = Answers({each.question: each.choices for each in example.answers if each.choices})
    kept = fitting(guide, said)
    results = select(guide, Walk(guide, kept).counted).by_slug
    return Outcome(
        example,
        tuple(_differences(example, results)),
        tuple(slug for slug in said if slug not in kept),
    )


def _differences(example: ExampleReader, results: dict[str, Result]) -> Iterator[Difference]:
    expected = dict.fromkeys(example.depends, Verdict.DEPENDS)
    expected |= dict.fromkeys(example.match, Verdict.MATCH)
    for slug in {**results, **expected}:
        result = results.get(slug)
        wanted = expected.get(slug, Verdict.NO)
        if result is None or result.verdict is not wanted:
            yield Difference(slug, wanted, result)
