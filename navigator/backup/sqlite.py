"""SQLite copies itself a page at a time, consistently, while others read and write."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .copies import BackupError, Migrations, of_this_site

SUFFIX = "sqlite3"
SECONDS_TO_WAIT = 20


def copy_to(place: Path) -> None:
    if not _place().is_file():
        raise BackupError(f"There is no database at {_place()}.")
    _copy(_place(), place)
    with closing(sqlite3.connect(place)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def check(copy: Path) -> Migrations:
    """What the copy has seen. Raises BackupError where it is not whole, or not of this site."""
    try:
        # Immutable: looking leaves nothing beside it.
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?immutable=1", uri=True)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            astray = opened.execute("PRAGMA foreign_key_check").fetchone()
            if found != "ok" or astray:
                raise BackupError(f"{copy} is damaged: {astray or found}.")
            return of_this_site(opened.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.Error as error:
        raise BackupError(f"{copy} cannot be read: {error}.") from error


def keep(backup: Callable[[], Path], folder: Path) -> Path | None:
    """A copy of what is there now; where it cannot be copied any more, the files themselves."""
    files = [each for each in map(_beside, ("", "-wal", "-shm")) if each.exists()]
    if not files:
        return None
    try:
        return backup()
    except BackupError:
        aside = folder / f"replaced-{datetime.now():%Y%m%d-%H%M%S-%f}"
        aside.mkdir(parents=True)
        for file in files:
            shutil.move(file, aside)
        return aside


def bring_back(copy: Path) -> None:
    """For others, one transaction: they see what was there before or the copy, whole."""
    _copy(copy, _place())


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source, timeout=SECONDS_TO_WAIT)) as old,
            closing(sqlite3.connect(target, timeout=SECONDS_TO_WAIT)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise BackupError(f"{source} could not be copied to {target}: {error}.") from error


def _place() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _beside(ending: str) -> Path:
    return _place().with_name(_place().name + ending)
