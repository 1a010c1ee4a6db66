"""Kleene's strong three-valued logic: true, false and unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """A truth value that may be unknown.

    It refuses to be a bool: `if truth:` would silently treat unknown as true, the classic fault
    of systems that decide who is eligible. Compare with `is` instead.
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    __hash__ = object.__hash__  # as quick as it is looked up often: an Enum's own is in Python

    def __bool__(self) -> bool:
        raise TypeError(f"{self} is not a bool: compare it with `is`")


TRUE, FALSE, UNKNOWN = Truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's *and*: false if any is false, else unknown if any is unknown. True of nothing."""
    result = TRUE
    for truth in truths:
        if truth is FALSE:
            return FALSE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def at_least(number: int, true: int, unknown: int) -> Truth:
    """Return whether enough of several truths are true, of which so many are true and unknown."""
    if true >= number:
        return TRUE
    return UNKNOWN if true + unknown >= number else FALSE


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's *or*: true if any is true, else unknown if any is unknown. False of nothing."""
    result = FALSE
    for truth in truths:
        if truth is TRUE:
            return TRUE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result
