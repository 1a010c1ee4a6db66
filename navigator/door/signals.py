"""Writes down who gave which password, and who went; counts the wrong ones."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from navigator.trail.notes import note

from . import lockout


@receiver(user_logged_in)
def right_password(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    name = user.get_username()
    lockout.forget(name, lockout.known_browser(request, name))
    note(request, "gave the right password", name)


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        note(request, "logged out", user.get_username())


@receiver(user_login_failed)
def wrong_password(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    if request is not None:
        lockout.note_wrong(request, str(credentials.get("username", "")))
