"""Slow clients, and the site reloaded under load, behind the nginx configuration that we ship."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles

from tests.services.nginx import HOST, Nginx, nginx
from tests.services.site import Served, Site

from .outcome import Outcome
from .visits import ANYONE, PAGES, Answer, Reader

LOAD = 4
MOST_SECONDS = 0.5


@contextmanager
def fronted(site: Site, folder: Path) -> Iterator[tuple[Nginx, list[Served]]]:
    """The site on two ports with an nginx before them, as docs/operations.md has it."""
    site.environment["ALLOWED_HOSTS"] = HOST
    with ExitStack() as started:
        groups = [started.enter_context(site.served(host=HOST)) for _ in range(2)]
        ports = tuple(group.port for group in groups)
        yield started.enter_context(nginx(folder, ports)), groups


def reader(front: Nginx, address: str = "127.0.0.1") -> Reader:
    return Reader(front.port, host=HOST, is_https=True, address=address)


class Readers:
    """Several readers who open one page after the other until they are told to stop.

    They never pause to read, which nginx lets no single address do for long: each has their own.
    """

    def __init__(self, front: Nginx) -> None:
        self.answers: list[Answer] = []
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(reader(front, f"127.0.1.{number}"),))
            for number in range(1, LOAD + 1)
        ]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self, someone: Reader) -> None:
        while not self._over.is_set():
            self.answers += [someone.get(path) for path in PAGES]

    @property
    def failed(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.status != 200]

    @property
    def p95(self) -> float:
        return quantiles([answer.seconds for answer in self.answers], n=20)[-1]

    def note(self, outcome: Outcome) -> None:
        outcome.expect(not self.failed, f"{len(self.failed)} errors: {self.failed[:1]}")
        outcome.seen = f"{len(self.answers)} pages, p95 {self.p95 * 1000:.0f} ms"


def slow_clients(site: Site, folder: Path, clients: int, seconds: float) -> Outcome:
    """Half of them never finish a header, the others never finish a form."""
    outcome = Outcome("slow clients", f"{clients} half-open connections, {LOAD} readers")
    with fronted(site, folder) as (front, _), ExitStack() as opened:
        reader(front).reads()
        for number in range(clients):
            opened.enter_context(half_open(front, number % 2 == 0))
        with Readers(front) as readers:
            time.sleep(seconds)
        readers.note(outcome)
        outcome.expect(readers.p95 < MOST_SECONDS, f"p95 of {readers.p95:.2f} s")
    return outcome


@contextmanager
def half_open(front: Nginx, in_header: bool) -> Iterator[ssl.SSLSocket]:
    """A connection that is kept busy with a request that never ends."""
    request = f"POST {PAGES[0]} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n"
    with connected(front) as secure:
        secure.sendall((request if in_header else f"{request}\r\nreader=").encode())
        yield secure


@contextmanager
def connected(front: Nginx) -> Iterator[ssl.SSLSocket]:
    with (
        socket.create_connection(("127.0.0.1", front.port), timeout=10) as plain,
        ANYONE.wrap_socket(plain) as secure,
    ):
        yield secure


def reloads(site: Site, folder: Path, times: int, pause: float) -> Outcome:
    """HUP to one group and then the other, while readers go on."""
    outcome = Outcome("reload under load", f"{times} × HUP, {LOAD} readers")
    with fronted(site, folder) as (front, groups):
        with Readers(front) as readers:
            for number in range(times):
                time.sleep(pause)
                groups[number % len(groups)].reload()
            time.sleep(pause)
        readers.note(outcome)
    return outcome
