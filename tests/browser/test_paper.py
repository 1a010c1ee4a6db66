"""What three engines print: no heading is left alone, no line is cut, nothing is lost."""

import re

import pytest

from tests.guides import real_guide

from .papers import POINTS, Paper
from .steps import HANDOUT

LARGE = f"{HANDOUT}?print=large"
# What is printed after so many picks, and the pages that it may have.
MOST_PAGES = {(HANDOUT, 0): 5, (HANDOUT, 3): 5, (LARGE, 0): 12, ("worksheet/", 0): 4}
COMPARED = 3  # sheets, of those whose options name most drugs
MILLIMETRE = 72 / 25.4
# Of the site's own style; WebKit has those of the printer.
MARGINS = {"chromium": (13 * MILLIMETRE, 13 * MILLIMETRE), "webkit": (18, 40)}
MARGINS["firefox"] = MARGINS["chromium"]

# Each heading of the page, unless it stands in a line, and the first text that follows it in its
# part of the page.
HEADINGS = """() => [...document.querySelectorAll("main :is(h2, h3)")].map((heading) => {
    if (getComputedStyle(heading).display === "inline") return null;
    const part = heading.closest("section, li");
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    const following = texts.find((text) => text.textContent.trim()
        && heading.compareDocumentPosition(text) === Node.DOCUMENT_POSITION_FOLLOWING
        && !text.parentElement.closest("h2, h3, figure, .no-print")
        && text.parentElement.checkVisibility());
    return following && [heading.textContent.trim(), following.textContent.trim().slice(0, 30)];
}).filter(Boolean)"""
PARTS = """() => [...document.querySelectorAll("main section:not(.paper-note) h2")]
    .map((heading) => heading.textContent.trim())"""
TYPE = """(text) => {
    const notes = document.querySelector(".notes");
    notes.value = text;
    notes.dispatchEvent(new InputEvent("input", {bubbles: true}));
}"""
TEXTS = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        const left = around.closest('.no-print, .visually-hidden, [href*="#source-"]');
        if (around.checkVisibility() && !left) {
            texts.push(walker.currentNode.textContent.trim());
        }
    }
    return texts.filter(Boolean);
}"""


@pytest.fixture(scope="module")
def guide():
    """The shipped guide: what is printed of it has to fit on a few sheets."""
    return real_guide()


@pytest.fixture(params=MARGINS)
def engine(request):
    return request.param


@pytest.fixture
def browser_at(request, base_url, settle, guide, engine):
    """Opens a page in the engine, for someone who answered everything."""
    browser = request.getfixturevalue(engine)

    def opened(path, picks=0):
        state, _ = settle(guide, picks)
        browser.go(f"{base_url}/")
        browser.takes(state["cookies"])
        browser.go(f"{base_url}/{guide.slug}/{path}")
        return browser

    return opened


@pytest.mark.parametrize(("path", "picks"), MOST_PAGES)
@pytest.mark.parametrize("size", POINTS)
def test_no_heading_is_left_alone_and_no_line_is_cut_or_lost(browser_at, engine, size, path, picks):
    browser = browser_at(path, picks)
    headings, texts = browser.runs(HEADINGS), browser.runs(TEXTS)
    assert len(headings) > 5
    assert len(texts) > 50

    paper = Paper(browser.prints(size))
    assert paper.stranded(headings) == []
    assert paper.cut(*MARGINS[engine]) == []
    assert paper.lacks(texts) == []
    # In WebKit it has one column, see docs/decisions/14-three-engines.md.
    assert len(paper.pages) <= MOST_PAGES[path, picks] + (engine == "webkit")
    assert min(map(len, paper.pieces)) > 2, "an empty page"
    if engine != "webkit":
        numbers = [f"{number}(/|of){len(paper.pages)}" for number in range(1, len(paper.pages) + 1)]
        assert all(map(re.match, numbers, paper.feet()))
    elif path != "worksheet/":  # whose questions are numbered
        parts = enumerate(browser.runs(PARTS), 1)
        assert paper.lacks(f"{number}. {part}" for number, part in parts) == []


def test_what_is_compared_is_printed_whole_on_few_sheets(browser_at, engine):
    browser = browser_at("compare/", 3)
    texts = browser.runs(TEXTS)
    paper = Paper(browser.prints("Letter"))
    assert len(texts) > 50
    assert paper.lacks(texts) == []
    assert paper.cut(*MARGINS[engine]) == []
    assert len(paper.pages) <= COMPARED + (engine == "webkit")
    box = paper.pages[0].mediabox
    assert (box.width > box.height) is (engine != "webkit")


@pytest.mark.parametrize("path", [HANDOUT, LARGE])
def test_all_that_was_typed_is_on_paper_and_no_line_of_it_is_cut(browser_at, engine, path):
    lines = [f"This is line {number} of what I want to ask you." for number in range(1, 151)]
    browser = browser_at(path)
    browser.runs(TYPE, "\n".join(lines))
    paper = Paper(browser.prints("A4"))
    browser.runs(TYPE, "")
    assert paper.lacks(lines) == []
    assert paper.cut(*MARGINS[engine]) == []
