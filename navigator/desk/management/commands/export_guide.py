"""manage.py export_guide SLUG: write a draft as the YAML that load_guide reads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from navigator.desk.rows import freeze
from navigator.guide.yaml import write_yaml
from navigator.trail import notes as trail

from ._drafts import find_draft


class Command(BaseCommand):
    help = "Prints a guide's draft as YAML; load_guide reads it back to the letter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")

    def handle(self, *, slug: str, **options: Any) -> None:
        draft = find_draft(slug)
        self.stdout.write(write_yaml(freeze(draft)), ending="")
        trail.note(None, "exported", trail.AT_THE_MACHINE, str(draft))
