"""The picture of a guide: its questions in order, and the answers that reach each option.

A page for whoever signs a guide off, so it is told in the words of the guide and fits on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from navigator.desk import models
from navigator.desk.drafts import FaultyDraftError, showable
from navigator.guide.answers import Answers
from navigator.guide.model import Guide, Notice, Option, Question, Situation
from navigator.guide.pathway import could_change
from navigator.guide.rule_words import conditions_in_words

from .named import Names


@dataclass(frozen=True)
class DrawnQuestion:
    """A question: when it is asked, what skips it, and the numbers of the options it decides."""

    question: Question
    asked_when: list[str]
    skipped_after: list[str]
    numbers: list[int]


@dataclass(frozen=True)
class DrawnOption:
    """An option, with the answers that reach it: situations, each a list of conditions."""

    number: int
    option: Option
    situations: list[list[str]]


@dataclass(frozen=True)
class DrawnNotice:
    """A notice, with the answers that it is shown for."""

    notice: Notice
    situations: list[list[str]]


def picture(draft: models.Guide) -> dict[str, Any]:
    """The whole guide, drawn; its faults where it cannot be."""
    try:
        guide = showable(draft)
    except FaultyDraftError as error:
        return {"faults": Names(draft).findings(error.findings)}
    # In the order of the table, so that "options 3 and 4" can be found there.
    options = [
        option
        for category in guide.categories
        for option in guide.options
        if option.category == category.slug
    ]
    numbers = {option.slug: number for number, option in enumerate(options, start=1)}
    return {
        "guide": guide,
        "questions": [_question(guide, question, numbers) for question in guide.questions],
        "categories": [
            (
                category,
                [
                    DrawnOption(numbers[each.slug], each, _situations(guide, each.situations))
                    for each in options
                    if each.category == category.slug
                ],
            )
            for category in guide.categories
        ],
        "notices": [
            DrawnNotice(notice, _situations(guide, notice.situations)) for notice in guide.notices
        ],
    }


def _question(guide: Guide, question: Question, numbers: dict[str, int]) -> DrawnQuestion:
    return DrawnQuestion(
        question,
        conditions_in_words(guide, question.ask_when) if question.ask_when else [],
        list(_skipped_after(guide, question)),
        sorted(numbers[option.slug] for option in guide.options_reading[question.slug]),
    )


def _skipped_after(guide: Guide, question: Question) -> Iterator[str]:
    """The single earlier answers after which no answer to this question could change anything."""
    for earlier in guide.questions[: guide.questions.index(question)]:
        enough = [
            choice.label
            for choice in earlier.choices
            if not could_change(guide, question, Answers({earlier.slug: [choice.slug]}))
        ]
        if enough:
            yield f"{earlier.label}: {' or '.join(enough)}"


def _situations(guide: Guide, situations: tuple[Situation, ...]) -> list[list[str]]:
    return [conditions_in_words(guide, situation) for situation in situations]
