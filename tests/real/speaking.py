"""A very small browser: one request a connection, byte for byte as it is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SECONDS = 30
PATIENCE = 5  # seconds, after which a server that says nothing is told that there is no more


@dataclass(frozen=True)
class Answer:
    """`status` is 0 where the server closed the connection without a word."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for each, value in self.headers if each.lower() == name.lower()]

    def get(self, name: str) -> str:
        return ", ".join(self.all(name))


def say(port: int, sent: bytes) -> Answer:
    """Send these bytes, and no more; gives what came back."""
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


class Browser:
    """Keeps cookies, and follows nothing by itself."""

    def __init__(self, port: int, host: str = "127.0.0.1", **headers: str) -> None:
        self.port, self.cookies = port, {}
        self.headers = {"Host": host, "Connection": "close"} | headers

    def get(self, path: str, method: str = "GET") -> Answer:
        return self._ask(method, path, b"")

    def post(self, path: str, sent: dict) -> Answer:
        """Sends a form as our pages do: with the token of the page, kept in a cookie."""
        if not any("csrftoken" in name for name in self.cookies):
            self.get(f"/{path.split('/')[1]}/")
        token = next(value for name, value in self.cookies.items() if "csrftoken" in name)
        body = urlencode(sent | {"csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        headers = dict(self.headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Content-Length"] = str(len(body))
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        answer = say(self.port, "\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        for line in answer.all("Set-Cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer
