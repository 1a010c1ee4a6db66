"""The table: what was measured, its goal, its figure and how far the figures spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """Figures of one measure. `most` and `least` are its goal, where it has one."""

    what: str
    figures: Sequence[float]
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def figure(self) -> float:
        return median(self.figures)

    @property
    def goal(self) -> str:
        if self.least is not None:
            return f"at least {_number(self.least)} {self.unit}".strip()
        return f"at most {_number(self.most)} {self.unit}".strip() if self.most is not None else ""

    @property
    def reached(self) -> str:
        if self.least is not None:
            return "yes" if self.figure >= self.least else "no"
        if self.most is not None:
            return "yes" if self.figure <= self.most else "no"
        return ""

    def cells(self) -> tuple[str, ...]:
        figure = f"{_number(self.figure)} {self.unit}".strip()
        low, high = min(self.figures), max(self.figures)
        spread = f"{_number(low)} to {_number(high)}" if len(self.figures) > 1 else ""
        return self.what, self.goal, figure, spread, self.reached


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    head = ("what", "goal", "figure (median)", "spread", "reached")
    lines = [head, ("---",) * len(head), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
