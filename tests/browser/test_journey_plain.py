"""The same with scripts off: plain forms, sent and answered with a redirect."""

import pytest
from playwright.sync_api import expect

from .steps import (
    HANDOUT,
    MAN,
    OPTIONS,
    START,
    TRIPLE_NEGATIVE,
    reference_verdicts,
    shown_verdicts,
)


@pytest.mark.parametrize("known", [TRIPLE_NEGATIVE, MAN], ids=["triple-negative", "man"])
def test_journey_ends_at_the_verdicts_of_the_contract(plain_visitor, known):
    plain_visitor.walks(known)
    assert shown_verdicts(plain_visitor.page) == reference_verdicts(plain_visitor.said)


def test_changing_an_answer_comes_straight_back(new_settled_visitor):
    visitor = new_settled_visitor(java_script_enabled=False)
    visitor.opens(OPTIONS)
    visitor.changes("her2", "positive")
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)
    visitor.follows(HANDOUT)
    visitor.is_at(HANDOUT)


def test_answering_nothing_is_refused_and_leads_to_the_first_choice(plain_visitor):
    plain_visitor.opens_question("her2")
    title = plain_visitor.page.title()
    plain_visitor.sends("her2")
    plain_visitor.is_asked("her2")
    expect(plain_visitor.errors).to_be_visible()
    assert plain_visitor.page.title() != title
    plain_visitor.errors.get_by_role("link").click()
    expect(plain_visitor.inputs("her2").first).to_be_focused()
    plain_visitor.answers("her2", "positive")
    expect(plain_visitor.errors).to_have_count(0)


def test_not_saying_who_is_reading_is_refused(plain_visitor):
    plain_visitor.arrives()
    plain_visitor.sends("reader")
    expect(plain_visitor.errors).to_be_visible()
    plain_visitor.begins()


def test_answers_that_exclude_each_other_are_refused_and_kept_to_be_put_right(plain_visitor):
    plain_visitor.opens_question("symptoms")
    plain_visitor.chooses("symptoms", ["fluid", "none"])
    plain_visitor.sends("symptoms")
    expect(plain_visitor.errors).to_be_visible()
    plain_visitor.shows_answer("symptoms", ["fluid", "none"])
    plain_visitor.answers("symptoms", "fluid")
    plain_visitor.opens(OPTIONS)
    assert shown_verdicts(plain_visitor.page) == reference_verdicts({"symptoms": ["fluid"]})


def test_clearing_takes_every_answer_away(plain_visitor):
    plain_visitor.opens_question("her2")
    plain_visitor.answers("her2", "positive")
    plain_visitor.opens(OPTIONS)
    assert shown_verdicts(plain_visitor.page) != reference_verdicts({})
    plain_visitor.clears()
    assert [each["name"] for each in plain_visitor.page.context.cookies()] == ["csrftoken"]
    plain_visitor.follows(START)
    plain_visitor.begins()
    plain_visitor.shows_answer("hormone-receptor", [])
    plain_visitor.opens(OPTIONS)
    assert shown_verdicts(plain_visitor.page) == reference_verdicts({})


def test_nothing_that_needs_scripts_is_offered(plain_visitor):
    plain_visitor.opens(HANDOUT)
    expect(plain_visitor.page.locator("[data-print]")).to_have_count(1)
    expect(plain_visitor.page.locator("[data-print]")).to_be_hidden()


def test_printing_is_offered_with_scripts(visitor):
    visitor.opens(HANDOUT)
    expect(visitor.page.locator("[data-print]")).to_be_visible()
