"""For a superuser who has lost their phone, where no other could help them in the admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from navigator.door.steps import forget_second_step
from navigator.trail.notes import AT_THE_MACHINE, FORGOT, note

from ._accounts import find_account


class Command(BaseCommand):
    help = "Forget phone, passkeys and backup codes of an account: something new is enrolled next."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        forget_second_step(find_account(username))
        note(None, FORGOT, AT_THE_MACHINE, username)
        self.stdout.write(f"Forgotten. {username} enrols anew at the next login.")
