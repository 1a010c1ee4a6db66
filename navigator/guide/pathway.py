"""The pathway: what is asked next, and what an answer would do to the list.

A question is worth asking while some answer to it could change a verdict, see `prospects`. Answers
are replayed from the first question every time, so that one which no longer belongs to the reader's
path cannot count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .answers import Answers, fitting
from .model import AtLeast, Condition, Guide, Option, Question, Situation
from .prospects import could_change, telling_answers
from .truth import FALSE, TRUE, Truth, all_of, any_of
from .verdicts import VERDICT_OF, Result, Selection, Verdict, condition_truth, select


class Outcome(NamedTuple):
    """The change that a certain choice would make, whatever is chosen beside it.

    Options that it would add, and drop.
    """

    choice: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


class Outlook(NamedTuple):
    """A question that is open, or not known, and what each certain choice would do."""

    question: Question
    outcomes: tuple[Outcome, ...]


def pages(questions: Iterable[Question]) -> int:
    """Return on how many pages these questions are asked: a panel is one."""
    return len({each.page for each in questions})


class Walk:
    """One reader's way through a guide, as far as their answers lead.

    `path` are the answered questions that count, in guide order: each was worth asking at its turn.
    `counted` are the answers to them.
    """

    def __init__(self, guide: Guide, answers: Answers) -> None:
        self.guide = guide
        self.path: tuple[Question, ...] = ()
        self.counted = Answers()
        for question in guide.questions:
            if question.slug in answers and could_change(guide, question, self.counted):
                self.path += (question,)
                self.counted = self.counted.having(question.slug, answers[question.slug])

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
        """Return the questions that count and were asked before this one."""
        place_of = self.guide.place_of
        return tuple(each for each in self.path if place_of[each.slug] < place_of[question.slug])

    def leads_to(self, question: Question) -> bool:
        """Return whether a question is on the reader's way: it counts, or is worth asking."""
        return any(each.slug == question.slug for each in (*self.path, *self.open))

    def _open(self) -> Iterator[Question]:
        for question in self.guide.questions:
            unanswered = question.slug not in self.counted
            if unanswered and could_change(self.guide, question, self.counted):
                yield question


def selection_for(guide: Guide, answers: Answers) -> Selection:
    """Return what a guide selects for answers that may be to another edition of it."""
    return select(guide, Walk(guide, fitting(guide, answers)).counted)


def what_could_change(guide: Guide, answers: Answers, selection: Selection) -> tuple[Outlook, ...]:
    """Return what options depend on or the reader does not know, and what each choice would do.

    `selection` is that of the same guide and answers.
    """
    wanted = {slug for each in selection.results for slug in each.depends_on}
    wanted |= {
        slug
        for slug, chosen in answers.items()
        if not chosen.isdisjoint(guide.question_by_slug[slug].uncertain)
    }
    return tuple(
        Outlook(question, tuple(_outcomes(guide, question, answers, selection.by_slug)))
        for question in guide.questions
        if question.slug in wanted
    )


def _outcomes(
    guide: Guide, question: Question, answers: Answers, now: dict[str, Result]
) -> Iterator[Outcome]:
    # An answer to an open question brings back nothing that is ruled out. One in place of "not
    # sure" can, where a rule says *none of* what was chosen beside it.
    resting = {
        option.slug: _resting_on(guide, question, option, answers)
        for option in guide.options_reading[question.slug]
        if now[option.slug].verdict is not Verdict.NO or question.slug in answers
    }
    read = {
        slug: [
            condition
            for _, conditions in situations
            for condition in guide.conditions_behind([Situation(tuple(conditions))])
        ]
        for slug, situations in resting.items()
    }
    for choice in question.choices:
        if choice.leaves_open:
            continue
        changed = defaultdict(list)
        for slug, situations in resting.items():
            truths = {
                _truth_of(guide, situations, answers.having(question.slug, chosen))
                for chosen in telling_answers(question, read[slug], choice.slug)
            }
            truth = truths.pop()
            if not truths and VERDICT_OF[truth] is not now[slug].verdict:
                changed[truth].append(slug)
        yield Outcome(choice.slug, added=tuple(changed[TRUE]), dropped=tuple(changed[FALSE]))


def _truth_of(
    guide: Guide, situations: list[tuple[Truth, list[Condition | AtLeast]]], answers: Answers
) -> Truth:
    return any_of(
        all_of([others, *(condition_truth(guide, each, answers) for each in conditions)])
        for others, conditions in situations
    )


def _resting_on(
    guide: Guide, question: Question, option: Option, answers: Answers
) -> list[tuple[Truth, list[Condition | AtLeast]]]:
    """Return the conditions on a question, for each situation that is not false without them.

    Beside them stands the truth of the situation's other conditions, which no answer to it changes.
    """
    situations = []
    for situation in option.situations:
        others = TRUE
        resting: list[Condition | AtLeast] = []
        for condition in situation.conditions:
            read = [each.question for each in guide.on_one_question(condition)]
            if any(question.slug in guide.questions_behind[slug] for slug in read):
                resting.append(condition)
            else:
                others = all_of([others, condition_truth(guide, condition, answers)])
                if others is FALSE:
                    break
        if others is not FALSE:
            situations.append((others, resting))
    return situations
