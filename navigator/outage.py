"""What is answered when the database is away or full: a plain page, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.urls import reverse

# What SQLite and PostgreSQL say about a disk without room.
NO_ROOM = ("full", "No space left", "disk I/O error")


def is_outage(error: BaseException | None) -> bool:
    """Whether the database failed, and not what was asked of it.

    A damaged SQLite file is reported as a DatabaseError and no more.
    """
    return isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """A page that needs no database: rendered without the request, so without its user."""
    if request.path_info.startswith(reverse("admin:index")):
        text = loader.render_to_string("admin/503.html", _for_staff(request, str(error)))
    else:
        text = loader.render_to_string("500.html")
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    return HttpResponse(text, status=503, headers=headers)


def _for_staff(request: HttpRequest, said: str) -> dict[str, Any]:
    return {
        "no_room": any(words in said for words in NO_ROOM),
        "sent": _sent(request),
        "csrf_token": get_token(request),
    }


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The form that could not be saved, to be sent again. Nothing that another site sent."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    if request.FILES or any("password" in name for name, _ in sent):
        return []
    return [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
