"""Counts wrong passwords, and closes an account for a while to whoever gave too many.

A browser that somebody has logged in with before has a counter of its own; all strangers share one.
So a stranger can shut other strangers out, and never a browser that staff use. Source: OWASP, "Slow
Down Online Guessing Attacks with Device Cookies".
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string

from navigator.trail.notes import LOCKED, WRONG, note

from .models import WrongPasswords

MOST = 5  # wrong passwords, after which an account is closed
CLOSED = timedelta(minutes=15)
STRANGERS = ""  # the browser of whoever comes with none that is known
KNOWN = timedelta(days=180)  # that a browser is known for, after the last login
LETTERS = 22  # of the mark of a browser


def known_browser(request: HttpRequest, account: str) -> str:
    """Return the mark of a browser that somebody has logged in to this account with, or nothing."""
    try:
        return _signer(account).unsign(request.COOKIES.get(_cookie(account), ""), KNOWN)
    except signing.BadSignature:
        return STRANGERS


def new_mark() -> str:
    return get_random_string(LETTERS)


def remember(response: HttpResponse, account: str, mark: str) -> None:
    """Let a browser be known to an account from now on, by a cookie that tells nobody's name."""
    response.set_cookie(
        _cookie(account),
        _signer(account).sign(mark),
        max_age=KNOWN,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def is_closed(account: str, browser: str) -> bool:
    """Tell if too many wrong passwords were given for an account by a browser, or by strangers."""
    return closed().filter(account=account, browser=browser).exists()


def closed() -> QuerySet[WrongPasswords]:
    """Return what is closed just now."""
    return WrongPasswords.objects.filter(count__gte=MOST, last_at__gt=timezone.now() - CLOSED)


class ClosedError(Exception):
    """Raised where too many wrong passwords were given for an account."""


def refuse_closed(request: HttpRequest, account: str) -> None:
    """Raise ClosedError where an account is closed to this browser."""
    if is_closed(account, known_browser(request, account)):
        note(request, LOCKED, account)
        raise ClosedError


def note_wrong(request: HttpRequest, account: str, detail: str = "") -> None:
    """Write a wrong password down, and count it."""
    note(request, WRONG, account, detail)
    count(account, known_browser(request, account))


def count(account: str, browser: str) -> None:
    """Count one more wrong password."""
    now = timezone.now()
    WrongPasswords.objects.filter(last_at__lt=now - CLOSED).delete()
    counter, _ = WrongPasswords.objects.get_or_create(account=account, browser=browser)
    WrongPasswords.objects.filter(pk=counter.pk).update(count=F("count") + 1, last_at=now)


def forget(account: str, browser: str | None = None) -> None:
    """Begin to count anew, for a browser or for all."""
    counters = WrongPasswords.objects.filter(account=account)
    if browser is not None:
        counters = counters.filter(browser=browser)
    counters.delete()


def _cookie(account: str) -> str:
    """Return the name of the cookie. One computer on a ward is known to several accounts."""
    name = f"browser-{sha256(account.encode(errors='replace')).hexdigest()[:16]}"
    return f"__Host-{name}" if settings.HTTPS else name


def _signer(account: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"navigator.browser.{account}")
