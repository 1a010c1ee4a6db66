"""What is shown where something went wrong: readers have a page of their own, and so have staff."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import defaults

from navigator.outage import is_outage, unavailable


@dataclass(frozen=True)
class _Words:
    title: str
    what: str


WORDS = {
    403: _Words(
        "Your account may not do this",
        "Editors change drafts and preview them. Publishing and restoring need an account in the "
        "group Publisher. Whoever manages the accounts can change what yours may do.",
    ),
    404: _Words(
        "There is no such page",
        "What was here may have been deleted or renamed. The list of guides leads to everything "
        "that is there.",
    ),
    500: _Words(
        "Something went wrong",
        "It is not your fault. What you sent just now was not saved; what was saved before is "
        "safe. Go back in your browser to find what you typed, copy it, and try again. If it "
        "happens again, tell whoever runs this site what you did, and when.",
    ),
}


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _for_staff(request, 403) or defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _for_staff(request, 404) or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exception()
    if is_outage(error):
        return unavailable(request, error)
    return _for_staff(request, 500) or defaults.server_error(request)


def _for_staff(request: HttpRequest, status: int) -> HttpResponse | None:
    """The page for staff, at an address of theirs. It asks nothing of the database."""
    if not request.path.startswith(reverse("admin:index")):
        return None
    context = {"words": WORDS[status], "now": timezone.localtime()}
    return HttpResponse(render_to_string("admin/fault.html", context), status=status)
