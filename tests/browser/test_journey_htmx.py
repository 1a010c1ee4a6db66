"""A whole journey with scripts: htmx swaps the questions."""

import re

import pytest
from playwright.sync_api import expect

from navigator.matching.answers import Answers
from navigator.matching.voice import Reader

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
# element, whether a request is on its way]. Changes are seen before the browser does anything else.
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
        const last = focusLog.at(-1);
        if (String(entry) !== String(last)) focusLog.push(entry);
    };
    new MutationObserver(note).observe(document.body, {childList: true, subtree: true});
    const frame = () => { note(); requestAnimationFrame(frame); };
    frame();
}"""


def test_journey_ends_at_the_verdicts_of_the_contract(visitor, known):
    visitor.walks(known)
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)


def test_journey_asks_about_what_is_not_settled_and_leads_to_the_handout(visitor):
    visitor.walks(NEWLY_DIAGNOSED)
    visitor.follows(HANDOUT)
    visitor.is_at(HANDOUT)


@pytest.mark.usefixtures("base_url")
def test_journey_is_quiet_and_private(visitor, watch, base_url):
    visitor.walks(TRIPLE_NEGATIVE)
    must_keep_nothing(visitor.page)
    visitor.changes("her2", "positive")
    visitor.follows(HANDOUT)
    visitor.is_at(HANDOUT)
    must_keep_nothing(visitor.page)
    watch.must_be_clean()
    watch.must_stay_home(base_url)
    watch.must_not_tell(visitor.said | TRIPLE_NEGATIVE)


def test_nothing_is_kept_in_the_browser_between_questions(visitor):
    visitor.arrives()
    visitor.begins()
    visitor.answers("hormone-receptor", "positive")
    visitor.answers("her2", "negative")
    must_keep_nothing(visitor.page)


def test_questions_follow_without_a_page_load(visitor):
    visitor.arrives()
    visitor.begins()
    visitor.page.evaluate("window.marker = true")
    while visitor.following:
        assert visitor.page.evaluate("window.marker") is True
        slug = visitor.following.slug
        visitor.answers(slug, *NEWLY_DIAGNOSED[slug])


def test_every_step_has_a_title_of_its_own(visitor):
    visitor.arrives()
    visitor.begins()
    titles = []
    while visitor.following:
        titles.append(visitor.page.title())
        slug = visitor.following.slug
        visitor.answers(slug, *NEWLY_DIAGNOSED[slug])
    titles.append(visitor.page.title())
    assert len(set(titles)) == len(visitor.said) + 1


def test_a_step_is_one_request(visitor, watch):
    visitor.arrives()
    visitor.begins()
    while following := visitor.following:
        before = len(watch.requests)
        visitor.answers(following.slug, *NEWLY_DIAGNOSED[following.slug])
        if visitor.following:
            assert [each.method for each in watch.requests[before:]] == ["POST"]


def test_focus_is_on_each_new_heading_from_the_first_moment(visitor):
    visitor.arrives()
    visitor.begins()
    visitor.page.evaluate(LOG_FOCUS)
    first = visitor.heading.text_content().strip()
    while (slug := visitor.following.slug) != "spread":
        visitor.answers(slug, *NEWLY_DIAGNOSED[slug])
        expect(visitor.heading).to_be_focused()
    log = visitor.page.evaluate("focusLog")
    after_first = [entry for entry in log if entry[0] != first]
    assert [entry[0] for entry in after_first]
    seen = {first}
    for heading, focused, loading in after_first:
        if heading not in seen:
            assert focused == "heading", log
        seen.add(heading)
        assert focused != "body" or loading, log
    assert len(seen) == len(visitor.said) + 1


def test_answering_nothing_puts_the_focus_on_the_error_summary(visitor, watch):
    visitor.arrives()
    visitor.begins()
    title = visitor.page.title()
    visitor.page.evaluate("window.marker = true")
    for _ in range(2):
        visitor.sends("hormone-receptor")
        expect(visitor.errors).to_be_focused()
        visitor.is_asked("hormone-receptor")
        assert visitor.page.title() != title
    assert visitor.page.evaluate("window.marker") is True
    watch.must_be_clean()


def test_the_error_leads_to_the_first_choice(visitor):
    visitor.opens_question("hormone-receptor")
    visitor.sends("hormone-receptor")
    visitor.errors.get_by_role("link").click()
    expect(visitor.inputs("hormone-receptor").first).to_be_focused()
    visitor.answers("hormone-receptor", "negative")
    expect(visitor.errors).to_have_count(0)


def test_an_error_is_described_beside_its_field(visitor):
    visitor.opens_question("spread")
    visitor.sends("spread")
    expect(visitor.errors).to_be_visible()
    summary = visitor.errors.get_by_role("link").inner_text()
    group = visitor.page.get_by_role("group").filter(has=visitor.inputs("spread"))
    expect(group).to_have_accessible_description(re.compile(re.escape(summary)))


def test_changing_an_answer_comes_straight_back(visitor):
    visitor.walks(TRIPLE_NEGATIVE)
    before = shown_verdicts(visitor.page)
    visitor.changes("her2", "positive")
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said) != before


def test_an_unanswered_question_can_be_answered_from_the_options(visitor):
    visitor.opens(OPTIONS)
    assert shown_verdicts(visitor.page) == reference_verdicts({})
    visitor.changes("symptoms", "weak-bones")
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)
    assert visitor.following.slug == "hormone-receptor"


def test_leaving_the_change_page_changes_nothing(visitor):
    visitor.walks(TRIPLE_NEGATIVE)
    visitor.page.locator("#said-her2 a").click()
    visitor.is_asked("her2")
    visitor.chooses("her2", ["positive"])
    visitor.follows(f"{OPTIONS}#said-her2")
    visitor.is_at(OPTIONS, "#said-her2")
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)


def test_a_step_that_cannot_be_fetched_is_sent_the_plain_way(visitor):
    visitor.arrives()
    visitor.begins()
    visitor.page.route(
        "**/questions/**",
        lambda route, request: (
            route.abort() if "hx-request" in request.headers else route.continue_()
        ),
    )
    visitor.answers("hormone-receptor", "positive")
    visitor.shows_answer("her2", [])


def test_help_is_closed_at_first_and_opens(visitor):
    visitor.opens_question("her2")
    question = visitor.guide.question_by_slug["her2"]
    why = visitor.page.get_by_text(question.why.split(".")[0])
    expect(why).to_be_hidden()
    visitor.page.locator("main details").filter(has=why).locator("summary").click()
    expect(why).to_be_visible()


def test_the_way_is_the_one_that_the_pathway_promises(visitor):
    visitor.arrives()
    visitor.begins(Reader.OTHER)
    visitor.answers_all(NEWLY_DIAGNOSED)
    assert Answers(visitor.said) and "pd-l1" not in visitor.said
