"""python -m tests.faults: try everything that can break, and print what was tried and lost.

It takes some minutes, stays on loopback, and ends what it started.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.services.postgresql import PostgreSQL, postgresql
from tests.services.programs import MissingProgramError
from tests.services.site import Site

from . import behind_nginx, database_gone
from .inside import try_inside
from .outcome import Outcome
from .small_disk import NoSmallDiskError, small_disk

PROCESSES, EDITS, KILLS = 8, 100, 200
SLOW_CLIENTS, RELOADS, SECONDS = 200, 6, 20


class Trials:
    """Each trial with a site of its own; the slow things are made once."""

    def __init__(self, folder: Path, server: PostgreSQL) -> None:
        self.folder, self.server = folder, server
        self.collected = Site(self._made("collected"))
        self.collected.manage("collectstatic", "--no-input")

    def _made(self, name: str) -> Path:
        made = self.folder / name
        made.mkdir(parents=True)
        return made

    def site(self, name: str, **settings: str) -> Site:
        var = self._made(name)
        (var / "static").symlink_to(self.collected.var / "static")
        site = Site(var, **settings)
        site.fill()
        return site

    def on_postgresql(self, name: str) -> Site:
        return self.site(name, DATABASE_URL=self.server.create(name))

    def everything(self) -> Iterator[tuple[str, Callable[[], Outcome]]]:
        """Every trial, by the database it is on."""
        inside = {"editing": (PROCESSES, EDITS), "killing": (KILLS,)}
        for trial, numbers in inside.items():
            yield "SQLite", lambda t=trial, n=numbers: try_inside(self.site(t), t, *n)
            yield (
                "PostgreSQL",
                lambda t=trial, n=numbers: try_inside(self.on_postgresql(f"pg_{t}"), t, *n),
            )
        yield "SQLite", self.full_disk
        yield "SQLite", self.file_gone
        yield "PostgreSQL", self.server_stopped
        yield "PostgreSQL", self.server_hangs
        yield "SQLite", self.slow_clients
        yield "SQLite", self.reloads

    def full_disk(self) -> Outcome:
        disk = self._made("disk")
        with small_disk(disk):
            url = f"sqlite:///{disk / 'navigator.sqlite3'}"
            return try_inside(self.site("full", DATABASE_URL=url), "full_disk")

    def file_gone(self) -> Outcome:
        site = self.site("file_gone")
        taken_away = partial(database_gone.without_file, site)
        return database_gone.gone(site, "database file gone", taken_away)

    def server_stopped(self) -> Outcome:
        taken_away = partial(database_gone.stopped, self.server)
        return database_gone.gone(self.on_postgresql("stopped"), "database stopped", taken_away)

    def server_hangs(self) -> Outcome:
        return database_gone.hangs(self.on_postgresql("hangs"), self.server)

    def slow_clients(self) -> Outcome:
        folder = self._made("nginx_slow")
        return behind_nginx.slow_clients(self.site("slow"), folder, SLOW_CLIENTS, SECONDS)

    def reloads(self) -> Outcome:
        folder = self._made("nginx_reload")
        return behind_nginx.reloads(self.site("reload"), folder, RELOADS, SECONDS / RELOADS)


@contextmanager
def trials() -> Iterator[Trials]:
    with (
        tempfile.TemporaryDirectory(prefix="navigator-faults-") as folder,
        postgresql() as server,
    ):
        yield Trials(Path(folder), server)


def row(database: str, outcome: Outcome, seconds: float) -> str:
    lost = "; ".join(dict.fromkeys(outcome.lost)) or "nothing"
    cells = (database, outcome.name, outcome.tried, outcome.seen, lost, f"{seconds:.0f} s")
    return "| " + " | ".join(cells) + " |"


def main() -> int:
    lost = 0
    print("| database | trial | tried | seen | lost | took |")
    print("| --- | --- | --- | --- | --- | --- |")
    with trials() as made:
        for database, trial in made.everything():
            began = time.monotonic()
            try:
                outcome = trial()
            except (MissingProgramError, NoSmallDiskError) as error:
                print(f"| {database} | not tried: {error} | | | | |", flush=True)
                continue
            lost += bool(outcome.lost)
            print(row(database, outcome, time.monotonic() - began), flush=True)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
