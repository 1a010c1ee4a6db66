"""Debian's nginx with the configuration in deploy/, before two groups of the site's processes."""

import re
import socket
import ssl
import subprocess
import threading
from contextlib import ExitStack
from email import message_from_string
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from navigator.headers import HEADERS
from tests.services.browser import GUIDE, PAGES, say
from tests.services.nginx import GROUPS, HOST, Nginx, nginx, started
from tests.services.programs import find_or_skip
from tests.services.site import free_port

from .front import connected, fronted, half_open, reader


@pytest.fixture
def front(sqlite_site, with_files, folder):
    with fronted(with_files(sqlite_site), folder) as (front, _):
        yield front


@pytest.fixture
def alone(folder):
    """The nginx with no site behind it: what it lets through, it has to answer with 502."""
    with nginx(folder, (free_port(), free_port()), free_port()) as front:
        yield front


def test_nginx_finds_nothing_to_say_about_its_configuration(front):
    words = [
        find_or_skip("nginx"),
        "-t",
        "-q",
        "-c",
        front.folder / "nginx.conf",
        "-p",
        front.folder,
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_goes_through_the_site_over_https(front):
    someone = reader(front)
    assert [answer.status for answer in someone.reads()] == [200] * len(PAGES)
    assert someone.post(GUIDE, {"reader": "self"}).status == 302
    assert "__Host-answers" in someone.cookies

    # Neither an address with an answer in it nor the reader's own is written down.
    someone.get(f"{GUIDE}options/?age=adult")
    written = front.access_log.read_text()
    assert f"GET {GUIDE}options/" in written
    for telling in ("?", "adult", "127.0.0.1"):
        assert telling not in written


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers of the request."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(self.headers).encode())

    def do_POST(self):
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(("path", "known"), [("/", None), ("/admin/", "127.0.1.9")])
def test_what_a_client_claims_of_its_way_does_not_reach_the_site(folder, path, known):
    claims = ("X-Forwarded-Proto", "X-Forwarded-For", "X-Forwarded-Host", "X_Forwarded_For")
    with HTTPServer(("127.0.0.1", 0), Echo) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        with nginx(folder, (site.server_port, site.server_port), site.server_port) as front:
            visitor = reader(front, "127.0.1.9")
            visitor.headers |= dict.fromkeys(claims, "6.6.6.6")
            told = message_from_string(visitor.get(path).text)
        site.shutdown()
    assert "6.6.6.6" not in str(told)
    assert told["X-Forwarded-Proto"] == "https"
    assert told["X-Forwarded-For"] == known


def test_staff_and_readers_are_served_by_groups_of_their_own(folder):
    with HTTPServer(("127.0.0.1", 0), Echo) as desk:
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        with nginx(folder, (free_port(), free_port()), desk.server_port) as front:
            places = ("/admin/", "/admin/login/", "/admin/desk/guide/", f"/admin/preview{GUIDE}")
            assert {reader(front).get(each).status for each in places} == {200}
            assert {reader(front).get(each).status for each in PAGES} == {NO_SITE}
        desk.shutdown()


# What nginx answers by itself

NO_SITE = 502
GET = f"GET {{path}} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {{cookie}}\r\nConnection: close\r\n\r\n"
POST = (
    f"POST {{path}} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n"
    "Content-Length: {length}\r\n\r\n"
)
LARGE, TOO_LARGE = 32 * 1024, 32 * 1024 + 1  # bytes of a reader's form
LARGE_FILE, TOO_LARGE_FILE = 3 * 1024**2, 3 * 1024**2 + 1
TURNED_AWAY = {
    "no site": (GET.format(path=GUIDE, cookie=""), 502, "cannot answer just now"),
    "no desk": (GET.format(path="/admin/", cookie=""), 502, "cannot answer just now"),
    "no HTTP": (f"GET / HTTP/1.1\r\nHost: {HOST}\r\nHost: b\r\n\r\n", 400, "could not read"),
    "a long address": (GET.format(path="/" + "x" * 17_000, cookie=""), 414, "more than we can"),
    "a large cookie": (GET.format(path="/", cookie="x" * 17_000), 431, "more than we can take"),
    "many cookies": (GET.format(path="/", cookie="x=y; " * 20_000), 431, "more than we can take"),
    "a large form": (POST.format(path=GUIDE, length=TOO_LARGE), 413, "too much to send"),
    "a name that is long": (
        POST.format(path="/admin/login/", length=TOO_LARGE),
        413,
        "too much to send",
    ),
    "a large file": (
        POST.format(path="/admin/desk/guide/load/", length=TOO_LARGE_FILE),
        413,
        "too much to send",
    ),
}


def said_to(front, request):
    """The status, the headers by name, and the text of the answer to one request."""
    with connected(front) as secure:
        secure.sendall(request.encode())
        got = b"".join(iter(lambda: secure.recv(65_536), b"")).decode()
    head, _, text = got.partition("\r\n\r\n")
    first, _, lines = head.partition("\r\n")
    return int(first.split()[1]), message_from_string(lines), text


@pytest.mark.parametrize(("request_", "status", "words"), TURNED_AWAY.values(), ids=TURNED_AWAY)
def test_who_is_turned_away_is_told_so_with_the_headers_of_any_page(alone, request_, status, words):
    got, headers, text = said_to(alone, request_)
    assert got == status
    assert words in text
    assert "call your care team" in text
    must_have_our_headers(headers)


def must_have_our_headers(headers):
    ours = HEADERS | {"Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload"}
    assert {name: headers[name] for name in ours} == ours
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_what_is_as_large_as_it_may_be_is_handed_on(alone):
    for path, length in ((GUIDE, LARGE), ("/admin/desk/guide/load/", LARGE_FILE)):
        request = POST.format(path=path, length=length) + "x" * length
        assert said_to(alone, request)[0] == NO_SITE


def test_a_cookie_of_another_site_under_the_same_name_is_in_nobody_s_way(front):
    """A browser sends it along, and a reader can do nothing about it."""
    assert said_to(front, GET.format(path=GUIDE, cookie="x=" + "y" * 9_000))[0] == 200


# The way from HTTP to HTTPS


@pytest.mark.parametrize(
    ("asked", "led_to"),
    {
        "/privacy/": "/privacy/",
        "/library-card/options/?age=adult": "/library-card/options/",
        "/x%0d%0aSet-Cookie:%20evil=1": "/x%0d%0aSet-Cookie:%20evil=1",
        "/x%0aSet-Cookie:%20evil=1": "/x%0aSet-Cookie:%20evil=1",
        "/%3fage=adult": "/%3fage=adult",
        "//evil.example/": "//evil.example/",
        "http://evil.example/privacy/": "/privacy/",
    }.items(),
)
def test_http_is_led_to_the_same_address_as_it_was_sent(alone, asked, led_to):
    request = f"GET {asked} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    answer = say(alone.plain_port, request.encode())
    assert answer.status == 301
    assert answer.get("Location") == f"https://{HOST}{led_to}"
    assert answer.get("Set-Cookie") == ""


def test_nobody_is_told_the_version_of_nginx(alone):
    request = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
    assert say(alone.plain_port, request).get("Server") == "nginx"
    assert reader(alone).get("/").get("Server") == "nginx"


@pytest.mark.parametrize(
    ("ciphers", "is_taken"),
    [("ECDHE+AESGCM", True), ("ECDHE+CHACHA20", True), ("ECDHE+AES+SHA1", False), ("kRSA", False)],
)
def test_old_ciphers_of_tls_1_2_are_not_taken(alone, ciphers, is_taken):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", alone.port)) as plain:
        try:
            context.wrap_socket(plain, server_hostname=HOST).close()
        except ssl.SSLError:
            assert not is_taken
        else:
            assert is_taken


# Floods

# What docs/operations.md says of one address.
AT_ONCE, WAITING, TRIED, AT_THE_DESK = 400, 200, 20, 100


HEALTH = f"HEAD /healthz HTTP/1.1\r\nHost: {HOST}\r\n\r\n"


def flood(front, requests, one=HEALTH):
    """What came back to requests that are sent without waiting for an answer."""
    last = one.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
    with connected(front) as secure:
        secure.sendall((one * (requests - 1) + last).encode())
        got = b"".join(iter(lambda: secure.recv(65_536), b""))
    return [int(status) for status in re.findall(rb"^HTTP/1.1 (\d+)", got, re.MULTILINE)]


def test_a_flood_from_one_address_is_turned_away_and_others_are_not(alone):
    """A hospital's readers, who share one address, may all begin at once."""
    answers = flood(alone, 2 * AT_ONCE)
    assert set(answers[:AT_ONCE]) == {NO_SITE}
    assert answers[-1] == 429
    assert reader(alone, "127.0.1.1").get(GUIDE).status == NO_SITE


def test_a_flood_at_the_desk_is_turned_away_sooner_and_its_address_can_still_read(alone):
    answers = flood(alone, 2 * AT_THE_DESK, HEALTH.replace("/healthz", "/admin/"))
    assert set(answers[:AT_THE_DESK]) == {NO_SITE}
    assert answers[-1] == 429
    assert reader(alone).get(GUIDE).status == NO_SITE


def test_passwords_that_are_tried_from_one_address_are_turned_away_sooner(alone):
    """And nobody who only opens the page of the login, or reads."""
    request = "POST /admin/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n\r\n"
    answers = flood(alone, 60, request.format(HOST=HOST))
    assert set(answers) == {NO_SITE, 429}
    assert TRIED <= answers.count(NO_SITE) < 2 * TRIED
    got, headers, text = said_to(alone, POST.format(path="/admin/login/", length=0))
    assert (got, "Too many requests at once" in text) == (429, True)
    must_have_our_headers(headers)
    assert reader(alone).get("/admin/login/").status == NO_SITE
    assert reader(alone).get(GUIDE).status == NO_SITE


def test_an_address_that_keeps_many_requests_waiting_can_start_no_more(alone):
    with ExitStack() as opened:
        for _ in range(WAITING):
            opened.enter_context(half_open(alone, in_header=False))
        assert reader(alone).get(GUIDE).status == 429
        assert reader(alone, "127.0.1.1").get(GUIDE).status == NO_SITE


def test_who_was_turned_away_is_written_down_without_an_address(alone):
    flood(alone, 2 * AT_ONCE)
    written = alone.access_log.read_text() + (alone.folder / "navigator-error.log").read_text()
    assert " 429 " in written
    assert "127.0.0.1" not in written


# A process that ends, and one with an older version


class Ends(BaseHTTPRequestHandler):
    """Hangs up on a form, as a process does that ends; has none of the files that are asked for."""

    def do_POST(self):
        self.close_connection = True

    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_):
        pass


@pytest.fixture
def half_gone(folder):
    """Two hosts that both serve readers and staff, one of which is not well."""
    with HTTPServer(("127.0.0.1", 0), Ends) as one, HTTPServer(("127.0.0.1", 0), Echo) as other:
        for each in (one, other):
            threading.Thread(target=each.serve_forever, daemon=True).start()
        places = [f"127.0.0.1:{each.server_port}" for each in (one, other)]
        front = Nginx(folder, dict.fromkeys(GROUPS, places))
        with started(folder):
            yield front
        for each in (one, other):
            each.shutdown()


@pytest.mark.parametrize(
    ("method", "path", "answers"),
    [
        ("POST", GUIDE, {200}),
        ("GET", "/static/css/of-the-next-version.css", {200}),
        # Whether the form was taken is not known: it must not be taken twice.
        ("POST", "/admin/desk/guide/1/publish/", {200, 502}),
        ("GET", f"{GUIDE}no-such-page/", {200, 404}),
    ],
)
def test_a_readers_form_is_sent_again_and_a_file_asked_of_all_but_no_form_of_the_desk(
    half_gone, method, path, answers
):
    request = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n\r\n"
    assert set(flood(half_gone, 8, request)) == answers
