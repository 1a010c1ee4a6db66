"""`tell_due_reviews`: who is told that a review is due."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

TOLD = ("ana@hospital.example", "ben@hospital.example")


@pytest.fixture(autouse=True)
def _mail_server(settings):
    settings.EMAIL_HOST = "mail.example"
    settings.DEFAULT_FROM_EMAIL = "navigator@hospital.example"


@pytest.fixture
def due(draft):
    """Set when the draft's review is due, and who is told."""

    def set_to(days, told=TOLD):
        draft.review_due_on = timezone.localdate() + timedelta(days=days)
        draft.review_told = told
        draft.save()

    return set_to


def run(*words):
    out, err = StringIO(), StringIO()
    call_command("tell_due_reviews", *words, stdout=out, stderr=err)
    return out.getvalue()


def test_everyone_who_is_named_is_told_in_one_plain_mail(due, draft):
    due(-2)
    printed = run()
    (sent,) = mail.outbox
    assert sent.to == [*TOLD]
    assert sent.from_email == "navigator@hospital.example"
    assert sent.subject == f"Medical review of “{draft.title}”"
    assert "The review is overdue" in sent.body
    assert f"Sent to {', '.join(TOLD)}." in printed


@pytest.mark.parametrize(
    ("days", "words", "count"),
    [(30, (), 1), (31, (), 0), (31, ("--days", "40"), 1), (8, ("--days", "7"), 0)],
)
def test_they_are_told_so_many_days_before(due, days, words, count):
    due(days)
    run(*words)
    assert len(mail.outbox) == count


def test_a_guide_without_a_day_is_not_told_of(draft):
    assert run() == ""
    assert not mail.outbox


def test_it_says_so_where_nobody_is_named(due):
    due(0, told=())
    assert "Nobody is told" in run()
    assert not mail.outbox


def test_without_a_mail_server_it_only_prints(due, settings):
    settings.EMAIL_HOST = ""
    due(0)
    assert "No mail is sent to ana@hospital.example" in run()
    assert not mail.outbox


def test_a_title_of_two_lines_does_not_break_the_mail(due, draft):
    due(0)
    draft.title = "A card\nBcc: all@hospital.example"
    draft.save()
    run()
    (sent,) = mail.outbox
    assert "\n" not in sent.subject
    assert sent.recipients() == [*TOLD]


def test_a_mail_that_cannot_be_sent_is_said_and_ends_with_an_error(due, monkeypatch):
    def away(*args):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("navigator.desk.management.commands.tell_due_reviews.send_mail", away)
    due(0)
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("tell_due_reviews", stdout=StringIO(), stderr=err)
    assert "was not sent: nobody listens" in err.getvalue()
