"""Functions that django-axes calls when it counts wrong passwords, and closes an account."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, original: HttpResponse, credentials: Any) -> HttpResponse:
    """Return the page that stands in for the login, after too many wrong passwords."""
    return render(request, "door/locked.html", status=429)


def address_of(request: HttpRequest) -> str | None:
    """Return where a wrong password came from; in public, as our own proxy says.

    What stands before the last address of the header was sent by the client, who can write anything
    there.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(address))
    except ValueError:
        return None
