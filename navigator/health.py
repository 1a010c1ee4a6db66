"""For operators: can this process serve readers?"""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from navigator.content.shelf import shelf


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while there is an edition to serve, 503 otherwise."""
    try:
        ready = bool(shelf.editions())
    except DatabaseError:
        # Nothing in memory yet, and nowhere to get it from.
        ready = False
    text = "ok\n" if ready else "no edition has been published\n"
    return HttpResponse(text, status=200 if ready else 503, content_type="text/plain")
