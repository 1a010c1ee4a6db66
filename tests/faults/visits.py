"""Readers and staff over the network, without a browser."""

from __future__ import annotations

import http.client
import re
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlencode

GUIDE = "/metastatic-breast-cancer/"
# Trusts whoever answers: the certificate is one of our own, made for the trial.
ANYONE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
ANYONE.check_hostname, ANYONE.verify_mode = False, ssl.CERT_NONE
PAGES = (GUIDE, f"{GUIDE}questions/her2/", f"{GUIDE}options/", f"{GUIDE}handout/")


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where nothing did."""

    status: int
    body: str
    seconds: float
    cookies: tuple[tuple[str, str], ...] = ()


@dataclass
class Visitor:
    """Somebody at one address; `host` is the name they know the site by."""

    port: int
    host: str = ""
    is_https: bool = False
    seconds: float = 30
    address: str = "127.0.0.1"  # any of 127.0.0.0/8 is this machine

    def __post_init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def sends_form(self, path: str, to: str = "", **fields: str) -> Answer:
        """Opens a page and sends its form, with its token, to the page or where else it goes."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path).body)
        return self.post(to or path, fields | {"csrfmiddlewaretoken": token[1] if token else ""})

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        began = time.monotonic()
        try:
            answer = self._exchange(method, path, body)
        except OSError as error:
            return Answer(0, repr(error), time.monotonic() - began)
        except http.client.HTTPException as error:
            return Answer(0, repr(error), time.monotonic() - began)
        self.cookies.update(answer.cookies)
        return answer

    def _exchange(self, method: str, path: str, body: str | None) -> Answer:
        began = time.monotonic()
        connection = self._connect()
        try:
            connection.request(method, path, body, self._headers(body is not None))
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        finally:
            connection.close()
        cookies = re.findall(
            r"^([^=]+)=([^;]*)", "\n".join(response.headers.get_all("Set-Cookie", [])), re.MULTILINE
        )
        return Answer(response.status, text, time.monotonic() - began, tuple(cookies))

    def _connect(self) -> http.client.HTTPConnection:
        options = {"timeout": self.seconds, "source_address": (self.address, 0)}
        if not self.is_https:
            return http.client.HTTPConnection("127.0.0.1", self.port, **options)
        return http.client.HTTPSConnection("127.0.0.1", self.port, context=ANYONE, **options)

    def _headers(self, has_body: bool) -> dict[str, str]:
        place = self.host or f"127.0.0.1:{self.port}"
        headers = self.headers | {
            "Host": place,
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        headers["Referer"] = f"{'https' if self.is_https else 'http'}://{place}/"
        if has_body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


class Reader(Visitor):
    """Opens the pages that readers are served."""

    def reads(self) -> list[Answer]:
        return [self.get(path) for path in PAGES]

    def is_served(self) -> bool:
        return all(answer.status == 200 for answer in self.reads())


class Staff(Visitor):
    """Somebody with an account, by the name and password of `account`."""

    def logs_in(self, name: str, password: str) -> Staff:
        answer = self.sends_form("/admin/login/", username=name, password=password)
        assert answer.status == 302, answer
        return self
