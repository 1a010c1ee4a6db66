"""A guide's rules, looked through once, so that a reader's request has little left to work out.

Equal conditions become one `Clause`, with a bit of its own. A set of clauses is then a number, and
to hold two sets against each other is one operation. What holds for one reader is told by two such
sets: the clauses that are false, and those that are unknown. See `standing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from operator import and_, or_
from typing import NamedTuple

from .model import Condition, Guide, Notice, Option, Question, Situation, Test
from .truth import FALSE, TRUE, UNKNOWN, Truth

# Of each question, so that most readers' answers have been weighed before.
ANSWERS_KEPT = 256

Bits = int


@dataclass(frozen=True, eq=False)
class Clause:
    """A condition: one object in every rule that has it, so that none has to be compared."""

    question: str
    choices: tuple[str, ...]
    test: Test
    bit: Bits


class Clauses:
    """Some clauses, each once; `bits` is the set of them."""

    __slots__ = ("all", "bits")

    def __init__(self, clauses: Iterable[Clause] = ()) -> None:
        self.all = tuple(dict.fromkeys(clauses))
        self.bits: Bits = reduce(or_, (clause.bit for clause in self.all), 0)


NONE = Clauses()


@dataclass(frozen=True, eq=False)
class Rule:
    """When an option or a notice applies: in any of its situations, or to everyone.

    `clauses` are those of all situations. `reads` are the questions that it rests on, in order:
    what is said to others changes nothing. `tangled`: some are read in more than one place.
    """

    situations: tuple[Clauses, ...]
    clauses: Clauses
    for_everyone: bool
    reads: tuple[str, ...]
    tangled: bool


class Stake(NamedTuple):
    """A situation that rests on a question, and the rule that it is of.

    `fails_alone`: an answer to that question can make it false, whatever is said to the others.
    """

    situation: Clauses
    rule: Rule
    fails_alone: bool


@dataclass(eq=False)
class Reading:
    """One question, as the rules of a guide read it.

    `gate` is its *ask when*; `opens` are the questions whose own rests on this one, in order;
    `stakes` are the situations of options that do.
    """

    question: Question
    place: int
    gate: Clauses | None
    clauses: Clauses
    opens: list[Reading] = field(default_factory=list)
    stakes: list[Stake] = field(default_factory=list)

    def __post_init__(self) -> None:
        every = self.clauses.all
        self.only = Clauses(each for each in every if each.test is Test.ONLY).bits
        self.naming = {
            choice.slug: Clauses(each for each in every if choice.slug in each.choices).bits
            for choice in self.question.choices
        }

    @cached_property
    def weigh(self) -> Callable[[frozenset[str]], tuple[Bits, Bits]]:
        """For an answer: the clauses that it makes false, and those that it leaves unknown."""
        return lru_cache(maxsize=ANSWERS_KEPT)(self._weigh)

    def _weigh(self, chosen: frozenset[str]) -> tuple[Bits, Bits]:
        named = [self.naming.get(choice, 0) for choice in chosen]
        # What is named is looked at before what is uncertain: a summary may name "not known"
        # itself as an answer that counts.
        true = reduce(or_, named, 0) & ~self.only
        if not chosen.isdisjoint(self.question.uncertain):
            return 0, self.clauses.bits & ~true
        true |= reduce(and_, named, self.only)
        return self.clauses.bits & ~true, 0

    def truth(self, clause: Clause, chosen: frozenset[str] | None) -> Truth:
        """What an answer, or none, makes of one clause."""
        if chosen is None:
            return UNKNOWN
        false, unknown = self.weigh(chosen)
        if clause.bit & false:
            return FALSE
        return UNKNOWN if clause.bit & unknown else TRUE

    @cached_property
    def ends(self) -> dict[Clause, frozenset[Truth]]:
        """What each clause can be. Single choices tell: several together do nothing new."""
        answers = [None, *(frozenset([choice.slug]) for choice in self.question.choices)]
        return {
            clause: frozenset(self.truth(clause, chosen) for chosen in answers)
            for clause in self.clauses.all
        }


class Rules:
    """All rules of a guide in which nothing is broken: each *ask when* reads earlier questions."""

    def __init__(self, guide: Guide) -> None:
        self._clauses = {
            condition: Clause(condition.question, condition.choices, condition.test, 1 << number)
            for number, condition in enumerate(dict.fromkeys(_conditions(guide)))
        }
        self.clauses = Clauses(self._clauses.values())
        self.readings = {
            question.slug: self._reading(place, question)
            for place, question in enumerate(guide.questions)
        }
        self.options = {option.slug: self._rule(option) for option in guide.options}
        self.notices = {notice.slug: self._rule(notice) for notice in guide.notices}
        self.categories = {
            slug: self._reads(options) for slug, options in guide.options_under.items()
        }
        for reading in self.readings.values():
            for slug in {each.question for each in self.behind(reading.gate or NONE)}:
                self.readings[slug].opens.append(reading)
        for rule in self.options.values():
            for situation in () if rule.for_everyone else rule.situations:
                self._stake(situation, rule)

    def behind(self, clauses: Clauses) -> Iterator[Clause]:
        """These clauses, and those that decide whether their questions are asked."""
        for clause in clauses.all:
            yield clause
            yield from self.behind(self.readings[clause.question].gate or NONE)

    def together(self, situation: Situation) -> Clauses:
        """The clauses that must all hold for a situation of this guide."""
        return Clauses(self._clauses[each] for each in situation.conditions)

    def _reads(self, options: Iterable[Option]) -> tuple[str, ...]:
        """The questions that any of these options rests on, in order."""
        read = {slug for option in options for slug in self.options[option.slug].reads}
        return tuple(slug for slug in self.readings if slug in read)

    def _stake(self, situation: Clauses, rule: Rule) -> None:
        for clause in {each.question: each for each in self.behind(situation)}.values():
            reading = self.readings[clause.question]
            fails_alone = not rule.tangled and FALSE in reading.ends[clause]
            reading.stakes.append(Stake(situation, rule, fails_alone))

    def _reading(self, place: int, question: Question) -> Reading:
        gate = None if question.ask_when is None else self.together(question.ask_when)
        read = Clauses(each for each in self.clauses.all if each.question == question.slug)
        return Reading(question, place, gate, read)

    def _rule(self, part: Option | Notice) -> Rule:
        situations = tuple(map(self.together, part.situations))
        read = [each.question for situation in situations for each in self.behind(situation)]
        return Rule(
            situations,
            clauses=Clauses(clause for each in situations for clause in each.all),
            for_everyone=part.for_everyone,
            reads=tuple(slug for slug in self.readings if slug in read),
            tangled=len(set(read)) < len(read),
        )


def _conditions(guide: Guide) -> Iterator[Condition]:
    for part in (*guide.options, *guide.notices):
        for situation in part.situations:
            yield from situation.conditions
    for question in guide.questions:
        if question.ask_when is not None:
            yield from question.ask_when.conditions
