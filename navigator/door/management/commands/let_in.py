"""manage.py let_in NAME: for an account that strangers keep closed by guessing its password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from navigator.door import lockout
from navigator.door.steps import link_to_let_in
from navigator.trail.notes import AT_THE_MACHINE, note

from ._accounts import find_account


class Command(BaseCommand):
    help = "Forget an account's wrong passwords, and print a link that lets one browser be known."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        find_account(username)
        lockout.forget(username)
        note(None, "let in", AT_THE_MACHINE, username)
        self.stdout.write(
            f"They can log in again. If strangers go on guessing, {username} opens this address of "
            f"the site first, within 15 minutes: {link_to_let_in(username)}"
        )
