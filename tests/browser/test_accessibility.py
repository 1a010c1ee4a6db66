"""axe on every page as readers may see it."""

import pytest
from playwright.sync_api import expect

from navigator.guide.language import in_language
from tests.guides import spanish_guide

from .axe import look, must_look_right
from .steps import CLEAR, HANDOUT, OPTIONS, START, Visitor, path_of_change, question_path

A4_BETWEEN_MARGINS = {"width": 680, "height": 1000}


@pytest.fixture(scope="module", params=["en", "es"])
def guide(request):
    """The shipped guide, as readers of each language meet it."""
    return in_language(spanish_guide(), request.param)


def is_swapped_to_the_next(visitor):
    visitor.opens_question("hormone-receptor")
    visitor.answers("hormone-receptor", "positive")


def has_trials_refused(visitor):
    visitor.opens("trials/")
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


def compares(visitor, number):
    visitor.opens(OPTIONS)
    visitor.picks(number)
    visitor.page.locator("button[value=compare]").click()
    visitor.is_at("compare/")


def compares_three(visitor):
    compares(visitor, 3)


def has_nine_to_compare_refused(visitor):
    compares(visitor, 9)
    visitor.inputs("beside").nth(4).check()
    visitor.sends("beside")
    expect(visitor.errors).to_be_visible()


def has_picks_on_paper(visitor):
    compares(visitor, 3)
    visitor.opens(HANDOUT)


def is_told_news(visitor):
    cookie = {"name": "answers", "value": "forged", "domain": "127.0.0.1", "path": "/"}
    visitor.page.context.add_cookies([cookie])
    visitor.opens(START)
    expect(visitor.page.get_by_role("main").get_by_role("status").first).to_be_visible()


# Where someone goes who has not said anything yet, or what they do there.
FRESH = [
    *("/", "/continue/", "/privacy/", "/accessibility/", "/no-such-guide/"),
    *(START, "about/", "glossary/", "worksheet/", "trials/", OPTIONS, "compare/", HANDOUT),
    *("all-options/", "all-options/?type=surgery"),
    *map(question_path, ("hormone-receptor", "symptoms")),
    *(is_told_news, has_a_term_explained, is_swapped_to_the_next, has_trials_refused),
    loses_its_cookies,
]
# The same for someone who has answered everything.
SETTLED = [
    *(START, path_of_change("spread"), OPTIONS, HANDOUT, f"{HANDOUT}?print=large", CLEAR),
    "/continue/",
    *(has_changed_an_answer, clears, compares_three, has_nine_to_compare_refused),
    has_picks_on_paper,
]
# Pages with a form, and the field that is sent without an answer.
REFUSED = {
    START: "reader",
    "/continue/": "code",
    question_path("her2"): "her2",
    question_path("spread"): "spread",
}


def name_of(way):
    return way if isinstance(way, str) else way.__name__


@pytest.fixture(scope="module")
def shared_context(browser, browser_context_args):
    """One profile for all pages, since a fresh one has to load everything again."""
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def visitor(shared_context, guide):
    """Someone who has said nothing yet."""
    shared_context.clear_cookies()
    page = shared_context.new_page()
    yield Visitor(page, guide)
    page.close()


@pytest.fixture
def settled_visitor(visitor, settle, guide):
    """Someone who has answered everything."""
    state, said = settle(guide)
    visitor.page.context.add_cookies(state["cookies"])
    visitor.said = dict(said)
    return visitor


@pytest.mark.parametrize("way", FRESH, ids=name_of)
def test_page_has_no_fault(visitor, way):
    visitor.opens(way) if isinstance(way, str) else way(visitor)
    must_look_right(visitor.page)


@pytest.mark.parametrize("way", SETTLED, ids=name_of)
def test_page_with_answers_has_no_fault(settled_visitor, way):
    settled_visitor.opens(way) if isinstance(way, str) else way(settled_visitor)
    must_look_right(settled_visitor.page)


@pytest.mark.parametrize(("path", "field"), REFUSED.items())
def test_page_that_tells_an_error_has_no_fault(visitor, path, field):
    visitor.opens(path)
    visitor.sends(field)
    expect(visitor.errors).to_be_visible()
    must_look_right(visitor.page)


def test_handout_in_print_has_no_fault(settled_visitor):
    settled_visitor.opens(HANDOUT)
    assert look(settled_visitor.page, A4_BETWEEN_MARGINS, "light", media="print") == []


@pytest.mark.parametrize("path", [START, question_path("symptoms"), HANDOUT])
def test_page_without_scripts_has_no_fault(settled_visitor, path):
    page = settled_visitor.page
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    settled_visitor.opens(path)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})  # axe is a script
    assert page.evaluate("typeof htmx") == "undefined"
    must_look_right(page)
