"""The start of a guide."""

import pytest

from tests.html import parse
from tests.serving import path_to, question_path

FIRST = question_path("hormone-receptor")


@pytest.fixture
def start(client, guide):
    """A function that gets the start page."""
    return lambda: parse(client.get(path_to()))


def send(client, **fields):
    return client.post(path_to(), fields)


def test_the_form_asks_who_is_reading_and_nothing_else(start):
    form = start().form()
    assert form.names == {"reader"}
    assert form.values("reader") == ["self", "other"]
    assert form.checked("reader") == set()


@pytest.mark.parametrize("reader", ["self", "other"])
def test_starting_leads_to_the_first_question(client, guide, reader):
    response = send(client, reader=reader)
    assert response.status_code == 302
    assert response["Location"] == FIRST


@pytest.mark.parametrize("reader", ["self", "other"])
def test_who_is_reading_is_kept(client, start, reader):
    send(client, reader=reader)
    assert start().form().checked("reader") == {reader}


@pytest.mark.parametrize("fields", [{}, {"reader": ""}, {"reader": "doctor"}])
def test_nobody_does_not_start(client, guide, fields):
    response = send(client, **fields)
    assert response.status_code == 422
    page = parse(response)
    summary = page.one(role="alert")
    target = summary.one("a")["href"].removeprefix("#")
    assert page.one("input", id=target)["name"] == "reader"


def test_nobody_gets_no_cookie_with_answers(client, guide):
    assert "answers" not in send(client).cookies


def test_starting_again_keeps_the_answers_and_goes_on(client, guide):
    send(client, reader="self")
    client.post(FIRST, {"hormone-receptor": "positive"})
    assert send(client, reader="other")["Location"] == question_path("her2")


def test_who_has_answered_can_go_on(client, start):
    assert not start().all("a", href=FIRST)
    client.post(FIRST, {"hormone-receptor": "positive"})
    assert start().all("a", href=question_path("her2"))


def test_everything_can_be_read_without_answering(start):
    assert start().one("main").all("a", href=path_to("all-options"))


def test_the_page_says_what_the_guide_says(start, guide):
    text = start().text
    for said in (guide.title, guide.decision, guide.about_condition, *guide.have_at_hand):
        assert said in text


def test_help_is_there_before_the_first_question(start, guide):
    text = start().text
    assert all(line in text for line in guide.help_now.splitlines())


def test_notices_for_the_start_are_there_and_no_others(start, guide):
    text = start().text
    for notice in guide.notices:
        assert (notice.text in text) is notice.on_start


def test_the_privacy_promise_is_linked(start):
    assert start().one("main").all("a", href="/privacy/")


def test_disclaimer_and_attribution_are_there(start, guide):
    text = start().text
    assert guide.disclaimer in text
    assert guide.attribution in text


def test_a_caregiver_is_spoken_to_as_one(client, start, guide):
    send(client, reader="other")
    text = start().text
    assert guide.decision_other in text
    assert guide.have_at_hand_other[0] in text
    assert guide.have_at_hand[0] not in text
