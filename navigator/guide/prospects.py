"""Prospects: which open questions could still change a verdict.

An answer to a question could change an option's verdict if, with some answers to the other open
questions (given now or later), the option's truth differs before and after it. To try all answers
would be obvious and slow. So each part of a rule is given the set of pairs of truths, before and
after, that it can have, and *and* and *or* combine the pairs of their parts as if the parts varied
independently. They do as long as each open question stands in one place of the rule. A question
that stands in several makes too many pairs, never too few: where these say that nothing could
change, it is so, and otherwise all answers to that question are supposed in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from .answers import Answers
from .model import AtLeast, Condition, Guide, Kind, Option, Question, Situation, Test
from .truth import FALSE, TRUE, UNKNOWN, Truth, all_of, any_of, at_least
from .verdicts import answer_truth, asked_truth, situation_truth

# Of one question that stands in several places of a rule.
MOST_ANSWERS = 5_000

Pairs = frozenset[tuple[Truth, Truth]]
Chosen = frozenset[str]
Marks = tuple[bool, ...]
Supposed = Mapping[str, Chosen | None]


def could_change(guide: Guide, question: Question, answers: Answers) -> bool:
    """Return whether some answer to a question that is open could change a verdict."""
    if asked_truth(guide, question, answers) is FALSE:
        return False
    return any(
        found
        for option in guide.options_reading[question.slug]
        for found in search(guide, option, question, answers)
    )


def search(guide: Guide, option: Option, asked: Question, answers: Answers) -> Iterator[bool]:
    """Look for a change of an option's verdict by an answer to `asked`, supposing step by step.

    Yields for each step whether a change was found. With more answers it has no more steps.
    """
    # A situation that is false stays so, whatever else is said.
    live = [
        situation
        for situation in option.situations
        if situation_truth(guide, situation, answers) is not FALSE
    ]
    ways = {
        slug: _ways(guide, slug, asked, live)
        for slug in guide.repeated_in[option.slug]
        if slug not in answers
    }
    return _search(_Prospect(guide, answers, asked, {}), live, ways)


def _search(
    prospect: _Prospect, situations: list[Situation], ways: dict[str, list[Chosen | None]]
) -> Iterator[bool]:
    may_change = any(before is not after for before, after in prospect.of_rule(situations))
    repeated = next((slug for slug in ways if slug not in prospect.supposed), None)
    yield may_change and repeated is None
    if may_change and repeated is not None:
        for chosen in ways[repeated]:
            supposed = {**prospect.supposed, repeated: chosen}
            yield from _search(prospect._replace(supposed=supposed), situations, ways)


def _ways(
    guide: Guide, slug: str, asked: Question, situations: list[Situation]
) -> list[Chosen | None]:
    """Return the answers to suppose for a question; None, to leave it open, stands for some."""
    question = guide.question_by_slug[slug]
    read = [each for each in guide.conditions_behind(situations) if each.question == slug]
    answers = telling_answers(question, read)
    if slug == asked.slug:
        return [*answers]
    certain = [
        chosen
        for chosen in answers
        if any(answer_truth(question, each, chosen) is not UNKNOWN for each in read)
    ]
    return [*certain, None]


def telling_answers(
    question: Question, conditions: Iterable[Condition], choice: str = ""
) -> list[Chosen]:
    """Return answers that stand for all: no two of them give the conditions the same truths.

    With a choice, for all that have it. They are looked for among MOST_ANSWERS; the proofreader
    refuses a rule that has more.
    """
    read = list(dict.fromkeys(each for each in conditions if each.question == question.slug))
    found: dict[Marks, Chosen] = {}
    waiting = [each for each in question.single_answers if not choice or choice in each]
    combinable = [each for each in question.single_answers if each.isdisjoint(question.exclusive)]
    for chosen in waiting:
        marks = _marks(question, read, chosen)
        if marks in found or len(found) == MOST_ANSWERS:
            continue
        found[marks] = chosen
        if question.kind is Kind.SEVERAL and chosen.isdisjoint(question.exclusive):
            waiting += [chosen | more for more in combinable]
    truths = {
        tuple(answer_truth(question, each, chosen) for each in read): chosen
        for chosen in found.values()
    }
    return list(truths.values())


def _marks(question: Question, conditions: list[Condition], chosen: Chosen) -> Marks:
    """Return all that the truths of the conditions rest on, also with more choices added."""
    return (
        not chosen.isdisjoint(question.exclusive),
        not chosen.isdisjoint(question.leaving_open),
        *(
            chosen.issubset(each.choices)
            if each.test is Test.ONLY
            else not chosen.isdisjoint(each.choices)
            for each in conditions
        ),
    )


class _Prospect(NamedTuple):
    """The pairs of truths that the parts of a rule can have, before and after `asked` is answered.

    `supposed` are answers to questions that stand in several places, or None where such a question
    is left open. The one to `asked` is the answer that it is given.
    """

    guide: Guide
    answers: Answers
    asked: Question
    supposed: Supposed

    def of_rule(self, situations: Iterable[Situation]) -> Pairs:
        pairs: Pairs = frozenset([(FALSE, FALSE)])
        for situation in situations:
            pairs = _combined(any_of, pairs, self.of_situation(situation))
        return pairs

    def of_situation(self, situation: Situation) -> Pairs:
        pairs: Pairs = frozenset([(TRUE, TRUE)])
        for condition in situation.conditions:
            pairs = _combined(all_of, pairs, self.of_condition(condition))
        return pairs

    def of_condition(self, condition: Condition | AtLeast) -> Pairs:
        if isinstance(condition, AtLeast):
            return self.of_at_least(condition)
        question = self.guide.question_by_slug[condition.question]
        pairs = self.of_answers(question, condition)
        if not question.ask_when:
            return pairs
        return _combined(_behind, self.of_rule(question.ask_when), pairs)

    def of_at_least(self, condition: AtLeast) -> Pairs:
        """Count how many of its parts can be true and unknown together, before and after."""
        counts = {((0, 0), (0, 0))}
        for each in self.guide.on_one_question(condition):
            pairs = self.of_condition(each)
            counts = {
                (_counted(before, one), _counted(after, other))
                for before, after in counts
                for one, other in pairs
            }
        number = condition.number
        return frozenset(
            (at_least(number, *before), at_least(number, *after)) for before, after in counts
        )

    def of_answers(self, question: Question, condition: Condition) -> Pairs:
        """Return the pairs of a condition as if its question had no *ask when*."""
        chosen: list[Chosen | None]
        if question.slug in self.answers:
            chosen = [self.answers[question.slug]]
        elif question.slug in self.supposed:
            chosen = [self.supposed[question.slug]]
        else:
            # One condition tells no more answers apart than those of a single choice.
            chosen = [*question.single_answers]
            if question.slug != self.asked.slug:
                chosen.append(None)
        truths = {answer_truth(question, condition, each) for each in chosen}
        if question.slug == self.asked.slug:
            return frozenset((UNKNOWN, truth) for truth in truths)
        return frozenset((truth, truth) for truth in truths)


def _behind(gate_and_condition: tuple[Truth, Truth]) -> Truth:
    """The truth of a condition behind an *ask when*: false while that is false."""
    gate, condition = gate_and_condition
    return FALSE if gate is FALSE else condition


def _counted(counts: tuple[int, int], truth: Truth) -> tuple[int, int]:
    """Return how many are true and unknown, with one truth more."""
    true, unknown = counts
    return true + (truth is TRUE), unknown + (truth is UNKNOWN)


@cache  # of pairs of truths there are few, and they tell nothing of anyone
def _combined(combine: Callable[[tuple[Truth, Truth]], Truth], one: Pairs, other: Pairs) -> Pairs:
    """All pairs that two parts can have together."""
    return frozenset((combine((a, c)), combine((b, d))) for a, b in one for c, d in other)
