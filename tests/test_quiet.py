"""Faults are logged and mailed without anything that a reader may have said."""

import logging
import sys
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.views.debug import get_exception_reporter_class

from navigator.quiet import QuietFormatter, quiet_traceback
from navigator.readers import views

from .library import library
from .readers.reading import question_path

SAID = "sound-books"
SENT = (question_path("likes"), {"likes": SAID})


def stumble(view):
    """Fails as code does that is sure to find something: the words of the fault are an answer."""
    local = dict(view.stored.answers)
    try:
        return {}[next(iter(local["likes"]))]
    except KeyError as error:
        raise ValueError(f"no such answer: {local}") from error


@pytest.fixture
def reader(shelve, monkeypatch):
    """Someone whose next answer runs into a fault of ours."""
    shelve(library())
    client = Client(raise_request_exception=False, headers={"Referer": "/?q=from-elsewhere"})
    client.post(question_path("age"), {"age": "not-told"})
    monkeypatch.setattr(views.QuestionView, "_go_on", stumble)
    return client


def must_tell_nothing(text, client):
    for secret in (SAID, "not-told", "from-elsewhere", client.cookies["answers"].value):
        assert secret not in text


def test_the_mail_about_a_fault_says_where_and_not_what(reader, settings):
    settings.ADMINS = [("Ops", "ops@hospital.example")]
    assert reader.post(*SENT).status_code == 500
    (sent,) = mail.outbox
    assert "in stumble" in sent.body
    assert "builtins.KeyError" in sent.body
    must_tell_nothing(sent.subject + sent.body + repr(sent.alternatives), reader)


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_the_log_of_a_fault_says_where_and_not_what(reader, caplog, level):
    caplog.handler.setFormatter(QuietFormatter())
    caplog.set_level(level)
    reader.post(*SENT)
    assert "in stumble" in caplog.text
    must_tell_nothing(caplog.text, reader)


def test_the_page_of_a_fault_says_nothing_of_it(reader):
    response = reader.post(*SENT)
    must_tell_nothing(response.content.decode() + str(response.headers), reader)
    assert "stumble" not in response.content.decode()


@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_report_that_django_makes_of_a_fault_holds_no_value(reader, kind):
    request = RequestFactory().post(*SENT, headers={"Cookie": "answers=x-sealed-x"})
    try:
        stumble(SimpleNamespace(stored=SimpleNamespace(answers={"likes": {SAID}})))
    except ValueError as error:
        report = get_exception_reporter_class(request)(
            request, type(error), error, error.__traceback__
        )
    text = getattr(report, f"get_traceback_{kind}")()
    assert "in stumble" in text
    assert "x-sealed-x" not in text
    must_tell_nothing(text, reader)


def record_of(error, logger):
    try:
        raise error
    except type(error):
        return logging.getLogger(logger).makeRecord(
            logger, logging.ERROR, __file__, 1, "It failed", (), sys.exc_info()
        )


@pytest.mark.parametrize(
    ("logger", "error", "told"),
    [
        ("django.request", ValueError("said: brain"), False),
        ("django.template", KeyError("brain"), False),
        ("django.request", DatabaseError("disk of the brain is full"), True),
        ("navigator.editions.shelf", ValueError("edition of the brain is bad"), True),
    ],
)
def test_words_of_a_fault_are_kept_where_no_reader_can_have_said_them(logger, error, told):
    written = QuietFormatter().format(record_of(error, logger))
    assert "It failed" in written
    assert type(error).__name__ in written
    assert ("brain" in written) is told


def test_a_fault_that_leads_back_to_itself_is_still_written():
    one, other = ValueError("a"), KeyError("b")
    one.__cause__, other.__cause__ = other, one
    assert quiet_traceback(one).count("builtins.") == 2


def test_something_logged_as_an_error_without_a_fault_is_mailed(settings, mailoutbox):
    settings.ADMINS = [("Ops", "ops@hospital.example")]
    logging.getLogger("django.security").error("Somebody knocked")
    assert "Somebody knocked" in mailoutbox[0].body
