"""What is shown where something went wrong, to readers and to staff."""

import pytest
from django.test import Client
from django.urls import reverse

from navigator.desk.admin import workbench
from navigator.desk.rows import write_draft
from tests.desk.admin.staff import OURS, Staff
from tests.html import parse
from tests.library import library

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    staff = Staff("edith", "Editor")
    staff.client.raise_request_exception = False
    return staff


@pytest.fixture
def broken_workbench(monkeypatch):
    """The address of a page that raises."""
    monkeypatch.setattr(workbench, "workbench", None)
    return reverse("admin:desk_guide_change", args=[write_draft(library()).pk])


def test_staff_are_told_of_a_fault_in_words_for_them(editor, broken_workbench):
    response = editor.client.get(broken_workbench)
    assert response.status_code == 500
    assert "not saved" in parse(response).text
    assert "your answers" not in parse(response).text


def test_a_fault_for_staff_is_told_without_the_database(
    editor, broken_workbench, django_assert_num_queries
):
    from django.test import RequestFactory

    from navigator.faults import server_error

    with django_assert_num_queries(0):
        assert server_error(RequestFactory().get(broken_workbench)).status_code == 500


def test_staff_who_may_not_are_told_who_may(editor):
    draft = write_draft(library())
    response = editor.client.post(reverse("admin:publish_guide", args=[draft.pk]), {"note": "x"})
    assert response.status_code == 403
    assert "Publisher" in parse(response).text


def test_staff_whose_page_was_too_old_are_told_so_and_not_as_readers_are(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.client.cookies
    for place in (reverse("admin:login"), reverse("admin:second_step"), "/admin/preview/x/"):
        response = strict.post(place, {"username": "x"})
        assert response.status_code == 403
        page = parse(response)
        assert "too old to be sent" in page.text
        assert "care team" not in page.text


def test_staff_at_a_guide_that_is_gone_are_led_on(editor):
    response = editor.client.get(reverse("admin:picture_guide", args=[9_999]))
    assert response.status_code == 404
    hrefs = {link["href"] for link in parse(response).all("a")}
    assert reverse("admin:desk_guide_changelist") in hrefs


# Refusals at the desk


def test_staff_who_send_what_cannot_be_read_are_told_what_to_do(editor):
    response = editor.sends("desk_option_changelist", _selected_action="abc")
    assert response.status_code == 400
    page = parse(response)
    assert "could not be read" in page.one("h1").text
    assert "your answers" not in page.text.lower()


@pytest.mark.parametrize("place", ["desk_option_add", "login"])
def test_staff_who_send_too_much_are_told_how_much_goes(editor, place):
    sent = {f"field-{number}": "x" * 40 for number in range(1_001)}
    response = editor.sends(place, **sent)
    assert response.status_code == 413
    assert "1 MB at most" in parse(response).text


def test_staff_who_are_refused_can_copy_what_they_typed(editor):
    draft = write_draft(library())
    typed, place = "Why this is published now.", reverse("admin:publish_guide", args=[draft.pk])
    response = editor.client.post(place, {"note": typed}, headers=OURS)
    assert response.status_code == 403
    assert typed in parse(response).one("textarea").text
    # What another site sent is not shown.
    response = editor.client.post(place, {"note": typed}, headers={"Origin": "https://x.example"})
    assert response.status_code == 403
    assert not parse(response).all("textarea")
