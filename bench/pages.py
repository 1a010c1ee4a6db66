"""Single pages: requests per second against an empty view, their bytes, and their growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.request import Request as Fetch
from urllib.request import urlopen

from . import crowd
from .servers import Server
from .table import Row
from .visitors import FORM, GUIDE, SAID, question_of, walk_by_htmx
from .wrk import Request, per_second

# Short ones, and many: other work on a machine comes and goes, and a ratio is of one round.
ROUNDS = 20
READERS = 500
KILOBYTE = 1024
MANY = "/ten-times/"
LINKED = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def rates(server: Server) -> Iterator[Row]:
    """How many of our pages are served while one empty one is, round by round."""
    cookies = tuple(crowd.send(server, READERS).cookies)
    asks = requests(server) | {"several": Request(f"{GUIDE}options/", cookies=cookies)}
    found: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(ROUNDS):
        for name, request in asks.items():
            found[name].append(per_second(server.address, request))
    yield Row("an empty view, requests a second", found["empty"])
    yield _against("options page, 10 answers, of an empty view", found, "options", "empty", 0.6)
    several = f"options page, of {READERS} readers in turn, of an empty view"
    yield _against(several, found, "several", "empty")
    yield _against("htmx step, of an empty view that is posted to", found, "step", "posted", 0.6)
    yield _against("htmx step, of an empty view that is got", found, "step", "empty")
    yield _against("options page, gzip, of an empty view", found, "gzipped", "empty")
    growth = [few / many for few, many in zip(found["options"], found["many"], strict=True)]
    yield Row("options page with 250 options, times the one with 25", growth, most=10)


def weights(server: Server) -> Iterator[Row]:
    """Bytes on the wire, headers and all, as a browser asks for them."""
    start = _fetched(server, "/")
    files = [_fetched(server, path) for path in sorted(set(LINKED.findall(start[0])))]
    files = [each for each in files if "image/png" not in each[1]]
    first = start[2] + sum(each[2] for each in files)
    yield Row("first visit: page, style, script, icon", [first / KILOBYTE], "KB", most=32)
    asks = requests(server)
    for what, name, most in (("htmx step", "step", 3), ("options page", "gzipped", 20)):
        weight = _weight(server, asks[name])
        yield Row(f"{what}, transferred", [weight / KILOBYTE], "KB", most=most)


def requests(server: Server) -> dict[str, Request]:
    """What readers send: one with ten answers, one half-way, and one of a guide of 250 options."""
    done = {"Cookie": walk_by_htmx(server.port).cookie}
    many = {"Cookie": walk_by_htmx(server.port, MANY).cookie}
    half = walk_by_htmx(server.port, steps=5)
    question = question_of(half.place)
    body = f"csrfmiddlewaretoken={half.token}&{question}={SAID[question][0]}"
    form = {"Cookie": half.cookie, "Content-Type": FORM, "HX-Request": "true"}
    return {
        "empty": Request("/empty/", headers=done),
        "posted": Request("/empty/", "POST", body, form),
        "options": Request(f"{GUIDE}options/", headers=done),
        "gzipped": Request(f"{GUIDE}options/", headers=done | {"Accept-Encoding": "gzip"}),
        "step": Request(half.place, "POST", body, form),
        "many": Request(f"{MANY}options/", headers=many),
    }


def _against(
    what: str, found: dict[str, list[float]], ours: str, other: str, least: float | None = None
) -> Row:
    figures = [one / two for one, two in zip(found[ours], found[other], strict=True)]
    return Row(what, figures, least=least)


def _fetched(server: Server, path: str) -> tuple[str, str, int]:
    """What a file says (if it is a page), its type, and its bytes."""
    weight = _weight(server, Request(path, headers={"Accept-Encoding": "gzip, br"}))
    with urlopen(server.address + path, timeout=10) as plain:
        kind = plain.headers["Content-Type"]
        return plain.read().decode() if "html" in kind else "", kind, weight


def _weight(server: Server, request: Request) -> int:
    headers = request.headers | {"Accept-Encoding": "gzip, br"}
    body = request.body.encode() or None
    fetch = Fetch(server.address + request.path, body, headers, method=request.method)
    with urlopen(fetch, timeout=10) as response:
        return len(str(response.headers)) + len(response.read())
