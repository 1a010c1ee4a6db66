"""The site as a WSGI application, which granian serves."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from navigator.database import never_create
from navigator.environment import or_one_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings")

django_application = or_one_line(get_wsgi_application)
never_create(settings.DATABASES["default"])

# What nginx says of how and from where a request came.
FORWARDED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")

# What browsers say of a form that they send.
READABLE = re.compile(r'[^;]*(; *(charset="?utf-8"?|boundary=[^;*]+)){0,2}', re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site."""
    if environ["REMOTE_ADDR"] not in settings.PROXIES:
        for name in FORWARDED:
            environ.pop(name, None)
    return django_application(readable(environ), start_response)


def readable(environ: dict[str, Any]) -> dict[str, Any]:
    """Return a request that Django can look at; headers.py turns the odd one away.

    Django reads the address in whatever charset a client names, as soon as it is given a request,
    and falls over some of the names, and over values in a charset that it does not know, before any
    middleware is asked.
    """
    if not READABLE.fullmatch(environ.get("CONTENT_TYPE", "")):
        environ["CONTENT_TYPE"] = "application/octet-stream; charset=unreadable"
    return environ
