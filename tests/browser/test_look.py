"""What can be measured of how pages look: type, lines, and the ways a reader may set them."""

import pytest

from tests.guides import real_guide

from .steps import HANDOUT, OPTIONS, START, VISIBLE_TEXTS, question_path

PATHS = [
    *("/", START, question_path("symptoms"), OPTIONS, HANDOUT),
    *("compare/", "worksheet/", "all-options/", "glossary/", "about/", "/privacy/", "/continue/"),
]
MOST_CHARACTERS = 70
LEAST_PIXELS = 18

# The longest run of characters that stands on one line of running text, and its text.
LONGEST_LINE = """() => {
    let longest = ["", 0];
    for (const block of document.querySelectorAll("p, li, dd, blockquote")) {
        if (!block.checkVisibility() || block.querySelector("p, li, dd")) continue;
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const lines = new Map();
        while (walker.nextNode()) {
            const node = walker.currentNode;
            const range = document.createRange();
            for (const word of node.data.matchAll(/\\s*[^\\s-]+-?\\s*/g)) {
                range.setStart(node, word.index + word[0].search(/\\S/));
                range.setEnd(node, word.index + word[0].trimEnd().length);
                const box = range.getClientRects()[0];
                if (!box) continue;
                const line = Math.round(box.bottom / 8);
                lines.set(line, (lines.get(line) || "") + word[0]);
            }
        }
        for (const line of lines.values()) {
            const text = line.replace(/\\s+/g, " ").trim();
            if (text.length > longest[1]) longest = [text, text.length];
        }
    }
    return longest;
}"""

# What WCAG 1.4.12 lets a reader set, as a style sheet that a browser extension would add.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""

CUT_TEXT = """() => [...document.querySelectorAll("main *, footer *")]
    .filter((each) => !each.closest(".visually-hidden") && each.checkVisibility())
    .filter((each) => getComputedStyle(each).overflow !== "visible")
    .filter((each) => !["PROGRESS", "INPUT", "SELECT", "TEXTAREA"].includes(each.tagName))
    .filter((each) => !(each instanceof SVGElement))
    .filter((each) => each.scrollHeight > each.clientHeight + 1)
    .map((each) => each.outerHTML.slice(0, 120))"""

COLORED_BY_FORCE = """() => ["main", ".tile", "main h1"].map(
    (each) => getComputedStyle(document.querySelector(each)).color)"""


MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
    const style = getComputedStyle(each);
    const moves = !["none", "settle"].includes(style.animationName);
    return moves || parseFloat(style.transitionDuration) > 0
        || (["sticky", "fixed"].includes(style.position)
            && !each.closest(".side, .picking, .compare"));
}).map((each) => each.outerHTML.slice(0, 120))"""

UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true })"


@pytest.fixture(scope="module")
def guide():
    """The shipped guide, whose words are what has to fit."""
    return real_guide()


def scrolls_down_alone(page):
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return wide <= seen


@pytest.mark.parametrize("path", PATHS)
def test_page_is_calm_and_can_be_read_at_a_desk_and_as_large_as_a_reader_wants(
    new_settled_visitor, path
):
    visitor = new_settled_visitor(viewport={"width": 1280, "height": 800})
    page = visitor.page
    visitor.opens(path)
    assert page.evaluate(MOVING) == []
    texts = page.locator("body").evaluate(VISIBLE_TEXTS)
    assert texts
    assert [text for text, pixels in texts if pixels < LEAST_PIXELS] == []
    # WCAG 3.2.6: help is after the main part and its sources, before the links about the site; on
    # paper it is on the first sheet.
    on_paper = path in (HANDOUT, "worksheet/")
    headings = page.get_by_role("heading", level=2)
    help_now = headings.first if on_paper else headings.last
    assert help_now.get_attribute("id") == "help-now"
    page.evaluate(UNFOLD)
    if path not in (HANDOUT, "worksheet/"):  # their lines are those of a sheet of paper
        line, characters = page.evaluate(LONGEST_LINE)
        assert 0 < characters <= MOST_CHARACTERS, line

    # 320 px is also what a desktop window of 1280 px has left at 400 % zoom.
    page.set_viewport_size({"width": 320, "height": 640})
    visitor.opens(path)
    page.evaluate(SPACED)
    assert scrolls_down_alone(page)
    assert page.evaluate(CUT_TEXT) == []
    page.set_viewport_size({"width": 360, "height": 780})
    visitor.opens(path)
    page.evaluate("document.documentElement.style.fontSize = '225%'")  # twice the usual
    assert scrolls_down_alone(page)


def test_colors_of_the_readers_own_are_kept(new_visitor):
    visitor = new_visitor(forced_colors="active", color_scheme="dark")
    visitor.opens_question("her2")
    visitor.inputs("her2").first.check()
    assert len(set(visitor.page.evaluate(COLORED_BY_FORCE))) == 1
    outline = "getComputedStyle(document.querySelector('.tile:has(:checked)')).outlineStyle"
    assert visitor.page.evaluate(outline) == "solid"
    bar = "getComputedStyle(document.querySelector('progress')).borderTopStyle"
    assert visitor.page.evaluate(bar) == "solid"


@pytest.mark.parametrize("path", [OPTIONS, HANDOUT])
def test_paper_is_black_on_white_whatever_the_screen_is(new_settled_visitor, path):
    visitor = new_settled_visitor(color_scheme="dark")
    visitor.opens(path)
    visitor.page.emulate_media(media="print", color_scheme="dark")
    colors = """() => ["main", "main .lead", "main h2"].map(
        (each) => getComputedStyle(document.querySelector(each)).color)"""
    assert set(visitor.page.evaluate(colors)) == {"rgb(0, 0, 0)"}
