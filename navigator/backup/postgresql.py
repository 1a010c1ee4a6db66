"""PostgreSQL's own pg_dump and pg_restore, which must be as new as the server at least."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from .copies import BackupError, Migrations, of_this_site

SUFFIX = "pgdump"
TABLE = "django_migrations"


def copy_to(place: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={place}", _name())


def check(copy: Path) -> Migrations:
    """Reads the whole copy. Raises BackupError where it is not whole, or not of this site."""
    _run("pg_restore", "--file=/dev/null", str(copy))
    rows = _run("pg_restore", "--data-only", f"--table={TABLE}", "--file=-", str(copy))
    return of_this_site(re.findall(r"^\d+\t(\w+)\t(\w+)\t", rows, re.MULTILINE))


@contextmanager
def kept(backup: Callable[[], Path]) -> Iterator[Path | None]:
    """A copy of what is there now."""
    yield backup() if TABLE in connection.introspection.table_names() else None


def bring_back(copy: Path) -> None:
    """In one transaction: others see what was there before or the copy, whole.

    All tables go first. Those of a newer version of the site are not in the copy, so pg_restore
    would leave them: they hold on to tables that it drops, and are in the next upgrade's way.
    """
    flags = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
    in_one = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    with TemporaryDirectory() as folder:
        script = f"--file={folder}/script"
        _run("pg_restore", *flags, script, str(copy))
        _run("psql", *in_one, f"--dbname={_name()}", *_without_tables(), script)


def _without_tables() -> list[str]:
    names = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    return [f"--command=DROP TABLE {names} CASCADE"] if names else []


def _name() -> str:
    return settings.DATABASES["default"]["NAME"]


def _run(program: str, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 (only words of our own)
            [program, *words],
            env=os.environ | _connection(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is not installed (Debian: postgresql-client).") from error
    if done.returncode:
        raise BackupError(f"{program} failed:\n{done.stderr.strip()}")
    return done.stdout


def _connection() -> dict[str, str]:
    """What Django connects with, as these programs read it: a password is not for `ps` to show."""
    values = connection.settings_dict
    _, environment = connection.client.settings_to_cmd_args_env(values, [])
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER"}
    given = {name: str(values[key]) for name, key in names.items() if values[key]}
    return (environment or {}) | given
