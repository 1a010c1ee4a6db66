"""What browsers may keep: no reader's page, and one for everyone only if it is still the newest."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

KEPT_BY_NOBODY = "max-age=0, no-cache, no-store, must-revalidate, private"
# "private" as well: staff are shown drafts at the same address.
ASKED_ABOUT = "private, no-cache"


def tag_of(page: bytes) -> str:
    """An ETag: another one as soon as an edition or a version of the site changes the page."""
    return quote_etag(sha256(page).hexdigest()[:32])


def for_everyone(request: HttpRequest, page: bytes, tag: str) -> HttpResponse:
    """A page that is the same for everyone, or word that the browser has it already."""
    headers = {"ETag": tag, "Cache-Control": ASKED_ABOUT}
    return get_conditional_response(request, tag, response=HttpResponse(page, headers=headers))
