"""The page for browsers that do not send the cookie that guards forms."""

import pytest
from django.test import Client

from tests.guides import real_guide
from tests.html import parse
from tests.serving import path_to, question_path

FORMS = [path_to(), question_path("her2"), path_to("clear")]


@pytest.fixture
def strict(guide):
    """A client that is held to the rules of forms, as browsers are."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_cookie_is_answered_with_a_page_of_help(strict, path):
    response = strict.post(path, {"her2": "positive", "reader": "self"})
    assert response.status_code == 403
    page = parse(response)
    assert page.one("h1").text
    assert page.one("main").all("a", href="/")
    assert "answers" not in response.cookies


def test_the_help_does_not_speak_of_csrf(strict):
    text = strict.post(path_to(), {"reader": "self"}).content.decode().lower()
    assert "csrf" not in text


@pytest.mark.parametrize("path", FORMS)
def test_every_form_carries_what_its_cookie_is_compared_with(strict, path):
    form = parse(strict.get(path)).form()
    assert strict.post(path, form.hidden()).status_code != 403


def test_a_form_with_somebody_elses_mark_is_refused(strict):
    strict.get(path_to())
    response = strict.post(path_to(), {"reader": "self", "csrfmiddlewaretoken": "x" * 64})
    assert response.status_code == 403


def test_the_search_for_trials_needs_no_cookie(strict):
    """It changes nothing: whoever sends it from elsewhere could as well have made a link to NCI."""
    assert not parse(strict.get(path_to("trials"))).form().hidden()
    response = strict.post(path_to("trials"), {"topic": real_guide().trial_topics[0].slug})
    assert response.status_code == 302
    assert response["Location"].startswith("https://www.cancer.gov/")
    assert not response.cookies
    assert strict.post(path_to("trials"), {"age": "x"}).status_code == 422


def test_every_page_has_a_new_mark(strict):
    """Or somebody could have a page compressed with the same one again and again."""
    first = parse(strict.get(question_path("hormone-receptor"))).form().hidden()
    sent = first | {"hormone-receptor": "positive"}
    step = strict.post(question_path("hormone-receptor"), sent, headers={"HX-Request": "true"})
    second = parse(step).form().hidden()
    assert second.keys() == first.keys()
    assert second != first
