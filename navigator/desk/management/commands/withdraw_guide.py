"""manage.py withdraw_guide SLUG --note "..." --tell "...": take a guide from its readers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.desk.drafts import NotWithdrawnError, withdraw

from ._drafts import find_draft


class Command(BaseCommand):
    help = "Takes a guide from its readers, who are told why, until it is published again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")
        parser.add_argument("--note", required=True, help="why, for staff")
        parser.add_argument("--tell", required=True, help="what readers are told")

    def handle(self, *, slug: str, note: str, tell: str, **options: Any) -> None:
        try:
            edition = withdraw(find_draft(slug), tell, note)
        except NotWithdrawnError as error:
            raise CommandError(f"Not withdrawn: {error}") from error
        self.stdout.write(f"Withdrawn, as {edition}. Readers are told so within a few seconds.")
