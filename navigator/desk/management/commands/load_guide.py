"""manage.py load_guide FILE...: read guides from files and make them the drafts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from navigator.desk.drafts import FaultyDraftError, publish, write_draft
from navigator.desk.models import Guide
from navigator.guide.model import Guide as FrozenGuide
from navigator.guide.yaml import GuideFileError, read_guide


class Command(BaseCommand):
    help = "Makes the guide in a YAML file its draft. If any file has faults, nothing is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--publish", metavar="NOTE", help="publish it with this note as well")

    @transaction.atomic
    def handle(self, *, files: list[Path], publish: str | None, **options: Any) -> None:
        for file in files:
            self._load(_read(file), publish)

    def _load(self, guide: FrozenGuide, note: str | None) -> None:
        draft = write_draft(guide)
        self.stdout.write(f"Loaded {draft} as the draft.")
        if note:
            self.stdout.write(f"Published {_publish(draft, note)}.")


def _read(file: Path) -> FrozenGuide:
    try:
        return read_guide(file.read_bytes())
    except (OSError, GuideFileError) as error:
        raise CommandError(f"{file} was not loaded, nothing was changed:\n{error}") from error


def _publish(draft: Guide, note: str) -> str:
    try:
        return str(publish(draft, note))
    except FaultyDraftError as error:
        raise CommandError(f"Not published, nothing was changed:\n{error}") from error
