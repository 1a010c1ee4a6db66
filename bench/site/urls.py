"""The site's own addresses, after an empty view."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from navigator.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("empty")


urlpatterns = [path("empty/", empty), *urlpatterns]
