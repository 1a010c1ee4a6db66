"""A guide that was taken from its readers: what they meet in its place, and what stays theirs."""

from dataclasses import replace

import pytest
from django.test import Client

from navigator.guide.answers import Answers
from navigator.guide.return_code import encode
from navigator.guide.voice import Reader
from tests.html import parse
from tests.library import library

from .reading import HTMX, answer, opened, path_to, question_path

GUIDE = replace(library(), help_now="Call the library.", help_now_other="Call for them.")
OTHER = replace(GUIDE, slug="other-card", title="Another guide")
TOLD = "We have taken this guide down."
STEPS = ["options", "compare", "handout", "worksheet", "all-options", "trials", "glossary", "about"]
PAGES = [path_to(), question_path("age"), question_path("gone"), *map(path_to, STEPS)]


@pytest.fixture
def guide(shelve):
    shelve(GUIDE)
    return GUIDE


@pytest.fixture
def withdraw(shelve, guide):
    return lambda: shelve(GUIDE, withdrawn=TOLD)


def assert_told(response):
    assert response.status_code == 410
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert "answers" not in response.cookies
    page = parse(response)
    assert GUIDE.title in page.text
    assert TOLD in page.one("main").text
    assert page.one("main").all("a", href="/")
    return page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_every_page_says_that_the_guide_was_taken_down_and_how_to_get_help(
    client, withdraw, path, headers
):
    kept = client.get(path).get("ETag", "")
    withdraw()
    for response in (
        client.get(path, headers=headers),
        client.get(path, headers=headers | {"If-None-Match": kept}),
        client.post(path, {"reader": "self", "age": "adult", "pick": "town-card"}, headers=headers),
    ):
        assert "Call the library." in assert_told(response).one("main").text


def test_nothing_of_the_guide_but_its_title_can_be_read(client, withdraw):
    withdraw()
    page = opened(client, "all-options")
    assert not [each.name for each in GUIDE.options if each.name in page.text]
    links = {each["href"] for each in page.all("a", href=True)}
    assert not [each for each in links if GUIDE.slug in each]


def test_somebody_who_cares_for_another_is_told_in_words_for_them(client, withdraw):
    client.post(path_to(), {"reader": "other"})
    withdraw()
    for steps in ([], ["glossary"]):
        text = assert_told(client.get(path_to(*steps))).text
        assert "Call for them." in text
        assert "Call the library." not in text


def test_a_reader_goes_on_once_the_guide_is_published_again(client, withdraw, shelve):
    answer(client, "age", "adult")
    before = client.cookies["answers"].value
    withdraw()
    page = assert_told(answer(client, "home", "far"))
    assert "Your answers are still in this browser." in page.text
    assert client.cookies["answers"].value == before
    shelve(GUIDE)
    text = opened(client, "options").text
    assert "This guide was updated since you started. Your answers still fit" in text


def test_who_has_no_answers_is_not_told_of_any(client, withdraw):
    withdraw()
    page = opened(client)
    assert "Your answers" not in page.text
    assert page.all(class_="clear") == []


def test_answers_can_be_cleared_while_the_guide_is_away(client, withdraw):
    """On a device that others use, nobody should have to wait with that."""
    answer(client, "age", "adult")
    withdraw()
    clear = opened(client).one(class_="clear")["href"]
    asked = client.get(clear)
    assert asked.status_code == 200
    assert "was updated" not in asked.content.decode()
    page = parse(client.post(clear))
    assert client.cookies["answers"].value == ""
    assert page.one("main").one(class_="button")["href"] == "/"


def test_a_code_is_told_the_same_and_changes_nothing(client, withdraw):
    code = encode(1, 1, Reader.SELF, GUIDE, Answers({"age": frozenset(["adult"])}))
    withdraw()
    page = assert_told(client.post("/continue/", {"code": code}))
    assert "Your code stays good." in page.text


def test_a_reader_whose_browser_sends_no_cookies_is_told_the_same(withdraw):
    withdraw()
    assert_told(Client(enforce_csrf_checks=True).post(path_to(), {"reader": "self"}))


def test_the_first_page_leaves_the_guide_out(client, withdraw, shelve):
    shelve(OTHER)
    withdraw()
    page = parse(client.get("/"))
    assert OTHER.title in page.text
    assert GUIDE.title not in page.text
    assert client.get(path_to(guide=OTHER.slug)).status_code == 200


def test_a_first_page_without_any_guide_left_says_so(client, withdraw):
    withdraw()
    text = parse(client.get("/")).text
    assert "No guide is here right now" in text
    assert "No guide has been published yet" not in text
    assert GUIDE.title not in text


def test_the_page_is_in_the_language_of_the_guide(client, shelve):
    shelve(replace(GUIDE, language="es"), withdrawn="Lo hemos retirado.")
    assert opened(client).one("html")["lang"] == "es"
