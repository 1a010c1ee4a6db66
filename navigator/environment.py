"""Reads what differs between places from the environment, or says in one line what is wrong.

Nothing is guessed around: a value that is bad, or not safe before the public, stops the start.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environs import Env, EnvError, ValidationError

T = TypeVar("T")
env = Env()

# As a browser names a host, without its port: Django holds it against nothing else.
HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")

# What Django itself asks of a key (its check security.W009).
SHORTEST_KEY, FEWEST_CHARACTERS = 50, 5


def check_time_zone(name: str) -> None:
    """Raise ValidationError for a name that the machine knows no clock of."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(f"{name!r} is no time zone, e.g. America/New_York.") from error


def check_hosts(names: list[str]) -> None:
    """Raise ValidationError for what no browser would name."""
    for name in names:
        if not HOST.fullmatch(name):
            raise ValidationError(f"{name!r} is no host; name each one, e.g. navigator.example.")


def check_command(command: str) -> None:
    """Raise ValidationError for what is no command of this machine."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ValidationError(f"{command!r} is no command: {error}.") from error
    if words and shutil.which(words[0]) is None:
        raise ValidationError(f"There is no program {words[0]!r}.")


def check_addresses(addresses: list[str]) -> None:
    """Raise ValidationError for what is no address of an e-mail."""
    for each in addresses:
        if not ADDRESS.fullmatch(each):
            raise ValidationError(f"{each!r} is no address, e.g. operators@hospital.example.")


def ip_address_in(text: str) -> str:
    """Return the address (IP) as servers write it. Raises ValidationError for anything else."""
    try:
        return str(ip_address(text.strip()))
    except ValueError as error:
        raise ValidationError(f"{text!r} is no address (IP), e.g. 10.0.0.4.") from error


def secret_keys(stored: Path) -> tuple[str, list[str]]:
    """Return the key and the former ones. Raises EnvError for one that is easy to guess."""
    key = env.str("SECRET_KEY", "")
    if not key and not stored.is_file():
        raise EnvError(f"Set SECRET_KEY, or run `make setup` to make {stored}.")
    key = key or stored.read_text().strip()
    former: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
    for each in (key, *former):
        if len(each) < SHORTEST_KEY or len(set(each)) < FEWEST_CHARACTERS:
            name = "SECRET_KEY" if each is key else "SECRET_KEY_FALLBACKS"
            raise EnvError(f"{name} is easy to guess: use {SHORTEST_KEY} random characters.")
    return key, former


def or_one_line(start: Callable[[], T]) -> T:
    """Return what `start` returns; a bad setting ends the process with one line instead."""
    try:
        return start()
    except EnvError as error:
        sys.exit(f"Navigator does not start. {' '.join(str(error).split())}")
