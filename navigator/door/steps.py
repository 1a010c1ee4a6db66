"""Questions that the steps of the door ask of accounts, sessions and browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from navigator.trail.alerts import tell_owner
from navigator.trail.notes import note

from . import lockout
from .models import BackupCodes, GivenPassword, Passkey, Phone

GIVEN = "given_password"  # in a session whose password somebody else chose
PROVED = "proved"  # in a session whose second step was taken, whether or not it still counts
LET_IN_SECONDS = 15 * 60  # that a link is good for by which a browser becomes known
LET_IN = "navigator.let-in"


def has_second_step(user: User) -> bool:
    """Tell if an account has something that proves more than its password."""
    return phone_of(user) is not None or Passkey.objects.filter(user=user).exists()


def phone_of(user: User) -> Phone | None:
    """Return the phone that was enrolled, if there is one."""
    return Phone.objects.filter(user=user).first()


def forget_second_step(user: User) -> None:
    """Forget phone, passkeys and backup codes: something is enrolled anew at the next login."""
    for kind in (Phone, Passkey, BackupCodes):
        kind.objects.filter(user=user).delete()


def has_lost_second_step(request: HttpRequest) -> bool:
    """Tell if what they came in with was forgotten since: they log in anew, from the beginning."""
    proof = getattr(request.user, "otp_device", None)
    return bool(request.session.get(PROVED)) and proof is None


def has_given_password(request: HttpRequest) -> bool:
    """Tell if they still have to choose a password of their own."""
    return bool(request.session.get(GIVEN))


@receiver(user_logged_in)
def note_given_password(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Look once, at the login: a password that is given later ends the session."""
    request.session[GIVEN] = GivenPassword.objects.filter(user=user).exists()
    request.session[PROVED] = False


def own_password_changes(request: HttpRequest, change: Callable[[], Any]) -> Any:
    """Have the page change one's own password, and count a wrong one in place of the present one.

    Raises ClosedError.
    """
    name = request.user.get_username()
    lockout.refuse_closed(request, name)
    response = change()
    if response.status_code == 302:
        password_is_own(request)
    elif "old_password" in response.context_data["form"].errors:
        lockout.note_wrong(request, name, "as the one that they have, to change it")
        lockout.refuse_closed(request, name)
    return response


def password_is_own(request: HttpRequest) -> None:
    """Let the account in: its owner has chosen the password."""
    GivenPassword.objects.filter(pk=request.user.pk).delete()
    request.session[GIVEN] = False
    note(request, "chose a password", request.user.get_username())
    tell_owner(request.user, "The password was changed.")


def let_browser_be_known(request: HttpRequest, response: HttpResponse) -> None:
    """Remember the browser of somebody who has come in."""
    name = request.user.get_username()
    mark = lockout.known_browser(request, name) or lockout.new_mark()
    lockout.remember(response, name, mark)


def link_to_let_in(account: str) -> str:
    """Return an address by which a browser becomes known to an account, for a quarter of an hour.

    It opens nothing: it gives the browser a count of wrong passwords of its own, whatever strangers
    do meanwhile. Used twice, it gives no second count. The token stands where nginx logs nothing.
    """
    token = signing.dumps([account, lockout.new_mark()], salt=LET_IN)
    return f"{reverse('admin:known')}?{urlencode({'token': token})}"


def read_link(token: str) -> tuple[str, str] | None:
    """Return the account and the mark for its browser, or None for a link that is no good."""
    try:
        account, mark = signing.loads(token, salt=LET_IN, max_age=LET_IN_SECONDS)
    except signing.BadSignature:
        return None
    return account, mark
