"""manage.py sweep: what is kept of staff for a time only goes. Nothing else deletes the trail."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from navigator.trail.models import Trail
from navigator.trail.notes import AT_THE_MACHINE, note

SHORTEST = 90  # days


class Command(BaseCommand):
    help = "Delete sessions that have ended, and lines of the trail that are older than --days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=400, help=f"default: 400, at least {SHORTEST}"
        )

    def handle(self, *, days: int, **options: Any) -> None:
        call_command("clearsessions")
        until = timezone.now() - timedelta(days=max(days, SHORTEST))
        old: QuerySet[Trail] = QuerySet(Trail).filter(at__lt=until)  # its own kind deletes nothing
        what = f"lines from before {until:%Y-%m-%d}: {old.count()}"
        old.delete()
        note(None, "swept the trail", AT_THE_MACHINE, what)
        self.stdout.write(f"Deleted {what}, and sessions that have ended.")
