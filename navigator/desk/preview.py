"""The whole site from the drafts, for staff who asked for it; from the shelf for everyone else.

The wish to preview is kept in a staff member's session. A reader has no session, so this costs
them nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from navigator.editions.published import Published
from navigator.guide.model import Guide

from .drafts import FaultyDraftError, showable
from .models import Guide as Draft
from .reviewing import review_of
from .rows import freeze

WISH = "preview"
KEPT_BY_NOBODY = "max-age=0, no-cache, no-store, must-revalidate, private"

GetResponse = Callable[[HttpRequest], HttpResponse]


class DraftShelf:
    """Drafts in place of editions, for the pages of one request."""

    def editions(self) -> list[Published]:
        """Return every draft, faulty or not, to be listed on the home page."""
        return [_published(draft, freeze(draft)) for draft in Draft.objects.all()]

    def get(self, slug: str, at_least: int = 0) -> Published | None:
        """Return the draft with that slug, or None. Raises FaultyDraftError."""
        return _shown(Draft.objects.filter(slug=slug).first())

    def get_by_key(self, key: int, at_least: int = 0) -> Published | None:
        """Do the same by the draft's key."""
        return _shown(Draft.objects.filter(pk=key).first())


class PreviewMiddleware:
    """Give staff who asked for a preview the drafts, wherever readers get editions."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_previewing(request):
            return self.get_response(request)
        request.shelf = DraftShelf()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["Cache-Control"] = KEPT_BY_NOBODY
        del response.headers["ETag"]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what is wrong with a draft that cannot be shown."""
        if not isinstance(exception, FaultyDraftError):
            return None
        return render(
            request, "desk/broken_draft.html", {"findings": exception.findings}, status=409
        )


def enter(request: HttpRequest, draft: Draft) -> None:
    """From now on, show this member of staff the drafts, beginning with this one."""
    request.session[WISH] = draft.pk


def leave(request: HttpRequest) -> Draft | None:
    """From now on, show them what readers see. Return the draft that they began with."""
    return Draft.objects.filter(pk=request.session.pop(WISH, None)).first()


def is_previewing(request: HttpRequest) -> bool:
    """Tell if this request is by staff who asked for the drafts."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        return bool(request.session.get(WISH)) and may_preview(request)
    except OperationalError:
        return False  # without a database nobody is known, and there is no draft


def may_preview(request: HttpRequest) -> bool:
    """Tell if this member of staff may see drafts. Who is not active has no permission."""
    return request.user.is_staff and request.user.has_perm("desk.view_guide")


def mark(request: HttpRequest) -> dict[str, bool]:
    """Tell every page if it is a preview (a context processor)."""
    return {"previewing": hasattr(request, "shelf")}


def _shown(draft: Draft | None) -> Published | None:
    return _published(draft, showable(draft)) if draft else None


def _published(draft: Draft, guide: Guide) -> Published:
    now = timezone.now()
    return Published(
        number=0,
        published_at=now,
        guide=guide,
        guide_key=draft.pk,
        is_draft=True,
        review=review_of(draft, guide),
    )
