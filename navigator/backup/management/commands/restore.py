"""manage.py restore FILE: put a copy of the database in its place."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from navigator.backup.copies import BackupError, restore


class Command(BaseCommand):
    help = "Check a copy that `backup` made and put it in place. What was there is kept."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            kept = restore(file)
        except (BackupError, OSError) as error:
            raise CommandError(f"Not restored, nothing was changed: {error}") from error
        self.stdout.write(f"Restored {file}.")
        if kept:
            self.stdout.write(f"What was there before is kept in {kept}.")
        try:
            call_command("migrate", verbosity=0)
        except DatabaseError as error:
            raise CommandError(f"It is older than the site; migrate failed: {error}") from error
