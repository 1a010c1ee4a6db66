"""Settings of the two kinds of database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from environs import EnvError

from navigator.environment import env

# What DATABASE_URL can change, for each kind that the site was tried with.
OPTIONS: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        # Writers queue at the start of a transaction instead of failing at its end.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # In seconds: a server that does not answer, or is no longer there, is given up soon.
    "django.db.backends.postgresql": {
        "connect_timeout": 3,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    },
}


def from_environment(default: str) -> dict[str, Any]:
    """Return Django's settings of the database at DATABASE_URL. Raises EnvError."""
    database = env.dj_db_url("DATABASE_URL", default)
    ours = OPTIONS.get(database["ENGINE"])
    if ours is None or database["NAME"] in ("", ":memory:"):
        raise EnvError("DATABASE_URL: give postgres://host/name or sqlite:///file.")
    return {**database, "OPTIONS": ours | database.get("OPTIONS", {})}


def never_create(database: dict[str, Any]) -> None:
    """Make a missing SQLite file an error from now on; SQLite itself would make an empty one.

    For processes that serve the site: an empty file would be in the way of the one that an operator
    puts back.
    """
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["NAME"] = f"{Path(database['NAME']).resolve().as_uri()}?mode=rw"
