"""What copies of either kind of database have in common."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.migrations.loader import MigrationLoader


class BackupError(Exception):
    """A copy could not be made, or is not one that can be brought back."""


class DamagedError(BackupError):
    """What was looked at is not, or not any more, a sound database of this site."""


Migrations = frozenset[tuple[str, str]]


def of_this_site(applied: Iterable[tuple[str, str]]) -> Migrations:
    """The migrations that a copy has seen. Raises DamagedError where it is of another site."""
    applied = frozenset(applied)
    if not any(app == "desk" for app, _ in applied):
        raise DamagedError("This is no copy of Navigator's database.")
    return applied


def refuse_newer(applied: Migrations) -> None:
    """Raises BackupError where a newer version of the site made the copy."""
    known = MigrationLoader(connection, load=False)
    known.load_disk()
    unknown = sorted(applied - known.disk_migrations.keys())
    if unknown:
        names = ", ".join(".".join(each) for each in unknown)
        raise BackupError(f"The copy was made by a newer version of the site, which has {names}.")
