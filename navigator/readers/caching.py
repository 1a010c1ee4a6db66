"""Headers that tell browsers how long they may keep a page."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

# A page that was made for one reader.
KEPT_BY_NOBODY = "max-age=0, no-cache, no-store, must-revalidate, private"
# A page that is the same for everyone. Nothing on the way keeps it, or who asked for it.
ASKED_ABOUT = "private, no-cache"


def for_everyone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a page that is the same for everyone, or 304 where the browser has it already."""
    tag = quote_etag(sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = ASKED_ABOUT
    return get_conditional_response(request, tag, response=response) or response
