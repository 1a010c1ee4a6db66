"""Requests that come to one guide at the same moment.

A lock is held until both requests wait for it. On SQLite, whose BEGIN waits for any other writer,
that is guessed: what is slower is not found, and nothing fails that should not.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction

from navigator.desk.models import Guide
from navigator.desk.rows import lock
from tests.desk.admin.staff import Staff
from tests.html import parse
from tests.library import library

SECONDS_TO_MEET, SECONDS_TO_MEET_AT_MOST = 1, 30
LIBRARY = library()

Ask = Callable[[], object]  # sends a request, and gives the response


class Asked(threading.Thread):
    """A request on a connection of its own."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask
        self.start()

    def run(self) -> None:
        try:
            self.response = self.ask()
        finally:
            connections.close_all()

    def answer(self):
        self.join()
        return self.response


def meet(*asked: Asked) -> None:
    """Wait until each of these has been answered, or waits for a lock that is held."""
    if connection.vendor != "postgresql":
        time.sleep(SECONDS_TO_MEET)  # SQLite does not tell who waits
        return
    limit = time.monotonic() + SECONDS_TO_MEET_AT_MOST
    while time.monotonic() < limit:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            (waiting,) = cursor.fetchone()
        if sum(each.is_alive() for each in asked) <= waiting:
            return
        time.sleep(0.05)
    raise AssertionError("they did not meet")


@contextmanager
def held(draft: Guide) -> Iterator[list[Asked]]:
    """Hold the lock of a guide until whoever is put into the list has come to it."""
    asked: list[Asked] = []
    with transaction.atomic():
        lock(draft.pk)
        yield asked
        meet(*asked)


def together(draft: Guide, *asked: Ask) -> list:
    """The answers to requests that wait for the same guide."""
    with held(draft) as waiting:
        waiting += [Asked(each) for each in asked]
    return [each.answer() for each in waiting]


def the_guide() -> Guide:
    return Guide.objects.get(slug=LIBRARY.slug)


def told(staff: Staff, draft: Guide) -> str:
    return parse(staff.client.get(f"/admin/desk/guide/{draft.pk}/change/")).text
