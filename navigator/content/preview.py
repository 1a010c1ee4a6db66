"""The whole site from the draft, for staff who asked for it; from the shelf for everyone else.

The wish to preview is kept in a staff member's session. A reader has no session, so this costs
them nothing.
"""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone

from .editions import freeze
from .models import Guide
from .proofread import Finding, broken
from .shelf import Published, shelf

WISH = "preview"


class BrokenDraftError(Exception):
    """The draft points to what is not there, so it cannot be shown; `findings` says what."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def enter(request: HttpRequest, draft: Guide) -> None:
    """From now on, show this member of staff the drafts, beginning with this one."""
    request.session[WISH] = draft.pk


def leave(request: HttpRequest) -> Guide | None:
    """From now on, show them what readers see. Gives the draft that they began with."""
    return Guide.objects.filter(pk=request.session.pop(WISH, None)).first()


def is_previewing(request: HttpRequest) -> bool:
    """Whether this request is by staff who asked for the drafts."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        return bool(request.session.get(WISH)) and may_preview(request)
    except OperationalError:
        return False  # without a database nobody is known, and there is no draft


def may_preview(request: HttpRequest) -> bool:
    """Whether this member of staff may see drafts."""
    return (
        request.user.is_active
        and request.user.is_staff
        and request.user.has_perm("content.view_guide")
    )


def edition_for(request: HttpRequest, slug: str, at_least: int = 0) -> Published | None:
    """The edition to show, or the draft in a preview. Raises BrokenDraftError.

    `at_least` is the number of an edition that the reader has seen already.
    """
    if not is_previewing(request):
        return shelf.get(slug, at_least)
    draft = Guide.objects.filter(slug=slug).first()
    return None if draft is None else draft_edition(draft)


def editions_for(request: HttpRequest) -> list[Published]:
    """Every guide to list on the home page."""
    if not is_previewing(request):
        return shelf.editions()
    return [_published(draft) for draft in Guide.objects.all()]


def draft_edition(draft: Guide) -> Published:
    """The draft as if it were published. Raises BrokenDraftError."""
    edition = _published(draft)
    findings = broken(edition.guide)
    if findings:
        raise BrokenDraftError(findings)
    return edition


def mark(request: HttpRequest) -> dict[str, bool]:
    """A context processor: every page says if it is a preview."""
    return {"previewing": is_previewing(request)}


def _published(draft: Guide) -> Published:
    return Published(number=0, published_at=timezone.now(), guide=freeze(draft), is_draft=True)
