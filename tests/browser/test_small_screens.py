"""Phones, held sideways too, and 400 % zoom: what is asked is seen, and answered by one press."""

import pytest
from playwright.sync_api import expect

from tests.guides import real_guide

from .steps import CLEAR, HANDOUT, OPTIONS, START, path_of_change

PHONE = {"width": 390, "height": 844}
SIDEWAYS = {"width": 844, "height": 390}
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %

FEW = 4  # choices that have to be seen at once, with the button


@pytest.fixture(scope="module")
def guide():
    """The shipped guide, whose words are what has to fit."""
    return real_guide()


def test_a_question_of_few_choices_is_answered_on_a_phone_without_scrolling(
    new_visitor, guide, subtests
):
    visitor = new_visitor(viewport=PHONE)
    visitor.opens(START)
    visitor.begins()
    while question := visitor.following:
        visitor.is_asked(question.slug)
        if len(question.choices) <= FEW:
            with subtests.test(question.slug):
                visitor.is_at_the_top()
                expect(visitor.heading).to_be_in_viewport(ratio=1)
                for choice in question.choices:
                    tile = visitor.input(question.slug, choice.slug).locator("..")
                    expect(tile).to_be_in_viewport(ratio=1)
                expect(visitor.button(question.slug)).to_be_in_viewport(ratio=1)
        visitor.answers(question.slug, question.choices[0].slug)


@pytest.mark.parametrize("screen", [SIDEWAYS, ZOOMED], ids=["sideways", "zoomed"])
@pytest.mark.parametrize("scripted", [True, False], ids=["htmx", "plain"])
def test_after_continue_the_next_question_is_on_the_screen(new_visitor, screen, scripted):
    visitor = new_visitor(viewport=screen, java_script_enabled=scripted)
    visitor.opens(START)
    visitor.begins()
    for _ in range(3):
        visitor.answers(visitor.following.slug, visitor.following.choices[0].slug)
        expect(visitor.heading).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", [path_of_change("her2"), OPTIONS, HANDOUT, "trials/"])
def test_answers_can_be_cleared_from_the_first_screen_of_a_phone(new_settled_visitor, path):
    visitor = new_settled_visitor(viewport=PHONE)
    visitor.opens(path)
    link = visitor.page.locator(f"a[href='{visitor.address(CLEAR)}']")
    expect(link).to_have_count(1)
    expect(link).to_be_in_viewport(ratio=1)


def test_who_comes_back_from_the_options_is_at_the_question(new_settled_visitor):
    visitor = new_settled_visitor(viewport=PHONE)
    visitor.opens(path_of_change("symptoms"))
    visitor.sends("symptoms")
    visitor.is_at(f"{OPTIONS}#said-symptoms")
    visitor.page.go_back()
    visitor.is_asked("symptoms")
    expect(visitor.heading).to_be_focused()
    visitor.is_at_the_top()
