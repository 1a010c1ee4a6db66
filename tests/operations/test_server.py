"""The server itself: it ends, reloads and replaces its processes without losing a request."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from navigator.serve import AT_A_WORKER, SECONDS_FOR_A_HEADER
from tests.services.browser import GUIDE, Browser
from tests.services.nginx import HOST
from tests.services.site import Site
from tests.services.waiting import comes_within

SECONDS = 60


@pytest.fixture
def own(var, tmp_path):
    """A site of one's own, with the database and files of the one that is set up."""
    for name in ("navigator.sqlite3", "static"):
        (tmp_path / name).symlink_to(var / name)
    return Site(tmp_path, DJANGO_SETTINGS_MODULE="tests.operations.settings")


def workers(served) -> set[int]:
    """The processes that answer requests; the first of its children only cleans up after them."""
    main = served.process.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return {int(child) for child in children if "spawn_main" in command_of(child)}


def command_of(process: str) -> str:
    with suppress(OSError):  # it has ended meanwhile
        return Path(f"/proc/{process}/cmdline").read_text()
    return ""


comes = partial(comes_within, SECONDS)


@contextmanager
def under_load(served):
    """Several who ask, each time by a connection of their own; counts what they are answered."""
    seen, over = Counter(), threading.Event()

    def ask():
        while not over.wait(0.01):
            answer = Browser(served.port).get("/healthz")
            seen[answer.status or answer.text] += 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def later(ask):
    """Ask in a thread; the answer is in the list once that has ended."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask()))
    thread.start()
    time.sleep(0.5)
    return thread, answers


# Processes that end


def test_what_is_under_way_is_finished_before_the_end(own):
    with own.served() as served:
        thread, answers = later(lambda: Browser(served.port).get(f"{GUIDE}slow/"))
        served.process.terminate()
        thread.join()
        assert answers[0].status == 200
        assert served.process.wait(timeout=10) == 0


def test_a_reload_loses_no_request_and_brings_in_new_processes(own):
    with own.served() as served, under_load(served) as seen:
        thread, answers = later(lambda: Browser(served.port).get(f"{GUIDE}slow/"))
        before = workers(served)
        served.reload()
        assert comes(lambda: len(workers(served)) == 2 and not workers(served) & before)
        thread.join()
    assert answers[0].status == 200
    assert seen.keys() == {200}


def test_who_has_connected_before_a_reload_and_asks_after_it_is_answered(own):
    with own.served() as served:
        before = workers(served)
        opened = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(20)]
        time.sleep(0.5)  # time for processes to take the connections, if they would
        served.reload()
        assert comes(lambda: len(workers(served)) == 2 and not workers(served) & before)
        answers = []
        for each in opened:
            with each:
                each.settimeout(SECONDS)
                each.sendall(
                    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
                answers.append(each.recv(100).split()[1:2])
    assert answers == [[b"200"]] * 20


def test_a_site_that_cannot_be_loaded_any_more_is_served_on(own):
    with own.served() as served:
        before = workers(served)
        (own.var / "secret_key").write_text("short")
        served.reload()
        assert comes(lambda: "easy to guess" in log(own))
        time.sleep(1)
        assert comes(lambda: workers(served) == before)  # the trial has ended as well
        assert Browser(served.port).is_served()


def test_a_killed_process_is_replaced_but_not_for_ever(own):
    with own.served() as served:
        killed = min(workers(served))
        os.kill(killed, signal.SIGKILL)
        assert comes(lambda: len(workers(served) - {killed}) == 2)
        assert Browser(served.port).is_served()
        (own.var / "secret_key").write_text("short")
        os.kill(min(workers(served)), signal.SIGKILL)
        assert served.process.wait(timeout=SECONDS) == 1


def log(site) -> str:
    return "".join(file.read_text() for file in site.var.glob("log-*"))


def test_a_process_that_grows_is_replaced(own):
    own.environment["MEMORY"] = "250"
    with own.served() as served, under_load(served) as seen:
        before = workers(served)
        for _ in range(8):
            assert Browser(served.port).get(f"{GUIDE}grow/").status == 200
        assert comes(lambda: not workers(served) >= before)
        assert comes(lambda: len(workers(served)) == 2)
    assert seen.keys() == {200}


def test_while_a_process_hangs_another_serves(own):
    """All have one queue. What the kernel hands to the one that hangs has to wait, or time out."""
    with own.served() as served:
        hung = min(workers(served))
        os.kill(hung, signal.SIGSTOP)
        try:
            with ThreadPoolExecutor(20) as pool:
                asked = [
                    pool.submit(Browser(served.port, seconds=5).get, "/healthz") for _ in range(20)
                ]
            answers = [each.result() for each in asked]
        finally:
            os.kill(hung, signal.SIGKILL)  # or the server waits for it at its end
        assert [answer.status for answer in answers].count(200) >= 10


# Clients that are slow, many, or pretend


def test_whoever_does_not_finish_a_header_is_hung_up_on_and_in_nobodys_way(served):
    began = time.monotonic()
    opened = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(AT_A_WORKER)]
    for each in opened:
        each.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    assert Browser(served.port, seconds=SECONDS_FOR_A_HEADER - 1).is_served()
    for each in opened:
        each.settimeout(SECONDS)
        assert each.recv(100) in {b"", b"HTTP/1.1 408 Request Timeout\r\n"}
        each.close()
    assert time.monotonic() - began < 3 * SECONDS_FOR_A_HEADER


@pytest.mark.parametrize(
    "name", ["Script-Name", "SCRIPT_NAME", "Script_Name", "X-Forwarded-Prefix"]
)
def test_where_the_site_is_mounted_is_taken_from_no_request(served, name):
    pages = (GUIDE, f"{GUIDE}options/", "/static/css/no-such.css", "/admin/")
    for headers in ({name: "/evil"}, {}):
        for page in pages:
            answer = Browser(served.port, **headers).get(page)
            assert "evil" not in answer.body.decode() + answer.get("Location")


def answer_to_https(port, address):
    """What somebody at this address is answered who says that they came over HTTPS."""
    return (
        Browser(port, HOST, address=address, **{"X-Forwarded-Proto": "https"})
        .get("/healthz")
        .status
    )


def test_only_the_proxy_is_believed_about_https(in_public):
    assert answer_to_https(in_public.port, "127.0.0.1") == 200
    assert answer_to_https(in_public.port, "127.0.1.1") == 301
    assert Browser(in_public.port, HOST).get("/healthz").status == 301


def test_a_proxy_on_another_machine_is_believed_where_it_is_named(own):
    own.environment |= {"ALLOWED_HOSTS": HOST, "PROXIES": "127.0.1.1, 127.0.0.1"}
    with own.served(HOST) as served:
        assert answer_to_https(served.port, "127.0.1.1") == 200
        assert answer_to_https(served.port, "127.0.1.2") == 301


# A bad setting


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "*"),
        ("WORKERS", "several"),
        ("WORKERS", "0"),
        ("THREADS", "0"),
        ("MEMORY", "0"),
        ("BIND", "127.0.0.1:words"),
        ("BIND", "127.0.0.1:99999"),
        ("BIND", "192.0.2.1:8000"),
        ("BIND", "nowhere.invalid:8000"),
    ],
)
def test_a_bad_setting_stops_the_start_in_one_line(own, name, value):
    process = own.starts("-m", "navigator.serve", **{"BIND": "127.0.0.1:0"} | {name: value})
    said, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert re.fullmatch(rf"Navigator does not start\. .*{name}.*\n", said)


def test_a_port_that_is_taken_stops_the_start_in_one_line(served, own):
    process = own.starts("-m", "navigator.serve", BIND=f"127.0.0.1:{served.port}")
    said, _ = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert re.fullmatch(r"Navigator does not start\. .*in use.*\n", said)
