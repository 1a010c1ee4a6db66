"""Rules that would take too long to work out while a reader waits.

A page looks, for each option and each question that its rule reads, for a change of the verdict,
see `navigator.guide.prospects`. Each step of that search goes through all rows of the rule, and
through those of every *ask when* behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from navigator.guide.answers import Answers
from navigator.guide.model import GUIDE, Guide, Option, Situation
from navigator.guide.prospects import search

from .finding import Finding, error

DEEPEST = 50  # questions that stand behind each other by their *ask when*
MOST_ROWS = 1_000  # of one rule
MOST_WORK = 100_000  # rows gone through for one page, which take half a second


def findings(guide: Guide) -> Iterator[Finding]:
    """Name the first thing that would take too long."""
    return iter([*_too_many_rows(guide)][:1] or [*_too_much_work(guide)][:1])


def _too_many_rows(guide: Guide) -> Iterator[Finding]:
    """Count rows without going through them: *ask when* behind *ask when* multiplies them."""
    what = f"Its rule has more than {MOST_ROWS} rows, with those of each “ask when” behind it."
    depth: dict[str, int] = {}
    rows: dict[str, int] = {}

    def count(situations: Iterable[Situation]) -> int:
        return sum(1 + rows[row.question] for row in guide.conditions_on_one_question(situations))

    for question in guide.questions:
        gates = question.ask_when
        behind = [depth[row.question] for row in guide.conditions_on_one_question(gates)]
        depth[question.slug] = 1 + max(behind, default=0)
        rows[question.slug] = count(gates)
        if depth[question.slug] > DEEPEST:
            deep = f"More than {DEEPEST} questions stand behind each other by their “ask when”."
            yield error("question", question.slug, deep, "ask_when", code="too-deep")
        if rows[question.slug] > MOST_ROWS:
            yield error("question", question.slug, what, "ask_when", code="too-many-rows")
    for kind, parts in (("option", guide.options), ("notice", guide.notices)):
        for part in parts:
            if count(part.situations) > MOST_ROWS:
                yield error(kind, part.slug, what, "situations", code="too-many-rows")


def _too_much_work(guide: Guide) -> Iterator[Finding]:
    total = 0
    for option in guide.options:
        work = _work(guide, option)
        total += work
        if work >= MOST_WORK:
            slugs = ", ".join(f"“{slug}”" for slug in guide.repeated_in[option.slug])
            what = f"It names {slugs} in several places: try to name each of them once."
            what = f"Its rule would take too long to work out. {what}"
            yield error("option", option.slug, what, "situations", code="too-much-work")
            return
        if total >= MOST_WORK:
            what = "All rules together would take too long to work out."
            yield error(GUIDE, "", what, code="too-much-work")
            return


def _work(guide: Guide, option: Option) -> int:
    """Return how many rows are gone through for an option on a page, up to MOST_WORK.

    That is on a page without answers, which has most steps.
    """
    situations = () if option.for_everyone else option.situations
    rows = list(guide.conditions_behind(situations))
    work = len(rows)
    for slug in {row.question for row in rows}:
        for _ in search(guide, option, guide.question_by_slug[slug], Answers()):
            work += len(rows)
            if work >= MOST_WORK:
                return MOST_WORK
    return work
