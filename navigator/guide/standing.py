"""How the conditions of a guide stand, for what one reader has said so far."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Guide, Question
from .rules import Bits, Clauses, Reading, Rule
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
        self.said = {slug: said[slug] for slug in self.rules.readings if slug in said}
        # Where nothing is said, everything is open.
        self.false: Bits = 0
        self.unknown: Bits = self.rules.clauses.bits
        if self.said:
            for reading in self.rules.readings.values():
                self._weigh(reading)  # whether it is asked rests on earlier ones

    def say(self, question: Question, chosen: frozenset[str]) -> None:
        """Take one answer more, or another one."""
        self.said[question.slug] = chosen
        reading = self.rules.readings[question.slug]
        self._weigh(reading)
        for each in reading.opens:
            self._weigh(each)

    def having(self, question: Question, chosen: frozenset[str]) -> Standing:
        """The standing of a reader who says this as well, or instead."""
        other = object.__new__(Standing)
        vars(other).update(vars(self), said=self.said.copy())
        other.say(question, chosen)
        return other

    def truth(self, situation: Clauses) -> Truth:
        """Whether all clauses of a situation hold."""
        if situation.bits & self.false:
            return FALSE
        return UNKNOWN if situation.bits & self.unknown else TRUE

    def applies(self, rule: Rule) -> Truth:
        """Whether an option or a notice is for this reader."""
        if rule.for_everyone:
            return TRUE
        result = FALSE
        for situation in rule.situations:
            if not situation.bits & self.false:
                if not situation.bits & self.unknown:
                    return TRUE
                result = UNKNOWN
        return result

    def live(self, rule: Rule) -> list[Clauses]:
        """The situations of a rule that are not false. A false one stays so, whatever is added."""
        return [each for each in rule.situations if not each.bits & self.false]

    def is_asked(self, reading: Reading) -> Truth:
        """Whether a question's *ask when* holds; true where it has none."""
        return TRUE if reading.gate is None else self.truth(reading.gate)

    def _weigh(self, reading: Reading) -> None:
        chosen, others = self.said.get(reading.question.slug), ~reading.clauses.bits
        if self.is_asked(reading) is FALSE:
            false, unknown = reading.clauses.bits, 0
        elif chosen is None:
            false, unknown = 0, reading.clauses.bits
        else:
            false, unknown = reading.weigh(chosen)
        self.false = self.false & others | false
        self.unknown = self.unknown & others | unknown
