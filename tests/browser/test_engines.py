"""The way through a guide in Firefox and in WebKit, whose faults Chromium does not have."""

from time import sleep

import pytest

from tests.guides import real_guide

from .guests import LOST_REFERENCES, PLACE
from .steps import HANDOUT, OPTIONS, START, TEEN, question_path

ERRORS = "main [data-focus]:has([role=alert])"
FOCUS = "(selector) => document.activeElement === document.querySelector(selector)"
# Notes at each new question if a press on its button would be taken as soon as it is there.
NOTE_WHAT_TAKES_PRESSES = """() => {
    window.takesPresses = [];
    document.addEventListener("htmx:afterSwap", ({target}) => {
        if (target.id !== "main") return; // the link to the other language, which comes along
        const button = document.querySelector("main form button");
        const {x, y, width, height} = button.getBoundingClientRect();
        const below = document.elementFromPoint(x + width / 2, y + height / 2);
        takesPresses.push(button.contains(below));
    });
}"""
CORNER = """(selector) => {
    const {x, y} = document.querySelector(selector).getBoundingClientRect();
    return [x + 5, y + 5];
}"""


def test_a_journey_ends_at_the_verdicts_of_the_contract_and_on_paper(guest):
    guest.arrives()
    guest.begins()
    while following := guest.following:
        guest.answers(following.slug, *TEEN[following.slug])
        guest.sees(FOCUS, "main h1")
        assert guest.browser.runs(LOST_REFERENCES) == []
    guest.must_be_shown_verdicts()
    guest.changes("home", "far")
    guest.must_be_shown_verdicts()
    assert guest.browser.runs(LOST_REFERENCES) == []
    guest.follows(HANDOUT)
    guest.is_at(HANDOUT)


def test_back_and_forward_show_each_question_with_its_answer_and_a_change_counts(guest):
    guest.arrives()
    guest.begins()
    guest.answers("age", "teen")
    guest.answers("guardian", "yes")
    guest.browser.go_back()
    guest.is_asked_and_shown("guardian", "yes")
    guest.browser.go_back()
    guest.is_asked_and_shown("age", "teen")
    guest.browser.go_back()
    guest.is_at(START)
    guest.browser.go_back(-2)
    guest.is_asked_and_shown("guardian", "yes")
    guest.answers("guardian", "no")
    guest.browser.go_back()
    guest.is_asked_and_shown("guardian", "no")
    guest.opens(OPTIONS)
    guest.must_be_shown_verdicts()


def test_after_clearing_the_back_button_shows_no_answer(guest):
    guest.arrives()
    guest.begins()
    guest.answers("age", "teen")
    guest.opens(OPTIONS)
    guest.browser.forgets()
    guest.opens(HANDOUT)
    guest.browser.go_back()
    guest.is_at(OPTIONS)
    guest.said = {}
    guest.sees("() => !document.querySelector(\"[id^='said-']\")")
    guest.must_be_shown_verdicts()
    guest.browser.go_back()
    guest.is_asked_and_shown("guardian")
    guest.browser.go_back()
    guest.is_asked_and_shown("age")


@pytest.mark.parametrize(("path", "field"), [(START, "reader"), (question_path("age"), "age")])
def test_choosing_nothing_is_told_has_the_focus_and_leads_to_the_first_choice(guest, path, field):
    guest.opens(path)
    guest.sends(field)
    guest.sees(FOCUS, ERRORS)
    assert guest.browser.runs(LOST_REFERENCES) == []
    guest.presses(f"{ERRORS} a")
    guest.sees("(field) => document.activeElement.name === field", field)


def test_the_second_press_of_a_double_click_does_nothing(guest):
    guest.opens(START)
    guest.begins()
    guest.browser.runs(NOTE_WHAT_TAKES_PRESSES)
    while (slug := guest.following.slug) != "likes":
        guest.chooses(slug, TEEN[slug])
        guest.browser.presses(*guest.sees(PLACE, "main form button"), 150)
        guest.said[slug] = frozenset(TEEN[slug])
        sleep(1)  # whatever the second press began is there by now
        guest.is_asked_and_shown(guest.following.slug)
        assert guest.browser.runs("(errors) => !document.querySelector(errors)", ERRORS)
    assert guest.browser.runs("() => takesPresses") == [False, False, False]


def test_a_press_half_a_second_later_counts(guest):
    guest.opens(START)
    guest.begins()
    guest.answers("age", "teen")
    # Only then is everything where it stays.
    guest.sees("() => document.activeElement.tagName === 'H1' && scrollY === 0")
    guest.browser.presses(*guest.browser.runs(CORNER, "main form [value=yes]"), 500)
    guest.shows_answer("guardian", ["yes"])


def test_a_word_is_explained_and_closed_with_escape(guest):
    guest.opens(f"/{real_guide().slug}/")
    guest.presses("main .term")
    guest.sees("() => document.querySelector('.term-note')?.textContent.length > 5")
    assert guest.browser.runs(LOST_REFERENCES) == []
    guest.browser.types("Escape")
    guest.sees("() => !document.querySelector('.term-note')")
