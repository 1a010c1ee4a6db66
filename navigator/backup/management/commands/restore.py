"""manage.py restore FILE: put a copy of the database in its place."""

from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from navigator.backup.accounts import NOBODY, brought_back
from navigator.backup.copies import BackupError, restore, ways_in, withdrawn
from navigator.editions.chain import faults
from navigator.trail import notes as trail


class Command(BaseCommand):
    help = (
        "Check a copy that `backup` made and put it in place. What was there is kept. All sessions "
        "are ended. Exits with 1 where readers get what was withdrawn before, and where "
        "editions in the copy are not as they were published."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        before, away = ways_in(), withdrawn()
        try:
            kept = restore(file)
        except (BackupError, OSError) as error:
            raise CommandError(f"Not restored, nothing was changed: {error}") from error
        self.stdout.write(f"Restored {file}.")
        if kept:
            self.stdout.write(f"What was there before is kept in {kept}.")
        Session.objects.all().delete()
        self.stdout.write("All sessions are ended: staff log in again.")
        try:
            call_command("migrate", verbosity=0)
        except DatabaseError as error:
            raise CommandError(f"It is older than the site; migrate failed: {error}") from error
        finally:  # only now: an older copy may keep them elsewhere until it is upgraded
            for sentence in brought_back(before, ways_in() or NOBODY):
                self.stdout.write(trail.printable(sentence))
        trail.note(None, trail.RESTORED_COPY, trail.AT_THE_MACHINE, str(file))
        wrong = []
        if back := sorted(away - withdrawn()):
            wrong += [
                f"Withdrawn before, and not in the copy: {', '.join(back)}. Readers get what is in "
                "the copy: withdraw it again if the reason still holds."
            ]
        if found := faults():
            where = f" What was there before is kept in {kept}." if kept else ""
            wrong += [
                *found,
                "Readers are not served an edition that was changed, but the one before. "
                f"Restore an older copy, or publish the guide anew.{where}",
            ]
        if wrong:
            told = ["The copy is in place, but look at what readers get now:", *wrong]
            raise CommandError("\n".join(told))
