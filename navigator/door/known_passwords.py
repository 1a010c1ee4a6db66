"""Refuses passwords that are known from elsewhere, by a list on disk: no other site is asked."""

from __future__ import annotations

import os
from bisect import bisect_left
from hashlib import sha1
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError


class KnownPasswordValidator:
    """Looks in the file that KNOWN_PASSWORDS names, where there is one.

    It has the SHA-1 of a password in each line, in capitals and sorted, as the lists of Have I Been
    Pwned have it; what stands after a colon is not looked at. The file is far too large for memory,
    so it is halved over and over until the place is found.
    """

    def validate(self, password: str, user: object = None) -> None:
        if settings.KNOWN_PASSWORDS and is_listed(settings.KNOWN_PASSWORDS, password):
            raise ValidationError(
                "This password is on a list of those that were stolen from other sites.",
                code="password_is_known",
            )

    def get_help_text(self) -> str:
        return "Your password can’t be one that was stolen from another site."


def is_listed(file: Path, password: str) -> bool:
    """Tell if a password is in the list. Raises OSError."""
    # Not to keep anything safe: it is the name under which the lists have it.
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:

        def at(place: int) -> bytes:
            """Return the hash of the first line that begins at or after a place."""
            lines.seek(max(place - 1, 0))
            if place:
                lines.readline()
            return lines.readline().partition(b":")[0].strip().upper()

        end = lines.seek(0, os.SEEK_END)
        place = bisect_left(
            range(end), True, key=lambda place: not at(place) or at(place) >= wanted
        )
        return at(place) == wanted
