"""manage.py check_editions: hold every edition against the hash of what was published."""

from typing import Any

from django.core.management.base import BaseCommand

from navigator.editions.chain import broken_links
from navigator.editions.models import Edition


class Command(BaseCommand):
    help = "Names every edition that is not as it was published. Exits with 1 if there is one."

    def handle(self, **options: Any) -> None:
        faults = 0
        newest = Edition.objects.newest().select_related("guide").defer("content")
        for edition in newest.order_by("guide"):
            for what in broken_links(edition.guide_id):
                faults += 1
                self.stdout.write(f"{edition.guide}: {what}")
        if faults:
            raise SystemExit(1)
        count = Edition.objects.count()
        self.stdout.write(f"All {count} editions of {len(newest)} guides are as published.")
