"""What is turned away before any room is entered, and the headers on everything that goes out."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from navigator import urls
from navigator.headers import HEADERS, LARGEST_FORM

from .html import parse
from .library import library
from .odd.sending import browser
from .readers.reading import path_to, question_path
from .serving import serve


def fail(request):
    raise RuntimeError("a fault of ours")


urlpatterns = [path("fault/", fail), *urls.urlpatterns]
failing = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def guide(db):
    serve(library())


@pytest.fixture
def client():
    """A browser at the site as it is served: behind navigator/wsgi.py."""
    return browser()


# Headers

ANSWERS = {
    "a page": (200, "get", "/"),
    "a personal page": (200, "get", path_to("handout")),
    "a file": (200, "get", "/static/css/navigator.css"),
    "a redirect": (302, "post", question_path("age")),
    "an address without its slash": (301, "get", "/privacy"),
    "the staff's door": (200, "get", "/admin/login/"),
    "the health page": (200, "get", "/healthz"),
    "a bad request": (400, "get", "/?x=%00"),
    "a page that is not there": (404, "get", "/no-such-page/"),
    "a file that is not there": (404, "get", "/static/no-such-file"),
    "a refused method": (405, "trace", "/"),
    "a fault of ours": (500, "get", "/fault/"),
}


@failing
@pytest.mark.parametrize(("status", "method", "address"), ANSWERS.values(), ids=ANSWERS)
def test_everything_goes_out_with_every_header(client, guide, status, method, address):
    sent = {"age": "adult"} if method == "post" else None
    response = getattr(client, method)(address, *filter(None, [sent]))
    response.close()  # a file, if it is one
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "charset=" in response["Content-Type"]
    assert "private" in response["Cache-Control"] or address.startswith("/static/css/")


@failing
def test_another_site_posting_for_a_reader_is_refused_with_every_header(guide):
    response = Client(enforce_csrf_checks=True).post(question_path("age"), {"age": "adult"})
    assert response.status_code == 403
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_by_default_and_nothing_unsafe():
    policy = HEADERS["Content-Security-Policy"]
    directives = dict(each.split(" ", 1) for each in policy.split("; "))
    assert directives.pop("default-src") == directives.pop("base-uri") == "'none'"
    assert directives.pop("frame-ancestors") == "'none'"
    assert set(directives.values()) == {"'self'"}


# Methods


@pytest.mark.parametrize(
    "address", ["/", path_to(), path_to("options"), "/admin/", "/static/css/navigator.css", "/nil"]
)
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PUT", "DELETE", "PATCH", "INVENTED"])
def test_a_method_without_a_use_is_not_allowed(client, guide, method, address):
    response = client.generic(method, address, "x")
    assert response.status_code == 405
    assert "TRACE" not in response["Allow"]
    assert response.content == b""


# What no browser sends


@pytest.mark.parametrize("address", ["/?a=%00", "/%00/", path_to("options") + "?from=%00"])
def test_an_address_with_a_nul_is_a_bad_request(client, guide, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "hex", "idna", "undefined", "no-such", ""])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_charset_than_that_of_our_forms_is_a_bad_request(client, guide, method, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    address = question_path("age") + "?from=options"
    response = client.generic(method.upper(), address, b"age=adult", content_type=kind)
    assert response.status_code == 400
    assert "answers" not in response.cookies
    assert parse(response).one("main").all("a", href="/")


@pytest.mark.parametrize("word", ["charset*=bogus''utf-8", "x*=bogus''y", "x*=idna''%ff"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_words_in_a_charset_that_nobody_knows_are_a_bad_request(client, guide, method, word):
    kind = f"application/x-www-form-urlencoded; {word}"
    response = client.generic(method.upper(), question_path("age"), b"x", content_type=kind)
    assert response.status_code == 400
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("charset", ["; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"', ""])
def test_the_charset_of_our_forms_is_read(client, guide, charset):
    kind = f"application/x-www-form-urlencoded{charset}"
    response = client.generic("POST", question_path("age"), b"age=adult", content_type=kind)
    assert "answers" in response.cookies


@pytest.mark.parametrize("word", [";" * 60_000, "; charset=utf-8" * 3, "; boundary=x" * 4_000])
def test_a_content_type_with_more_words_than_a_form_has_is_a_bad_request(client, guide, word):
    """None of them is looked at: they cost time."""
    kind = f"application/x-www-form-urlencoded{word}"
    response = client.generic("POST", question_path("age"), b"age=adult", content_type=kind)
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("address", "is_refused"),
    {
        question_path("age"): True,
        "/continue/": True,
        "/admin/login/": True,
        "/admin/desk/guide/load/": False,
    }.items(),
)
def test_a_form_far_larger_than_any_of_that_place_is_not_looked_at(
    client, guide, address, is_refused
):
    kind = "application/x-www-form-urlencoded"
    for size in (LARGEST_FORM, LARGEST_FORM + 1):
        sent = b"x=" + b"%41" * (size // 3) + b"yyy"
        response = client.generic("POST", address, sent[:size], content_type=kind)
        assert (response.status_code == 413) == (is_refused and size > LARGEST_FORM)
    if is_refused:
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_who_sent_something_unreadable_is_told_that_nothing_is_lost(client, guide):
    page = parse(client.get("/?a=%00"))
    assert page.one("h1").text
    assert "call your care team" in page.text
