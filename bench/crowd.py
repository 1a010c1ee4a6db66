"""Many readers at once, each of whom checks that the verdicts are their own."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from navigator.guide.model import Guide
from tests.guide import reference
from tests.guides import real_guide

from .servers import Server
from .table import Row
from .visitors import GUIDE, TOKEN, in_one_header, question_of

READERS = 2_000
VERDICT = re.compile(r'data-option="([^"]+)" data-verdict="([^"]+)"')


@dataclass
class Seen:
    """What the crowd saw: seconds of every answer, and readers for whom something was wrong.

    `cookies` are those of the readers who came to their options.
    """

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    mixed_up: int = 0


def walks(server: Server) -> Iterator[Row]:
    """2,000 readers, all under way at once."""
    began = time.monotonic()
    seen = send(server, READERS)
    spent = time.monotonic() - began
    ordered = sorted(seen.seconds)
    at_once = f"{READERS:,} readers at once"
    yield Row(f"{at_once}: errors", [len(seen.errors)], most=0)
    yield Row(f"{at_once}: with verdicts that are not theirs", [seen.mixed_up], most=0)
    yield Row(f"{at_once}: requests a second", [len(ordered) / spent])
    yield Row(f"{at_once}: 99 of 100 answers within", [ordered[len(ordered) * 99 // 100]], "s")


def send(server: Server, readers: int) -> Seen:
    """Send a crowd through the guide, and wait until all are at its end."""
    return asyncio.run(_send(server, readers))


async def _send(server: Server, readers: int) -> Seen:
    seen, guide = Seen(), real_guide()
    walkers = (Walker(server.port, guide, seen, number).walk() for number in range(readers))
    await asyncio.gather(*walkers)
    return seen


class Walker:
    """One reader with answers of their own, on a new connection for every request."""

    def __init__(self, port: int, guide: Guide, seen: Seen, number: int) -> None:
        self.port, self.guide, self.seen = port, guide, seen
        self.chance = random.Random(f"walker {number}")
        self.cookies: dict[str, str] = {}
        self.said: dict[str, frozenset[str]] = {}
        self.page = ""

    async def walk(self) -> None:
        """From the start to the options, by htmx or without, as it falls."""
        try:
            await self._ask("GET", GUIDE)
            path = await self._ask("POST", GUIDE, {"reader": self.chance.choice(["self", "other"])})
            await self._ask("GET", path)
            htmx = self.chance.random() < 0.5
            while question := question_of(path):
                answers = reference.acceptable_answers(reference.find(self.guide, question), 2)
                self.said[question] = self.chance.choice(answers)
                path = await self._answer(path, question, htmx)
            await self._ask("GET", path)
            self._check()
            self.seen.cookies.append(in_one_header(self.cookies))
        except (OSError, RuntimeError, asyncio.IncompleteReadError) as error:
            self.seen.errors.append(repr(error))

    async def _answer(self, path: str, question: str, htmx: bool) -> str:
        following = await self._ask("POST", path, {question: sorted(self.said[question])}, htmx)
        if not htmx and question_of(following):
            await self._ask("GET", following)
        return following

    def _check(self) -> None:
        if dict(VERDICT.findall(self.page)) != reference.verdicts(self.guide, self.said):
            self.seen.mixed_up += 1

    async def _ask(
        self, method: str, path: str, sent: dict[str, object] | None = None, htmx: bool = False
    ) -> str:
        """Where an answer leads, or the address itself."""
        began = time.monotonic()
        head, body = await self._exchange(method, path, sent, htmx)
        self.seen.seconds.append(time.monotonic() - began)
        if int(head.split(maxsplit=2)[1]) >= 400:
            raise RuntimeError(f"{method} {path}: {head.splitlines()[0]}")
        self.page = body or self.page
        led = path
        for name, _, value in (line.partition(": ") for line in head.splitlines()[1:]):
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
            elif name.lower() in ("location", "hx-push-url", "hx-redirect"):
                led = value
        return led

    async def _exchange(
        self, method: str, path: str, sent: dict[str, object] | None, htmx: bool
    ) -> tuple[str, str]:
        body = ""
        if sent is not None:
            token = TOKEN.search(self.page)[1]
            body = urlencode({"csrfmiddlewaretoken": token} | sent, doseq=True)
        lines = [
            f"{method} {urlsplit(path).path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Connection: close",
            f"Cookie: {in_one_header(self.cookies)}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *(["HX-Request: true"] if htmx else []),
        ]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write("\r\n".join([*lines, "", body]).encode())
            head, _, text = (await reader.read()).decode().partition("\r\n\r\n")
        finally:
            writer.close()
        if not head:
            raise RuntimeError(f"{method} {path}: no answer")
        return head, text
