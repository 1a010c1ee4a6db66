"""The site's own addresses, and one that fails as code does: with what was said in its hands."""

from django.http import HttpRequest
from django.urls import path

from navigator.editions.shelf import shelf
from navigator.readers import answer_store
from navigator.urls import *  # noqa: F403
from navigator.urls import urlpatterns as ours


def fault(request: HttpRequest, guide: str) -> None:
    said = answer_store.read(request, shelf.get(guide)).answers
    sent = request.POST.dict()
    raise KeyError(f"{dict(said)} {sent}")


urlpatterns = [path("<slug:guide>/fault/", fault), *ours]
