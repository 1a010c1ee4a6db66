"""A guide that was withdrawn: every page of it tells so, with help, and nothing else."""

import pytest
from django.urls import reverse

from navigator.guide.answers import Answers
from navigator.guide.return_code import encode
from navigator.guide.voice import Reader
from tests.html import parse
from tests.library import library

GUIDE = library()
TOLD = "We are checking this guide."
PAGES = ["start", "options", "compare", "handout", "all-options", "glossary", "about"]


@pytest.fixture(autouse=True)
def withdrawn(shelve):
    shelve(GUIDE, withdrawn=TOLD)


def is_told(response):
    text = parse(response).one("main").text
    assert response.status_code == 410
    assert TOLD in text
    assert GUIDE.help_now in text
    assert "no-store" in response["Cache-Control"]
    return not any(option.name in text for option in GUIDE.options)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_anything_of_it(client, name):
    assert is_told(client.get(reverse(name, args=[GUIDE.slug])))


def test_a_question_is_neither_asked_nor_answered(client):
    url = reverse("question", args=[GUIDE.slug, "age"])
    assert is_told(client.get(url))
    assert is_told(client.post(url, {"age": "child"}))
    assert not client.cookies


def test_htmx_opens_the_page_as_a_whole(client):
    url = reverse("question", args=[GUIDE.slug, "age"])
    response = client.post(url, {"age": "child"}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("start", args=[GUIDE.slug])


def test_the_first_page_leaves_it_out(client):
    assert GUIDE.title not in parse(client.get("/")).one("main").text


def test_a_code_is_told_the_same(client):
    code = encode(1, 1, Reader.SELF, GUIDE, Answers({"age": ["adult"]}))
    assert is_told(client.post(reverse("continue"), {"code": code}))


def test_answers_are_there_again_once_it_is_published(client, shelve):
    shelve(GUIDE)
    client.post(reverse("start", args=[GUIDE.slug]), {"reader": "self"})
    client.post(reverse("question", args=[GUIDE.slug, "age"]), {"age": "adult"})
    shelve(GUIDE, withdrawn=TOLD)
    assert is_told(client.get(reverse("options", args=[GUIDE.slug])))
    shelve(GUIDE)
    page = parse(client.get(reverse("options", args=[GUIDE.slug]))).one("main")
    assert "they are kept" in page.text
    assert "You are an adult" in page.text
