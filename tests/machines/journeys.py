"""Readers who are under way while something happens to the hosts."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from itertools import count
from statistics import quantiles

from bench.crowd import Walked, walk_as
from bench.readers import Front, Reader, Request, send
from navigator.guide.model import Guide

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
SECONDS_TO_ARRIVE, SECONDS_FOR_ONE = 240, 120


class Looking(Reader):
    """A reader who loads what a page looks like and does, once, as a browser does."""

    def __init__(self, front: Front) -> None:
        super().__init__(front)
        self.loaded: set[str] = set()

    async def _send(self, request: Request) -> None:
        await super()._send(request)
        for file in set(LINKED.findall(self.page)) - self.loaded:
            self.loaded.add(file)
            await send(self.front, Request(file))


class Journeys:
    """Readers who go through a guide until it is enough, one after the other at each front.

    Each has answers of their own, and must be shown the verdicts of these at the end.
    """

    def __init__(self, fronts: list[Front], guide: Guide) -> None:
        self.fronts, self.guide = fronts, guide
        self.walked: list[Walked] = []
        self._numbers, self._over = count(), threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._walk_all()))

    def __enter__(self) -> Journeys:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def go_on(self, number: int, at_least: int = 0) -> None:
        """Wait until so many more have come to their end, and so many in all."""
        number = max(at_least, len(self.walked) + number)
        limit = time.monotonic() + SECONDS_TO_ARRIVE
        while len(self.walked) < number:
            if time.monotonic() > limit or not self._thread.is_alive():
                raise RuntimeError(f"only {len(self.walked)} of {number} readers came to the end")
            time.sleep(0.05)

    @property
    def lost(self) -> list[str]:
        """What became of each that was not served as they should be."""
        return [
            f"{type(each.error).__name__}: {each.error}" if each.error else "other verdicts"
            for each in self.walked
            if not each.verdicts_are_theirs
        ]

    @property
    def figures(self) -> str:
        seconds = [second for each in self.walked for second in each.reader.seconds]
        slow = quantiles(seconds, n=100)[-1]
        return (
            f"{len(self.walked)} journeys, {len(seconds)} pages, {len(self.lost)} lost; "
            f"99 of 100 pages within {slow:.2f} s, the slowest {max(seconds):.2f} s"
        )

    async def _walk_all(self) -> None:
        await asyncio.gather(*map(self._walk_on, self.fronts))

    async def _walk_on(self, front: Front) -> None:
        while not self._over.is_set():
            reader = Looking(front)
            try:
                async with asyncio.timeout(SECONDS_FOR_ONE):
                    walked = await walk_as(next(self._numbers), reader, self.guide)
            except Exception as error:  # whatever they met, they are not at their end
                walked = Walked(reader, {}, error=error)
            self.walked.append(walked)
