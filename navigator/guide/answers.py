"""Answers of a reader. Being unsure is something said; a missing question was never answered."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from math import inf
from typing import Any

from navigator.numbers import MOST_DIGITS, in_plain_digits

from .model import Guide, Kind, Question


class AnswerError(ValueError):
    """An answer that a question cannot accept.

    `reason` is `empty`, `unknown-choice`, `too-many` (of a question that takes one),
    `exclusive` (a choice that excludes all others came with another), `no-number` or
    `out-of-range` (of a question for a number).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Answers(Mapping[str, frozenset[str]]):
    """An immutable mapping from question slug to the choices picked, never an empty set."""

    __slots__ = ("_chosen",)

    def __init__(self, chosen: Mapping[str, Iterable[str]] | None = None) -> None:
        chosen = chosen or {}
        if any(isinstance(choices, str) for choices in chosen.values()):
            raise TypeError("an answer is a set of choices, not a text")
        self._chosen = {slug: frozenset(choices) for slug, choices in chosen.items()}
        if not all(self._chosen.values()):
            raise AnswerError("empty")

    def __getitem__(self, slug: str) -> frozenset[str]:
        return self._chosen[slug]

    def get(self, slug: str, default: Any = None) -> Any:
        return self._chosen.get(slug, default)

    def __contains__(self, slug: object) -> bool:
        return slug in self._chosen

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def items(self) -> ItemsView[str, frozenset[str]]:
        return self._chosen.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._chosen.items()))

    def __repr__(self) -> str:
        # Answers say what someone is ill with: a log line or an error page must not.
        return f"<Answers to {len(self)} questions>"

    def having(self, slug: str, choices: Iterable[str]) -> Answers:
        """These answers with one more, or one replaced."""
        return Answers({**self._chosen, slug: choices})

    def without(self, slug: str) -> Answers:
        """These answers less the one to that question."""
        return self.only(other for other in self._chosen if other != slug)

    def only(self, slugs: Iterable[str]) -> Answers:
        """The answers to those questions alone."""
        return Answers({slug: self._chosen[slug] for slug in slugs if slug in self._chosen})


def check_answer(question: Question, choices: Iterable[str]) -> frozenset[str]:
    """The choices as a set, or an AnswerError that says what is wrong with them."""
    chosen = frozenset(choices)
    fault = _fault(question, chosen)
    if fault:
        raise AnswerError(fault)
    return chosen


def range_of(question: Question, typed: str) -> str:
    """Return the slug of the choice that a number, as it was typed, falls into.

    Raises AnswerError where it is no whole number, or one that cannot be right.
    """
    digits = in_plain_digits(typed)
    if not digits.isascii() or not digits.isdecimal():
        raise AnswerError("no-number")
    number = int(digits) if len(digits) <= MOST_DIGITS else inf
    begun = [each.slug for each in question.ranges if (each.least or 0) <= number]
    if not begun or number > (question.highest or 0):
        raise AnswerError("out-of-range")
    return begun[-1]


def fitting(guide: Guide, answers: Answers) -> Answers:
    """Return what a guide can still accept of answers to another edition of it."""
    asked = guide.question_by_slug
    fit = [
        slug
        for slug, chosen in answers.items()
        if slug in asked and not _fault(asked[slug], chosen)
    ]
    return answers if len(fit) == len(answers) else answers.only(fit)


def _fault(question: Question, chosen: frozenset[str]) -> str:
    """The reason why a question cannot accept these, or nothing."""
    if not chosen:
        return "empty"
    if not question.choice_by_slug.keys() >= chosen:
        return "unknown-choice"
    if len(chosen) > 1:
        if question.kind is not Kind.SEVERAL:
            return "too-many"
        if chosen & question.exclusive:
            return "exclusive"
    return ""
