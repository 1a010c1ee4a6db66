"""Clearing the answers."""

from dataclasses import replace

import pytest

from tests.html import parse
from tests.library import library

from .reading import answer, opened, path_to

CLEAR = path_to("clear")


@pytest.fixture
def answered(client, guide):
    """A client whose reader has answered something."""
    client.post(path_to(), {"reader": "other"})
    answer(client, "age", "adult")
    return client


def has_said(client, guide):
    options = parse(client.get(path_to("options", guide=guide)))
    return bool(options.all(id="said-age"))


@pytest.mark.parametrize(
    "steps", [(), ("questions", "home"), ("options",), ("handout",), ("trials",)]
)
def test_every_page_of_a_reader_who_said_something_leads_to_clearing(answered, steps):
    assert len(opened(answered, *steps).all("a", href=CLEAR)) == 1


def test_where_nothing_was_said_nothing_is_offered_to_be_cleared(client, guide):
    for steps in ((), ("options",), ("handout",), ("all-options",)):
        assert not opened(client, *steps).all("a", href=CLEAR)


def test_opening_the_page_clears_nothing_and_answers_can_be_kept(answered, guide):
    page = opened(answered, "clear").one("main")
    assert page.form().names == set()
    assert page.all("a", href=path_to("options"))
    assert has_said(answered, guide.slug)


def test_clearing_takes_everything_away_and_leads_to_the_start(answered, guide):
    response = answered.post(CLEAR)
    assert response.status_code == 200
    assert (response.cookies["answers"].value, response.cookies["answers"]["max-age"]) == ("", 0)
    assert "no-store" in response["Cache-Control"]
    page = parse(response).one("main")
    assert page.all("a", href=path_to())
    assert not page.all("a", href=CLEAR)
    assert not has_said(answered, guide.slug)
    assert opened(answered).form().checked("reader") == set()


def test_clearing_takes_the_answers_to_every_guide(answered, guide, shelve):
    shelve(replace(library(), slug="another"))
    answered.post(path_to("questions", "age", guide="another"), {"age": "child"})
    assert has_said(answered, "another")
    answered.post(CLEAR)
    assert not has_said(answered, guide.slug)
    assert not has_said(answered, "another")


def test_clearing_nothing_is_fine(client, guide):
    assert client.post(CLEAR).status_code == 200
