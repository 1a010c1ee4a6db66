"""Compresses what is sent to a browser that asks for it.

As Django's GZipMiddleware does, but by ISA-L: zlib takes longer to compress a page of options than
all the rest of the site to make it, and ISA-L a fifteenth of that.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from isal import igzip

SHORTEST = 200  # bytes: what is shorter gains nothing
LEVEL = 2  # of 0 to 3; the highest takes four times as long and saves 4 %

# A gzip header is ten bytes, of which the fourth tells what follows.
HEADER, FLAGS, HAS_NAME = 10, 3, 0x08
LONGEST_NAME = 50  # bytes, each written as two digits

ACCEPTED = re.compile(r"\bgzip\b")

GetResponse = Callable[[HttpRequest], HttpResponse]


def compressing(get_response: GetResponse) -> GetResponse:
    """The middleware. It stands below whitenoise, whose files are compressed already."""

    def pass_through(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.streaming or response.has_header("Content-Encoding"):
            return response
        if len(response.content) >= SHORTEST:
            patch_vary_headers(response, ["Accept-Encoding"])
            if ACCEPTED.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
                _compress(response)
        return response

    return pass_through


def _compress(response: HttpResponse) -> None:
    packed = _packed(response.content)
    if len(packed) >= len(response.content):
        return
    response.content = packed
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(packed))
    # A strong tag promises the same bytes, which another length of name has not.
    if response.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response['ETag']}"


def _packed(body: bytes) -> bytes:
    """In gzip's format, with a file name of random length.

    The length of a compressed page tells how alike its parts are, and so whether it holds what
    somebody guesses. The name hides it.
    """
    packed = bytearray(igzip.compress(body, LEVEL, mtime=0))
    packed[FLAGS] |= HAS_NAME
    packed[HEADER:HEADER] = secrets.token_hex(secrets.randbelow(LONGEST_NAME + 1)).encode() + b"\0"
    return bytes(packed)
