"""The whole site from the drafts, for staff: under an address of its own, which needs a login.

Readers' own addresses know no drafts and ask for no session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import (
    URLPattern,
    URLResolver,
    get_script_prefix,
    include,
    path,
    reverse,
    set_script_prefix,
)
from django.utils import timezone

from navigator.editions.published import Published
from navigator.guide.model import Guide

from .drafts import FaultyDraftError, showable
from .models import Guide as Draft
from .reviewing import review_of
from .rows import freeze

View = Callable[..., Any]


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


def previewed(pages: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return readers' pages once more, for staff and from the drafts."""
    return [
        path(str(page.pattern), include(previewed(page.url_patterns)))
        if isinstance(page, URLResolver)
        else path(
            str(page.pattern), admin.site.admin_view(of_drafts(page.callback)), name=page.name
        )
        for page in pages
    ]


def of_drafts(view: View) -> View:
    """Return a reader's view that shows drafts, and says what is wrong with one that it cannot.

    Every link of the page leads to another page of the preview.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_preview(request):
            raise PermissionDenied
        request.shelf = DraftShelf()  # type: ignore[attr-defined]
        request.leave_preview = _way_back(kwargs.get("guide"))  # type: ignore[attr-defined]
        with _addresses_below(reverse("preview:home")):
            try:
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
            except FaultyDraftError as error:
                shown = {"findings": error.findings}
                response = render(request, "desk/broken_draft.html", shown, status=409)
        del response.headers["ETag"]  # of a page that browsers would keep; the admin's are not kept
        return response

    return inner


@contextmanager
def _addresses_below(place: str) -> Iterator[None]:
    """Put every address that is made meanwhile below a place of the site."""
    before = get_script_prefix()
    set_script_prefix(place)
    try:
        yield
    finally:
        set_script_prefix(before)


def _way_back(slug: str | None) -> str:
    """Return the address of the guide's workbench, or of all drafts where a page is of none."""
    draft = Draft.objects.filter(slug=slug).first()
    if draft is None:
        return reverse("admin:desk_guide_changelist")
    return reverse("admin:desk_guide_change", args=[draft.pk])


def may_preview(request: HttpRequest) -> bool:
    """Tell if this member of staff may see drafts. Who is not active has no permission."""
    return request.user.is_staff and request.user.has_perm("desk.view_guide")


def mark(request: HttpRequest) -> dict[str, str]:
    """Tell every page where the preview is left for, if it is one (a context processor)."""
    return {"leave_preview": getattr(request, "leave_preview", "")}


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
