"""Choices that exclude all others are kept apart while ticking; the server checks it as well."""

import pytest

from tests.guides import real_guide

SEVERAL = [each for each in real_guide().questions if each.kind == "several"]


@pytest.fixture(params=SEVERAL, ids=lambda question: question.slug)
def question(request):
    return request.param


def test_an_exclusive_choice_and_the_others_untick_each_other(visitor, question):
    visitor.opens_question(question.slug)
    others = [each.slug for each in question.choices if not each.exclusive]
    for alone in question.exclusive:
        visitor.chooses(question.slug, others[:2])
        visitor.shows_answer(question.slug, others[:2])
        visitor.input(question.slug, alone).check()
        visitor.shows_answer(question.slug, [alone])
        visitor.input(question.slug, others[-1]).check()
        visitor.shows_answer(question.slug, others[-1:])


def test_exclusive_choices_untick_each_other(visitor):
    visitor.opens_question("symptoms")
    for alone in ("none", "unsure", "none"):
        visitor.input("symptoms", alone).check()
        visitor.shows_answer("symptoms", [alone])


def test_unticking_leaves_the_rest_alone(visitor):
    visitor.opens_question("symptoms")
    visitor.chooses("symptoms", ["fluid", "bone-pain"])
    visitor.input("symptoms", "fluid").uncheck()
    visitor.shows_answer("symptoms", ["bone-pain"])
    visitor.input("symptoms", "none").check()
    visitor.input("symptoms", "none").uncheck()
    visitor.shows_answer("symptoms", [])


def test_it_works_after_a_swap_too(visitor):
    visitor.opens_question("symptoms")
    visitor.sends("symptoms")
    visitor.errors.get_by_role("link").click()
    visitor.input("symptoms", "fluid").check()
    visitor.input("symptoms", "none").check()
    visitor.shows_answer("symptoms", ["none"])


def test_the_whole_tile_can_be_tapped(visitor):
    visitor.opens_question("symptoms")
    for slug, choices in (("fluid", ["fluid"]), ("none", ["none"])):
        visitor.page.locator(f"main label[for='symptoms-{slug}']").click()
        visitor.shows_answer("symptoms", choices)
