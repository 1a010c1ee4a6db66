"""What every request passes first and every answer last, before any room of the site is entered.

It turns away what no browser sends and no page of ours can use, and puts the same security headers
on everything that goes out: pages, files, redirects and errors.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
)
from django.template.loader import render_to_string

from navigator.readers.caching import ASKED_ABOUT

METHODS = ("GET", "HEAD", "POST", "OPTIONS")

# What a page could ask a browser for that would tell of its reader or their place: this site needs
# none of it. Not the whole list there is, since it goes out with every step and is longer than one.
UNUSED = (
    "accelerometer, browsing-topics, camera, display-capture, geolocation, gyroscope, "
    "magnetometer, microphone, midi, payment, serial, usb"
)
HEADERS = {
    "Content-Security-Policy": settings.POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED.split(", ")),
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}


GetResponse = Callable[[HttpRequest], HttpResponse]


def with_headers(get_response: GetResponse) -> GetResponse:
    """The outermost middleware: whatever comes out of the others gets the headers."""

    def pass_through(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # Where a view says nothing else: staff see a preview's bar on any page, so none is shared.
        response.headers.setdefault("Cache-Control", ASKED_ABOUT)
        if settings.DEBUG and response.status_code >= 400:
            del response.headers["Content-Security-Policy"]  # a developer's error pages are styled
        return response

    return pass_through


def turning_away(get_response: GetResponse) -> GetResponse:
    """The middleware after the one that sees to HTTPS, whose header a refusal needs as well."""

    def pass_through(request: HttpRequest) -> HttpResponse:
        return refusal(request) or get_response(request)

    return pass_through


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that goes no further, if it is such a one."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if _holds_nul(request) or not (_is_plain_text(request) and _has_a_length(request)):
        return unreadable(request)
    return None


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a bad request, also where Django finds one; made without looking at it.

    Django's own hands the request to every context processor, which may fail on it once more.
    """
    return HttpResponseBadRequest(render_to_string("400.html"))


def _holds_nul(request: HttpRequest) -> bool:
    """Databases refuse this character, each in its own way; no address of ours has it."""
    return "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


def _is_plain_text(request: HttpRequest) -> bool:
    """Browsers send our forms in UTF-8."""
    return request.content_params.get("charset", "utf-8").lower() == "utf-8"


def _has_a_length(request: HttpRequest) -> bool:
    """Gunicorn sees to it; other servers may not, and Django takes the header as it is."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return told.isascii() and told.isdecimal()
