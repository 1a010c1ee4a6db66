"""A very small browser: one request a connection, cookies kept, nothing followed by itself."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

GUIDE = "/library-card/"
# Pages that any reader may open.
PAGES = (GUIDE, f"{GUIDE}questions/age/", f"{GUIDE}options/", f"{GUIDE}handout/")
SECONDS = 30
PATIENCE = 5  # seconds, after which a server that says nothing is told that there is no more
# Trusts whoever answers: the certificate is one of our own, made for the test.
ANYONE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ANYONE.check_hostname, ANYONE.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True)
class Answer:
    """`status` is 0 where nothing came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float = 0

    def all(self, name: str) -> list[str]:
        return [value for each, value in self.headers if each.lower() == name.lower()]

    def get(self, name: str) -> str:
        return ", ".join(self.all(name))

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Browser:
    """Somebody at one address of this machine, who knows the site at `at` by the name `host`."""

    def __init__(
        self,
        port: int,
        host: str = "127.0.0.1",
        *,
        is_https: bool = False,
        at: str = "127.0.0.1",
        address: str = "127.0.0.1",  # any of 127.0.0.0/8 is this machine
        seconds: float = SECONDS,
        **headers: str,
    ) -> None:
        options = {"timeout": seconds, "source_address": (address, 0)}
        self._connection = (
            http.client.HTTPSConnection(at, port, context=ANYONE, **options)
            if is_https
            else http.client.HTTPConnection(at, port, **options)
        )
        referer = f"{'https' if is_https else 'http'}://{host}/"
        self.headers = {"Host": host, "Connection": "close", "Referer": referer} | headers
        self.cookies: dict[str, str] = {}

    def get(self, path: str, method: str = "GET") -> Answer:
        return self._ask(method, path)

    def post(self, path: str, sent: dict) -> Answer:
        """Send a form as our pages do: with the token of a page, kept in a cookie."""
        if not any("csrftoken" in name for name in self.cookies):
            self.get(f"/{path.split('/')[1]}/")
        token = next(value for name, value in self.cookies.items() if "csrftoken" in name)
        body = urlencode(sent | {"csrfmiddlewaretoken": token}, doseq=True)
        return self._ask("POST", path, body)

    def reads(self) -> list[Answer]:
        return [self.get(path) for path in PAGES]

    def is_served(self) -> bool:
        return all(answer.status == 200 for answer in self.reads())

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = dict(self.headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        try:
            with closing(self._connection) as connection:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                got = response.status, tuple(response.getheaders()), response.read()
        except (OSError, http.client.HTTPException) as error:
            got = 0, (), repr(error).encode()
        answer = Answer(*got, time.monotonic() - began)
        for line in answer.all("Set-Cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer


def say(port: int, sent: bytes) -> Answer:
    """Send these bytes, whatever they are, and no more; gives what came back."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        with suppress(ConnectionError):  # it had heard enough: what it said is still to be read
            connection.sendall(sent)
        got = b"".join(_pieces(connection))
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    headers = (line.partition(":") for line in lines)
    named = tuple((name, value.strip()) for name, _, value in headers)
    return Answer(int(words[1]) if len(words) > 1 else 0, named, body)


def _pieces(connection: socket.socket) -> Iterator[bytes]:
    """What comes back, until the server closes."""
    with suppress(ConnectionError):
        while True:
            try:
                piece = connection.recv(65_536)
            except TimeoutError:
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(SECONDS)
                continue
            if not piece:
                return
            yield piece
