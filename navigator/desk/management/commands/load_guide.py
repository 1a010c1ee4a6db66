"""manage.py load_guide FILE...: read guides from files and make them the drafts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from navigator.desk import models
from navigator.desk.drafts import FaultyDraftError, load, publish
from navigator.desk.log import loaded_in_words, log_at_the_machine
from navigator.desk.rows import freeze, lock_by_slug, with_rest_of_draft
from navigator.desk.summaries import rows_to_check
from navigator.editions.models import Edition
from navigator.editions.readable import Newest, newest
from navigator.guide.language import with_wordings
from navigator.guide.model import Guide
from navigator.guide.po import TranslationFileError, merged, read_translation
from navigator.guide.yaml import GuideFileError, read_guide

from ._drafts import not_blank, tell_published


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
            type=not_blank,
            metavar="NOTE",
            help="publish it with this note as well",
        )

    def handle(self, *, files: list[Path], note: str | None, **options: Any) -> None:
        with transaction.atomic():
            loaded = [_load(file, note) for file in files]
        for draft, what, before, edition in loaded:
            log_at_the_machine(draft, what)
            self.stdout.write(f"Loaded {draft} as the draft.")
            if count := len(rows_to_check(draft, freeze(draft))):
                self.stdout.write(f"Rows to check, since words of the summary are others: {count}")
            if edition is not None:
                tell_published(self, draft, edition, before)


def _load(file: Path, note: str | None) -> tuple[models.Guide, str, Newest | None, Edition | None]:
    """Make the guide in a file its draft, and publish it with the note, if there is one.

    Return the draft, what that changed, the edition before, and the new one. Raises CommandError.
    """
    try:
        guide = read_guide(file.read_bytes())
        there = lock_by_slug(guide.slug)
        guide = with_translations_beside(file, with_rest_of_draft(guide, there))
    except (OSError, GuideFileError, TranslationFileError) as error:
        what = f"{file} was not loaded, nothing was changed:\n{error}"
        raise CommandError(what) from error
    what = loaded_in_words(file.name, freeze(there) if there else None, guide)
    draft = load(guide, there)
    before = newest(draft.pk)
    try:
        return draft, what, before, publish(draft, note) if note else None
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
