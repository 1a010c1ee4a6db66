"""What holds for every page of the site, and the few pages that belong to no guide."""

import logging
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from django.test import Client

from navigator.editions import shelf as shelf_module
from navigator.editions.shelf import shelf
from navigator.readers import views

from .html import parse
from .readers.reading import HTMX, answer, path_to, question_path
from .serving import Away, serve
from .treatments import guide_with_facts

GUIDE = replace(guide_with_facts(), trials_place_digits=0)
PLAIN = ["/", "/continue/", "/privacy/", "/accessibility/"]
STEPS = [
    "options",
    "compare",
    "handout",
    "worksheet",
    "all-options",
    "trials",
    "glossary",
    "about",
    "clear",
]
OF_GUIDE = [path_to(), question_path("age"), question_path("likes"), *map(path_to, STEPS)]
pages = pytest.mark.parametrize("path", [*PLAIN, *OF_GUIDE, "/no-such-page/"])
# Right and wrong answers, and a search for trials.
SENT = [
    (question_path("age"), {"age": "not-told"}),
    (question_path("guardian"), {"guardian": ["yes", "no"]}),
    (question_path("likes"), {"likes": ["sound-books", "films"]}),
    (question_path("likes"), {"likes": ["sound-books", "nothing"]}),
    (question_path("home"), {"home": "a-made-up-answer"}),
    (path_to("trials"), {"topic": "cards", "place": "Marigold"}),
    (path_to("trials"), {"topic": "cards", "age": "of-age", "place": "Marigold"}),
]
TELLING = ["not-told", "sound-books", "films", "a-made-up-answer", "of-age", "Marigold"]


@pytest.fixture
def guide(shelve):
    shelve(GUIDE)


@pytest.fixture
def see(client, guide):
    """A function that gets a page as someone sees it who has answered something."""
    answer(client, "age", "teen")
    return lambda path: parse(client.get(path))


# The frame of every page


@pages
def test_a_page_has_one_main_part_one_heading_a_title_and_a_language(see, path):
    opened = see(path)
    assert opened.one("main").one("h1").text
    assert opened.one("head").one("title").text
    assert opened.one("html")["lang"]
    headings = opened.one("main").all("h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(each.tag[1]) for each in headings]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pages
def test_ids_are_there_once_and_what_points_to_one_finds_it(see, path):
    opened = see(path)
    ids = [each["id"] for each in opened.all(id=True)]
    assert len(ids) == len(set(ids))
    pointers = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    named = [each[name] for name in pointers for each in opened.everything() if name in each]
    links = [each["href"][1:] for each in opened.all("a", href=True) if each["href"][0] == "#"]
    assert {one for some in named for one in some.split()} | set(links) <= set(ids)


@pages
def test_every_link_leads_somewhere_and_tells_other_sites_nothing(client, see, path):
    links = see(path).all("a", href=True)
    hrefs = {urljoin(path, each["href"]).partition("#")[0] for each in links}
    not_there = {"/no-such-page/", "/es/no-such-page/"}
    for href in sorted(hrefs - {path} - not_there):
        assert href.startswith("https://") or client.get(href).status_code in (200, 302)
    away = [each for each in links if "://" in each["href"]]
    assert all("noreferrer" in each.get("rel", "") for each in away)


@pages
def test_nothing_is_loaded_from_elsewhere_or_runs_within_the_page(see, path):
    opened = see(path)
    loaded = [each["src"] for each in opened.all(src=True)]
    loaded += [each["href"] for each in opened.all("link")]
    assert loaded
    assert all(each.startswith("/static/") for each in loaded)
    assert not opened.all("style", "iframe", "object", "embed")
    assert not opened.all(style=True)
    assert not [each for each in opened.all("script") if "src" not in each]
    assert not [name for each in opened.everything() for name in each.attrs if name[:2] == "on"]


@pages
def test_a_reader_has_no_session(client, guide, path):
    assert "sessionid" not in client.get(path).cookies


def test_help_is_on_every_page_of_a_guide(see):
    assert all(GUIDE.help_now in see(path).text for path in OF_GUIDE)


# Pages of no guide


@pytest.mark.parametrize("path", PLAIN[1:])
def test_what_is_kept_and_who_can_use_it_is_said_without_a_guide(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/no-such-page/", path_to("no-such-page")])
def test_a_page_that_is_not_there_leads_back(client, guide, path):
    response = client.get(path)
    assert response.status_code == 404
    assert parse(response).one("main").all("a", href="/")
    assert "/admin/" not in response.content.decode()


def test_an_address_without_its_last_slash_finds_the_page(client, guide):
    response = client.get(path_to("options").rstrip("/"))
    assert response["Location"] == path_to("options")


def fail(*args, **kwargs):
    raise RuntimeError("a fault of ours")


def test_a_fault_of_ours_is_a_page_that_needs_nothing(guide, monkeypatch):
    monkeypatch.setattr(views.QuestionView, "_go_on", fail)
    response = Client(raise_request_exception=False).post(*SENT[0])
    assert response.status_code == 500
    page = parse(response)
    assert page.one("h1").text
    assert page.one("main").all("a", href="/")
    assert "your local emergency number" in page.text


def test_staff_have_their_own_door(client):
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


# For operators


@pytest.fixture
def away(monkeypatch):
    """Takes the editions away, when it is called."""
    return lambda: monkeypatch.setattr(shelf_module.Edition, "objects", Away())


@pytest.mark.django_db
def test_the_site_is_healthy_with_an_edition_and_while_it_serves_from_memory(client, away):
    assert client.get("/healthz").status_code == 503
    serve(GUIDE)
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    away()
    assert client.get("/healthz").status_code == 200
    assert client.get(path_to("options")).status_code == 200


@pytest.mark.django_db
def test_the_site_is_not_healthy_when_it_cannot_serve(client, away):
    serve(GUIDE)
    away()
    assert client.get("/healthz").status_code == 503


# What is written down


@pytest.fixture
def everything(caplog):
    """Logs of every level."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("fails", [False, True])
def test_answers_are_not_logged_even_when_something_fails(
    guide, everything, monkeypatch, headers, fails
):
    client = Client(raise_request_exception=False, headers=headers)
    client.post(*SENT[0])
    if fails:
        monkeypatch.setattr(views.QuestionView, "_go_on", fail)
    for path, sent in SENT:
        client.post(path, sent)
    for step in ("options", "handout"):
        client.get(path_to(step))
    assert len(everything.records) > 2
    assert ("Traceback" in everything.text) is fails
    written = everything.text + "".join(repr(vars(record)) for record in everything.records)
    assert [value for value in TELLING if value in written] == []
    assert client.cookies["answers"].value not in everything.text


@pytest.mark.django_db
def test_answers_are_not_in_the_database(client, django_assert_num_queries):
    serve(GUIDE)
    shelf.editions()
    with django_assert_num_queries(len(SENT)):  # one look for a newer edition each
        for path, sent in SENT:
            client.post(path, sent)


# What is looked for at the root


@pytest.mark.parametrize("name", ["favicon.ico", "apple-touch-icon.png", "robots.txt"])
def test_what_is_looked_for_at_the_root_is_there(client, name):
    response = client.get(f"/{name}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content)


def test_crawlers_may_read_everything_but_the_door_for_staff(client):
    lines = b"".join(client.get("/robots.txt").streaming_content).decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /admin/"]
