"""Copies of the database, made while it is in use, and brought back.

A copy is one file, checked before it is called a backup, and again before it is brought back. What
it replaces is kept as well. SQLite and PostgreSQL copy themselves, each with its own tools.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from .accounts import ACCOUNTS, QUERIES, WaysIn


class BackupError(Exception):
    """A copy could not be made, or is not one that can be brought back."""


class DamagedError(BackupError):
    """A file is not, or not any more, a sound database of this site."""


def backup(folder: Path | None = None, name: str = "navigator") -> Path:
    """Make a copy in the folder, by default `backups` in VAR_DIR. Raises BackupError."""
    folder = folder or settings.VAR_DIR / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    database = _database()
    place = folder / f"{name}-{_now()}.{database.SUFFIX}"
    # Under another name until it is whole, and for its owner's eyes: it has password hashes.
    unfinished = place.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    try:
        database.copy_to(unfinished)
        database.check(unfinished)
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return place


def restore(copy: Path) -> Path | None:
    """Put the copy in the database's place; return where what was there is kept, if anything was.

    Raises BackupError, and then nothing was changed. The copy may be older than the site: what
    follows is `migrate`.

    A copy with anything in it that acts by itself, or stands for something else, is refused: the
    site has nothing of the kind, so somebody has put it there.
    """
    if not copy.is_file():
        raise BackupError(f"There is no file {copy}.")
    database = _database()
    # It is taken once, with what lies beside it: what is checked is what is put in place.
    with TemporaryDirectory(prefix="restore-", dir=database.room) as folder:
        taken = Path(folder) / copy.name
        database.take(copy, taken)
        _check(taken, database)
        connections.close_all()
        return database.replace(taken)


def _check(copy: Path, database: SQLite | PostgreSQL) -> None:
    applied = database.check(copy)
    known = MigrationLoader(None, load=False)
    known.load_disk()
    if unknown := sorted(applied - known.disk_migrations.keys()):
        names = ", ".join(".".join(each) for each in unknown)
        raise BackupError(f"The copy was made by a newer version of the site, which has {names}.")
    if foreign := database.foreign_to_site(copy):
        raise BackupError(
            f"The copy has what the site does not: {', '.join(foreign)}. "
            "Somebody has put it there. Take an older copy, or find out who did, and why."
        )


def ways_in() -> WaysIn | None:
    """Return who can do what now, by the words of QUERIES, None where no database can be read.

    Of a table that is not there nothing is known, as in a database of an older version of the site.
    """
    database = _database()
    found = {what: database.rows(query) for what, query in QUERIES.items()}
    if found[ACCOUNTS] is None:
        return None
    return {what: {*(rows or ())} for what, rows in found.items()}


def withdrawn() -> set[str]:
    """Return the slugs of the guides that are withdrawn now, as far as that can be read."""
    return {slug for (slug,) in _database().rows(WITHDRAWN) or ()}


Migrations = set[tuple[str, str]]
WITHDRAWN = (
    "SELECT slug FROM desk_guide JOIN editions_chainend ON guide_id = desk_guide.id"
    " WHERE is_withdrawn"
)


def _of_this_site(applied: Migrations) -> Migrations:
    if not any(app == "desk" for app, _ in applied):
        raise DamagedError("This is no copy of Navigator's database.")
    return applied


def _now() -> str:
    return f"{datetime.now():%Y%m%d-%H%M%S-%f}"


class SQLite:
    """A file, copied by SQLite itself: in one transaction, while others read and write."""

    SUFFIX = "sqlite3"
    # What SQLite says of a file's content; the rest is said of its surroundings: a lock, the disk.
    OF_CONTENT = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    SECONDS_TO_WAIT = 20

    def __init__(self) -> None:
        self.place = Path(settings.DATABASES["default"]["NAME"])
        self.room = self.place.parent

    def copy_to(self, place: Path) -> None:
        if not self.place.is_file():
            raise BackupError(f"There is no database at {self.place}.")
        self._copy(self.place, place)

    def take(self, copy: Path, place: Path) -> None:
        """Put the copy there as one file, with what SQLite finds in a file beside it."""
        self._copy(copy, place)

    def check(self, copy: Path) -> Migrations:
        """Return what the copy has seen. Raises BackupError where it is not whole, or not ours."""
        return self._look_at(copy, "immutable=1")  # looking leaves nothing beside it

    def foreign_to_site(self, copy: Path) -> list[str]:
        """Return what is in the copy besides tables and their indexes: triggers and views."""
        # SQLite goes by “TRIGGER” as well, so what is known to do nothing is named.
        wanted = "SELECT type, name FROM sqlite_master WHERE type NOT IN ('table', 'index')"
        return [f"{kind} {name}" for kind, name in self._read(copy, "immutable=1", wanted)]

    def rows(self, query: str) -> list[Any] | None:
        """Return what is there now, None where it cannot be read."""
        try:
            return self._read(self.place, "mode=ro", query)
        except sqlite3.Error:
            return None

    def _read(self, file: Path, how: str, query: str) -> list[Any]:
        address = f"{file.resolve().as_uri()}?{how}"
        with closing(sqlite3.connect(address, self.SECONDS_TO_WAIT, uri=True)) as opened:
            return opened.execute(query).fetchall()

    def replace(self, copy: Path) -> Path | None:
        """Take the copy itself where what is there is no database of this site, or its content."""
        try:
            self._look_at(self.place, "mode=rw")
        except DamagedError:
            return self._replace_files(copy)
        kept = backup(name="replaced")
        self._copy(copy, self.place)
        return kept

    def _replace_files(self, copy: Path) -> Path | None:
        """Move what is no database of this site to a folder beside, where it takes no more room."""
        beside = [f"{self.place.name}{ending}" for ending in ("", "-wal", "-shm", "-journal")]
        files = [file for name in beside if (file := self.place.with_name(name)).exists()]
        aside = self.place.with_name(f"replaced-{_now()}")
        aside.mkdir(mode=0o700)
        for file in files:
            file.rename(aside / file.name)
        copy.rename(self.place)
        return aside if files else None

    def _look_at(self, file: Path, how: str) -> Migrations:
        """Raise DamagedError, or BackupError where it cannot be looked at now."""
        address = f"{file.resolve().as_uri()}?{how}"
        if not file.exists():
            raise DamagedError(f"There is no file {file}.")
        try:
            with closing(sqlite3.connect(address, self.SECONDS_TO_WAIT, uri=True)) as opened:
                (found,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
                astray = opened.execute("PRAGMA foreign_key_check").fetchone()
                if found != "ok" or astray:
                    raise DamagedError(f"{file} is damaged: {astray or found}.")
                return _of_this_site(set(opened.execute("SELECT app, name FROM django_migrations")))
        except sqlite3.Error as error:
            is_damaged = error.sqlite_errorcode & 0xFF in self.OF_CONTENT
            kind = DamagedError if is_damaged else BackupError
            raise kind(f"{file} cannot be read: {error}.") from error

    def _copy(self, source: Path, target: Path) -> None:
        try:
            with (
                closing(sqlite3.connect(source, self.SECONDS_TO_WAIT)) as old,
                closing(sqlite3.connect(target, self.SECONDS_TO_WAIT)) as new,
            ):
                old.backup(new)
                if target != self.place:  # one file, with nothing beside it
                    new.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise BackupError(f"{source} could not be copied to {target}: {error}.") from error


# A line of what pg_restore says is in a copy: some numbers, a kind in capital letters, the schema,
# the name, the owner. Then the kinds of what belongs to tables or does nothing by itself.
OF_LIST = re.compile(r"^\d+; \d+ \d+ ([A-Z][A-Z ]*[A-Z]) \S+ (.+) \S+$", re.MULTILINE)
OF_TABLES = {
    *("TABLE", "TABLE DATA", "SEQUENCE", "SEQUENCE OWNED BY", "SEQUENCE SET", "DEFAULT"),
    *("CONSTRAINT", "FK CONSTRAINT", "INDEX", "SCHEMA", "EXTENSION", "COMMENT"),
}


class PostgreSQL:
    """Copied by pg_dump, pg_restore and psql, which must be as new as the server at least."""

    SUFFIX = "pgdump"

    def __init__(self) -> None:
        # As Django itself starts psql: with the password where `ps` does not show it.
        words, environment = connection.client.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        self.place, self.environment = words[1:], os.environ | (environment or {})
        self.room = settings.VAR_DIR

    def copy_to(self, place: Path) -> None:
        dump = ("--format=custom", "--no-owner", "--no-privileges", f"--file={place}")
        self._run("pg_dump", *dump, *self.place)

    def take(self, copy: Path, place: Path) -> None:
        copyfile(copy, place)

    def check(self, copy: Path) -> Migrations:
        """Read the whole copy. Raises BackupError where it is not whole, or not of this site."""
        self._run("pg_restore", "--file=/dev/null", str(copy))
        words = ("--data-only", "--table=django_migrations", "--file=-", str(copy))
        rows = self._run("pg_restore", *words)
        return _of_this_site(set(re.findall(r"^\d+\t(\w+)\t(\w+)\t", rows, re.MULTILINE)))

    def foreign_to_site(self, copy: Path) -> list[str]:
        """Return what is in the copy besides tables, and what belongs to these."""
        listed = OF_LIST.findall(self._run("pg_restore", "--list", str(copy)))
        return [f"{kind.lower()} {name}" for kind, name in listed if kind not in OF_TABLES]

    def rows(self, query: str) -> list[Any] | None:
        """Return what is there now, None where it cannot be read."""
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return list(cursor.fetchall())
        except DatabaseError:
            return None

    def replace(self, copy: Path) -> Path | None:
        """In one transaction: others see what was there before or the copy, whole.

        All tables go first, those of a newer version of the site as well, which are not in the copy
        and would hold on to tables that it replaces.
        """
        tables = connection.introspection.table_names()
        kept = backup(name="replaced") if "django_migrations" in tables else None
        script = self._run("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(copy))
        if tables:
            names = ", ".join(map(connection.ops.quote_name, tables))
            script = f"DROP TABLE {names} CASCADE;\n{script}"
        in_one = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        self._run("psql", *in_one, *self.place, sent=script)
        return kept

    def _run(self, program: str, *words: str, sent: str = "") -> str:
        try:
            done = subprocess.run(  # noqa: S603 (only words of our own)
                [program, *words],
                env=self.environment,
                input=sent,
                capture_output=True,
                text=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise BackupError(f"{program} is not installed (Debian: postgresql-client).") from error
        if done.returncode:
            raise BackupError(f"{program} failed:\n{done.stderr.strip()}")
        return done.stdout


def _database() -> SQLite | PostgreSQL:
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
