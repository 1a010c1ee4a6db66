"""Whole journeys, with scripts (htmx swaps the questions) and without (forms and redirects)."""

import re

import pytest
from playwright.sync_api import expect

from .steps import HANDOUT, NOTHING_KNOWN, OPTIONS, TEEN, path_of_change
from .watching import must_keep_nothing

# Notes what has the focus after every change of the page and in every frame: [heading, focused
# element, whether a request is on its way]. Changes are noted before the browser can paint them.
LOG_FOCUS = """() => {
    window.focusLog = [];
    const note = () => {
        const heading = document.querySelector("main h1");
        const focused = document.activeElement;
        const entry = [
            heading && heading.textContent.trim(),
            focused === heading ? "heading" : focused.tagName.toLowerCase(),
            Boolean(document.querySelector(".htmx-request")),
        ];
        if (String(entry) !== String(focusLog.at(-1))) focusLog.push(entry);
    };
    new MutationObserver(note).observe(document.body, {childList: true, subtree: true});
    const frame = () => { note(); requestAnimationFrame(frame); };
    frame();
}"""

BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["htmx", "plain"])


@pytest.mark.parametrize("known", [TEEN, NOTHING_KNOWN], ids=["teen", "nothing-known"])
def test_journey_ends_at_the_verdicts_of_the_contract(either_visitor, known):
    either_visitor.walks(known)
    either_visitor.must_be_shown_verdicts()


def test_journey_is_swapped_step_by_step_with_the_focus_on_it_quiet_and_private(
    visitor, watch, base_url
):
    visitor.arrives()
    visitor.begins()
    visitor.page.evaluate(LOG_FOCUS)
    first = visitor.heading.text_content().strip()
    titles = {visitor.page.title()}
    while (slug := visitor.following.slug) != "likes":
        before = len(watch.requests)
        visitor.answers(slug, *TEEN[slug])
        expect(visitor.heading).to_be_focused()
        asked = [each.method for each in watch.requests[before:] if watch.is_ours(each)]
        assert asked == ["POST"]
        must_keep_nothing(visitor.page)
        titles.add(visitor.page.title())
    assert len(titles) == len(TEEN)

    log = visitor.page.evaluate("focusLog")  # still there: the page was never loaded anew
    seen = {first}
    for heading, focused, loading in log:
        # On the main part for a moment, which is how Orca comes to say the heading.
        assert heading in seen or focused in {"main", "heading"}, log
        assert heading == first or focused != "body" or loading, log
        seen.add(heading)
    assert len(seen) == len(titles)

    visitor.answers("likes", *TEEN["likes"])
    expect(visitor.heading).to_be_focused()
    must_keep_nothing(visitor.page)
    visitor.changes("home", "far")
    visitor.follows(HANDOUT)
    visitor.is_at(HANDOUT)
    must_keep_nothing(visitor.page)
    watch.must_be_clean()
    watch.must_stay_home(base_url)
    watch.must_not_tell(TEEN)
    watch.must_not_tell(visitor.said)


def test_answering_nothing_is_refused_and_leads_to_the_first_choice(either_visitor):
    either_visitor.opens_question("age")
    title = either_visitor.page.title()
    either_visitor.sends("age")
    expect(either_visitor.errors).to_be_visible()
    either_visitor.is_asked("age")
    assert either_visitor.page.title() != title
    either_visitor.errors.get_by_role("link").click()
    expect(either_visitor.inputs("age").first).to_be_focused()
    either_visitor.answers("age", "adult")
    expect(either_visitor.errors).to_have_count(0)


def test_an_error_is_swapped_in_has_the_focus_and_is_described_beside_its_choices(visitor, watch):
    visitor.opens_question("likes")
    visitor.page.evaluate("window.marker = true")
    for _ in range(2):
        visitor.sends("likes")
        expect(visitor.errors).to_be_focused()
    assert visitor.page.evaluate("window.marker") is True
    error = re.compile(re.escape(visitor.errors.get_by_role("link").inner_text()))
    choices = visitor.page.locator("main fieldset:has([name='likes'])")
    expect(choices).to_have_accessible_description(error)
    watch.must_be_clean()


@BOTH_WAYS
def test_not_saying_who_is_reading_is_refused_and_leads_to_the_choices(new_visitor, scripts):
    visitor = new_visitor(java_script_enabled=scripts)
    visitor.arrives()
    visitor.sends("reader")
    expect(visitor.errors).to_be_visible()
    if scripts:
        expect(visitor.errors).to_be_focused()
    visitor.errors.get_by_role("link").click()
    expect(visitor.inputs("reader").first).to_be_focused()
    visitor.begins()


@BOTH_WAYS
def test_changing_an_answer_comes_straight_back_to_what_it_did(new_settled_visitor, scripts):
    visitor = new_settled_visitor(java_script_enabled=scripts)
    visitor.opens(OPTIONS)
    visitor.must_be_shown_verdicts()
    visitor.changes("home", "far")
    visitor.must_be_shown_verdicts()
    if scripts:
        changed = visitor.page.locator("#said-home [role=group]")
        expect(changed).to_be_focused()
        expect(changed).to_be_in_viewport(ratio=1)
    visitor.follows(HANDOUT)
    visitor.is_at(HANDOUT)


def test_a_question_is_answered_from_the_options_put_right_and_left_as_it_was(visitor):
    visitor.opens(OPTIONS)
    visitor.must_be_shown_verdicts()
    visitor.follows(path_of_change("likes"))
    visitor.sends("likes")
    expect(visitor.errors).to_be_focused()
    visitor.chooses("likes", ["films"])
    visitor.sends("likes")
    visitor.said["likes"] = frozenset(["films"])
    visitor.is_at(f"{OPTIONS}#said-likes")
    visitor.must_be_shown_verdicts()

    visitor.follows(path_of_change("likes"))
    visitor.is_asked("likes")
    visitor.chooses("likes", ["books"])
    visitor.follows(f"{OPTIONS}#said-likes")
    visitor.is_at(f"{OPTIONS}#said-likes")
    visitor.must_be_shown_verdicts()


@BOTH_WAYS
def test_printing_is_offered_with_scripts_alone(new_visitor, scripts):
    visitor = new_visitor(java_script_enabled=scripts)
    visitor.opens(HANDOUT)
    expect(visitor.page.locator("[data-print]")).to_have_count(1)
    expect(visitor.page.locator("[data-print]")).to_be_visible(visible=scripts)
