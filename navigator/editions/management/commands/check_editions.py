"""manage.py check_editions: tell if every edition is as it was published."""

from typing import Any

from django.core.management.base import BaseCommand

from navigator.editions.chain import faults
from navigator.editions.models import Edition


class Command(BaseCommand):
    help = "Prints a sentence for each edition that was changed or is missing, and exits with 1."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        found = faults()
        for fault in found:
            self.stdout.write(fault)
        if found:
            raise SystemExit(1)
        if not verbosity:
            return
        editions = Edition.objects.count()
        guides = Edition.objects.order_by().values("guide").distinct().count()
        self.stdout.write(f"All {editions} editions of {guides} guides are as they were published.")
