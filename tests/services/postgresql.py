"""A PostgreSQL of our own in a temporary folder, reached through a socket in it.

python -m tests.services.postgresql COMMAND...
    runs a command with DATABASE_URL set to it, and ends it with the command
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .programs import MissingProgramError, find

USER = "navigator"
# What a crash of the machine would lose may be lost here; what is tested does not depend on it.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SECONDS_TO_START = 60


class PostgreSQL:
    """A server that is started, and can be stopped, frozen and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.owner = _owner()
        if self.owner:
            shutil.chown(folder, self.owner["user"], self.owner["group"])
        self._run("initdb", "--username", USER, "--auth=trust", "--encoding=UTF8", "--locale=C")

    def url(self, database: str = "postgres") -> str:
        return f"postgres://{USER}@{quote(str(self.folder), safe='')}/{database}"

    def start(self) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": self.folder} | QUICK
        words = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run(
            *("pg_ctl", "start", "--wait", f"--timeout={SECONDS_TO_START}"),
            *(f"--log={self.folder / 'log'}", f"--options={words}"),
        )

    def stop(self) -> None:
        """As an operator stops it: whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "--wait", "--mode=fast")

    def processes(self) -> list[int]:
        """The server's own, and one for each connection."""
        first = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [int(each) for each in (first, *children)]

    def create(self, database: str, like: str = "template0") -> str:
        """Makes a database, empty or like another one; gives its address."""
        place = (f"--host={self.folder}", f"--username={USER}")
        self._run("createdb", *place, f"--template={like}", database)
        return self.url(database)

    def _run(self, program: str, *words: str) -> None:
        # The server outlives pg_ctl with its output, so that must not be a pipe that is waited for.
        subprocess.run(
            [self.programs / program, *words],
            env=os.environ | {"PGDATA": str(self.folder / "data")},
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **self.owner,
        )


@contextmanager
def postgresql(programs: Path | None = None) -> Iterator[PostgreSQL]:
    """A running server, ended and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="navigator-postgresql-"))
    server = None
    try:
        server = PostgreSQL(programs or find("postgresql"), folder)
        server.start()
        yield server
    finally:
        if server and (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to be run by root, who can be somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _end(number: int, frame: Any) -> None:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    try:
        programs = find("postgresql")
    except MissingProgramError as error:
        print(f"\n*** NOT RUN: {' '.join(command)}\n*** {error}\n", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    signal.signal(signal.SIGTERM, _end)
    with postgresql(programs) as server:
        return subprocess.run(
            command, env=os.environ | {"DATABASE_URL": server.url()}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
