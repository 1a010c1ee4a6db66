"""axe, with its best-practice rules and nothing excluded, on every page as readers may see it."""

import json
from functools import partial

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from .steps import CLEAR, HANDOUT, NEWLY_DIAGNOSED, OPTIONS, START, Visitor, question_path

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Off unless asked for. The second holds text to 7:1, which is more than AA asks.
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,  # nothing comes from elsewhere
}
RUN_AXE = f"axe.run(document, {json.dumps(AXE_OPTIONS)}).then((found) => found.violations)"

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
A4_BETWEEN_MARGINS = {"width": 680, "height": 1000}


def opens(path, visitor):
    visitor.opens(path)


def sends_nothing(path, field, visitor):
    visitor.opens(path)
    visitor.sends(field)
    expect(visitor.errors).to_be_visible()


def is_swapped_to(slug, visitor):
    while visitor.following.slug != slug:
        if not visitor.said:
            visitor.opens_question(visitor.following.slug)
        visitor.answers(visitor.following.slug, *NEWLY_DIAGNOSED[visitor.following.slug])


def has_trials_refused(visitor):
    visitor.opens(f"{START}trials/")
    visitor.inputs("age").fill("old")
    visitor.inputs("place").fill("near")
    visitor.sends("age")
    expect(visitor.errors).to_be_visible()


def clears(visitor):
    visitor.opens(OPTIONS)
    visitor.clears()


def loses_its_cookies(visitor):
    visitor.opens(START)
    visitor.page.context.clear_cookies()
    visitor.sends("reader")
    expect(visitor.inputs("reader")).to_have_count(0)


def has_a_term_explained(visitor):
    visitor.opens(START)
    visitor.page.locator("main .term").first.click()
    expect(visitor.page.locator(".term-note")).to_be_visible()


def has_changed_an_answer(visitor):
    visitor.opens(OPTIONS)
    visitor.changes("her2", "positive")


def is_told_news(visitor):
    cookie = {"name": "answers", "value": "forged", "domain": "127.0.0.1", "path": "/"}
    visitor.page.context.add_cookies([cookie])
    visitor.opens(START)
    expect(visitor.page.get_by_role("main").get_by_role("status")).to_be_visible()


# Pages of someone who has not said anything yet.
FRESH = {
    "home": partial(opens, "/"),
    "start": partial(opens, START),
    "start-error": partial(sends_nothing, START, "reader"),
    "start-news": is_told_news,
    "start-term": has_a_term_explained,
    "question-one": partial(opens, question_path("hormone-receptor")),
    "question-one-error": partial(sends_nothing, question_path("her2"), "her2"),
    "question-several": partial(opens, question_path("symptoms")),
    "question-several-error": partial(sends_nothing, question_path("spread"), "spread"),
    "question-swapped": partial(is_swapped_to, "menopause"),
    "options-nothing-said": partial(opens, OPTIONS),
    "handout-nothing-said": partial(opens, HANDOUT),
    "worksheet": partial(opens, f"{START}worksheet/"),
    "all-options": partial(opens, f"{START}all-options/"),
    "all-options-of-a-type": partial(opens, f"{START}all-options/?type=surgery"),
    "glossary": partial(opens, f"{START}glossary/"),
    "about": partial(opens, f"{START}about/"),
    "trials": partial(opens, f"{START}trials/"),
    "trials-error": has_trials_refused,
    "privacy": partial(opens, "/privacy/"),
    "accessibility": partial(opens, "/accessibility/"),
    "not-found": partial(opens, "/no-such-guide/"),
    "cookies-needed": loses_its_cookies,
}

# Pages of someone who has answered everything.
SETTLED = {
    "start-again": partial(opens, START),
    "question-changed": partial(opens, f"{question_path('spread')}?from=options"),
    "options": partial(opens, OPTIONS),
    "options-changed": has_changed_an_answer,
    "handout": partial(opens, HANDOUT),
    "handout-large": partial(opens, f"{HANDOUT}?print=large"),
    "clear": partial(opens, CLEAR),
    "cleared": clears,
}


@pytest.fixture(scope="module")
def shared_context(browser, browser_context_args):
    """One profile for all pages, since a fresh one has to load everything again."""
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def visitor(shared_context):
    """Someone who has said nothing yet."""
    shared_context.clear_cookies()
    page = shared_context.new_page()
    yield Visitor(page)
    page.close()


@pytest.fixture
def settled_visitor(visitor, partly_known):
    """Someone who has answered everything."""
    state, said = partly_known
    visitor.page.context.add_cookies(state["cookies"])
    visitor.said = dict(said)
    return visitor


@pytest.mark.parametrize("goes", FRESH.values(), ids=FRESH.keys())
def test_page_has_no_fault(visitor, goes):
    goes(visitor)
    must_look_right(visitor.page)


@pytest.mark.parametrize("goes", SETTLED.values(), ids=SETTLED.keys())
def test_page_with_answers_has_no_fault(settled_visitor, goes):
    goes(settled_visitor)
    must_look_right(settled_visitor.page)


def test_handout_in_print_has_no_fault(settled_visitor):
    page = settled_visitor.page
    settled_visitor.opens(HANDOUT)
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size(A4_BETWEEN_MARGINS)
    page.evaluate(AXE_SCRIPT)
    assert faults(page) == []
    assert_no_sideways_scrolling(page)


@pytest.mark.parametrize("path", [START, question_path("symptoms"), HANDOUT])
def test_page_without_scripts_has_no_fault(settled_visitor, path):
    page = settled_visitor.page
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    settled_visitor.opens(path)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})  # axe is a script
    assert page.evaluate("typeof htmx") == "undefined"
    must_look_right(page)


def must_look_right(page):
    """As it opens, and with everything unfolded; light and dark, on a phone and on a desk."""
    page.evaluate(AXE_SCRIPT)
    found = look(page, NARROW, "light") + look(page, WIDE, "dark")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    found += look(page, NARROW, "dark") + look(page, WIDE, "light")
    assert found == []


def look(page, size, scheme):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    assert_no_sideways_scrolling(page)
    return [f"{size['width']} px, {scheme}: {fault}" for fault in faults(page)]


def faults(page):
    return [
        f"{rule['id']} at {node['target']}: {node['html'][:150]}"
        for rule in page.evaluate(RUN_AXE)
        for node in rule["nodes"]
    ]


def assert_no_sideways_scrolling(page):
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= seen
