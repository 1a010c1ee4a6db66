"""How the two kinds of database are connected to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
SQLITE_OPTIONS = {
    # Writers queue at the start of a transaction instead of failing at its end.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
# In seconds: a server that does not answer, or is no longer there, is given up soon.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 3,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}


def of_another_kind(database: dict[str, Any]) -> None:
    """Refuses, by ValueError, what the site was never tried with, and an address of no database."""
    if database["ENGINE"] not in (SQLITE, POSTGRESQL):
        raise ValueError("The site runs on SQLite (sqlite:///file) or PostgreSQL (postgres://).")
    if database["NAME"] in ("", ":memory:"):
        raise ValueError("The address names no database: postgres://host/name, sqlite:///file.")


def with_options(database: dict[str, Any]) -> dict[str, Any]:
    """Django's settings of a database, with ours where DATABASE_URL gives none."""
    ours = SQLITE_OPTIONS if database["ENGINE"] == SQLITE else POSTGRESQL_OPTIONS
    return database | {"OPTIONS": ours | database.get("OPTIONS", {})}


def never_create(database: dict[str, Any]) -> None:
    """From now on, a missing SQLite file is an error. SQLite itself makes an empty one instead.

    For processes that serve the site: an empty file would be in the way of the one that an operator
    puts back.
    """
    if database["ENGINE"] == SQLITE:
        database["NAME"] = f"{Path(database['NAME']).resolve().as_uri()}?mode=rw"
