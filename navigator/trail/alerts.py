"""Tells the hospital at once of the few things that somebody should see the same day."""

from __future__ import annotations

import json
import logging
import os
import shlex
import subprocess
import threading
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger(__name__)

SECONDS = 20  # that a command may take
IF_NOT_YOU = "If this was not you, tell those who run the site at once."
Line = dict[str, str | None]  # of the trail: at, what, account, address, detail


def alert(line: Line) -> None:
    """Tell of a line of the trail, in a thread of its own: nobody waits for a mail server."""
    threading.Thread(target=_tell, args=[line]).start()


def tell_owner(account: Any, what: str) -> None:
    """Mail the owner of an account that something has changed that opens it."""
    if settings.EMAIL_HOST and account.email:
        words = f"{what} Account: {account.get_username()}.\n\n{IF_NOT_YOU}"
        mail = [f"{settings.SITE_NAME}: {what}", words, None, [account.email]]
        threading.Thread(target=_send, args=mail).start()


def _tell(line: Line) -> None:
    if settings.ALERT_COMMAND:
        _run(shlex.split(settings.ALERT_COMMAND), json.dumps(line))
    if settings.ALERT_MAIL:
        _mail(settings.ALERT_MAIL, line)


def _run(command: list[str], text: str) -> None:
    """Run the command with the line of JSON on its input."""
    try:
        # The operator's own words, from a setting, and without a shell.
        subprocess.run(  # noqa: S603
            command, input=text, text=True, timeout=SECONDS, check=True, env=_environment()
        )
    except (OSError, subprocess.SubprocessError):
        logger.exception("ALERT_COMMAND failed")


def _environment() -> dict[str, str]:
    """Return what a program needs, and none of the site's secrets."""
    return {name: os.environ[name] for name in ("HOME", "LANG", "PATH") if name in os.environ}


def _mail(addresses: list[str], line: Line) -> None:
    subject = f"{settings.SITE_NAME}: {line['account']} {line['what']}"
    words = [f"{name}: {value}" for name, value in line.items() if value]
    _send(subject, "\n".join(words), None, addresses)


def _send(*mail: Any) -> None:
    try:
        send_mail(*mail)
    except (OSError, SMTPException):
        logger.exception("No mail was sent of what happened")
