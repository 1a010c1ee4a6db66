"""Odd requests over a socket, to the server that `make run` starts, and odd bytes that are none."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.odd import cookies, readers
from tests.odd.request import Odd
from tests.odd.sending import TRACES
from tests.services.browser import Browser, say
from tests.services.site import health

HEAD = b"Host: 127.0.0.1\r\nConnection: close\r\n"
PIECES = b"Transfer-Encoding: chunked\r\n"
FORM = HEAD + b"Content-Type: application/x-www-form-urlencoded\r\n"
GET = b"GET / HTTP/1.1\r\n"
POST = b"POST /library-card/questions/age/ HTTP/1.1\r\n"

RAW = {
    "nothing": b"",
    "a line end": b"\r\n",
    "rubbish": bytes(range(256)) * 9,
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 200,
    "http 2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http 0.9": b"GET /\r\n",
    "http 9.9": b"GET / HTTP/9.9\r\n" + HEAD + b"\r\n",
    "no version": b"GET /\r\n" + HEAD + b"\r\n",
    "no host": GET + b"Connection: close\r\n\r\n",
    "two hosts": GET + HEAD + b"Host: evil.example\r\n\r\n",
    "a whole address": b"GET http://evil.example/ HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n" + HEAD + b"\r\n",
    "no slash": b"GET privacy HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a space": b"GET /a b HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a tab": b"GET\t/\tHTTP/1.1\r\n" + HEAD + b"\r\n",
    "a nul": b"GET /\0 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "high bytes": b"GET /\xff\xfe\x80 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a long line": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a long header": GET + HEAD + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": GET + HEAD + b"X: a\r\n" * 500 + b"\r\n",
    "a nul in a header": GET + HEAD + b"X: a\0b\r\n\r\n",
    "a header without a colon": GET + HEAD + b"X\r\n\r\n",
    "a header without a name": GET + HEAD + b": x\r\n\r\n",
    "a folded header": GET + HEAD + b"X: a\r\n b\r\n\r\n",
    "a header with a space": GET + HEAD + b"X : a\r\n\r\n",
    "underscores": GET + HEAD + b"X_Forwarded_For: a\r\nContent_Length: 5\r\n\r\n",
    "half a head": GET + b"Host: 127.0",
    "bare line feeds": b"GET / HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n",
    "bare returns": b"GET / HTTP/1.1\rHost: 127.0.0.1\r\r",
    "a small method": b"get / HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a long method": b"A" * 300 + b" / HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a length too large": POST + FORM + b"Content-Length: 500\r\n\r\nage=xy",
    "a length too small": POST + FORM + b"Content-Length: 3\r\n\r\nage=adult",
    "a length below nothing": POST + FORM + b"Content-Length: -5\r\n\r\nage=xy",
    "a length of words": POST + FORM + b"Content-Length: five\r\n\r\nage=xy",
    "a length with a sign": POST + FORM + b"Content-Length: +6\r\n\r\nage=xy",
    "a huge length": POST + FORM + b"Content-Length: 99999999999999999999\r\n\r\nage=xy",
    "two lengths": POST + FORM + b"Content-Length: 6\r\nContent-Length: 60\r\n\r\nage=xy",
    "a length and pieces": POST
    + FORM
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "no length": POST + FORM + b"\r\nage=xy",
    "pieces of no size": POST + FORM + PIECES + b"\r\nzz\r\nage=xy\r\n0\r\n\r\n",
    "half a piece": POST + FORM + PIECES + b"\r\n50\r\nage=xy",
    "a huge piece": POST + FORM + PIECES + b"\r\nffffffffffffffff\r\nx",
    "two requests": GET + HEAD + b"\r\n" + GET + HEAD + b"\r\n",
    "a hidden request": POST
    + FORM
    + b"Content-Length: 6\r\n\r\nage=xyGET /admin/ HTTP/1.1\r\n\r\n",
    "a second line": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\nSet-Cookie: b\r\n\r\n",
}


def must_stand(answer, what):
    assert answer.status < 500 or answer.status in (501, 505), (what, answer.status)
    text = answer.body.decode(errors="replace")
    assert not [trace for trace in TRACES if trace in text], what


def test_odd_bytes_break_nothing(served):
    with ThreadPoolExecutor() as pool:  # some are waited for
        answers = pool.map(lambda sent: say(served.port, sent), RAW.values())
    for what, answer in zip(RAW, answers, strict=True):
        must_stand(answer, what)


def raw(odd: Odd, cookie: str) -> bytes:
    """The request as it goes over the wire."""
    told = {"Host": "127.0.0.1", "Cookie": cookie, "Connection": "close"}
    if odd.body:
        told["Content-Length"] = str(len(odd.body))
    lines = [f"{odd.method} {odd.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in (told | odd.headers).items()]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + odd.body


@pytest.mark.parametrize(
    "kind",
    [
        readers.paths,
        readers.methods,
        readers.hosts,
        readers.bodies,
        readers.lengths,
        readers.headers,
    ],
    ids=lambda kind: kind.__name__,
)
def test_odd_requests_break_nothing_over_a_socket(served, kind):
    for odd in kind():
        must_stand(say(served.port, raw(odd, "a=b")), odd)
    assert health(served.address)[0] == 200


def test_odd_cookies_break_nothing_over_a_socket(served):
    browser = Browser(served.port)
    browser.post("/library-card/questions/age/", {"age": "adult"})
    for odd in cookies.cookies(browser.cookies["answers"])[::3]:
        must_stand(say(served.port, raw(odd, "")), odd)
    assert health(served.address)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/.git/config", "/.env", "/manage.py", "/navigator/settings.py", "/var/secret_key"),
        *("/static/", "/static/css/", "/static/css", "/static/../secret_key"),
        *("/static/../navigator.sqlite3", "/static/%2e%2e/navigator.sqlite3"),
        *("/static/..%2fnavigator.sqlite3", "/static/..%5cnavigator.sqlite3", "/static//etc/hosts"),
        *("/../../../../../../etc/hosts", "/%2e%2e/%2e%2e/%2e%2e/etc/hosts", "//etc/hosts"),
    ],
)
def test_no_address_leads_to_a_file_or_folder_of_the_machine(served, path):
    answer = say(served.port, f"GET {path} HTTP/1.1\r\n".encode() + HEAD + b"\r\n")
    assert answer.status == 404
