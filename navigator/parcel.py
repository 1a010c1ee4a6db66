"""A parcel: what was sent to the desk by somebody who has to log in first, or once more.

It goes through the login with them, sealed, in the pages that they are shown: nothing of it is kept
here for somebody without a login. Behind the door it is shown in its form again, and not saved.
"""

from __future__ import annotations

import json
import zlib
from typing import NamedTuple

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from .sealing import sealer

PARCEL = "door:parcel"  # the field that carries one. A colon: no question can be called so
CAME_BACK = "_came_back"  # among what was sent, where it came out of a parcel
SECONDS = 24 * 60 * 60  # that one can be opened for
LARGEST = 30 * 1024  # signs that go through the login, whose forms have 32 KB
PURPOSE = "navigator.parcel"


class ParcelError(Exception):
    """Raised where something is no parcel, or was one too long ago."""


class Parcel(NamedTuple):
    """The fields of a form that was sent, and its address."""

    path: str
    sent: QueryDict
    had_files: bool


def pack(request: HttpRequest) -> str:
    """Return what was sent to the desk, sealed; or nothing where it is not to be carried.

    Only what our own pages sent is: a stranger's page must not get its fields into a form of ours.
    """
    is_wanted = is_typed_at_the_desk(request) and "HX-Request" not in request.headers
    if not is_wanted or not is_from_us(request):
        return ""
    if PARCEL in request.POST:
        return request.POST[PARCEL]
    lists = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    packed = json.dumps([request.get_full_path(), lists, bool(request.FILES)])
    return sealer(PURPOSE).encrypt(zlib.compress(packed.encode(errors="replace"))).decode()


def unpack(packed: str) -> Parcel:
    """Open a parcel. Raises ParcelError."""
    try:
        opened = sealer(PURPOSE).decrypt(packed.encode(errors="replace"), ttl=SECONDS)
    except InvalidToken as error:
        raise ParcelError from error
    path, lists, had_files = json.loads(zlib.decompress(opened))
    sent = QueryDict(mutable=True)
    for name, values in lists.items():
        sent.setlist(name, values)
    return Parcel(path, sent, had_files)


def put_in(request: HttpRequest, sent: dict[str, str]) -> None:
    """Put these fields in place of all that was sent."""
    fields = QueryDict(mutable=True)
    fields.update(sent)
    request.POST = fields  # type: ignore[assignment]


def is_typed_at_the_desk(request: HttpRequest) -> bool:
    """Tell if a form of the desk was sent. None of them has a password."""
    return request.method == "POST" and request.path_info.startswith(
        reverse("admin:app_list", args=["desk"])
    )


def is_from_us(request: HttpRequest) -> bool:
    """Tell if a browser says that a page of ours sent this, in each way in which it says so."""
    own = f"{request.scheme}://{request.get_host()}"
    referer = request.headers.get("Referer", "")
    told = {
        "Sec-Fetch-Site": request.headers.get("Sec-Fetch-Site") == "same-origin",
        "Origin": request.headers.get("Origin") == own,
        "Referer": referer == own or referer.startswith(f"{own}/"),
    }
    said = [is_ours for name, is_ours in told.items() if name in request.headers]
    return any(said) and all(said)


def texts(sent: QueryDict) -> list[str]:
    """Return the texts among what was sent: whatever has several words, and once."""
    typed = (
        value.strip()
        for name, values in sent.lists()
        if not name.startswith("initial-")
        for value in values
    )
    return list(dict.fromkeys(value for value in typed if len(value.split()) > 1))
