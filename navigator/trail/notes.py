"""Writes the trail: a row for superusers to look at, and a line of JSON for who collects logs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from .alerts import alert
from .models import LONGEST_DETAIL, LONGEST_NAME, Trail

logger = logging.getLogger("navigator.trail")

WRONG, LOCKED, WRONG_CODE = "gave a wrong password", "was locked out", "gave a wrong code"
# These strangers can do as often as they like. The same again within this time is a line of JSON
# only: a flood must not fill the database.
OF_STRANGERS = {WRONG, LOCKED, WRONG_CODE}
AGAIN = timedelta(minutes=1)
MOST_OF_ONE = 10  # rows in that time for an account, from whatever addresses
MOST_OF_NOBODY = 60  # rows in that time for all names together that nobody has
NOT_ALLOWED = "was refused"  # somebody who is in, something that their account may not do
# What somebody should see the same day. The same again is told once an hour.
WITHDREW, RESTORED_COPY, FORGOT = "withdrew", "restored a copy", "forgot the second step"
TOLD_AT_ONCE = {LOCKED, WITHDREW, RESTORED_COPY, FORGOT} | {
    f"{did} a {kind}"
    for did in ("added", "changed", "deleted")
    for kind in ("user", "group", "reviewer")
}
TOLD_AGAIN = timedelta(hours=1)
AT_THE_MACHINE = "(command line)"  # the account of whoever runs manage.py


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
    if _is_to_be_told(line):
        alert(told)
    if not (what in OF_STRANGERS and _is_flood(line)):
        line.save()


def note_step(request: HttpRequest | None, row: Any, message: Any) -> None:
    """Write a step at the desk or at the machine down: what is told in a sentence, and no form.

    The first word of the sentence says what was done: published, withdrew, approved.
    """
    if isinstance(message, str):
        account = request.user.get_username() if request else AT_THE_MACHINE
        note(request, message.split()[0].lower(), account, f"{row}: {message}")


def _is_to_be_told(line: Trail) -> bool:
    """Tell if somebody should hear of it now, and has not within the hour."""
    if line.what not in TOLD_AT_ONCE:
        return False
    if line.what in OF_STRANGERS and not User.objects.filter(username=line.account).exists():
        return False  # strangers make up names
    same = Trail.objects.filter(what=line.what, account=line.account, detail=line.detail)
    return not same.filter(at__gt=timezone.now() - TOLD_AGAIN).exists()


def _is_flood(line: Trail) -> bool:
    """Tell if a stranger does the same again, or strangers do more than a list has room for.

    Names that they make up leave room for the accounts that there are.
    """
    lately = Trail.objects.filter(what__in=OF_STRANGERS, at__gt=timezone.now() - AGAIN)
    of_one = lately.filter(account=line.account)
    if of_one.filter(what=line.what, address=line.address).exists():
        return True
    if User.objects.filter(username=line.account).exists():
        return of_one.count() >= MOST_OF_ONE
    of_nobody = lately.exclude(account__in=User.objects.values("username"))
    return of_nobody.count() >= MOST_OF_NOBODY


def printable(text: str) -> str:
    """Return a text without signs that databases refuse or that would pretend another line."""
    return "".join(each if each.isprintable() else "�" for each in text)


def address_of(request: HttpRequest) -> str | None:
    """Return where a request came from; in public, as our own proxy says.

    What stands before the last address of the header was sent by the client, who can write anything
    there.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(address))
    except ValueError:
        return None
