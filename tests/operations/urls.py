"""The site's own addresses, and a few of pages that fail, are slow, or take memory."""

import time

from django.http import HttpRequest, HttpResponse
from django.urls import path

from navigator.editions.shelf import shelf
from navigator.readers import answer_store
from navigator.urls import *  # noqa: F403
from navigator.urls import urlpatterns as ours

taken = []


def slow(request: HttpRequest, guide: str) -> HttpResponse:
    time.sleep(2)
    return HttpResponse("at last")


def grow(request: HttpRequest, guide: str) -> HttpResponse:
    taken.append(b"x" * 100_000_000)
    return HttpResponse(str(len(taken)))


def fault(request: HttpRequest, guide: str) -> None:
    """Fail as code does, with what was said in its hands."""
    said = answer_store.read(request, shelf.get(guide)).answers
    sent = request.POST.dict()
    raise KeyError(f"{dict(said)} {sent}")


urlpatterns = [
    *(path(f"<slug:guide>/{page.__name__}/", page) for page in (fault, slow, grow)),
    *ours,
]
