"""The page for browsers that do not send the cookie that guards forms."""

import pytest
from django.test import Client

from tests.html import parse

from .reading import HTMX, path_to, question_path

FIRST = question_path("age")
FORMS = [path_to(), FIRST, path_to("clear")]


@pytest.fixture
def strict(guide):
    """A client that is held to the rules of forms, as browsers are."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_cookie_is_answered_with_a_page_of_help(strict, path):
    response = strict.post(path, {"age": "adult", "reader": "self"})
    assert response.status_code == 403
    assert "answers" not in response.cookies
    page = parse(response)
    assert page.one("h1").text
    assert page.one("main").all("a", href="/")
    assert "csrf" not in page.text.lower()


def test_the_page_of_help_leads_to_what_works_without_cookies(strict):
    page = parse(strict.post(FIRST, {"age": "adult"}))
    assert page.one("main").all("a", href=path_to("all-options"))


def test_a_cookie_that_came_is_not_blamed(strict, settings):
    strict.get(path_to(), secure=True)
    mark = parse(strict.get(path_to(), secure=True)).form().hidden()
    response = strict.post(path_to(), mark | {"reader": "self"}, secure=True)
    assert response.status_code == 403  # neither Origin nor Referer
    text = parse(response).one("main").text
    assert "did not say from which page it was sent" in text
    assert "did not send the small file" not in text
    assert "did not send the small file" in parse(Client(enforce_csrf_checks=True).post(FIRST)).text


@pytest.mark.parametrize("path", FORMS)
def test_every_form_carries_what_its_cookie_is_compared_with(strict, path):
    form = parse(strict.get(path)).form()
    assert strict.post(path, form.hidden()).status_code != 403


def test_a_form_with_somebody_elses_mark_is_refused(strict):
    strict.get(path_to())
    response = strict.post(path_to(), {"reader": "self", "csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403


def test_every_page_has_a_mark_of_its_own(strict):
    """Or somebody could have pages compressed with the same one, and see by their length."""
    first = parse(strict.get(FIRST)).form().hidden()
    step = strict.post(FIRST, first | {"age": "adult"}, headers=HTMX)
    marks = [first, parse(step).form().hidden(), parse(strict.get(FIRST)).form().hidden()]
    assert len({str(mark) for mark in marks}) == 3
    assert strict.post(FIRST, marks[1] | {"age": "teen"}).status_code == 302


def test_the_search_for_trials_needs_no_cookie(strict):
    """It changes nothing: whoever sends it from elsewhere could as well have made a link."""
    assert not parse(strict.get(path_to("trials"))).form().hidden()
    response = strict.post(path_to("trials"), {"topic": "cards"})
    assert response["Location"].startswith("https://library.example/")
    assert not response.cookies
    assert strict.post(path_to("trials"), {"age": "x"}).status_code == 422
