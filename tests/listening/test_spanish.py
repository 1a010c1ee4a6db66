"""Who reads the guide in Spanish hears it in a Spanish voice, and English in an English one."""

from __future__ import annotations

import json

import pytest

from navigator.guide.language import in_language
from tests.browser.steps import question_path
from tests.guides import spanish_guide
from tests.services.programs import find_or_skip

from .conftest import Heard, listen_in_chromium

GUIDE = in_language(spanish_guide(), "es")
FIRST = GUIDE.questions[0]
READERS = ("Para mí", "Para alguien a quien cuido")
NOTHING_CHOSEN = "Elija una respuesta."
VOICE = "(es) "


def walk(listener, address):
    """From the start page to an error at the first question."""
    yield "start", listener.is_read_to(READERS[-1])
    listener.opens(address + question_path(FIRST.slug))
    yield "question", listener.is_read_to("leaving panel")
    listener.tabs_to(FIRST.choices[0].label)
    listener.presses("Return")
    yield "error", listener.hears(NOTHING_CHOSEN)


@pytest.fixture(scope="module")
def heard(made_once, collected):
    find_or_skip("orca")

    def listen(folder):
        listen_in_chromium(folder, collected, lambda site: f"{site}/es/{GUIDE.slug}/", walk)

    return Heard(json.loads((made_once("listening-in-spanish", listen) / "heard").read_text()))


def test_the_words_of_a_page_are_in_a_spanish_voice(heard):
    told = [f"{VOICE}{each}" for each in GUIDE.decision.split(". ")]
    assert any(GUIDE.title in said for said in heard["start"] if said.startswith(VOICE))
    assert any(told[0] in said for said in heard["start"])


def test_the_link_to_the_other_language_is_in_the_voice_of_that(heard):
    for place in ("start", "question"):
        assert "English" in heard[place]
        assert f"{VOICE}English" not in heard[place]


def test_a_question_says_all_that_belongs_to_it_once(heard):
    read = " ".join(heard["question"]).partition("heading level 1")[2]
    assert read.count(FIRST.text) == 1  # the name of the group; the heading was before
    for choice in FIRST.choices:
        assert read.count(choice.hint) == 1


def test_an_error_is_said_once(heard):
    assert " ".join(heard["error"]).count(NOTHING_CHOSEN) == 1
