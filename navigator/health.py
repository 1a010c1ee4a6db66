"""For operators: can this process serve readers, and staff?"""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from navigator.editions.shelf import shelf

WELL = (200, "ok")
READERS_ONLY = (200, "ok for readers; the database is away, so staff cannot work")
NOTHING_PUBLISHED = (503, "no edition is there that can be served")
NOTHING_TO_SERVE = (503, "the database is away, and there is no copy to serve readers from")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while readers can be served, 503 otherwise. The text tells if the database is away."""
    status, text = _state()
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


def _state() -> tuple[int, str]:
    try:
        if not shelf.editions():
            return NOTHING_PUBLISHED
    except OperationalError:
        return NOTHING_TO_SERVE
    return READERS_ONLY if shelf.is_cut_off else WELL
