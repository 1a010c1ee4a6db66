"""What holds for every page of the site, and the few pages that belong to no guide."""

import logging
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from django.test import Client

from navigator.editions import shelf as shelf_module
from navigator.editions.shelf import shelf
from navigator.readers import views

from .guides import real_guide
from .html import parse
from .serving import Away, path_to, question_path, serve

GUIDE = real_guide()
PLAIN = ["/", "/privacy/", "/accessibility/"]
OF_GUIDE = [
    path_to(*steps)
    for steps in (
        [],
        ["questions", "her2"],
        ["questions", "spread"],
        ["options"],
        ["handout"],
        ["worksheet"],
        ["all-options"],
        ["trials"],
        ["glossary"],
        ["about"],
        ["clear"],
    )
]
pages = pytest.mark.parametrize("path", [*PLAIN, *OF_GUIDE, "/no-such-page/"])
with_options = pytest.mark.parametrize("step", ["options", "handout", "all-options"])
# Right and wrong answers, and a search for trials.
SENT = [
    (question_path("hormone-receptor"), {"hormone-receptor": "not-known"}),
    (question_path("her2"), {"her2": ["positive", "negative"]}),
    (question_path("spread"), {"spread": ["breast-chest-wall", "soft-tissue"]}),
    (question_path("symptoms"), {"symptoms": ["breast-lesion", "unsure"]}),
    (question_path("past-treatments"), {"past-treatments": ["other-hormone-therapy"]}),
    (question_path("brca"), {"brca": "a-made-up-answer"}),
    (path_to("trials"), {"topic": "male-breast-cancer", "age": "117", "zip": "20850"}),
]


TELLING = {
    "not-known",
    "positive",
    "negative",
    "breast-chest-wall",
    "soft-tissue",
    "breast-lesion",
    "unsure",
    "other-hormone-therapy",
    "a-made-up-answer",
    "male-breast-cancer",
    "20850",
}


@pytest.fixture
def guide(db):
    serve(GUIDE)
    return GUIDE


# The frame of every page


@pytest.fixture
def see(client, guide):
    """A function that gets a page as someone sees it who has answered something."""
    client.post(question_path("hormone-receptor"), {"hormone-receptor": "positive"})
    return lambda path: parse(client.get(path))


@pages
def test_a_page_has_one_main_part_one_heading_and_a_title(see, path):
    opened = see(path)
    assert opened.one("main").one("h1").text
    assert opened.one("head").one("title").text
    assert opened.one("html")["lang"]


@pytest.mark.parametrize("path", [*PLAIN, *OF_GUIDE])
def test_headings_do_not_skip_a_level(see, path):
    headings = see(path).one("main").all("h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(each.tag[1]) for each in headings]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("path", [*PLAIN, *OF_GUIDE])
def test_ids_are_there_once_and_what_points_to_one_finds_it(see, path):
    opened = see(path)
    ids = [each["id"] for each in opened.all(id=True)]
    assert len(ids) == len(set(ids))
    pointers = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    named = [each[name] for name in pointers for each in opened.everything() if name in each]
    links = [each["href"][1:] for each in opened.all("a", href=True) if each["href"][0] == "#"]
    assert {one for some in named for one in some.split()} | set(links) <= set(ids)


@pages
def test_every_link_within_the_site_leads_somewhere(client, see, path):
    hrefs = {urljoin(path, each["href"]) for each in see(path).all("a", href=True)}
    for href in sorted({each.partition("#")[0] for each in hrefs} - {path}):
        if href.startswith("/"):
            assert client.get(href).status_code in (200, 302)
        else:
            assert href.startswith("https://")


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
def test_who_follows_a_link_to_another_site_does_not_tell_from_where(see, path):
    away = [each for each in see(path).all("a", href=True) if "://" in each["href"]]
    assert all("noreferrer" in each.get("rel", "") for each in away)


@pages
def test_security_headers(client, guide, path):
    response = client.get(path)
    policy = dict(
        each.strip().split(" ", 1) for each in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "*" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@with_options
def test_pages_with_options_carry_the_sources_words_to_the_letter(see, step):
    text = see(path_to(step)).text
    assert GUIDE.disclaimer in text
    assert GUIDE.attribution in text


@pytest.mark.parametrize("path", OF_GUIDE)
def test_help_is_on_every_page_of_a_guide(see, path):
    text = see(path).text
    assert all(line in text for line in GUIDE.help_now.splitlines())


@pages
def test_readers_get_no_session(client, guide, path):
    assert "sessionid" not in client.get(path).cookies


# Pages of no guide


@pytest.mark.parametrize("path", PLAIN[1:])
@pytest.mark.django_db
def test_what_is_kept_and_who_can_use_it_is_said_without_a_guide(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/no-such-page/", "/metastatic-breast-cancer/no-such-page/"])
def test_a_page_that_is_not_there_leads_back(client, guide, path):
    response = client.get(path)
    assert response.status_code == 404
    assert parse(response).one("main").all("a", href="/")


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
    assert "emergency number" in page.text


@pytest.mark.django_db
def test_staff_have_their_own_door(client):
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


# For operators


@pytest.fixture
def away(monkeypatch):
    """Takes the editions away, when it is called."""
    return lambda: monkeypatch.setattr(shelf_module.Edition, "objects", Away())


def test_the_site_is_healthy_with_an_edition(client, guide):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_the_site_is_not_healthy_without_an_edition(client):
    assert client.get("/healthz").status_code == 503


def test_the_site_is_healthy_while_it_serves_from_memory(client, guide, away):
    shelf.editions()
    away()
    assert client.get("/healthz").status_code == 200
    assert client.get(path_to("options")).status_code == 200


def test_the_site_is_not_healthy_when_it_cannot_serve(guide, away):
    away()
    assert Client(raise_request_exception=False).get("/healthz").status_code == 503


# What is written down


def assert_silent(caplog):
    """No log line holds an answer, in its message, its arguments or its traceback."""
    written = caplog.text + "".join(repr(vars(record)) for record in caplog.records)
    assert not [value for value in TELLING if value in written]


@pytest.fixture
def everything(caplog):
    """Logs of every level."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_answers_are_not_logged(client, guide, everything, headers):
    for path, sent in SENT:
        client.post(path, sent, headers=headers)
    for step in ("options", "handout"):
        client.get(path_to(step))
    assert len(everything.records) > 2
    assert_silent(everything)
    assert client.cookies["answers"].value not in everything.text


def test_answers_are_not_logged_when_something_fails(guide, everything, monkeypatch):
    client = Client(raise_request_exception=False)
    client.post(*SENT[0])
    monkeypatch.setattr(views.QuestionView, "_go_on", fail)
    for path, sent in SENT:
        client.post(path, sent)
    assert "Traceback" in everything.text
    assert_silent(everything)


def test_answers_are_not_in_the_database(client, guide, django_assert_num_queries):
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
