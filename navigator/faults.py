"""Pages for when something went wrong: readers have theirs, and staff have others.

None asks anything of the database, which may be what failed.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import defaults

from navigator import parcel
from navigator.readers.languages import speaking_as_asked
from navigator.readers.views import cookies_needed
from navigator.trail.notes import NOT_ALLOWED, note

# What SQLite and PostgreSQL say about a disk without room.
NO_ROOM = ("full", "No space left", "disk I/O error")
# What Django raises where it looks at a form that it refused before.
UNREADABLE = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_staff(request):
        note(request, NOT_ALLOWED, request.user.get_username(), request.path_info)
        return _page_for_staff(request, 403)
    return defaults.permission_denied(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its page's token. For readers, cookies are blocked nearly always.

    A form of the desk that is too old is shown anew with what was typed, and saves nothing.
    """
    if packed := parcel.pack(request):
        match: Any = request.resolver_match
        parcel.put_in(request, {parcel.PARCEL: packed})
        request.csrf_processing_done = True  # type: ignore[attr-defined]  # it saves nothing
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response
    if _is_for_staff(request):
        return _page_for_staff(request, 403, is_old=True)
    with speaking_as_asked(request):
        return cookies_needed(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a bad request, also where Django finds one.

    Readers' is made without a look at the request, which may fail those who look once more.
    """
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    return refused(request, 413 if too_large else 400)


def refused(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page for what was refused before anybody looked at it."""
    if _is_for_staff(request):
        return _page_for_staff(request, status)
    with speaking_as_asked(request):
        return HttpResponse(render_to_string("400.html"), status=status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_for_staff(request):
        return _page_for_staff(request, 404)
    with speaking_as_asked(request):
        return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    if is_outage(error):
        return unavailable(request, error)
    if _is_for_staff(request):
        return _page_for_staff(request, 500)
    with speaking_as_asked(request):
        return defaults.server_error(request)


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
        with speaking_as_asked(request):
            text = render_to_string("500.html")
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    return HttpResponse(text, status=503, headers=headers)


def _is_for_staff(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("admin:index"))


def _page_for_staff(request: HttpRequest, status: int, is_old: bool = False) -> HttpResponse:
    context = {
        "status": status,
        "is_old": is_old,
        "now": timezone.localtime(),
        "texts": _texts(request),
    }
    return HttpResponse(render_to_string("admin/fault.html", context), status=status)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form that could not be saved. None that another site sent."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    if request.FILES or any("password" in name for name, _ in sent):
        return []
    return [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]


def _texts(request: HttpRequest) -> list[str]:
    """Return what was typed into a form of the desk that is refused, for its owner to copy."""
    try:
        if parcel.is_typed_at_the_desk(request) and parcel.is_from_us(request):
            return parcel.texts(request.POST)
    except UNREADABLE:
        pass
    return []
