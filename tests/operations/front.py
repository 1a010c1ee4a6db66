"""The site behind the nginx configuration that we ship, and readers who come through it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import cycle
from pathlib import Path

from tests.services.browser import ANYONE, PAGES, Answer, Browser
from tests.services.nginx import HOST, Nginx, nginx
from tests.services.site import Served, Site

LOAD = 4


@contextmanager
def fronted(site: Site, folder: Path) -> Iterator[tuple[Nginx, list[Served]]]:
    """The site on two ports for readers and one for staff, with an nginx before them.

    As docs/operations.md has it; gives the readers' groups of processes.
    """
    site.environment["ALLOWED_HOSTS"] = HOST
    with ExitStack() as started:
        *groups, desk = (started.enter_context(site.served(host=HOST)) for _ in range(3))
        ports = tuple(group.port for group in groups)
        yield started.enter_context(nginx(folder, ports, desk.port)), groups


def reader(front: Nginx, address: str = "127.0.0.1") -> Browser:
    return Browser(front.port, HOST, is_https=True, address=address)


def readers(front: Nginx) -> AbstractContextManager[list[Answer]]:
    """Several who open one page after the other until the end; gives what they are answered.

    They never pause to read, which nginx lets no single address do for long: each has their own.
    """

    def read(number: int) -> Iterator[Answer]:
        someone = reader(front, f"127.0.1.{number}")
        yield from map(someone.get, cycle(PAGES))

    return meanwhile(read, LOAD)


@contextmanager
def meanwhile(asks: Callable[[int], Iterator[Answer]], people: int) -> Iterator[list[Answer]]:
    """Several people, numbered from 1, who ask on and on until the end; gives their answers."""
    answers: list[Answer] = []
    over = threading.Event()

    def goes_on(number: int) -> None:
        for answer in asks(number):
            answers.append(answer)
            if over.is_set():
                return

    threads = [threading.Thread(target=goes_on, args=[each + 1]) for each in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join()


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
