"""Every measure of the bench: each function gives rows of the table."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import django

from navigator.guide.yaml import write_yaml
from tests.services.site import Served, Site

from . import guides, wrk
from .crowd import Crowd, walk_through
from .readers import Front, Reader, Request, Sent, send, walk
from .servers import memory, processor_seconds, serving_the_wizard

READERS, READERS_OF_LARGE, READERS_AT_ONCE = 500, 50, 5_000
# Readers under way at once where it does not matter.
A_FEW = 8
ROUNDS, REQUESTS_A_ROUND, JOURNEYS_A_ROUND = 20, 50, 5
KILOBYTE = 1024
LINKED = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg))"')


@dataclass(frozen=True)
class Row:
    """Figures of one measure, one for each round, and the goal for their median."""

    name: str
    figures: list[float]
    unit: str = ""
    at_most: float | None = None

    @property
    def figure(self) -> float:
        return median(self.figures)

    @property
    def is_missed(self) -> bool:
        return self.at_most is not None and self.figure > self.at_most


def all_rows(folder: Path) -> Iterator[Row]:
    """Start the site and the wizard with their files in a folder, measure, and end them."""
    site = Site(folder, DJANGO_SETTINGS_MODULE="bench.site.settings")
    site.set_up()
    (folder / "large.yaml").write_text(write_yaml(guides.large()))
    site.manage("load_guide", str(folder / "large.yaml"), "--publish", "For the bench")
    began = time.monotonic()
    with ExitStack() as started:
        served = started.enter_context(site.served())
        yield Row("start of the server, until it is well", [time.monotonic() - began], "s", 3)
        wizard = started.enter_context(serving_the_wizard(folder))
        crowd = walk_through(served.port, guides.shipped(), READERS, A_FEW)
        early = memory(served)
        yield from of_each_page(served, crowd)
        yield from of_the_large_guide(served)
        yield from journeys(served, wizard, crowd)
        yield from rates(served, crowd)
        yield from weights(served, crowd)
        yield queries(site, crowd)
        yield from all_at_once(served)
        yield Row("memory of a worker after 500 readers", [early], "MB")
        yield Row("memory of a worker after all of the above", [memory(served)], "MB", 90)


def of_each_page(served: Served, crowd: Crowd) -> Iterator[Row]:
    """All the processor time of a request: the server's, the framework's and ours."""
    goals = {"htmx step": 0.7, "options page": 1}
    for page, figures in _in_rounds(served, crowd.pages).items():
        yield Row(f"{page}, processor time", figures, "ms", goals.get(page))


def of_the_large_guide(served: Served) -> Iterator[Row]:
    """The same of a guide of 30 questions and 150 options."""
    crowd = walk_through(served.port, guides.large(), READERS_OF_LARGE, A_FEW)
    pages = {name: crowd.pages[name] for name in ("question page", "htmx step", "options page")}
    for page, figures in _in_rounds(served, pages).items():
        yield Row(f"{page} of 30 questions and 150 options", figures, "ms", 10)


def _in_rounds(served: Served, pages: Mapping[str, list[Request]]) -> dict[str, list[float]]:
    """Milliseconds for a request: each page in turn, the readers one after the other."""
    turns = {name: cycle(requests) for name, requests in pages.items()}
    spent: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, requests in turns.items():
            sending = _send(served, islice(requests, REQUESTS_A_ROUND))
            spent[name].append(_milliseconds(served, sending) / REQUESTS_A_ROUND)
    return spent


async def _send(served: Served, requests: Iterable[Request]) -> list[Sent]:
    return [await send(Front(served.port), each) for each in requests]


def _milliseconds(served: Served, work: Coroutine[None, None, object]) -> float:
    """Processor time that the workers of a server spend on some work."""
    before = processor_seconds(served)
    asyncio.run(work)
    return 1_000 * (processor_seconds(served) - before)


def journeys(served: Served, wizard: Served, crowd: Crowd) -> Iterator[Row]:
    """Processor time of ten answers and the page they lead to, as shares of the wizard's."""
    guide = crowd.guide
    asked_all = cycle(each for each in crowd.arrived if len(each.answers) == len(guide.questions))

    async def ours(*, htmx: bool) -> None:
        for each in islice(asked_all, JOURNEYS_A_ROUND):
            await walk(Reader(Front(served.port)), guide, each.answers, htmx)

    async def wizards() -> None:
        for _ in range(JOURNEYS_A_ROUND):
            reader = Reader(Front(wizard.port))
            await reader.get("/")
            for number in range(10):
                await reader.post({"wizard-current_step": str(number), f"{number}-answer": "yes"})
            assert reader.page.count("<article>") == 25, "The wizard did not come to its end"

    peer, plain, htmx = [], [], []
    for _ in range(ROUNDS):
        peer.append(_milliseconds(wizard, wizards()) / JOURNEYS_A_ROUND)
        plain.append(_milliseconds(served, ours(htmx=False)) / JOURNEYS_A_ROUND / peer[-1])
        htmx.append(_milliseconds(served, ours(htmx=True)) / JOURNEYS_A_ROUND / peer[-1])
    yield Row("a wizard's journey, processor time", peer, "ms")
    yield Row("journey without JavaScript, of the wizard's", plain, at_most=0.25)
    yield Row("journey with htmx, of the wizard's", htmx, at_most=0.18)


def rates(served: Served, crowd: Crowd) -> Iterator[Row]:
    """Requests a second, which other work on the machine lowers."""
    names = ("empty view", "question page", "htmx step", "options page")
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(5):
        for name in names:
            found[name].append(wrk.per_second(served, crowd.pages[name]))
    for name, figures in found.items():
        yield Row(f"{name}, requests a second", figures)


def weights(served: Served, crowd: Crowd) -> Iterator[Row]:
    """Bytes of head and body, compressed with gzip."""
    (home,) = asyncio.run(_send(served, [Request("/")]))
    linked = [Request(path) for path in sorted(set(LINKED.findall(home.page)))]
    first = sum(each.size for each in (home, *asyncio.run(_send(served, linked))))
    yield Row("first visit: page, style, script, icon", [first / KILOBYTE], "KB", 13)
    for name, goal in (("htmx step", 3), ("options page", 25)):
        sent = asyncio.run(_send(served, crowd.pages[name][:READERS]))
        yield Row(f"{name}, sent", [each.size / KILOBYTE for each in sent], "KB", goal)


def queries(site: Site, crowd: Crowd) -> Row:
    """Database queries of readers' requests, less the looks for a newer edition."""
    os.environ.update(site.environment)
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as made:
        for requests in crowd.pages.values():
            for each in requests[:20]:
                form = each.headers.get("Content-Type", "")
                client.generic(each.method, each.path, each.body, form, headers=each.headers)
    return Row("database queries of readers' pages", [len(made)], at_most=0)


def all_at_once(served: Served) -> Iterator[Row]:
    """Errors and mixed up answers of many readers who are under way at the same time."""
    crowd = walk_through(served.port, guides.shipped(), READERS_AT_ONCE, READERS_AT_ONCE)
    seconds = sorted(second for each in crowd.walked for second in each.reader.seconds)
    others = sum(not each.verdicts_are_theirs for each in crowd.arrived)
    name = f"{READERS_AT_ONCE:,} readers at once"
    yield Row(f"{name}: errors", [len(crowd.walked) - len(crowd.arrived)], at_most=0)
    yield Row(f"{name}: with verdicts that are not theirs", [others], at_most=0)
    yield Row(f"{name}: 99 of 100 answers within", [seconds[len(seconds) * 99 // 100]], "s")
