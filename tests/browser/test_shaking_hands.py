"""A press too many, a network that is slow or gone: no answer is made up, and none is lost."""

import re
import time

import pytest
from playwright.sync_api import expect

from .steps import START, TEEN

STEPS = "**/questions/**"


def presses(visitor, place):
    """Press where something is on the screen, whatever may be there by then."""
    visitor.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def place_of_continue(visitor, slug):
    button = visitor.button(slug)
    button.scroll_into_view_if_needed()
    return button.bounding_box()


A_DOUBLE_CLICK = 0.4  # seconds, for which a new page takes no press


@pytest.mark.parametrize("pause", [80, 150, 300])
def test_the_second_press_of_a_double_click_does_nothing(either_visitor, pause):
    visitor = either_visitor
    visitor.arrives()
    visitor.begins()
    while (slug := visitor.following.slug) != "likes":
        visitor.chooses(slug, TEEN[slug])
        place = place_of_continue(visitor, slug)
        presses(visitor, place)
        pressed = time.monotonic()
        visitor.page.wait_for_timeout(pause)
        presses(visitor, place)
        if time.monotonic() - pressed > A_DOUBLE_CLICK:
            pytest.skip("the machine was too busy for a double click")
        visitor.said[slug] = frozenset(TEEN[slug])
        visitor.page.wait_for_timeout(1_000)  # whatever the second press began is there by now
        visitor.is_asked_and_shown(visitor.following.slug)
        expect(visitor.errors).to_have_count(0)


def test_a_press_half_a_second_later_counts(either_visitor):
    visitor = either_visitor
    visitor.opens_question("age")
    visitor.answers("age", "teen")
    visitor.page.wait_for_timeout(500)
    presses(visitor, visitor.page.locator("label", has_text="Yes").first.bounding_box())
    visitor.shows_answer("guardian", ["yes"])


def status(visitor):
    return visitor.page.locator("main form").get_by_role("status")


def has_lost_nothing(visitor):
    visitor.is_asked_and_shown("age", "teen")
    expect(visitor.button("age")).to_be_focused()


def test_a_slow_step_says_so_within_a_second_and_takes_no_second_press(visitor, watch):
    visitor.opens_question("age")
    visitor.chooses("age", ["teen"])
    held = []
    visitor.page.route(STEPS, lambda route: held.append(route))
    visitor.sends("age")
    expect(status(visitor)).to_have_text("Sending your answer…", timeout=1_000)
    visitor.button("age").click()
    visitor.page.wait_for_timeout(200)
    (step,) = held
    step.continue_()
    visitor.said["age"] = frozenset(["teen"])
    visitor.is_asked_and_shown("guardian")
    expect(status(visitor)).to_be_empty()
    watch.must_be_clean()


@pytest.mark.parametrize("fault", ["no network", "a server that fails"])
def test_a_step_that_fails_says_so_keeps_everything_and_can_be_sent_again(visitor, fault):
    def fail(route):
        route.abort() if fault == "no network" else route.fulfill(status=502, body="")

    visitor.opens_question("age")
    visitor.chooses("age", ["teen"])
    visitor.page.route(STEPS, fail)
    for _ in range(2):
        visitor.sends("age")
        expect(status(visitor)).to_contain_text("Not sent. Your answer is still here.")
        has_lost_nothing(visitor)
    visitor.page.unroute(STEPS)
    visitor.answers("age", "teen")


def test_a_step_that_never_ends_is_given_up(visitor):
    visitor.opens_question("age")
    visitor.page.evaluate("htmx.config.timeout = 300")
    visitor.chooses("age", ["teen"])
    visitor.page.route(STEPS, lambda route: None)
    visitor.sends("age")
    expect(status(visitor)).to_contain_text("Not sent.")
    has_lost_nothing(visitor)


def test_what_is_refused_is_told_by_a_page(visitor):
    visitor.opens_question("age")
    visitor.chooses("age", ["teen"])
    visitor.page.context.clear_cookies()
    visitor.sends("age")
    expect(visitor.heading).to_have_text(re.compile("did not reach us"))


@pytest.mark.parametrize("path", [START, "trials/", "/continue/"])
def test_a_form_that_meets_no_network_says_so_and_stays(visitor, path):
    visitor.opens(path)
    field = visitor.page.locator("main form input:visible").first
    if field.get_attribute("type") == "radio":
        field.check()
    else:
        field.fill("0123")
    before = visitor.page.url
    visitor.page.context.set_offline(True)
    for _ in range(2):
        visitor.page.locator("main form button").last.click()
        expect(status(visitor)).to_contain_text("Not sent: there is no network.")
    assert visitor.page.url == before
    assert field.is_checked() if path == START else field.input_value() == "0123"
