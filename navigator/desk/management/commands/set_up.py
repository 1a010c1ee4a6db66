"""manage.py set_up FILE...: bring the database up to date; an empty site gets its first guides."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from navigator.desk.models import Guide


class Command(BaseCommand):
    help = "Migrates the database. A site without any guide gets those in the files, published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)

    def handle(self, *, files: list[Path], **options: Any) -> None:
        # One process for both: to start another takes a third of the time until the site answers.
        call_command("migrate", verbosity=0)
        # Where an earlier version made it, others on the machine could look into it.
        settings.VAR_DIR.chmod(0o700)
        for file in settings.VAR_DIR.glob("*.sqlite3*"):
            file.chmod(0o600)
        # Not by slug: a guide that staff renamed would be published again beside itself.
        if Guide.objects.exists():
            self.stdout.write("The site has a guide already: nothing was loaded.")
        else:
            call_command("load_guide", *files, publish="First edition", stdout=self.stdout)
