"""Logs and error mails that say where in the code something went wrong, and no value.

What a reader said can be in a request, in a local variable, and in the words of an exception:
`KeyError: 'unsure'`. So what Django logs and mails about a fault leaves all three out.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

from django.db import Error as DatabaseFault
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

OURS = "navigator"
WITHHELD = "(its words are withheld: they may say what a reader said)"


class QuietFormatter(logging.Formatter):
    """Keeps the words of exceptions only in what this site's own code chose to log."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if record.name.partition(".")[0] == OURS or not record.exc_info:
            return super().format(record)
        # A copy: other handlers have formatters of their own, and share the text of a traceback.
        quiet = logging.makeLogRecord(vars(record) | {"exc_info": None, "exc_text": None})
        return f"{super().format(quiet)}\n{quiet_traceback(record.exc_info[1])}"


class QuietReporter(ExceptionReporter):
    """The report that Django mails about a fault: its traceback, and nothing of the request."""

    def __init__(self, request: HttpRequest | None, *fault: Any, **options: Any) -> None:
        super().__init__(None, *fault, **options)

    def get_traceback_text(self) -> SafeString:
        # Django passes the message itself where something was logged without an exception.
        fault = self.exc_value
        return SafeString(quiet_traceback(fault) if isinstance(fault, BaseException) else "")

    def get_traceback_html(self) -> SafeString:
        return format_html("<pre>{}</pre>", str(self.get_traceback_text()))


def quiet_traceback(error: BaseException | None) -> str:
    """The lines of code that led to it, and what kinds of exception they raised."""
    steps = []
    for each in reversed(list(_chain(error))):
        steps += ["Traceback (most recent call last):\n", *traceback.format_tb(each.__traceback__)]
        steps.append(f"{type(each).__module__}.{type(each).__qualname__}: {_words(each)}\n")
    return "".join(steps)


def _words(error: BaseException) -> str:
    # The database never gets to know anything of a reader, so it has nothing to tell.
    return str(error) if isinstance(error, DatabaseFault) else WITHHELD


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, and those it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
