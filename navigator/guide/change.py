"""Whether an answer to a question could still change what an option is for a reader.

What an expression of a rule may be, before and after the question is answered, is told by the
pairs of truths that it can still have: its `Swings`. They are put together from the clauses up. As
long as each question is read in one place only, that is exact; where one is read in several, they
cannot differ independently, so every telling answer to it is supposed in turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, islice, product
from math import prod

from .model import Choice, Condition, Kind, Question
from .rules import Clause, Clauses, Reading, Rule
from .standing import Standing
from .truth import FALSE, UNKNOWN, Truth, all_of, any_of

# How many ways of answering are tried before a question is asked to be on the safe side. Only an
# option that reads several open questions in several places each comes near it.
MOST_COMPLETIONS = 5_000

Swings = frozenset[tuple[Truth, Truth]]
Supposed = Mapping[str, frozenset[str] | None]

HOLDS, FAILS, REMAINS_OPEN = (frozenset([(truth, truth)]) for truth in Truth)
NOTHING: Supposed = {}


def could_change(standing: Standing, question: Question) -> bool:
    """Whether any answer to this unanswered question could change a verdict, now or later on.

    Exact, unless more than MOST_COMPLETIONS are to be tried: then it says yes, since a needless
    question is a lesser fault than a missing one.
    """
    reading = standing.rules.readings[question.slug]
    if standing.is_asked(reading) is FALSE:
        return False
    tangled = []
    for situation, rule, fails_alone in reading.stakes:
        if situation.bits & standing.false:
            continue
        if fails_alone and len(standing.live(rule)) == 1:
            return True  # without the last situation that is left, the option would be ruled out
        if _could_change(standing, rule, reading):
            if not rule.tangled:
                return True
            tangled.append(rule)
    return any(_could_change_for_sure(standing, rule, reading) for rule in tangled)


def telling_answers(
    question: Question, conditions: Iterable[Condition | Clause]
) -> Iterator[frozenset[str]]:
    """Answers to stand for all others: choices that no condition tells apart count as one."""
    sets = [each.choices for each in conditions if each.question == question.slug]
    alike: dict[tuple[bool, ...], Choice] = {}
    for choice in question.choices:
        marks = (choice.uncertain, choice.exclusive, *(choice.slug in each for each in sets))
        alike.setdefault(marks, choice)
    combinable = [
        choice.slug
        for choice in alike.values()
        if question.kind is Kind.SEVERAL and not choice.exclusive
    ]
    yield from (frozenset([choice.slug]) for choice in alike.values())
    for size in range(2, len(combinable) + 1):
        yield from map(frozenset, combinations(combinable, size))


def _could_change(
    standing: Standing, rule: Rule, asked: Reading, supposed: Supposed = NOTHING
) -> bool:
    """Whether the option can end differently, once `supposed` are answered as they say."""
    swings = FAILS
    for situation in standing.live(rule):
        swings = _either(swings, _swings(standing, situation, asked, supposed))
    return _tells(swings)


def _could_change_for_sure(standing: Standing, rule: Rule, asked: Reading) -> bool:
    """The same, without taking a question that is read in two places for two questions."""
    reads = [
        clause
        for situation in standing.live(rule)
        for clause in standing.rules.behind(situation)
        if clause.question not in standing.said
    ]
    count = Counter(clause.question for clause in reads)
    several = [slug for slug in sorted(count) if count[slug] > 1]
    endings = []
    for slug in several:
        question = standing.rules.readings[slug].question
        left_open = [] if question is asked.question else [None]
        telling = islice(telling_answers(question, reads), MOST_COMPLETIONS + 1)
        endings.append([*left_open, *telling])
    if prod(map(len, endings)) > MOST_COMPLETIONS:
        return True
    return any(
        _could_change(standing, rule, asked, dict(zip(several, chosen, strict=True)))
        for chosen in product(*endings)
    )


def _swings(standing: Standing, clauses: Clauses, asked: Reading, supposed: Supposed) -> Swings:
    """What all of the clauses together can be."""
    swings = HOLDS
    for clause in clauses.all:
        reading = standing.rules.readings[clause.question]
        swing = _swing(standing, clause, reading, asked, supposed)
        if reading.gate is not None and standing.truth(reading.gate) is UNKNOWN:
            swing = _behind(_swings(standing, reading.gate, asked, supposed), swing)
        swings = _both(swings, swing)
    return swings


def _swing(
    standing: Standing, clause: Clause, reading: Reading, asked: Reading, supposed: Supposed
) -> Swings:
    """What a clause can be that is not false yet, by what is chosen for its question alone."""
    slug = clause.question
    if slug in standing.said:
        return REMAINS_OPEN if clause.bit & standing.unknown else HOLDS
    ends = reading.ends[clause]
    if slug in supposed:
        ends = frozenset([reading.truth(clause, supposed[slug])])
    return _answering(ends) if reading is asked else _staying(ends)


@cache
def _tells(swings: Swings) -> bool:
    return any(before is not after for before, after in swings)


@cache
def _answering(ends: frozenset[Truth]) -> Swings:
    """Open now, then any of the ends."""
    return frozenset((UNKNOWN, end) for end in ends)


@cache
def _staying(ends: frozenset[Truth]) -> Swings:
    """Any of the ends, whether or not the question that is asked has an answer."""
    return frozenset((end, end) for end in ends)


@cache
def _both(one: Swings, other: Swings) -> Swings:
    return frozenset((all_of((a, c)), all_of((b, d))) for a, b in one for c, d in other)


@cache
def _either(one: Swings, other: Swings) -> Swings:
    return frozenset((any_of((a, c)), any_of((b, d))) for a, b in one for c, d in other)


@cache
def _behind(gate: Swings, inner: Swings) -> Swings:
    """False while the gate is false; else what it is without a gate."""
    return frozenset(
        (FALSE if a is FALSE else c, FALSE if b is FALSE else d) for a, b in gate for c, d in inner
    )
