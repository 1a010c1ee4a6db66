"""Reads what differs between places from the environment, or says in one line what is wrong.

Nothing is guessed around: a value that is bad, or not safe before the public, stops the start.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

T = TypeVar("T")
env = Env()

# As a browser names a host, without its port: Django holds it against nothing else.
HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)

# What Django itself asks of a key (its check security.W009).
SHORTEST_KEY, FEWEST_CHARACTERS = 50, 5

# Gunicorn takes this as "there is no use in starting me again".
WORKER_BOOT_ERROR = 3


class BadSettingError(ImproperlyConfigured):
    """The site must not start like this; the message says why, in one line."""


def read(
    kind: str, name: str, default: Any, refuse: Callable[[Any], None] = lambda value: None
) -> Any:
    """A variable as `kind`, a name that environs knows. Raises BadSettingError.

    `refuse` raises ValueError for a value that is of the kind and of no use all the same.
    """
    try:
        value = getattr(env, kind)(name, default)
        refuse(value)
    except (EnvError, ValueError) as error:
        raise BadSettingError(f"{name}: {' '.join(str(error).split())}") from error
    return value


def below(least: float) -> Callable[[float], None]:
    """Refuses a number that is less than this."""

    def refuse(value: float) -> None:
        if value < least:
            raise ValueError(f"{value} is less than {least}.")

    return refuse


def no_time_zone(name: str) -> None:
    """Refuses what the machine knows no clock of."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone, e.g. America/New_York.") from error


def secret_keys(stored: Path) -> tuple[str, list[str]]:
    """The key and the former ones. Raises BadSettingError where one is missing or easy to guess."""
    key = read("str", "SECRET_KEY", "")
    if not key and not stored.is_file():
        raise BadSettingError(f"Set SECRET_KEY, or run `make setup` to make {stored}.")
    key = key or stored.read_text().strip()
    former = read("list", "SECRET_KEY_FALLBACKS", [])
    for name, each in [("SECRET_KEY", key), *(("SECRET_KEY_FALLBACKS", each) for each in former)]:
        if len(each) < SHORTEST_KEY or len(set(each)) < FEWEST_CHARACTERS:
            raise BadSettingError(f"{name} is easy to guess: use {SHORTEST_KEY} random characters.")
    return key, former


def public_hosts(*, debug: bool) -> list[str]:
    """The host names that the public uses, none on loopback. Raises BadSettingError."""
    hosts = read("list", "ALLOWED_HOSTS", [])
    for host in hosts:
        if not HOST.fullmatch(host):
            raise BadSettingError(
                f"ALLOWED_HOSTS: {host!r} is no host name; name each one, e.g. navigator.example."
            )
    if hosts and debug:
        raise BadSettingError("DEBUG must be off where ALLOWED_HOSTS names public hosts.")
    return hosts


def or_one_line(start: Callable[[], T]) -> T:
    """What `start` returns; a bad setting ends the process with its line instead of a traceback."""
    try:
        return start()
    except BadSettingError as error:
        _stop(error)


def _stop(error: BadSettingError) -> NoReturn:
    print(f"Navigator does not start. {error}", file=sys.stderr)
    sys.exit(WORKER_BOOT_ERROR)
