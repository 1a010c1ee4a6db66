"""Waiting for something that another process does."""

import time
from collections.abc import Callable


def comes_within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Tell if something comes to hold before the seconds are over."""
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            return False
        time.sleep(0.1)
    return True
