"""The database is stopped, its file is gone, or it hangs: readers do not notice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import contextmanager

from tests.services.postgresql import PostgreSQL
from tests.services.site import Served, Site, health

from .outcome import Outcome
from .visits import Reader, Visitor

SECONDS = 20
WELL = (200, "ok\n")
READERS_ONLY = (200, "ok for readers; the database is away, so staff cannot work\n")


@contextmanager
def without_file(site: Site):
    """The SQLite file is not there."""
    aside = site.var / "aside"
    aside.mkdir()
    for file in site.var.glob("navigator.sqlite3*"):
        file.rename(aside / file.name)
    try:
        yield
    finally:
        made = [each.name for each in site.var.glob("navigator.sqlite3*")]
        assert not made, f"the site made {made}"
        for file in aside.iterdir():
            file.rename(site.var / file.name)


@contextmanager
def stopped(server: PostgreSQL):
    """Nobody listens where the database was."""
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def frozen(server: PostgreSQL):
    """The database takes what it is asked, and never answers."""
    processes = server.processes()
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def gone(site: Site, name: str, taken_away: Callable) -> Outcome:
    """Readers of a process that runs and of one that starts meanwhile; staff; operators."""
    outcome = Outcome(name, "readers, staff, /healthz, a restart, and the way back")
    with site.served() as served:
        reader = Reader(served.port)
        outcome.expect(reader.is_served(), "readers were not served before")
        with taken_away():
            outcome.expect(reader.is_served(), "readers were not served")
            outcome.expect(staff_page(served) == 503, "staff were not told")
            outcome.expect(comes_to_say(served, READERS_ONLY), "/healthz does not tell")
            with site.served() as restarted:
                outcome.expect(Reader(restarted.port).is_served(), "not served after a restart")
                outcome.expect(staff_page(restarted) == 503, "staff not told after a restart")
        outcome.expect(comes_to_say(served, WELL), "/healthz does not tell that it is back")
        outcome.expect(staff_page(served) == 302, "staff cannot log in again")
        outcome.expect(reader.is_served(), "readers were not served afterwards")
    outcome.seen = "readers served all the time"
    return outcome


def hangs(site: Site, server: PostgreSQL) -> Outcome:
    """As many readers as there are threads and more, while no look is answered."""
    outcome = Outcome("database hangs", "30 pages of readers, /healthz")
    with site.served() as served:
        reader = Reader(served.port, seconds=SECONDS)
        outcome.expect(reader.is_served(), "readers were not served before")
        with frozen(server):
            answers = [answer for _ in range(8) for answer in reader.reads()]
            failed = [answer for answer in answers if answer.status != 200]
            outcome.expect(not failed, f"{len(failed)} readers were not served")
            outcome.expect(comes_to_say(served, READERS_ONLY), "/healthz does not tell")
        outcome.expect(comes_to_say(served, WELL), "/healthz does not tell that it is back")
    outcome.seen = f"slowest page {max(answer.seconds for answer in answers):.1f} s"
    return outcome


def comes_to_say(served: Served, state: tuple[int, str]) -> bool:
    """Whether /healthz answers so before long."""
    limit = time.monotonic() + SECONDS
    while health(served.address) != state:
        if time.monotonic() > limit:
            return False
        time.sleep(0.2)
    return True


def staff_page(served: Served) -> int:
    """What somebody is answered who was logged in: without a database, nobody knows them."""
    visitor = Visitor(served.port)
    visitor.cookies["sessionid"] = "a" * 32
    return visitor.get("/admin/").status
