"""manage.py load_summary SLUG FILE: hold a new text of the summary against the one that is kept."""

from argparse import ArgumentTypeError
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from navigator.desk.log import log_at_the_machine
from navigator.desk.rows import freeze
from navigator.desk.summaries import (
    concerned,
    fates_with,
    held_to,
    is_done,
    keep_summary,
    of_the_whole,
    resting_on,
)
from navigator.guide.aligning import Fate, Status
from navigator.guide.held import Held, Row
from navigator.guide.model import Guide
from navigator.guide.proofread.references import longest, too_long
from navigator.guide.summary import SummaryError, read_summary

from ._drafts import find_draft


def _where(text: str) -> str:
    """Return where a text was taken from. Raises ArgumentTypeError where that is too long."""
    if what := too_long(text, longest(Guide, "summary_from")):
        raise ArgumentTypeError(what)
    return text


class Command(BaseCommand):
    help = (
        "Prints what became of each statement, and the rows that rest on it. Exits with 1 if "
        "anything is to do. Changes nothing without --keep, which exits with 0 once that is done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")
        parser.add_argument("file", metavar="FILE", type=Path, help="the new text, in UTF-8")
        parser.add_argument(
            "--keep", action="store_true", help="keep the text, and mark those rows to check"
        )
        parser.add_argument(
            "--from",
            dest="taken_from",
            metavar="WHERE",
            type=_where,
            help="where the text was taken from; else it stays as it is",
        )

    def handle(
        self, *, slug: str, file: Path, keep: bool, taken_from: str | None, **options: Any
    ) -> None:
        draft = find_draft(slug)
        guide = freeze(draft)
        try:
            text = read_summary(file.read_bytes())
            fates = fates_with(draft, text)
            held = held_to(draft, guide)
            for fate in fates:
                self._tell(guide, held, fate)
            if not all(fate.is_settled for fate in fates):
                for row in of_the_whole(guide):
                    self._tell_row("concerned by any change", row)
            self._tell_counts(fates)
            if keep:
                where = draft.summary_from if taken_from is None else taken_from
                marked = keep_summary(draft, text, where, timezone.localdate())
        except (OSError, SummaryError) as error:
            what = f"{file} was not taken in, nothing was changed:\n{error}"
            raise CommandError(what) from error
        if keep:
            log_at_the_machine(draft, f"Kept a new text of the summary, from {where}")
            self.stdout.write(f"Kept. Rows to check: {len(marked)}")
        elif not is_done(draft, guide, text, fates):
            self.stdout.write(
                "Something is to do: see what is not the same, what no row carries, or which rows "
                "are still to check."
            )
            raise SystemExit(1)
        else:
            self.stdout.write("Nothing is to do.")

    def _tell_counts(self, fates: list[Fate]) -> None:
        counts = Counter(fate.status for fate in fates)
        moved = sum(fate.moved for fate in fates)
        told = ", ".join(f"{counts[status]} {status}" for status in Status)
        self.stdout.write(f"{told}; {moved} moved.")

    def _tell(self, guide: Guide, held: Held, fate: Fate) -> None:
        said = [each.text for each in (fate.old, fate.new) if each]
        if fate.status is Status.SAME:
            said = said[:1]
        moved = " (moved)" if fate.moved else ""
        self.stdout.write(f"{fate.status}{moved}: {said[0]}")
        for each in said[1:]:
            self.stdout.write(f"  now: {each}")
        if fate.old and fate.is_settled:
            rows = resting_on(guide, held, fate.old)
        else:
            rows = concerned(guide, held, fate)
        for row in rows:
            self._tell_row("  rests on it" if fate.old else "  stands with it", row)

    def _tell_row(self, how: str, row: Row) -> None:
        self.stdout.write(f"{how}: {' '.join(row)}".rstrip())
