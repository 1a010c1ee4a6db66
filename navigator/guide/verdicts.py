"""What each option is for one reader, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from .answers import Answers
from .model import Guide, Notice, Option, Situation
from .rules import NONE, Clauses, Rule
from .standing import Standing
from .truth import FALSE, TRUE, UNKNOWN, Truth


class Verdict(StrEnum):
    """What an option is for one reader."""

    MATCH = "match"
    DEPENDS = "depends"
    NO = "no"

    __hash__ = str.__hash__  # an Enum's own is written in Python


MATCH, DEPENDS, NO = Verdict

VERDICT_OF = {
    TRUE: MATCH,
    UNKNOWN: DEPENDS,
    FALSE: NO,
}


class Reason(NamedTuple):
    """The choices of one question that made an option match, or ruled it out."""

    question: str
    choices: tuple[str, ...]


class Result(NamedTuple):
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
    return selection(Standing(guide, answers))


def selection(standing: Standing) -> Selection:
    """The same, for a reader whose standing is known."""
    because = Because(standing)
    return Selection(tuple(map(because.result, standing.guide.options)), notices(standing))


def notices(standing: Standing) -> tuple[Notice, ...]:
    """Those to show, in the guide's order."""
    rules = standing.rules.notices
    return tuple([n for n in standing.guide.notices if standing.applies(rules[n.slug]) is TRUE])


def verdict(guide: Guide, option: Option, answers: Answers) -> Verdict:
    """What one option is for these answers."""
    return VERDICT_OF[Standing(guide, answers).applies(guide.rules.options[option.slug])]


def situation_truth(guide: Guide, situation: Situation, answers: Answers) -> Truth:
    """Whether all conditions of a situation hold."""
    return Standing(guide, answers).truth(guide.rules.together(situation))


class _ByQuestion(dict[str, Any]):
    """What is found out about a question when it is first asked for."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        self._find = find

    def __missing__(self, slug: str) -> Any:
        self[slug] = found = self._find(slug)
        return found


class Because:
    """Verdicts and their reasons: what one question adds to these is the same for every option."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._readings = standing.rules.readings
        self._whole_answers = _ByQuestion(lambda slug: self._reason(slug, standing.said[slug]))
        self._ruling_out = _ByQuestion(self._rules_out)
        self._leaving_open = _ByQuestion(self._leaves_open)

    def result(self, option: Option) -> Result:
        """What one option is for the reader, with the reasons."""
        rule = self._standing.rules.options[option.slug]
        applies = self._standing.applies(rule)
        if applies is FALSE:
            return Result(option, NO, self._against(rule))
        if applies is UNKNOWN:
            return Result(option, DEPENDS, (), self._depends_on(rule))
        return Result(option, MATCH, self._for(rule))

    def _rules_out(self, slug: str) -> set[str]:
        """The questions to name where a condition on this one is false."""
        # To a question that is not asked nothing was said: what closed it is the reason.
        return self._named_by_false(self._readings[slug].gate or NONE) or {slug}

    def _leaves_open(self, slug: str) -> set[str]:
        """The questions to name where a condition on this one is unknown."""
        # It is open itself, and so is what may yet decide whether it is asked.
        return {slug} | self._named_by_unknown([self._readings[slug].gate or NONE])

    def _against(self, rule: Rule) -> tuple[Reason, ...]:
        """All that the reader said to each question that rules the option out."""
        named = self._named_by_false(rule.clauses)
        return tuple([self._whole_answers[slug] for slug in rule.reads if slug in named])

    def _depends_on(self, rule: Rule) -> tuple[str, ...]:
        named = self._named_by_unknown(self._standing.live(rule))
        return tuple([slug for slug in rule.reads if slug in named])

    def _named_by_false(self, clauses: Clauses) -> set[str]:
        false, ruling_out = self._standing.false, self._ruling_out
        return {
            slug
            for clause in clauses.all
            if clause.bit & false
            for slug in ruling_out[clause.question]
        }

    def _named_by_unknown(self, situations: Iterable[Clauses]) -> set[str]:
        unknown, leaving_open = self._standing.unknown, self._leaving_open
        return {
            slug
            for situation in situations
            for clause in situation.all
            if clause.bit & unknown
            for slug in leaving_open[clause.question]
        }

    def _for(self, rule: Rule) -> tuple[Reason, ...]:
        """What the reader said, as far as situations that hold count it."""
        if rule.for_everyone:
            return ()
        counting: dict[str, set[str]] = defaultdict(set)
        for situation in rule.situations:
            if self._standing.truth(situation) is TRUE:
                for clause in situation.all:
                    counting[clause.question].update(clause.choices)
        return tuple(
            [self._counted(slug, counting[slug]) for slug in rule.reads if slug in counting]
        )

    def _counted(self, slug: str, counting: Set[str]) -> Reason:
        """What was said to one question, or the part of it that counts."""
        said = self._standing.said[slug]
        return (
            self._whole_answers[slug] if said <= counting else self._reason(slug, said & counting)
        )

    def _reason(self, slug: str, chosen: Set[str]) -> Reason:
        """Choices in the question's order."""
        order = self._standing.guide.question_by_slug[slug].choice_by_slug
        return Reason(slug, tuple([choice for choice in order if choice in chosen]))
