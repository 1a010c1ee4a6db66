"""manage.py backup: copy the database while it is in use."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.backup.copies import BackupError, backup


class Command(BaseCommand):
    help = "Make a consistent, checked copy of the database, in use or not, and print its name."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, help="default: the folder backups in VAR_DIR"
        )

    def handle(self, *, folder: Path | None, **options: Any) -> None:
        try:
            self.stdout.write(str(backup(folder)))
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
