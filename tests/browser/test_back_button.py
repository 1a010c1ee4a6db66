"""Back and forward do what people expect, with htmx and without."""

import pytest
from playwright.sync_api import expect

from navigator.guide.voice import Reader

from .steps import OPTIONS, START, question_path


@pytest.fixture
def reader(either_visitor):
    """Someone who has answered two questions, and is asked the third."""
    either_visitor.opens(START)
    either_visitor.begins()
    either_visitor.answers("age", "teen")
    either_visitor.answers("guardian", "yes")
    either_visitor.is_asked("home")
    return either_visitor


def goes_back_to(visitor, path):
    while not visitor.page.url.endswith(visitor.address(path)):
        visitor.page.go_back()
    visitor.is_at(path)


def test_back_and_forward_show_each_question_with_its_answer_and_a_change_counts(reader):
    page = reader.page
    page.go_back()
    reader.is_asked_and_shown("guardian", "yes")
    page.go_back()
    reader.is_asked_and_shown("age", "teen")
    page.go_back()
    reader.is_at(START)
    page.go_forward()
    reader.is_asked_and_shown("age", "teen")
    page.go_forward()
    reader.is_asked_and_shown("guardian", "yes")
    page.go_forward()
    reader.is_asked_and_shown("home")

    page.go_back()
    reader.answers("guardian", "no")
    page.go_back()
    reader.is_asked_and_shown("guardian", "no")
    page.go_back()
    reader.answers("age", "adult")
    reader.is_asked("home")  # going on from there: adults are not asked for a guardian
    page.go_back()
    reader.is_asked_and_shown("age", "adult")
    reader.opens(OPTIONS)
    reader.must_be_shown_verdicts()


def test_the_link_back_shows_the_earlier_answer_and_a_change_stays_behind_the_back_button(reader):
    reader.follows(question_path("guardian"))
    reader.is_asked_and_shown("guardian", "yes")
    reader.follows(question_path("age"))
    reader.is_asked_and_shown("age", "teen")
    reader.follows(START)
    reader.is_at(START)
    expect(reader.input("reader", Reader.SELF)).not_to_be_checked()
    reader.follows(question_path("home"))
    reader.is_asked("home")

    reader.opens_question("home")
    reader.follows(question_path("guardian"))
    reader.answers("guardian", "no")
    reader.follows(OPTIONS)
    reader.is_at(OPTIONS)
    reader.must_be_shown_verdicts()
    reader.changes("guardian", "unsure")
    reader.page.go_back()
    reader.is_asked_and_shown("guardian", "unsure")
    goes_back_to(reader, question_path("home"))
    reader.page.go_back()
    reader.is_asked_and_shown("guardian", "unsure")


def test_after_clearing_the_back_button_shows_no_answer(reader):
    reader.input("home", "far").check()
    reader.follows(OPTIONS)
    reader.is_at(OPTIONS)
    reader.clears()
    goes_back_to(reader, OPTIONS)
    reader.must_be_shown_verdicts()
    expect(reader.page.locator("[id^='said-']")).to_have_count(0)
    for slug in ("home", "guardian", "age"):
        reader.page.go_back()
        reader.is_asked_and_shown(slug)
    reader.page.go_back()
    reader.is_at(START)
    expect(reader.input("reader", Reader.SELF)).not_to_be_checked()


def test_after_clearing_the_back_button_shows_nothing_that_was_ticked(reader):
    reader.input("home", "far").check()
    reader.clears()
    goes_back_to(reader, question_path("home"))
    reader.shows_answer("home", [])


def test_a_page_from_the_browsers_memory_shows_nothing_before_it_is_loaded_anew(settled_visitor):
    """Playwright's Chromium keeps no pages in memory, so the event that tells of it is made."""
    settled_visitor.opens(OPTIONS)
    settled_visitor.page.context.clear_cookies()
    hidden = settled_visitor.page.evaluate(
        """() => {
            dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
            return !document.querySelector("main").checkVisibility();
        }"""
    )
    assert hidden
    expect(settled_visitor.page.locator("[id^='said-']")).to_have_count(0)
