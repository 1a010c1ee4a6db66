"""A whole journey with scripts: htmx swaps the questions."""

import re

from playwright.sync_api import expect

from .steps import (
    HANDOUT,
    NEWLY_DIAGNOSED,
    OPTIONS,
    TRIPLE_NEGATIVE,
    reference_verdicts,
    shown_verdicts,
)
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


def test_journey_ends_at_the_verdicts_of_the_contract(visitor, known):
    visitor.walks(known)
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)


def test_journey_to_the_handout_is_quiet_and_private(visitor, watch, base_url):
    visitor.walks(TRIPLE_NEGATIVE)
    visitor.changes("her2", "positive")
    visitor.follows(HANDOUT)
    visitor.is_at(HANDOUT)
    watch.must_be_clean()
    watch.must_stay_home(base_url)
    watch.must_not_tell(visitor.said)
    watch.must_not_tell(TRIPLE_NEGATIVE)


def test_nothing_is_kept_in_the_browser_during_a_journey(visitor):
    visitor.opens_question("hormone-receptor")
    visitor.answers("hormone-receptor", "positive")
    visitor.answers("her2", "negative")
    must_keep_nothing(visitor.page)


def test_nothing_is_kept_in_the_browser_after_a_journey(settled_visitor):
    for path in (OPTIONS, HANDOUT):
        settled_visitor.opens(path)
        must_keep_nothing(settled_visitor.page)


def test_every_step_is_a_swap_with_one_request_and_a_title_of_its_own(visitor, watch):
    visitor.arrives()
    visitor.begins()
    visitor.page.evaluate("window.marker = true")
    titles = {visitor.page.title()}
    while (slug := visitor.following.slug) != "symptoms":
        watch.requests.clear()
        visitor.answers(slug, *NEWLY_DIAGNOSED[slug])
        assert [each.method for each in watch.requests if watch.is_ours(each)] == ["POST"]
        assert visitor.page.evaluate("window.marker") is True
        titles.add(visitor.page.title())
    assert len(titles) == len(visitor.said) + 1


def test_focus_is_on_each_new_heading_from_the_first_moment(visitor):
    visitor.opens_question("hormone-receptor")
    visitor.page.evaluate(LOG_FOCUS)
    first = visitor.heading.text_content().strip()
    while (slug := visitor.following.slug) != "spread":
        visitor.answers(slug, *NEWLY_DIAGNOSED[slug])
        expect(visitor.heading).to_be_focused()
    log = visitor.page.evaluate("focusLog")
    seen = {first}
    for heading, focused, loading in log:
        assert heading in seen or focused == "heading", log
        assert heading == first or focused != "body" or loading, log
        seen.add(heading)
    assert len(seen) == len(visitor.said) + 1


def test_answering_nothing_puts_the_focus_on_the_error_summary(visitor, watch):
    visitor.opens_question("hormone-receptor")
    visitor.page.evaluate("window.marker = true")
    title = visitor.page.title()
    for _ in range(2):
        visitor.sends("hormone-receptor")
        expect(visitor.errors).to_be_focused()
        visitor.is_asked("hormone-receptor")
        assert visitor.page.title() != title
    assert visitor.page.evaluate("window.marker") is True
    watch.must_be_clean()


def test_not_saying_who_is_reading_puts_the_focus_on_the_error_summary(visitor):
    visitor.arrives()
    visitor.sends("reader")
    expect(visitor.errors).to_be_focused()
    visitor.errors.get_by_role("link").click()
    expect(visitor.inputs("reader").first).to_be_focused()


def test_the_error_leads_to_the_first_choice(visitor):
    visitor.opens_question("hormone-receptor")
    visitor.sends("hormone-receptor")
    visitor.errors.get_by_role("link").click()
    expect(visitor.inputs("hormone-receptor").first).to_be_focused()
    visitor.answers("hormone-receptor", "negative")
    expect(visitor.errors).to_have_count(0)


def test_an_error_is_also_described_beside_its_choices(visitor):
    visitor.opens_question("spread")
    visitor.sends("spread")
    said = re.compile(re.escape(visitor.errors.get_by_role("link").inner_text()))
    choices = visitor.page.locator("main fieldset:has([name='spread'])")
    expect(choices).to_have_accessible_description(said)


def test_changing_an_answer_comes_straight_back(settled_visitor):
    settled_visitor.opens(OPTIONS)
    before = shown_verdicts(settled_visitor.page)
    settled_visitor.changes("her2", "positive")
    after = shown_verdicts(settled_visitor.page)
    assert after == reference_verdicts(settled_visitor.said)
    assert after != before


def test_an_invalid_change_can_be_put_right(visitor):
    visitor.opens(OPTIONS)
    visitor.follows(visitor.path_of_change("symptoms"))
    visitor.sends("symptoms")
    expect(visitor.errors).to_be_focused()
    visitor.chooses("symptoms", ["weak-bones"])
    visitor.sends("symptoms")
    visitor.is_at(OPTIONS, "#said-symptoms")


def test_an_unanswered_question_can_be_answered_from_the_options(visitor):
    visitor.opens(OPTIONS)
    assert shown_verdicts(visitor.page) == reference_verdicts({})
    visitor.changes("symptoms", "weak-bones")
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)


def test_leaving_a_change_changes_nothing(settled_visitor):
    settled_visitor.opens(OPTIONS)
    settled_visitor.follows(settled_visitor.path_of_change("her2"))
    settled_visitor.is_asked("her2")
    settled_visitor.chooses("her2", ["positive"])
    settled_visitor.follows(f"{OPTIONS}#said-her2")
    settled_visitor.is_at(OPTIONS, "#said-her2")
    assert shown_verdicts(settled_visitor.page) == reference_verdicts(settled_visitor.said)


def test_a_step_that_cannot_be_fetched_is_sent_the_plain_way(visitor):
    visitor.opens_question("hormone-receptor")
    visitor.page.route("**/questions/**", refuse_htmx)
    visitor.answers("hormone-receptor", "positive")
    visitor.shows_answer("her2", [])


def refuse_htmx(route, request):
    if "hx-request" in request.headers:
        route.abort()
    else:
        route.continue_()
