"""Clearing the answers."""

from dataclasses import replace

import pytest

from tests.html import parse
from tests.serving import path_to, question_path, serve

CLEAR = path_to("clear")


@pytest.fixture
def answered(client, guide):
    """A client whose reader has answered something."""
    client.post(path_to(), {"reader": "other"})
    client.post(question_path("hormone-receptor"), {"hormone-receptor": "positive"})
    return client


def has_said(client, guide="metastatic-breast-cancer"):
    options = parse(client.get(path_to("options", guide=guide)))
    return bool(options.all(id="said-hormone-receptor"))


def test_opening_the_page_clears_nothing(answered):
    assert answered.get(CLEAR).status_code == 200
    assert has_said(answered)


def test_the_page_has_one_form_without_a_field(answered):
    assert parse(answered.get(CLEAR)).form().names == set()


def test_answers_can_be_kept(answered):
    assert parse(answered.get(CLEAR)).one("main").all("a", href=path_to("options"))


def test_clearing_takes_the_cookie_away(answered):
    response = answered.post(CLEAR)
    assert response.status_code == 200
    assert response.cookies["answers"].value == ""
    assert response.cookies["answers"]["max-age"] == 0
    assert "no-store" in response["Cache-Control"]


def test_nothing_is_left_after_clearing(answered):
    answered.post(CLEAR)
    assert not has_said(answered)
    assert parse(answered.get(path_to())).form().checked("reader") == set()


def test_the_page_after_clearing_leads_to_the_start_and_has_nothing_to_clear(answered):
    page = parse(answered.post(CLEAR)).one("main")
    assert page.all("a", href=path_to())
    assert not page.all("a", href=CLEAR)


def test_clearing_takes_the_answers_to_every_guide_and_the_cookie_away(answered, guide):
    serve(replace(guide, slug="another-guide", title="Another"))
    path = question_path("hormone-receptor").replace(guide.slug, "another-guide")
    answered.post(path, {"hormone-receptor": "negative"})
    response = answered.post(CLEAR)
    assert response.cookies["answers"]["max-age"] == 0
    assert not has_said(answered)
    assert not has_said(answered, "another-guide")


def test_clearing_nothing_is_fine(client, guide):
    assert client.post(CLEAR).status_code == 200
