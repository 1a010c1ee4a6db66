"""Writes down who gave which password, and who went."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from navigator.trail.notes import WRONG, note


@receiver(user_logged_in)
def right_password(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    note(request, "gave the right password", user.get_username())


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        note(request, "logged out", user.get_username())


@receiver(user_login_failed)
def wrong_password(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    note(request, WRONG, str(credentials.get("username", "")))
