"""How long the two questions of `matching` take on a large guide."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from navigator.guide.pathway import next_question
from navigator.guide.verdicts import select

from .guides import random_answers, random_guide
from .table import Row

SHARES = (0, 0.1, 0.3, 0.5, 0.8, 1)
TIMES = 50


def times() -> Iterator[Row]:
    """Milliseconds for 100 questions and 1,000 options, for readers that said little to all."""
    guide = random_guide("growth")
    _ = guide.rules  # looked through once
    readers = [random_answers(guide, f"reader {share}", share) for share in SHARES]
    for ask in (next_question, select):
        figures = [_milliseconds(lambda: ask(guide, said)) for said in readers]  # noqa: B023
        yield Row(f"{ask.__name__}, 100 questions and 1,000 options", figures, "ms", most=5)


def _milliseconds(ask: Callable[[], object]) -> float:
    """The least of many: what a busy machine takes away only ever adds to it."""
    spent = []
    for _ in range(TIMES):
        began = time.process_time()  # not the clock's: others may use the machine
        ask()
        spent.append(1_000 * (time.process_time() - began))
    return min(spent)
