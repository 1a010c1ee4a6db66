"""What is asked next, and what an answer could still change.

A question is worth asking while some answer to it, now or together with answers still to come,
could change some option's verdict. Answers are replayed from the first question every time, so
one that no longer belongs to the reader's path cannot count.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property
from typing import NamedTuple

from . import change
from .answers import Answers
from .model import Guide, Question
from .standing import Standing
from .truth import FALSE, TRUE, UNKNOWN, Truth
from .verdicts import selection


class Outcome(NamedTuple):
    """What one certain answer would do to the list: options it would add, options it would drop."""

    choice: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


class Outlook(NamedTuple):
    """An open question that options depend on, and what each certain answer to it would do."""

    question: Question
    outcomes: tuple[Outcome, ...]


class Walk:
    """One reader's way through a guide, as far as their answers lead.

    `path` are the answered questions that count, in guide order: each was worth asking at its
    turn. `standing` is where their answers leave the reader.
    """

    def __init__(self, guide: Guide, answers: Answers) -> None:
        self.guide = guide
        self.standing = Standing(guide, {})
        self.path: tuple[Question, ...] = ()
        said = dict(answers.items())
        for question in guide.questions:
            if question.slug in said and change.could_change(self.standing, question):
                self.path += (question,)
                self.standing.say(question, said[question.slug])

    @cached_property
    def counted(self) -> Answers:
        """The answers to the questions on the path."""
        return Answers(self.standing.said)

    @cached_property
    def open(self) -> tuple[Question, ...]:
        """The unanswered questions still worth asking, as far as can be said now, in guide order.

        An upper bound of what will be asked, which no further answer raises.
        """
        return tuple(self._open())

    @cached_property
    def next(self) -> Question | None:
        """The first question still worth asking, or None when every verdict is as it will be."""
        return next(self._open(), None)

    def before(self, question: Question) -> tuple[Question, ...]:
        """The questions that count and were asked before this one."""
        place = self._place(question)
        return tuple(each for each in self.path if self._place(each) < place)

    def leads_to(self, question: Question) -> bool:
        """Whether a question is on the reader's way: it counts already, or is worth asking."""
        on_the_way = (*self.path, *self.open)
        return any(each.slug == question.slug for each in on_the_way)

    def _place(self, question: Question) -> int:
        return self.guide.rules.readings[question.slug].place

    def _open(self) -> Iterator[Question]:
        for question in self.guide.questions:
            unanswered = question.slug not in self.standing.said
            if unanswered and change.could_change(self.standing, question):
                yield question


def counted(guide: Guide, answers: Answers) -> Answers:
    """The answers to the questions on the path."""
    return Walk(guide, answers).counted


def next_question(guide: Guide, answers: Answers) -> Question | None:
    """The first question still worth asking, or None when every verdict is as it will be."""
    return Walk(guide, answers).next


def questions_left(guide: Guide, answers: Answers) -> int:
    """How many questions may still be asked: an upper bound, which no further answer raises."""
    return len(Walk(guide, answers).open)


def could_change(guide: Guide, question: Question, answers: Answers) -> bool:
    """Whether any answer to this question, in place of its present one, could change a verdict."""
    return change.could_change(Standing(guide, answers.without(question.slug)), question)


def what_could_change(guide: Guide, answers: Answers) -> tuple[Outlook, ...]:
    """For each question that options depend on: what every certain answer would add or drop."""
    standing = Standing(guide, answers)
    results = selection(standing).results
    return outlooks(standing, {slug for result in results for slug in result.depends_on})


def outlooks(standing: Standing, wanted: Set[str]) -> tuple[Outlook, ...]:
    """The same, for a reader whose standing is known, and the questions that options depend on."""
    return tuple(
        Outlook(question, tuple(_outcomes(standing, question)))
        for question in standing.guide.questions
        if question.slug in wanted
    )


def _outcomes(standing: Standing, question: Question) -> Iterator[Outcome]:
    rules = standing.rules.options
    now = [
        (option.slug, rules[option.slug], standing.applies(rules[option.slug]))
        for option in standing.guide.options_reading[question.slug]
    ]
    for choice in question.choices:
        if choice.uncertain:
            continue
        changed: dict[Truth, list[str]] = {TRUE: [], FALSE: [], UNKNOWN: []}
        supposed = standing.having(question, frozenset([choice.slug]))
        for slug, rule, applies in now:
            then = supposed.applies(rule)
            if then is not applies:
                changed[then].append(slug)
        yield Outcome(choice.slug, tuple(changed[TRUE]), tuple(changed[FALSE]))
