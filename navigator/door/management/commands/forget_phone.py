"""For a superuser who has lost their phone, where no other could help them in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_otp.plugins.otp_totp.models import TOTPDevice

from navigator.trail.notes import AT_THE_MACHINE, FORGOT, note


class Command(BaseCommand):
    help = "Forget the phone of a member of staff: they enrol a new one at their next login."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        try:
            account = User.objects.get_by_natural_key(username)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account {username}.") from error
        TOTPDevice.objects.filter(user=account).delete()
        note(None, FORGOT, AT_THE_MACHINE, username)
        self.stdout.write(f"Forgotten. {username} enrols a new phone at the next login.")
