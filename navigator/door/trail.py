"""Writes the trail: a row for superusers to look at, and a line of JSON for who collects logs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, timedelta
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from .lockout import address_of
from .models import LONGEST_DETAIL, LONGEST_NAME, Trail

logger = logging.getLogger("navigator.trail")

WRONG, LOCKED = "gave a wrong password", "was locked out"
# These strangers can do as often as they like. The same again within this time is a line of JSON
# only: a flood must not fill the database.
OF_STRANGERS = {WRONG, LOCKED}
AGAIN = timedelta(minutes=1)


def note(request: HttpRequest | None, what: str, account: str, detail: str = "") -> None:
    """Write down that somebody did something."""
    line = Trail(
        what=what,
        account=printable(account)[:LONGEST_NAME],
        address=address_of(request) if request else None,
        detail=printable(detail)[:LONGEST_DETAIL],
    )
    told = {
        "at": line.at.astimezone(UTC).isoformat(timespec="seconds"),
        "what": line.what,
        "account": line.account,
        "address": line.address,
        "detail": line.detail,
    }
    logger.info(json.dumps(told))
    same = Trail.objects.filter(
        what=line.what, account=line.account, address=line.address, detail=line.detail
    )
    is_again = same.filter(at__gt=timezone.now() - AGAIN).exists()
    if not (is_again and what in OF_STRANGERS):
        line.save()


def printable(text: str) -> str:
    """Return a text without signs that databases refuse or that would pretend another line."""
    return "".join(each if each.isprintable() else "�" for each in text)


@receiver(user_logged_in)
def right_password(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    note(request, "gave the right password", user.get_username())


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        note(request, "logged out", user.get_username())


@receiver(user_login_failed)
def wrong_password(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    note(request, WRONG, str(credentials.get("username", "")))


@receiver(user_locked_out)
def locked(request: HttpRequest, username: str, **kwargs: Any) -> None:
    note(request, LOCKED, username or "")
