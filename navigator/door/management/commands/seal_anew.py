"""manage.py seal_anew: when the site has a new key, before the former one is taken out."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand

from navigator.door.models import Phone


class Command(BaseCommand):
    help = "Encrypt the keys of all phones with the newest key of the site."

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = 0, []
        for phone in Phone.objects.select_related("user"):
            try:
                phone.seal_anew()
                done += 1
            except InvalidToken:
                lost.append(phone.user.get_username())
        self.stdout.write(f"{done} phones are encrypted with the newest key.")
        if lost:
            self.stdout.write(
                f"No key of the site opens the phones of {', '.join(lost)}. Forget their second "
                "step."
            )
