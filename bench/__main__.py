"""`make bench`: start the site and a wizard, measure them, print a table and end them.

Exits with 1 where a goal was missed. What is compared is measured in turn, in many short rounds, so
that other work on the machine slows down all of it alike; a figure is the median of its rounds.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from .measures import Row, all_rows

WIDTHS = (56, 8, 14, 18, 7)


def main() -> None:
    # Each of many readers at once has a connection, which is an open file.
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    missed = False
    print(_line("what", "at most", "figure", "spread", "reached"))
    print(_line(*("-" * width for width in WIDTHS)))
    with tempfile.TemporaryDirectory() as folder:
        for row in all_rows(Path(folder)):
            print(_line(*_cells(row)), flush=True)
            missed = missed or row.is_missed
    sys.exit(missed)


def _cells(row: Row) -> tuple[str, ...]:
    low, high = min(row.figures), max(row.figures)
    return (
        row.name,
        "" if row.at_most is None else _number(row.at_most),
        f"{_number(row.figure)} {row.unit}".strip(),
        f"{_number(low)} to {_number(high)}" if low < high else "",
        "" if row.at_most is None else "**no**" if row.is_missed else "yes",
    )


def _line(*cells: str) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return f"| {' | '.join(padded)} |"


def _number(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 or figure == int(figure) else f"{figure:.2f}"


if __name__ == "__main__":
    main()
