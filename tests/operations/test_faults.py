"""Nothing is lost when something breaks: processes, disks, databases, clients.

`make faults` tries the same for longer, by AT_LENGTH=1.
"""

import itertools
import os
import re
import signal
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import quantiles

from tests.library import FILE
from tests.services.browser import GUIDE, Browser
from tests.services.site import FIXTURE, Site, health
from tests.services.staff import gives_password, make_superuser, publishes, workbench
from tests.services.waiting import comes_within

from .front import fronted, half_open, meanwhile, reader, readers

AT_LENGTH = bool(os.environ.get("AT_LENGTH"))
PROCESSES, EDITS, KILLS = (8, 100, 200) if AT_LENGTH else (2, 20, 9)
SLOW_CLIENTS, RELOADS, SECONDS = (200, 6, 20) if AT_LENGTH else (40, 2, 4)
SECONDS_TO_NOTICE = 20
TRYING, ROUND_TRIP = 40, 0.03  # people who try passwords at once; seconds over a network
LOOKING = 10  # members of staff who look through a draft at once
WELL = (200, "ok\n")
READERS_ONLY = (200, "ok for readers; the database is away, so staff cannot work\n")


def tries(site, module, *numbers):
    """A trial that works on the site's own rows, and what it prints: see inside.py."""
    return site.runs("-m", "tests.operations.inside", module, *map(str, numbers))


comes = partial(comes_within, SECONDS_TO_NOTICE)


def test_no_edit_is_lost_when_several_edit_at_once(site):
    tries(site, "editing", PROCESSES, EDITS)


def test_nothing_is_lost_or_half_done_when_a_process_is_killed(site):
    tries(site, "killing", KILLS)


def test_nothing_is_lost_when_the_disk_is_full(tmp_path, disk):
    site = Site(tmp_path, DATABASE_URL=f"sqlite:///{disk / 'navigator.sqlite3'}")
    site.fill(str(FILE))
    tries(site, "full_disk")


# A database that is away


@contextmanager
def without_file(site):
    """The SQLite file is not there."""
    aside = site.var / "aside"
    aside.mkdir()
    for file in site.var.glob("navigator.sqlite3*"):
        file.rename(aside / file.name)
    yield
    made = [each.name for each in site.var.glob("navigator.sqlite3*")]
    assert not made, f"the site made {made}"
    for file in aside.iterdir():
        file.rename(site.var / file.name)


@contextmanager
def stopped(server):
    """Nobody listens where the database was."""
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def frozen(server):
    """The database takes what it is asked, and never answers."""
    processes = server.processes()
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def staff_page(served):
    """The answer to somebody who was logged in: without a database, nobody knows them."""
    someone = Browser(served.port)
    someone.cookies["sessionid"] = "a" * 32
    return someone.get("/admin/").status


def must_be_outlived(site, taken_away):
    """By readers of a process that runs and of one that starts meanwhile; staff are told."""
    with site.served() as served:
        someone = Browser(served.port)
        assert someone.is_served()
        with taken_away():
            assert someone.is_served()
            assert staff_page(served) == 503
            assert comes(lambda: health(served.address) == READERS_ONLY)
            with site.served() as restarted:
                assert Browser(restarted.port).is_served()
                assert staff_page(restarted) == 503
        assert comes(lambda: health(served.address) == WELL)
        assert staff_page(served) == 302
        assert someone.is_served()


def test_readers_outlive_an_sqlite_file(sqlite_site, with_files):
    must_be_outlived(with_files(sqlite_site), partial(without_file, sqlite_site))


def test_readers_outlive_a_postgresql_that_is_stopped(postgresql_site, with_files, server):
    must_be_outlived(with_files(postgresql_site), partial(stopped, server))


def test_readers_outlive_a_postgresql_that_hangs(postgresql_site, with_files, server):
    """More of them than there are threads, while no look at the database is answered."""
    with with_files(postgresql_site).served() as served:
        someone = Browser(served.port)
        assert someone.is_served()
        with frozen(server):
            assert all(someone.is_served() for _ in range(8))
            assert comes(lambda: health(served.address) == READERS_ONLY)
        assert comes(lambda: health(served.address) == WELL)


# Several processes


def edition(served):
    """The number of the edition that readers are served."""
    return int(re.search(r"edition (\d+)", Browser(served.port).get(f"{GUIDE}about/").text)[1])


def test_what_is_published_or_withdrawn_through_one_port_is_so_at_the_other(
    postgresql_site, with_files
):
    site = with_files(postgresql_site)
    make_superuser(site)
    with site.served() as one, site.served() as other:
        assert edition(other) == 1
        publisher = Browser(one.port)
        gives_password(publisher)
        assert publishes(publisher).status == 302
        assert comes(lambda: edition(other) == 2)
        sent = {"note": "A wrong fee.", "told": "Taken down."}
        assert publisher.post(f"{workbench(publisher)}withdraw/", sent).status == 302
        assert comes(lambda: Browser(other.port).get(GUIDE).status == 410)


def must_all_be_served(answers):
    assert {answer.status for answer in answers} == {200}


def test_a_reload_under_load_costs_nobody_an_answer(sqlite_site, with_files, folder):
    """Of one group of processes and then the other, while readers go on."""
    with fronted(with_files(sqlite_site), folder) as (front, groups):
        with readers(front) as answers:
            for number in range(RELOADS):
                time.sleep(SECONDS / RELOADS)
                groups[number % len(groups)].reload()
            time.sleep(SECONDS / RELOADS)
        must_all_be_served(answers)


def test_slow_clients_are_in_nobody_s_way(sqlite_site, with_files, folder):
    """Half of them never finish a header, the others never finish a form."""
    with fronted(with_files(sqlite_site), folder) as (front, _), ExitStack() as opened:
        reader(front).reads()
        for number in range(SLOW_CLIENTS):
            opened.enter_context(half_open(front, number % 2 == 0))
        with readers(front) as answers:
            time.sleep(SECONDS)
        must_all_be_served(answers)
        slow = quantiles([answer.seconds for answer in answers], n=20)[-1]
        print(f"{SLOW_CLIENTS} slow clients, {len(answers)} pages, 95 % within {slow:.3f} s")
        assert slow < (0.1 if AT_LENGTH else 0.5)


def test_a_flood_of_passwords_is_in_no_readers_way(sqlite_site, with_files):
    """From many addresses, or where no nginx stands before the site, as after `make run`."""
    with with_files(sqlite_site).served() as served, flooded(served.port) as tried:
        answers = []
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            answers += Browser(served.port).reads()
            time.sleep(0.05)  # somebody who turns pages, and no flood themselves
    must_all_be_served(answers)
    # Some were looked at, and for the others there was no room.
    assert {answer.status for answer in tried} == {200, 429}
    slow = quantiles([answer.seconds for answer in answers], n=20)[-1]
    print(f"{len(tried)} passwords, {len(answers)} pages, 95 % of them within {slow:.3f} s")
    if AT_LENGTH:
        assert slow < 0.1


def test_heavy_previews_are_in_no_readers_way(sqlite_site, with_files, folder):
    """Of a large draft, by several who turn its pages and have it proofread."""
    site = with_files(sqlite_site)
    site.manage("load_guide", FIXTURE)
    session = tries(site, "entering").split()[-1]
    with fronted(site, folder) as (front, _), previewed(front, session) as shown:
        answers = []
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            answers += reader(front).reads()
            time.sleep(0.05)
    must_all_be_served(answers)
    assert {answer.status for answer in shown} == {200}
    slow = quantiles([answer.seconds for answer in answers], n=20)[-1]
    print(f"{len(shown)} pages of drafts, {len(answers)} pages, 95 % of them within {slow:.3f} s")
    if AT_LENGTH:
        assert slow < 0.1


def previewed(front, session):
    """Several who look through the draft of the shipped guide, over and over."""
    opened = ("", "options/", "handout/", "all-options/", "questions/her2/")
    pages = [f"/admin/preview/metastatic-breast-cancer/{page}" for page in opened]

    def looks(number):
        someone = reader(front, f"127.0.2.{number}")
        someone.cookies["__Host-sessionid"] = session
        yield from map(someone.get, itertools.cycle(pages))

    return meanwhile(looks, LOOKING)


def flooded(port):
    """Several who try passwords of invented names one after the other; gives their answers."""

    def tries_passwords(number):
        someone = Browser(port)
        someone.get("/admin/login/")  # for the token of its form
        sent = {"username": f"nobody-{number}", "password": "x" * 12}
        while True:
            yield someone.post("/admin/login/", sent)
            time.sleep(ROUND_TRIP)  # else it is this process that takes the processors

    return meanwhile(tries_passwords, TRYING)
