"""SQLite copies itself a page at a time, consistently, while others read and write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .copies import BackupError, DamagedError, Migrations, of_this_site

SUFFIX = "sqlite3"
FILES = ("", "-wal", "-shm", "-journal")
# What SQLite says of a file's content; anything else is said of its surroundings: a lock, the disk.
OF_CONTENT = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
SECONDS_TO_WAIT = 20


def copy_to(place: Path) -> None:
    if not _place().is_file():
        raise BackupError(f"There is no database at {_place()}.")
    _copy(_place(), place)
    with closing(sqlite3.connect(place)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def check(copy: Path) -> Migrations:
    """What the copy has seen. Raises BackupError where it is not whole, or not of this site."""
    return _look_at(copy, "immutable=1")  # looking leaves nothing beside it


@contextmanager
def kept(backup: Callable[[], Path]) -> Iterator[Path | None]:
    """A copy of what is there now; where that is damaged, its files, which are moved.

    They come back where what is done in the meantime fails.
    """
    files = [each for each in map(_beside, FILES) if each.exists()]
    if not files:
        yield None
    elif _is_damaged():
        with _moved(files) as aside:
            yield aside
    else:
        yield backup()


def bring_back(copy: Path) -> None:
    """For others, one transaction: they see what was there before or the copy, whole."""
    _copy(copy, _place())


def _look_at(file: Path, how: str) -> Migrations:
    """What a database has seen. Raises DamagedError, or BackupError where it is a bad moment."""
    try:
        with closing(_opened(file, how)) as opened:
            (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
            astray = opened.execute("PRAGMA foreign_key_check").fetchone()
            if found != "ok" or astray:
                raise DamagedError(f"{file} is damaged: {astray or found}.")
            applied = opened.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.Error as error:
        is_damaged = error.sqlite_errorcode & 0xFF in OF_CONTENT
        kind = DamagedError if is_damaged else BackupError
        raise kind(f"{file} cannot be read: {error}.") from error
    return of_this_site(applied)


def _opened(file: Path, how: str) -> sqlite3.Connection:
    address = f"{file.resolve().as_uri()}?{how}"
    return sqlite3.connect(address, uri=True, timeout=SECONDS_TO_WAIT)


def _is_damaged() -> bool:
    """Whether what is there is no sound database. Raises BackupError where that can't be told."""
    try:
        _look_at(_place(), "mode=rw")
    except DamagedError:
        return True
    return False


@contextmanager
def _moved(files: list[Path]) -> Iterator[Path]:
    """Move them to a folder beside, where it takes no room and is done in a moment."""
    aside = _place().with_name(f"replaced-{datetime.now():%Y%m%d-%H%M%S-%f}")
    aside.mkdir(mode=0o700)
    for file in files:
        file.rename(aside / file.name)
    try:
        yield aside
    except BaseException:
        for begun in map(_beside, FILES):
            begun.unlink(missing_ok=True)
        for file in files:
            (aside / file.name).rename(file)
        aside.rmdir()
        raise


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
