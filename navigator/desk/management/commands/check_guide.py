"""manage.py check_guide SLUG: proofread a draft. Warnings that are accepted are counted alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from navigator.desk.accepting import sort_out
from navigator.desk.drafts import proofread_draft
from navigator.desk.rows import freeze
from navigator.desk.translating import progress
from navigator.guide.language import in_language
from navigator.guide.readability import ReadingLevel, reading_levels

from ._drafts import find_draft


class Command(BaseCommand):
    help = "Prints what is wrong or weak with a guide's draft. Exits with 1 if there are errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the guide's slug, e.g. metastatic-breast-cancer")

    def handle(self, *, slug: str, **options: Any) -> None:
        draft = find_draft(slug)
        guide = freeze(draft)
        found = sort_out(draft, proofread_draft(draft, guide))
        for finding in (*found.errors, *found.warnings):
            self.stdout.write(str(finding))
        self.stdout.write(
            f"{len(found.errors)} errors, {len(found.warnings)} warnings, "
            f"{len(found.accepted)} more accepted"
        )
        for language in guide.languages:
            for level in reading_levels(in_language(guide, language)):
                self.stdout.write(f"In “{language}”, {_told(level)}")
        for language in guide.languages[1:]:
            done = progress(guide, language)
            self.stdout.write(
                f"In “{language}”: {done.percent} % of the words, {done.texts_to_check} texts to "
                f"check, {done.missing_texts} missing"
            )
        if found.errors:
            raise SystemExit(1)


def _told(level: ReadingLevel) -> str:
    """Tell a reading level, e.g. "Flesch-Kincaid: questions 5.2 (at most 6), treatments …"."""
    measure = level.measure
    most = "at least" if measure.is_index else "at most"
    return (
        f"{measure.name}: questions {level.questions:.1f} ({most} {measure.questions}), "
        f"treatments {level.treatments:.1f} ({most} {measure.treatments})"
    )
