"""Turns at the door: passwords are checked one at a time, so that readers do not wait for it.

A check costs a quarter of a second of a processor, by design, also for a name that nobody has.
Whoever sends many would take all processors, and all threads that readers are served by. Browsers
that staff have logged in with before have a queue of their own: strangers do not hold them up.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

MOST_HERE = 2  # threads of a process that check or wait for a turn, in each queue

_here = {queue: threading.BoundedSemaphore(MOST_HERE) for queue in ("strangers", "known")}


class TooManyError(Exception):
    """So many are at the door already that nobody else is let wait."""


@contextmanager
def a_turn(is_known: bool) -> Iterator[None]:
    """Wait until no process of the site on this machine checks a password of the same queue.

    Raises TooManyError.
    """
    queue = "known" if is_known else "strangers"
    if not _here[queue].acquire(blocking=False):
        raise TooManyError
    try:
        with open(settings.VAR_DIR / f"turn-of-{queue}", "w", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
            yield
    finally:
        _here[queue].release()
