"""manage.py load_guide FILE...: read guides from files and make them the drafts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from navigator.desk.drafts import FaultyDraftError, load
from navigator.desk.models import RowToCheck
from navigator.desk.rows import lock_by_slug, with_rest_of_draft
from navigator.guide.language import with_wordings
from navigator.guide.model import Guide
from navigator.guide.po import TranslationFileError, merged, read_translation
from navigator.guide.yaml import GuideFileError, read_guide
from navigator.trail import notes as trail

from ._drafts import publish_as_told, said


class Command(BaseCommand):
    help = (
        "Makes the guide in a YAML file its draft, with what PO files beside it have in other "
        "languages, such as NAME.es.po. If any file has faults, nothing is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument(
            "--publish",
            dest="note",
            type=said,
            metavar="NOTE",
            help="publish it with this note as well",
        )

    @transaction.atomic
    def handle(self, *, files: list[Path], note: str | None, **options: Any) -> None:
        for file in files:
            try:
                guide = read_guide(file.read_bytes())
                there = lock_by_slug(guide.slug)
                guide = with_translations_beside(file, with_rest_of_draft(guide, there))
            except (OSError, GuideFileError, TranslationFileError) as error:
                what = f"{file} was not loaded, nothing was changed:\n{error}"
                raise CommandError(what) from error
            draft = load(guide, there)
            trail.note(None, "loaded", trail.AT_THE_MACHINE, f"{draft}, from {file}")
            self.stdout.write(f"Loaded {draft} as the draft.")
            if count := RowToCheck.objects.open_in(draft).count():
                self.stdout.write(f"Rows to check, since words of the summary are others: {count}")
            if not note:
                continue
            try:
                publish_as_told(self, draft, note)
            except FaultyDraftError as error:
                raise CommandError(f"Not published, nothing was changed:\n{error}") from error


def with_translations_beside(file: Path, guide: Guide) -> Guide:
    """Return the guide of a file with the wordings in PO files beside it.

    Raises OSError and TranslationFileError.
    """
    for each in sorted(file.parent.glob(f"{file.stem}.*.po")):
        try:
            found = read_translation(each.read_bytes(), guide)
        except TranslationFileError as error:
            raise TranslationFileError(f"{each}: {error}") from error
        guide = with_wordings(guide, merged(guide, found))
    return guide
