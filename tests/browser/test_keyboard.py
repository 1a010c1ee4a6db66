"""Everything with a keyboard alone: Tab, arrows, Space and Enter."""

import pytest
from playwright.sync_api import expect

from .steps import HANDOUT, OPTIONS, START, TEEN

MOST_TABS = 400

# What has the focus: where it is, whether a reader sees that it has it, and whether they see it.
FOCUSED = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return {lost: true};
    const marked = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const around = [focused, focused.parentElement, ...focused.querySelectorAll("*")];
    const box = focused.getClientRects()[0];
    // The middle of the part that is on the screen.
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
    const top = document.elementFromPoint(
        middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
    const labels = [...(focused.labels || [])];
    return {
        lost: false,
        element: focused.outerHTML.slice(0, 120),
        marked: around.some(marked),
        uncovered: top !== null && [focused, ...labels].some(
            (each) => each.contains(top) || top.contains(each)),
    };
}"""


class Keyboard:
    """Presses keys, and looks where the focus is after every one of them."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.page = visitor.page

    def tabs(self):
        """One step on, to something that can be used and is seen to have the focus."""
        self.page.keyboard.press("Tab")
        state = self.page.evaluate(FOCUSED)
        assert not state["lost"]
        assert state["marked"], state["element"]
        assert state["uncovered"], state["element"]

    def tabs_to(self, locator):
        """As many steps as it takes."""
        is_focused = "(element) => element === document.activeElement"
        for _ in range(MOST_TABS):
            self.tabs()
            if locator.evaluate(is_focused):
                return
        pytest.fail(f"{MOST_TABS} steps did not lead to {locator}")

    def presses(self, key):
        self.page.keyboard.press(key)

    def follows(self, path):
        href = self.visitor.address(path)
        self.tabs_to(self.page.locator(f"main a[href='{href}']").first)
        self.presses("Enter")

    def sends(self, field):
        self.tabs_to(self.visitor.button(field))
        self.presses("Enter")

    def picks(self, question, choice):
        """One of the radios of a question that has no answer yet."""
        slugs = [each.slug for each in question.choices]
        self.tabs_to(self.visitor.input(question.slug, slugs[0]))
        self.presses("Space")
        for slug in slugs[1 : slugs.index(choice) + 1]:
            self.presses("ArrowDown")
            expect(self.visitor.input(question.slug, slug)).to_be_focused()
        self.visitor.shows_answer(question.slug, [choice])

    def ticks(self, question, choices):
        """The checkboxes of a question, in their order."""
        for choice in question.choices:
            if choice.slug in choices:
                self.tabs_to(self.visitor.input(question.slug, choice.slug))
                self.presses("Space")
        self.visitor.shows_answer(question.slug, choices)


@pytest.fixture
def keyboard(visitor):
    return Keyboard(visitor)


def test_the_first_stop_leads_past_the_header(visitor, keyboard):
    visitor.opens(START)
    keyboard.tabs()
    skip = visitor.page.locator("a[href='#main']")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    keyboard.presses("Enter")
    expect(visitor.page.get_by_role("main")).to_be_focused()
    keyboard.tabs()
    expect(visitor.page.locator("main :focus")).to_have_count(1)


def test_a_journey_with_the_keyboard_alone(visitor, keyboard):
    visitor.opens("/")
    keyboard.follows(START)
    visitor.is_at(START)
    keyboard.tabs_to(visitor.inputs("reader").first)
    keyboard.presses("Space")
    keyboard.sends("reader")
    visitor.is_asked_what_follows()
    while question := visitor.following:
        choices = TEEN[question.slug]
        if question.kind == "one":
            keyboard.picks(question, *choices)
        else:
            keyboard.ticks(question, choices)
        keyboard.sends(question.slug)
        visitor.said[question.slug] = frozenset(choices)
        visitor.is_asked_what_follows()
        expect(visitor.heading).to_be_focused()
    visitor.must_be_shown_verdicts()
    keyboard.follows(HANDOUT)
    visitor.is_at(HANDOUT)


def test_arrows_choose_and_send_nothing_and_enter_in_a_choice_sends(visitor, keyboard, watch):
    visitor.opens_question("age")
    question = visitor.following
    watch.requests.clear()
    keyboard.picks(question, "not-told")
    keyboard.presses("ArrowDown")
    visitor.shows_answer("age", ["child"])
    keyboard.presses("ArrowUp")
    visitor.shows_answer("age", ["not-told"])
    assert [each.url for each in watch.requests if watch.is_ours(each)] == []
    visitor.is_asked("age")
    keyboard.presses("Enter")
    visitor.said["age"] = frozenset(["not-told"])
    visitor.is_asked_what_follows()

    visitor.opens_question("likes")
    keyboard.ticks(visitor.guide.question_by_slug["likes"], ["books"])
    keyboard.presses("Enter")
    visitor.said["likes"] = frozenset(["books"])
    visitor.is_asked_what_follows()
    expect(visitor.heading).to_be_focused()


def test_an_error_is_put_right_with_the_keyboard(visitor, keyboard):
    visitor.opens_question("age")
    keyboard.sends("age")
    expect(visitor.errors).to_be_focused()
    keyboard.tabs()
    expect(visitor.errors.get_by_role("link")).to_be_focused()
    keyboard.presses("Enter")
    expect(visitor.inputs("age").first).to_be_focused()
    keyboard.presses("Space")
    keyboard.sends("age")
    visitor.said["age"] = frozenset(["child"])
    visitor.is_asked_what_follows()
    expect(visitor.heading).to_be_focused()


@pytest.mark.parametrize("path", [OPTIONS, HANDOUT])
def test_focus_is_seen_at_every_stop_of_a_long_page(settled_visitor, path):
    settled_visitor.opens(path)
    links = settled_visitor.page.locator("a[href]:visible")
    Keyboard(settled_visitor).tabs_to(links.last)
