"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from navigator.database import never_create
from navigator.environment import or_one_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings")

django_application = or_one_line(get_wsgi_application)
never_create(settings.DATABASES["default"])


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The site."""
    return django_application(readable(environ), start_response)


def readable(environ: dict[str, Any]) -> dict[str, Any]:
    """A request that Django can look at; front_door.py turns the odd one away.

    Django reads the address in whatever charset a client names, as soon as it is given a request,
    and falls over some of the names, and over values in a charset that it does not know, before any
    middleware is asked.
    """
    kind = environ.get("CONTENT_TYPE", "")
    if ";" in kind and _charset(kind) != "utf-8":
        environ["CONTENT_TYPE"] = "application/octet-stream; charset=unreadable"
    return environ


def _charset(kind: str) -> str:
    """The charset that a client names; none is UTF-8, what cannot be read is no charset."""
    try:
        return parse_header_parameters(kind)[1].get("charset", "utf-8").lower()
    except ValueError:
        return ""
