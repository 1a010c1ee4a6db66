"""manage.py export_translation SLUG LANGUAGE: write the wordings of a draft as a PO file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.desk.rows import freeze
from navigator.guide.po import write_translation
from navigator.trail import notes as trail

from ._drafts import find_draft


class Command(BaseCommand):
    help = "Prints a draft's wordings in a language as PO, with the texts that have none yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")
        parser.add_argument("language", help="the code of the language, e.g. es")

    def handle(self, *, slug: str, language: str, **options: Any) -> None:
        draft = find_draft(slug)
        guide = freeze(draft)
        there = [each.slug for each in guide.translations]
        if language not in there:
            known = ", ".join(there) or "none"
            raise CommandError(f"The guide has no translation “{language}”. There are: {known}.")
        self.stdout.write(write_translation(guide, language), ending="")
        trail.note(None, "exported", trail.AT_THE_MACHINE, f"{draft} in “{language}”")
