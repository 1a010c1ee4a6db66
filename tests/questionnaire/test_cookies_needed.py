"""The page for browsers that do not send the cookie that guards forms."""

import pytest
from django.test import Client

from tests.html import parse
from tests.serving import path_to, question_path

FORMS = [path_to(), question_path("her2"), path_to("clear"), path_to("trials")]


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
