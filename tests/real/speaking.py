"""A very small browser: one request a connection, byte for byte as it is told."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SECONDS = 30


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
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        with suppress(ConnectionError):  # it had heard enough: what it said is still to be read
            connection.sendall(sent)
        with suppress(OSError):  # where it has closed already, there is nothing to shut
            connection.shutdown(socket.SHUT_WR)
        return _read(connection)


def _read(connection: socket.socket) -> Answer:
    got = b""
    with suppress(ConnectionResetError):
        while more := connection.recv(65_536):
            got += more
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    headers = tuple(tuple(line.split(": ", 1)) for line in lines if ": " in line)
    return Answer(int(words[1]) if len(words) > 1 else 0, headers, body)


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
