"""Choices that exclude all others are kept apart while ticking; the server checks it as well."""

import pytest


@pytest.fixture
def visitor(visitor):
    visitor.opens_question("likes")
    return visitor


def test_an_exclusive_choice_and_the_others_untick_each_other(visitor):
    for alone in ("nothing", "unsure"):
        for others in (["books", "films"], ["games"]):
            visitor.chooses("likes", others)
            visitor.shows_answer("likes", others)
            visitor.input("likes", alone).check()
            visitor.shows_answer("likes", [alone])
        visitor.input("likes", "games").check()
        visitor.shows_answer("likes", ["games"])
    for alone in ("nothing", "unsure", "nothing"):
        visitor.input("likes", alone).check()
        visitor.shows_answer("likes", [alone])
    visitor.chooses("likes", ["books", "films"])
    visitor.input("likes", "films").uncheck()
    visitor.shows_answer("likes", ["books"])


def test_ticks_that_an_exclusive_choice_took_away_come_back_when_it_goes(visitor):
    visitor.chooses("likes", ["books", "films"])
    visitor.input("likes", "unsure").check()
    visitor.input("likes", "unsure").uncheck()
    visitor.shows_answer("likes", ["books", "films"])
    visitor.input("likes", "unsure").check()
    visitor.input("likes", "games").check()
    visitor.shows_answer("likes", ["games"])
    visitor.input("likes", "unsure").check()
    visitor.input("likes", "nothing").check()
    visitor.input("likes", "nothing").uncheck()
    visitor.shows_answer("likes", ["unsure"])


def test_they_do_after_a_swap_and_by_a_tap_anywhere_on_the_tile(visitor):
    visitor.sends("likes")
    visitor.errors.get_by_role("link").click()
    for choice in ("films", "nothing"):
        visitor.page.locator(f"main label[for='likes-{choice}']").click()
        visitor.shows_answer("likes", [choice])
