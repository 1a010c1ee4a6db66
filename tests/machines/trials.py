"""The trials, for `__main__.py` to run on the network: each says whether it passed, and figures."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bench.guides import shipped
from tests.services import staff
from tests.services.site import FIXTURE
from tests.services.waiting import comes_within

from . import next_version
from .hosts import PORTS, Machines, WebHost, machines
from .journeys import Journeys
from .network import DATABASE, unplugged

WELL = (200, "ok\n")
READERS_ONLY = (200, "ok for readers; the database is away, so staff cannot work\n")
NEXT = (200, f"{next_version.HEALTH}\n")
SECONDS_TO_PUBLISH, SECONDS_TO_NOTICE = 5, 30
PUBLISHED = 4  # editions
GUIDE = shipped()


class FailedTrialError(Exception):
    """Something was not as it should be."""


def must(holds: bool, what: str) -> None:
    if not holds:
        raise FailedTrialError(what)


class Trials:
    """All trials, on the same hosts. Each gives its figures, or raises FailedTrialError."""

    def __init__(self, hosts: Machines, journeys: int, seconds: int, folder: Path) -> None:
        self.hosts, self.number, self.seconds, self.folder = hosts, journeys, seconds, folder
        staff.make_superuser(hosts.webs[0].site)
        self.publisher = hosts.browser()
        staff.gives_password(self.publisher)
        staff.enrols(self.publisher)

    # 1. Publishing

    def an_edition_of_one_host_is_served_by_the_other(self) -> str:
        """Published at the desk of one host and of the other in turn, past nginx."""
        seconds = [self._published(self.hosts.webs[number % 2]) for number in range(PUBLISHED)]
        must(max(seconds) <= SECONDS_TO_PUBLISH, f"it took {max(seconds):.1f} s")
        return f"{PUBLISHED} editions, each within {max(seconds):.1f} s"

    def _published(self, host: WebHost) -> float:
        """Seconds until every group of both hosts serves what is published on this one."""
        publisher = host.browser(PORTS[-1])
        publisher.cookies = self.publisher.cookies
        (number,) = self._editions()
        must(staff.publishes(publisher).status == 302, "it could not be published")
        began = time.monotonic()
        comes_within(2 * SECONDS_TO_PUBLISH, lambda: self._editions() == {number + 1})
        return time.monotonic() - began

    def _editions(self) -> set[int]:
        return {number for web in self.hosts.webs for number in web.editions(GUIDE.slug)}

    # 2. A web host that is gone

    def either_web_host_is_ended(self) -> str:
        """Every process of one is killed, later started again; then those of the other."""
        with self._journeys() as journeys:
            for web in self.hosts.webs:
                journeys.go_on(self.number // 10)
                web.kill()
                journeys.go_on(self.number // 3)
                must(web.health() == [None] * len(PORTS), f"{web.name} still answers")
                web.start()
            journeys.go_on(self.number // 10, at_least=self.number)
        return self._none_lost(journeys)

    # 3. A database that is gone

    def postgresql_is_stopped(self) -> str:
        return self._without_database(stopped(self.hosts))

    def the_cable_of_postgresql_is_pulled(self) -> str:
        return self._without_database(unplugged(DATABASE))

    def _without_database(self, away: AbstractContextManager[None]) -> str:
        with self._journeys() as journeys:
            journeys.go_on(self.number // 10)
            with away:
                until, before = time.monotonic() + self.seconds, len(journeys.walked)
                self._must_all_say(READERS_ONLY)
                must(self.publisher.get("/admin/").status == 503, "staff get no outage page")
                time.sleep(max(0, until - time.monotonic()))
                meanwhile = len(journeys.walked) - before
            began = time.monotonic()
            self._must_all_say(WELL)
            seconds = time.monotonic() - began
            must(self.publisher.get("/admin/").status == 200, "staff cannot work again")
        must(meanwhile > 0, "nobody came to their end meanwhile")
        figures = self._none_lost(journeys)
        return f"{figures}; {meanwhile} of them without it, well {seconds:.1f} s after it is back"

    # 4. An upgrade

    def an_upgrade_with_a_migration_goes_from_host_to_host(self) -> str:
        """As docs/operations.md has it: migrated while the old code serves, then restarted."""
        checkout = next_version.make(self.folder / "next", self.hosts.webs[0].site)
        must(not next_version.is_migrated(self.hosts.webs[0].site), "it is migrated too early")
        with self._journeys() as journeys:
            for web in self.hosts.webs:
                journeys.go_on(self.number // 10)
                web.site.checkout = checkout
                web.site.set_up(FIXTURE)
                must(next_version.is_migrated(web.site), "it is not migrated")
                must(web.health() == [WELL] * len(PORTS), f"{web.name} is not well before it")
                journeys.go_on(self.number // 10)
                web.stop()
                web.start()
                must(web.health() == [NEXT] * len(PORTS), f"{web.name} runs the old code")
            journeys.go_on(self.number // 10, at_least=self.number)
        must(self.publisher.get("/admin/desk/guide/").status == 200, "staff cannot work")
        self._must_all_say(NEXT)
        return self._none_lost(journeys)

    def _journeys(self) -> Journeys:
        return Journeys(self.hosts.fronts(), GUIDE)

    def _none_lost(self, journeys: Journeys) -> str:
        must(not journeys.lost, f"{journeys.figures}, e.g. {journeys.lost[:2]}")
        return journeys.figures

    def _must_all_say(self, answer: tuple[int, str]) -> None:
        comes_within(SECONDS_TO_NOTICE, lambda: set(self.hosts.health()) == {answer})
        found = self.hosts.health()
        must(set(found) == {answer}, f"/healthz answers {found}")


@contextmanager
def stopped(hosts: Machines) -> Iterator[None]:
    """PostgreSQL is ended at once, without a goodbye to anybody."""
    hosts.database.stop("immediate")
    try:
        yield
    finally:
        hosts.database.start()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--journeys", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began, passed = time.monotonic(), []
    with machines(given.folder) as hosts:
        trials = Trials(hosts, given.journeys, given.seconds, given.folder)
        print(f"Four hosts are up after {time.monotonic() - began:.0f} s.", flush=True)
        for trial in (
            trials.an_edition_of_one_host_is_served_by_the_other,
            trials.either_web_host_is_ended,
            trials.postgresql_is_stopped,
            trials.the_cable_of_postgresql_is_pulled,
            trials.an_upgrade_with_a_migration_goes_from_host_to_host,
        ):
            name = trial.__name__.replace("_", " ")
            try:
                figures = trial()
            except Exception as error:  # the next trials tell what still works
                passed.append(False)
                print(f"FAILED  {name}: {error!r}", flush=True)
            else:
                passed.append(True)
                print(f"passed  {name}: {figures}", flush=True)
    print(f"{sum(passed)} of {len(passed)} trials passed, in {time.monotonic() - began:.0f} s.")
    return not all(passed)


if __name__ == "__main__":
    sys.exit(main())
