"""manage.py publish_guide SLUG --note "...": publish a draft as the next edition."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.desk.drafts import FaultyDraftError, publish
from navigator.editions.readable import newest

from ._drafts import find_draft, not_blank, tell_published


class Command(BaseCommand):
    help = "Publishes a guide's draft as its next edition. Refuses a draft with errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")
        parser.add_argument("--note", type=not_blank, required=True, help="what changed, and why")

    def handle(self, *, slug: str, note: str, **options: Any) -> None:
        draft = find_draft(slug)
        before = newest(draft.pk)
        try:
            edition = publish(draft, note)
        except FaultyDraftError as error:
            raise CommandError(f"Not published:\n{error}") from error
        tell_published(self, draft, edition, before)
