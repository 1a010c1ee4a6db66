"""An editor who listens changes the words and the rule of an option, and hears what comes of it."""

from __future__ import annotations

import json

import pytest

from tests.guides import real_guide
from tests.services.programs import find_or_skip

from .conftest import Heard, listen_in_chromium

OPTION = real_guide().options[0]
QUESTION = real_guide().questions[0]
NEGATIVE = next(each for each in QUESTION.choices if each.slug == "negative")
NAME, PASSWORD = "nora", "careful-Nurse-7"
MORE = "Ask about it."


def edits(listener, form):
    """Log in on the way to the form, type, pick one more answer for the rule, and save."""
    listener.opens(form)
    yield "door", listener.hears("Username")
    listener.types(NAME)
    listener.presses("Tab")
    listener.types(PASSWORD)
    listener.hears_out()
    listener.presses("Return")
    yield "form", listener.is_read_to(OPTION.name)
    listener.tabs_to("Our words")
    listener.presses("ctrl+End")
    listener.types(f" {MORE}")
    yield "typed", listener.hears_out()
    listener.tabs_to(QUESTION.label)
    listener.presses("Return")
    yield "fold", listener.hears("expanded")
    listener.tabs_to(NEGATIVE.label)
    listener.presses("space")
    yield "picked", listener.hears(NEGATIVE.statement.rstrip("."))
    listener.presses("Return")
    yield "saved", listener.hears("was changed successfully")


@pytest.fixture(scope="module")
def heard(made_once, collected):
    find_or_skip("orca")

    def walk(listener, start):
        listener.is_read_to("link")
        yield from edits(listener, f"{start}admin/desk/option/1/change/")

    def listen(folder):
        account = {"DJANGO_SUPERUSER_USERNAME": NAME, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
        account["DJANGO_SUPERUSER_EMAIL"] = "staff@hospital.example"
        listen_in_chromium(folder, collected, "{}/".format, walk, **account)

    return Heard(json.loads((made_once("desk", listen) / "heard").read_text()))


def test_the_form_says_which_option_it_is(heard):
    assert any(OPTION.name in said for said in heard["form"])


def test_a_fold_says_what_is_picked_in_it_and_that_it_opens(heard):
    assert any("expanded" in said for said in heard["fold"])


def test_the_rule_is_said_in_words_once_an_answer_is_picked(heard):
    said = " ".join(heard["picked"])
    assert NEGATIVE.statement.rstrip(".") in said
    assert "checked" in said


def test_it_is_said_that_the_option_was_saved(heard):
    assert any("was changed successfully" in said for said in heard["saved"])
