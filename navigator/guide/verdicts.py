"""Verdicts: what each option is for one reader, and why.

The rules of the contract are written down here as they stand, a function for each. They follow
Kleene's strong three-valued logic, see `truth`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from .answers import Answers
from .model import AtLeast, Condition, Guide, Notice, Option, Question, Situation, Test
from .truth import FALSE, TRUE, UNKNOWN, Truth, any_of, at_least


class Verdict(StrEnum):
    """The verdict on an option, for one reader."""

    MATCH = "match"
    DEPENDS = "depends"
    NO = "no"


VERDICT_OF = {TRUE: Verdict.MATCH, UNKNOWN: Verdict.DEPENDS, FALSE: Verdict.NO}


class Reason(NamedTuple):
    """The choices of one question that made an option match."""

    question: str
    choices: tuple[str, ...]


class Result(NamedTuple):
    """One option's verdict, and why, in guide order.

    `reasons` of a `match` are the reader's own answers. `unmet` of a `no` are the conditions of its
    rule that do not hold. Of a `depends`, `depends_on` are the questions whose answer is missing or
    uncertain, and `not_covered` those whose answer the summary does not speak of.
    """

    option: Option
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    unmet: tuple[Condition | AtLeast, ...] = ()
    depends_on: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """Every option once, in the guide's order, and the notices whose situation holds."""

    results: tuple[Result, ...]
    notices: tuple[Notice, ...]

    @cached_property
    def by_slug(self) -> dict[str, Result]:
        """The results by the slug of their option."""
        return {result.option.slug: result for result in self.results}


def select(guide: Guide, answers: Answers) -> Selection:
    """Hold every option and notice of a guide against a reader's answers."""
    return Selection(
        results=tuple(_result(guide, option, answers) for option in guide.options),
        notices=tuple(
            notice for notice in guide.notices if rule_truth(guide, notice, answers) is TRUE
        ),
    )


def verdict(guide: Guide, option: Option, answers: Answers) -> Verdict:
    """Return one option's verdict."""
    return VERDICT_OF[rule_truth(guide, option, answers)]


# The rules


def rule_truth(guide: Guide, part: Option | Notice, answers: Answers) -> Truth:
    """Return whether an option or a notice applies: in any of its situations, or to everyone."""
    if part.for_everyone:
        return TRUE
    return any_of([situation_truth(guide, each, answers) for each in part.situations])


def situation_truth(guide: Guide, situation: Situation, answers: Answers) -> Truth:
    """Return whether all conditions of a situation hold."""
    result = TRUE
    for condition in situation.conditions:
        truth = condition_truth(guide, condition, answers)
        if truth is FALSE:
            return FALSE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def condition_truth(guide: Guide, condition: Condition | AtLeast, answers: Answers) -> Truth:
    """Return whether a condition holds. It is false where its question is not asked."""
    if isinstance(condition, AtLeast):
        counted = [
            condition_truth(guide, each, answers) for each in guide.on_one_question(condition)
        ]
        return at_least(condition.number, counted.count(TRUE), counted.count(UNKNOWN))
    question = guide.question_by_slug[condition.question]
    if question.ask_when and asked_truth(guide, question, answers) is FALSE:
        return FALSE
    return answer_truth(question, condition, answers.get(question.slug))


def asked_truth(guide: Guide, question: Question, answers: Answers) -> Truth:
    """Return whether any situation of a question's *ask when* holds; true where it has none."""
    if not question.ask_when:
        return TRUE
    return any_of([situation_truth(guide, each, answers) for each in question.ask_when])


def answer_truth(question: Question, condition: Condition, chosen: frozenset[str] | None) -> Truth:
    """Return what one answer to a question, or none, makes of a condition on it.

    *Any of* looks at what is named before what leaves it open: a summary may name "not known"
    itself as an answer that counts. *None of* is its opposite.
    """
    if chosen is None:
        return UNKNOWN
    if condition.test is not Test.ONLY and not chosen.isdisjoint(condition.choices):
        return TRUE if condition.test is Test.ANY else FALSE
    if not chosen.isdisjoint(question.leaving_open):
        return UNKNOWN
    match condition.test:
        case Test.ANY:
            return FALSE
        case Test.NONE:
            return TRUE
        case Test.ONLY:
            return TRUE if chosen.issubset(condition.choices) else FALSE


# The reasons


def _result(guide: Guide, option: Option, answers: Answers) -> Result:
    if option.for_everyone:
        return Result(option, Verdict.MATCH)
    truths = [(each, situation_truth(guide, each, answers)) for each in option.situations]
    truth = any_of(truth for _, truth in truths)
    deciding = [situation for situation, each in truths if each is truth]
    if truth is TRUE:
        return Result(option, Verdict.MATCH, reasons=_reasons(guide, deciding, answers))
    if truth is FALSE:
        unmet = dict.fromkeys(_unmet(guide, deciding, answers))
        in_order = sorted(unmet, key=lambda condition: guide.place_of[_first_question(condition)])
        return Result(option, Verdict.NO, unmet=tuple(in_order))
    named = sorted(_left_open(guide, deciding, answers), key=guide.place_of.__getitem__)
    covered = [slug for slug in named if not _is_not_covered(guide, slug, answers)]
    return Result(
        option,
        Verdict.DEPENDS,
        depends_on=tuple(covered),
        not_covered=tuple([slug for slug in named if slug not in covered]),
    )


def _reasons(guide: Guide, situations: Iterable[Situation], answers: Answers) -> tuple[Reason, ...]:
    """Return the reader's choices that made situations hold: of *none of*, all of them."""
    counting: dict[str, set[str]] = defaultdict(set)
    for condition in guide.conditions_on_one_question(situations):
        if condition_truth(guide, condition, answers) is TRUE:
            chosen = answers[condition.question]
            is_named = condition.test is not Test.NONE
            counting[condition.question] |= (
                chosen.intersection(condition.choices) if is_named else chosen
            )
    reasons = []
    for slug in sorted(counting, key=guide.place_of.__getitem__):
        listed = guide.question_by_slug[slug].choice_by_slug
        reasons.append(Reason(slug, tuple([each for each in listed if each in counting[slug]])))
    return tuple(reasons)


def _first_question(condition: Condition | AtLeast) -> str:
    return condition.of[0].question if isinstance(condition, AtLeast) else condition.question


def _unmet(
    guide: Guide, situations: Iterable[Situation], answers: Answers
) -> Iterator[Condition | AtLeast]:
    """Yield the conditions that make situations false, also of questions that are not asked."""
    for situation in situations:
        for condition in situation.conditions:
            if condition_truth(guide, condition, answers) is FALSE:
                yield condition


def _left_open(guide: Guide, situations: Iterable[Situation], answers: Answers) -> set[str]:
    """Return the questions that leave situations open, and those that decide if these are asked."""
    named: set[str] = set()
    for situation in situations:
        for condition in situation.conditions:
            if condition_truth(guide, condition, answers) is not UNKNOWN:
                continue
            for each in guide.on_one_question(condition):
                if condition_truth(guide, each, answers) is UNKNOWN:
                    question = guide.question_by_slug[each.question]
                    named.add(question.slug)
                    if asked_truth(guide, question, answers) is UNKNOWN:
                        gates = [
                            gate
                            for gate in question.ask_when
                            if situation_truth(guide, gate, answers) is UNKNOWN
                        ]
                        named |= _left_open(guide, gates, answers)
    return named


def _is_not_covered(guide: Guide, slug: str, answers: Answers) -> bool:
    """Return whether a question was answered, and by nothing that the reader could find out."""
    question, chosen = guide.question_by_slug[slug], answers.get(slug, frozenset())
    return not chosen.isdisjoint(question.not_covered) and chosen.isdisjoint(question.uncertain)
