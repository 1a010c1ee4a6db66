"""The start of a guide."""

from dataclasses import replace

import pytest

from tests.html import parse
from tests.library import library

from .reading import answer, opened, path_to, question_path

GUIDE = library()
START, FIRST, SECOND = path_to(), question_path("age"), question_path("home")

pytestmark = pytest.mark.usefixtures("guide")


def send(client, **fields):
    return client.post(START, fields)


@pytest.mark.parametrize("reader", ["self", "other"])
def test_the_form_asks_who_is_reading_and_leads_to_the_first_question(client, reader):
    form = opened(client).form()
    assert form.names == {"reader"}
    assert form.values("reader") == ["self", "other"]
    assert form.checked("reader") == set()
    response = send(client, reader=reader)
    assert (response.status_code, response["Location"]) == (302, FIRST)
    assert opened(client).form().checked("reader") == {reader}


@pytest.mark.parametrize(
    "fields", [{}, {"reader": ""}, {"reader": "doctor"}, {"reader": ["self", "other"]}]
)
def test_nobody_does_not_start_and_is_told_so(client, fields):
    response = send(client, **fields)
    assert response.status_code == 422
    assert "answers" not in response.cookies
    page = parse(response)
    assert page.one("title").text.startswith("Error:")
    target = page.one(role="alert").one("a")["href"].removeprefix("#")
    assert page.one("input", id=target)["name"] == "reader"


def test_who_has_answered_can_go_on_and_who_is_new_gets_nothing_of_it(client):
    send(client, reader="self")
    assert not opened(client).one("main").all("a", href=SECOND)
    answer(client, "age", "adult")
    page = opened(client)
    assert page.one("main").all("a", href=SECOND)
    assert "1 question is answered" in page.text
    assert page.form().checked("reader") == set()
    assert send(client, reader="other")["Location"] == FIRST
    assert not opened(client).one("main").all("a", href=SECOND)
    assert parse(client.get(FIRST)).form().checked("age") == set()


def test_starting_again_leaves_the_answers_to_other_guides(client, shelve):
    shelve(GUIDE)
    shelve(replace(GUIDE, slug="other"))
    client.post(question_path("age", "other"), {"age": "adult"})
    send(client, reader="self")
    page = parse(client.get(question_path("age", "other")))
    assert page.form().checked("age") == {"adult"}


def test_the_page_says_what_the_guide_says(client, shelve):
    page = opened(client)
    for words in (GUIDE.title, GUIDE.decision, GUIDE.about_condition, *GUIDE.have_at_hand):
        assert words in page.text
    assert GUIDE.introduction in [each.get("content") for each in page.all("meta")]
    assert page.one("main").all("a", href=path_to("all-options"))
    assert page.one("main").all("a", href="/privacy/")
    for minutes, words in ((1, "about 1 minute."), (9, "about 9 minutes.")):
        shelve(replace(GUIDE, minutes=minutes))
        assert words in opened(client).text


def test_notices_for_the_start_are_there_and_no_others(client):
    text = opened(client).text
    assert [notice.text in text for notice in GUIDE.notices] == [True, False]


def test_a_caregiver_is_spoken_to_as_one(client):
    send(client, reader="other")
    text = opened(client).text
    assert GUIDE.have_at_hand_other[0] in text
    assert GUIDE.have_at_hand[0] not in text
