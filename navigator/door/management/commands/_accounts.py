"""Shared by the commands about accounts."""

from django.contrib.auth.models import User
from django.core.management.base import CommandError


def find_account(username: str) -> User:
    """Return the account with that name. Raises CommandError."""
    account = User.objects.filter(username=username).first()
    if account is None:
        raise CommandError(f"There is no account {username}.")
    return account
