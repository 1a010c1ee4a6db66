"""Tells the hospital at once of the few things that somebody should see the same day."""

from __future__ import annotations

import json
import logging
import shlex
import subprocess
import threading
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

logger = logging.getLogger(__name__)

SECONDS = 20  # that a command may take
Line = dict[str, str | None]  # of the trail: at, what, account, address, detail


def alert(line: Line) -> threading.Thread:
    """Tell of a line of the trail, in a thread of its own: nobody waits for a mail server."""
    thread = threading.Thread(target=_tell, args=[line])
    thread.start()
    return thread


def _tell(line: Line) -> None:
    if settings.ALERT_COMMAND:
        _run(shlex.split(settings.ALERT_COMMAND), json.dumps(line))
    if settings.ALERT_MAIL:
        _mail(settings.ALERT_MAIL, line)


def _run(command: list[str], text: str) -> None:
    """Run the command with the line of JSON on its input."""
    try:
        # The operator's own words, from a setting, and without a shell.
        subprocess.run(command, input=text, text=True, timeout=SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        logger.exception("ALERT_COMMAND failed")


def _mail(addresses: list[str], line: Line) -> None:
    subject = f"Navigator: {line['account']} {line['what']}"
    words = [f"{name}: {value}" for name, value in line.items() if value]
    try:
        send_mail(subject, "\n".join(words), None, addresses)
    except (OSError, SMTPException):
        logger.exception("No mail was sent to ALERT_MAIL")
