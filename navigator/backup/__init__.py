"""Copies of the database, made while it is in use, and brought back.

A copy is one file. It is checked before it is called a backup, and again before it is brought
back; what it replaces is kept as a backup too.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection, connections

from . import postgresql, sqlite
from .copies import BackupError, refuse_newer

__all__ = ["BackupError", "backup", "restore"]

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def backup(folder: Path | None = None, name: str = "navigator") -> Path:
    """Makes a copy in the folder, by default `backups` in VAR_DIR. Raises BackupError."""
    folder = folder or settings.VAR_DIR / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    kind = KINDS[connection.vendor]
    place = folder / f"{name}-{datetime.now():%Y%m%d-%H%M%S-%f}.{kind.SUFFIX}"
    # Under another name until it is whole, and for its owner's eyes: it has password hashes.
    unfinished = place.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    try:
        kind.copy_to(unfinished)
        kind.check(unfinished)
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return place


def restore(copy: Path) -> Path | None:
    """Puts the copy in the database's place; gives where what was there is kept.

    None where there was nothing. Raises BackupError, and then nothing was changed. The copy may be
    older than the site: what follows is `migrate`.
    """
    kind = KINDS[connection.vendor]
    if not copy.is_file():
        raise BackupError(f"There is no file {copy}.")
    refuse_newer(kind.check(copy))
    connections.close_all()
    with kind.kept(lambda: backup(name="replaced")) as kept:
        kind.bring_back(copy)
    return kept
