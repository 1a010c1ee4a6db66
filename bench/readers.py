"""Readers who go through a guide over HTTP, each with answers of their own."""

from __future__ import annotations

import asyncio
import gzip
import random
import re
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

from navigator.guide.model import Guide, Kind, Question

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
HTMX = {"HX-Request": "true"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Said = dict[str, list[str]]  # choices by question


@dataclass(frozen=True)
class Request:
    """One request, which can be sent again: all that it rests on is in its headers."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Front:
    """Where readers come to the site, and the address they come from, if it matters.

    With `tls` it is HTTPS.
    """

    port: int
    at: str = "127.0.0.1"
    host: str = "127.0.0.1"  # the name they know it by
    tls: ssl.SSLContext | None = None
    readers_at: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Host": self.host, "Connection": "close", "Accept-Encoding": "gzip"}
        return headers | ({"Referer": f"https://{self.host}/"} if self.tls else {})

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        comes_from = (self.readers_at, 0) if self.readers_at else None
        return await asyncio.open_connection(
            self.at, self.port, ssl=self.tls, local_addr=comes_from
        )


@dataclass(frozen=True)
class Sent:
    """What a server sent. `size` counts the bytes of its head and of its compressed body."""

    headers: list[tuple[str, str]]  # names in lower case
    page: str
    size: int

    def header(self, name: str) -> str | None:
        return dict(self.headers).get(name)


class FailedRequestError(Exception):
    """The server answered with an error, or not at all."""


async def send(front: Front, request: Request) -> Sent:
    """Send a request on a connection of its own, and read all of its answer."""
    asked = f"{request.method} {request.path}"
    headers = front.headers | {"Content-Length": str(len(request.body))} | request.headers
    lines = [f"{asked} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    reader, writer = await front.connect()
    try:
        writer.write("\r\n".join([*lines, "", request.body]).encode())
        sent = await reader.read()
    finally:
        writer.close()
    head, _, body = sent.partition(b"\r\n\r\n")
    status, *told = head.decode().split("\r\n")
    if status.split()[1:2] >= ["400"] or not head:
        raise FailedRequestError(f"{asked}: {status}")
    pairs = [(name.lower(), value) for name, _, value in (each.partition(": ") for each in told)]
    page = gzip.decompress(body) if ("content-encoding", "gzip") in pairs else body
    return Sent(pairs, page.decode(errors="replace"), len(sent))


class Reader:
    """A browser's part: it keeps cookies, follows redirects and sends the last page's token.

    `place` is the address it is at, `page` the HTML it was sent last, `requests` all it has sent,
    `seconds` how long each of them was under way.
    """

    def __init__(self, front: Front) -> None:
        self.front = front
        self.cookies: dict[str, str] = {}
        self.requests: list[Request] = []
        self.seconds: list[float] = []
        self.place = self.page = ""

    async def get(self, path: str) -> None:
        await self._send(Request(path, headers=self._cookies()))

    async def post(self, form: dict[str, str | list[str]], htmx: bool = False) -> None:
        """Send the form of the page that the reader is at."""
        token = TOKEN.search(self.page)
        assert token, f"{self.place} has no form"
        body = urlencode({"csrfmiddlewaretoken": token[1]} | form, doseq=True)
        headers = self._cookies() | FORM | (HTMX if htmx else {})
        await self._send(Request(self.place, "POST", body, headers))

    def _cookies(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookies} if cookies else {}

    async def _send(self, request: Request) -> None:
        self.requests.append(request)
        began = time.monotonic()
        sent = await send(self.front, request)
        self.seconds.append(time.monotonic() - began)
        self.page = sent.page or self.page
        self.place = sent.header("hx-push-url") or request.path
        for name, value in sent.headers:
            if name == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie.strip()] = kept
        if leads_to := sent.header("location") or sent.header("hx-redirect"):
            await self.get(urljoin(request.path, leads_to))


async def walk(reader: Reader, guide: Guide, answers: Said, htmx: bool) -> Said:
    """Go from the start of a guide to its options, and return what was asked and answered."""
    said: Said = {}
    await reader.get(f"/{guide.slug}/")
    await reader.post({"reader": "self"})
    while "/questions/" in reader.place:
        question = reader.place.split("/")[3]
        said[question] = answers[question]
        await reader.post({question: said[question]}, htmx)
    return said


def random_answers(guide: Guide, chance: random.Random) -> Said:
    """Return an answer to every question: one choice, or two where that is allowed."""
    return {question.slug: _answer(question, chance) for question in guide.questions}


def _answer(question: Question, chance: random.Random) -> list[str]:
    first, second = chance.sample(question.choices, 2)
    both = question.kind is Kind.SEVERAL and not (first.exclusive or second.exclusive)
    return [first.slug, second.slug] if both else [first.slug]
