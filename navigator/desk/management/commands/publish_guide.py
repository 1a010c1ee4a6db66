"""manage.py publish_guide SLUG --note "...": publish a draft as the next edition."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.desk.drafts import FaultyDraftError, publish
from navigator.editions.readable import newest
from navigator.trail import notes as trail

from ._drafts import find_draft, tell_untranslated


class Command(BaseCommand):
    help = "Publishes a guide's draft as its next edition. Refuses a draft with errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")
        parser.add_argument("--note", required=True, help="what changed, and why")

    def handle(self, *, slug: str, note: str, **options: Any) -> None:
        draft = find_draft(slug)
        before = newest(draft.pk)
        try:
            edition = publish(draft, note)
        except FaultyDraftError as error:
            raise CommandError(f"Not published:\n{error}") from error
        trail.note(None, "published", trail.AT_THE_MACHINE, str(edition))
        self.stdout.write(f"Published {edition}.")
        if before is not None and before.told:
            self.stdout.write("The guide was withdrawn. Readers have it again.")
        tell_untranslated(self, draft)
