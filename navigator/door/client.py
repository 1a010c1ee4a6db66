"""Where a wrong password came from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The address of the client; behind HTTPS, the one that our own proxy has added last.

    What stands before it in the header was sent by the client, who can write anything there.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    for claimed in (forwarded.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(claimed))
        except ValueError:
            continue
    return None  # a socket file
