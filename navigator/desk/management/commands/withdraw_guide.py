"""manage.py withdraw_guide SLUG --note "..." --tell "...": take a guide from its readers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.desk.log import edition_in_words, log_at_the_machine
from navigator.desk.withdrawing import CannotWithdrawError, withdraw
from navigator.editions.readable import TAKEN_DOWN

from ._drafts import find_draft, not_blank


class Command(BaseCommand):
    help = "Withdraws a guide: readers are told so until its draft is published again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")
        parser.add_argument("--note", type=not_blank, required=True, help="the reason, for staff")
        parser.add_argument(
            "--tell", default=str(TAKEN_DOWN), help="what readers are told: %(default)s"
        )

    def handle(self, *, slug: str, note: str, tell: str, **options: Any) -> None:
        draft = find_draft(slug)
        try:
            edition = withdraw(draft, tell, note)
        except CannotWithdrawError as error:
            raise CommandError(f"Not withdrawn: {error}") from error
        log_at_the_machine(draft, edition_in_words(edition))
        self.stdout.write(f"Withdrew it, as {edition}. Readers are told: {tell}")
