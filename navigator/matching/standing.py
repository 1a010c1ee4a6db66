"""How the conditions of a guide stand, for what one reader has said so far."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from .guide import Guide, Question
from .rules import Clause, Clauses, Reading, Rule
from .truth import FALSE, TRUE, UNKNOWN, Truth

Said = Mapping[str, frozenset[str]]


class Standing:
    """The clauses that are false and those that are unknown; all others are true.

    The rules, in the words of the contract:

    - *any of*: true if a chosen choice is in the set; otherwise unknown if the question is
      unanswered or an uncertain choice was chosen; otherwise false.
    - *only*: unknown if unanswered or an uncertain choice was chosen; true if every chosen choice
      is in the set; otherwise false.
    - While a question's *ask when* is false it is not asked, and every condition on it is false.
    - A situation is the *and* of its conditions, an option the *or* of its situations.
    """

    def __init__(self, guide: Guide, said: Said) -> None:
        self.guide = guide
        self.rules = guide.rules
        self.said = dict(said)
        self.false: set[Clause] = set()
        self.unknown: set[Clause] = set()
        for reading in self.rules.readings.values():
            self._weigh(reading)

    def say(self, question: Question, chosen: frozenset[str]) -> None:
        """Take one answer more, or another one."""
        self.said[question.slug] = chosen
        reading = self.rules.readings[question.slug]
        for each in (reading, *reading.opens):
            self.false -= each.clauses
            self.unknown -= each.clauses
            self._weigh(each)

    def having(self, question: Question, chosen: frozenset[str]) -> Standing:
        """The standing of a reader who says this as well, or instead."""
        other = copy(self)
        other.said = self.said.copy()
        other.false, other.unknown = self.false.copy(), self.unknown.copy()
        other.say(question, chosen)
        return other

    def truth(self, situation: Clauses) -> Truth:
        """Whether all clauses of a situation hold."""
        if not self.false.isdisjoint(situation):
            return FALSE
        return TRUE if self.unknown.isdisjoint(situation) else UNKNOWN

    def applies(self, rule: Rule) -> Truth:
        """Whether an option or a notice is for this reader."""
        if rule.for_everyone:
            return TRUE
        result = FALSE
        for situation in rule.situations:
            if self.false.isdisjoint(situation):
                if self.unknown.isdisjoint(situation):
                    return TRUE
                result = UNKNOWN
        return result

    def is_asked(self, reading: Reading) -> Truth:
        """Whether a question's *ask when* holds; true where it has none."""
        return TRUE if reading.gate is None else self.truth(reading.gate)

    def _weigh(self, reading: Reading) -> None:
        chosen = self.said.get(reading.question.slug)
        if self.is_asked(reading) is FALSE:
            self.false |= reading.clauses
        elif chosen is None:
            self.unknown |= reading.clauses
        else:
            false, unknown = reading.weigh(chosen)
            self.false |= false
            self.unknown |= unknown
