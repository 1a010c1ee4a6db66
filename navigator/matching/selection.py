"""What each option is for one reader, with the reasons.

The rules, in the words of the contract:

- *any of*: true if a chosen choice is in the set; otherwise unknown if the question is unanswered
  or an uncertain choice was chosen; otherwise false.
- *only*: unknown if unanswered or an uncertain choice was chosen; true if every chosen choice is
  in the set; otherwise false.
- While a question's *ask when* is false it is not asked, and every condition on it is false.
- A situation is the *and* of its conditions, an option the *or* of its situations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .answers import Answers
from .guide import Condition, Guide, Notice, Option, Question, Situation, Test
from .truth import Truth, all_of, any_of


class Verdict(StrEnum):
    """What an option is for one reader."""

    MATCH = "match"
    DEPENDS = "depends"
    NO = "no"


VERDICT_OF = {
    Truth.TRUE: Verdict.MATCH,
    Truth.UNKNOWN: Verdict.DEPENDS,
    Truth.FALSE: Verdict.NO,
}


@dataclass(frozen=True)
class Reason:
    """The choices of one question that made an option match, or ruled it out."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """One option's verdict.

    `reasons` are the reader's own answers, in guide order; `depends_on` the questions whose answer
    is missing or uncertain, and is there for a `depends` only.
    """

    option: Option
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """Every option once, in the guide's order, and the notices whose situation holds."""

    results: tuple[Result, ...]
    notices: tuple[Notice, ...]

    @cached_property
    def by_slug(self) -> dict[str, Result]:
        return {result.option.slug: result for result in self.results}


def select(guide: Guide, answers: Answers) -> Selection:
    """Hold every option and notice of the guide against the answers."""
    return Selection(
        results=tuple(_result(guide, option, answers) for option in guide.options),
        notices=tuple(
            notice for notice in guide.notices if applies(guide, notice, answers) is Truth.TRUE
        ),
    )


def verdict(guide: Guide, option: Option, answers: Answers) -> Verdict:
    """What one option is for these answers."""
    return VERDICT_OF[applies(guide, option, answers)]


def applies(guide: Guide, rule: Option | Notice, answers: Answers) -> Truth:
    """Whether an option or a notice is for this reader."""
    if rule.for_everyone:
        return Truth.TRUE
    return any_of(situation_truth(guide, situation, answers) for situation in rule.situations)


def situation_truth(guide: Guide, situation: Situation, answers: Answers) -> Truth:
    """Whether all conditions of a situation hold."""
    return all_of(condition_truth(guide, each, answers) for each in situation.conditions)


def condition_truth(guide: Guide, condition: Condition, answers: Answers) -> Truth:
    """Whether one condition holds."""
    question = guide.question_by_slug[condition.question]
    if is_asked(guide, question, answers) is Truth.FALSE:
        return Truth.FALSE
    return _answer_truth(condition, question, answers.get(question.slug))


def is_asked(guide: Guide, question: Question, answers: Answers) -> Truth:
    """Whether a question's *ask when* holds; true where it has none."""
    if question.ask_when is None:
        return Truth.TRUE
    return situation_truth(guide, question.ask_when, answers)


def _answer_truth(condition: Condition, question: Question, chosen: frozenset[str] | None) -> Truth:
    if chosen is None:
        return Truth.UNKNOWN
    unsure = not chosen.isdisjoint(question.uncertain)
    if condition.test is Test.ONLY:
        if unsure:
            return Truth.UNKNOWN
        return Truth.TRUE if chosen.issubset(condition.choices) else Truth.FALSE
    # The set is looked at first: a summary may name "not known" itself as an answer that counts.
    if not chosen.isdisjoint(condition.choices):
        return Truth.TRUE
    return Truth.UNKNOWN if unsure else Truth.FALSE


def _result(guide: Guide, option: Option, answers: Answers) -> Result:
    reached = verdict(guide, option, answers)
    if reached is Verdict.DEPENDS:
        return Result(option, reached, depends_on=_depends_on(guide, option, answers))
    explain = _reasons_for if reached is Verdict.MATCH else _reasons_against
    return Result(option, reached, reasons=_in_guide_order(guide, explain(guide, option, answers)))


def _depends_on(guide: Guide, option: Option, answers: Answers) -> tuple[str, ...]:
    unknown = {
        slug
        for situation in option.situations
        if situation_truth(guide, situation, answers) is Truth.UNKNOWN
        for slug in _unknown_questions(guide, situation, answers)
    }
    return tuple(question.slug for question in guide.questions if question.slug in unknown)


def _unknown_questions(guide: Guide, situation: Situation, answers: Answers) -> Iterator[str]:
    """The questions that leave a situation unknown, those that decide if one is asked as well."""
    for condition in situation.conditions:
        if condition_truth(guide, condition, answers) is not Truth.UNKNOWN:
            continue
        question = guide.question_by_slug[condition.question]
        yield question.slug
        if question.ask_when is not None:
            yield from _unknown_questions(guide, question.ask_when, answers)


def _reasons_for(guide: Guide, option: Option, answers: Answers) -> Iterator[Reason]:
    for situation in option.situations:
        if situation_truth(guide, situation, answers) is Truth.TRUE:
            for condition in situation.conditions:
                chosen = answers[condition.question]
                yield Reason(condition.question, tuple(chosen.intersection(condition.choices)))


def _reasons_against(guide: Guide, option: Option, answers: Answers) -> Iterator[Reason]:
    for situation in option.situations:
        yield from _why_false(guide, situation, answers)


def _why_false(guide: Guide, situation: Situation, answers: Answers) -> Iterator[Reason]:
    for condition in situation.conditions:
        if condition_truth(guide, condition, answers) is not Truth.FALSE:
            continue
        question = guide.question_by_slug[condition.question]
        if is_asked(guide, question, answers) is Truth.FALSE:
            # Not asked, so there is nothing the reader said to it: what closed it is the reason.
            yield from _why_false(guide, question.ask_when, answers)
        else:
            yield Reason(question.slug, tuple(answers[question.slug]))


def _in_guide_order(guide: Guide, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason a question, questions and choices in the order in which they are asked."""
    given: dict[str, set[str]] = {}
    for reason in reasons:
        given.setdefault(reason.question, set()).update(reason.choices)
    return tuple(
        Reason(
            question.slug,
            tuple(
                choice.slug for choice in question.choices if choice.slug in given[question.slug]
            ),
        )
        for question in guide.questions
        if question.slug in given
    )
