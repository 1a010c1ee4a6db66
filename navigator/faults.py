"""Pages for when something went wrong: readers have theirs, and staff have others.

None asks anything of the database, which may be what failed.
"""

from __future__ import annotations

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import defaults

from navigator.readers.views import cookies_needed
from navigator.trail.notes import NOT_ALLOWED, note

# What SQLite and PostgreSQL say about a disk without room.
NO_ROOM = ("full", "No space left", "disk I/O error")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_staff(request):
        note(request, NOT_ALLOWED, request.user.get_username(), request.path_info)
        return _page_for_staff(403)
    return defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its page's token. For readers, cookies are blocked nearly always."""
    if _is_for_staff(request):
        return _page_for_staff(403, is_old=True)
    return cookies_needed(request)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_staff(request):
        return _page_for_staff(404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    if is_outage(error):
        return unavailable(request, error)
    return _page_for_staff(500) if _is_for_staff(request) else defaults.server_error(request)


def is_outage(error: BaseException | None) -> bool:
    """Tell if the database itself failed, and not what was asked of it.

    A damaged SQLite file is reported as a DatabaseError and no more.
    """
    return isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """Return the page that tells of an outage; to staff with what they typed, to be sent again."""
    if _is_for_staff(request):
        context = {
            "no_room": any(words in str(error) for words in NO_ROOM),
            "sent": _sent(request),
            "csrf_token": get_token(request),
        }
        text = render_to_string("admin/503.html", context)
    else:
        text = render_to_string("500.html")
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    return HttpResponse(text, status=503, headers=headers)


def _is_for_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("admin:index"))


def _page_for_staff(status: int, is_old: bool = False) -> HttpResponse:
    context = {"status": status, "is_old": is_old, "now": timezone.localtime()}
    return HttpResponse(render_to_string("admin/fault.html", context), status=status)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form that could not be saved. None that another site sent."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    if request.FILES or any("password" in name for name, _ in sent):
        return []
    return [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
