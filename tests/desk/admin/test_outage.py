"""The database is away, or full: staff are told plainly, and what they typed is kept."""

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from navigator.desk import models
from navigator.editions.shelf import shelf
from tests.html import parse
from tests.serving import path_to

AWAY = OperationalError("the database is away")
TYPED = "Typed with “care” & <brackets>,\r\non two lines."


@pytest.fixture
def option(draft):
    return draft.option_set.get(slug="town-card")


@pytest.fixture
def fails(db):
    """Make the database say this to everything it is asked from now on."""
    with pytest.MonkeyPatch.context() as patch:  # undone before the test's rows are rolled back

        def fail(error):
            def cursor(*words, **more):
                raise error

            patch.setattr(connection, "cursor", cursor)
            patch.setattr(connection, "chunked_cursor", cursor)

        yield fail


@pytest.fixture
def editor(editor):
    editor.client.raise_request_exception = False
    return editor


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("unable to open database file"), 503),
        (InterfaceError("connection already closed"), 503),
        (DatabaseError("database disk image is malformed"), 503),
        (ProgrammingError("there is no such column"), 500),
    ],
)
def test_staff_are_told_that_the_database_is_away(editor, fails, error, status):
    fails(error)
    response = editor.client.get("/admin/")
    assert response.status_code == status
    told = parse(response).one("h1").text
    assert ("database cannot be reached" in told) is (status == 503)
    if status == 503:
        assert response["Cache-Control"] == "no-store"


def test_what_was_typed_is_kept_when_the_disk_is_full_and_can_be_sent_again(
    editor, option, monkeypatch
):
    def save(*words, **more):
        raise OperationalError("database or disk is full")

    form, rules = editor.form(option).types(plain=TYPED), option.conditions.count()
    monkeypatch.setattr(models.Option, "save_base", save)
    response = editor.client.post(form.url, form.fields)
    assert response.status_code == 503
    assert "no room left" in parse(response).one("h1").text
    option.refresh_from_db()
    assert option.plain != TYPED
    monkeypatch.undo()
    kept = {}
    for each in parse(response).one("form").all("input", name=True):
        kept.setdefault(each["name"], []).append(each["value"])
    assert kept.keys() >= {"plain", "conditions-0-answers", "conditions-1-answers"}
    assert editor.client.post(form.url, kept).status_code == 302
    option.refresh_from_db()
    assert option.plain.splitlines() == TYPED.splitlines()
    assert option.conditions.count() == rules


def test_a_password_and_what_another_site_sent_are_not_offered_to_be_sent_again(
    editor, option, fails
):
    form = editor.form(option).types(plain=TYPED)
    del form.fields["csrfmiddlewaretoken"]
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = editor.client.cookies
    fails(AWAY)
    assert "two lines" not in strict.post(form.url, form.fields).content.decode()
    client = Client(raise_request_exception=False)
    response = client.post("/admin/login/", {"username": "nina", "password": "careful-Nurse-7"})
    assert response.status_code == 503
    assert "careful-Nurse-7" not in response.content.decode()


def test_readers_are_served_while_the_database_is_away(edition, editor, fails):
    shelf.editions()
    fails(AWAY)
    for client in (Client(), editor.client):  # a member of staff reads as well
        for step in ("options", "handout", "all-options"):
            assert client.get(path_to(step)).status_code == 200
    health = Client().get("/healthz")
    assert health.status_code == 200
    assert "away" in health.content.decode()


def test_who_comes_when_there_is_nothing_to_serve_is_asked_to_come_back(db, fails):
    published = Client().get("/healthz").content
    fails(AWAY)
    away = Client().get("/healthz")
    assert away.status_code == 503
    assert away.content != published
    response = Client(raise_request_exception=False).get(path_to())
    assert response.status_code == 503
    assert "try again" in parse(response).text
    assert "If you need help now" in parse(response).text
