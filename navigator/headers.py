"""The first and the last that every request meets: odd ones are refused, all get the same headers.

Pages, files, redirects and errors alike go out with them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from navigator.faults import refused
from navigator.readers.caching import ASKED_ABOUT

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
LARGEST_FORM = 32 * 1024  # bytes, as nginx has it. At the desk Django's own limit holds, for files

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
    """The outermost middleware: give the headers to whatever comes out of the others."""

    def pass_through(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # Where a view says nothing else.
        response.headers.setdefault("Cache-Control", ASKED_ABOUT)
        if settings.DEBUG and response.status_code >= 400:
            del response.headers["Content-Security-Policy"]  # a developer's error pages are styled
        return response

    return pass_through


def refusing(get_response: GetResponse) -> GetResponse:
    """The middleware after the one that sees to HTTPS, whose header a refusal needs as well."""

    def pass_through(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        # Databases refuse a NUL, each in its own way. Browsers send our forms in UTF-8.
        has_nul = "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if has_nul or (request.content_params or {}).get("charset", "utf-8").lower() != "utf-8":
            return refused(request, 400)
        if is_too_large(request):
            return refused(request, 413)
        return get_response(request)

    return pass_through


def is_too_large(request: HttpRequest) -> bool:
    """Tell if more is sent than any form of a reader's, or of the login's, comes near."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) <= LARGEST_FORM:
        return False  # what is no length is none to Django, which then reads nothing
    return not request.path_info.startswith(reverse("admin:app_list", args=["desk"]))
