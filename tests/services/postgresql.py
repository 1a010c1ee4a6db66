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
from collections.abc import Iterator, Sequence
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
    """A server that is started, and can be stopped, frozen and started again.

    It is reached through a socket in its folder, or `at` an address by everyone who is near;
    `within` as for Site.
    """

    def __init__(
        self, programs: Path, folder: Path, *, at: str = "", within: Sequence[str] = ()
    ) -> None:
        self.programs, self.folder, self.at = programs, folder, at
        self.before = [*within, *_as_owner(folder)]
        self._run("initdb", "--username", USER, "--auth=trust", "--encoding=UTF8", "--locale=C")
        if at:
            with (folder / "data" / "pg_hba.conf").open("a") as file:
                file.write("host all all samenet trust\n")

    def url(self, database: str = "postgres") -> str:
        return f"postgres://{USER}@{self.at or quote(str(self.folder), safe='')}/{database}"

    def start(self) -> None:
        options = {"listen_addresses": self.at, "unix_socket_directories": self.folder} | QUICK
        words = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run(
            *("pg_ctl", "start", "--wait", f"--timeout={SECONDS_TO_START}"),
            *(f"--log={self.folder / 'log'}", f"--options={words}"),
        )

    def stop(self, mode: str = "fast") -> None:
        """As an operator stops it: whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

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
            [*self.before, self.programs / program, *words],
            env=os.environ | {"PGDATA": str(self.folder / "data")},
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def postgresql(
    programs: Path | None = None, *, at: str = "", within: Sequence[str] = ()
) -> Iterator[PostgreSQL]:
    """A running server, ended and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="navigator-postgresql-"))
    server = None
    try:
        server = PostgreSQL(programs or find("postgresql"), folder, at=at, within=within)
        server.start()
        yield server
    finally:
        if server and (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _as_owner(folder: Path) -> list[str]:
    """Give the folder to whom the server is run as; returns the words that run a command as them.

    PostgreSQL refuses to be run by root, who can be somebody else.
    """
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


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
