"""What can be measured of how pages look: type, lines, and the ways a reader may set them."""

import pytest
from playwright.sync_api import expect

from .steps import HANDOUT, OPTIONS, START, question_path

PATHS = [
    "/",
    START,
    question_path("symptoms"),
    OPTIONS,
    HANDOUT,
    f"{START}all-options/",
    f"{START}glossary/",
    f"{START}about/",
    "/privacy/",
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

SMALLEST_TEXT = """() => {
    let smallest = ["", 99];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !around.checkVisibility()) continue;
        const size = parseFloat(getComputedStyle(around).fontSize);
        if (size < smallest[1]) smallest = [walker.currentNode.data.trim(), size];
    }
    return smallest;
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


def assert_no_sideways_scrolling(page):
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen


@pytest.fixture
def at_a_desk(new_settled_visitor):
    return new_settled_visitor(viewport={"width": 1280, "height": 800})


def test_no_line_of_text_is_long_at_a_desk(at_a_desk):
    for path in PATHS:
        if path == HANDOUT:
            continue  # its lines are those of a sheet of paper
        at_a_desk.opens(path)
        at_a_desk.page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true })"
        )
        line, characters = at_a_desk.page.evaluate(LONGEST_LINE)
        assert 0 < characters <= MOST_CHARACTERS, (path, line)


def test_no_text_is_small(at_a_desk):
    for path in PATHS:
        at_a_desk.opens(path)
        text, pixels = at_a_desk.page.evaluate(SMALLEST_TEXT)
        assert pixels >= LEAST_PIXELS, (path, text)


def test_readers_may_space_text_and_zoom_in(new_settled_visitor):
    """320 px is also what a desktop window of 1280 px has left at 400 % zoom."""
    visitor = new_settled_visitor(viewport={"width": 320, "height": 640})
    for path in PATHS:
        visitor.opens(path)
        visitor.page.evaluate(SPACED)
        assert_no_sideways_scrolling(visitor.page)
        assert visitor.page.evaluate(CUT_TEXT) == [], path


def test_colors_of_the_readers_own_are_kept(new_visitor):
    visitor = new_visitor(forced_colors="active", color_scheme="dark")
    visitor.opens_question("her2")
    visitor.inputs("her2").first.check()
    assert len(set(visitor.page.evaluate(COLORED_BY_FORCE))) == 1
    outline = "getComputedStyle(document.querySelector('.tile:has(:checked)')).outlineStyle"
    assert visitor.page.evaluate(outline) == "solid"


def test_paper_is_black_on_white_whatever_the_screen_is(new_settled_visitor):
    visitor = new_settled_visitor(color_scheme="dark")
    colors = """() => ["main", "main .lead", "main h2"].map(
        (each) => getComputedStyle(document.querySelector(each)).color)"""
    for path in (OPTIONS, HANDOUT):
        visitor.opens(path)
        visitor.page.emulate_media(media="print", color_scheme="dark")
        assert set(visitor.page.evaluate(colors)) == {"rgb(0, 0, 0)"}


def test_nothing_moves(at_a_desk):
    moving = """() => [...document.querySelectorAll("*")].filter((each) => {
        const style = getComputedStyle(each);
        return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0
            || ["sticky", "fixed"].includes(style.position);
    }).map((each) => each.outerHTML.slice(0, 120))"""
    for path in PATHS:
        at_a_desk.opens(path)
        assert at_a_desk.page.evaluate(moving) == [], path


def test_help_is_in_the_same_place_on_every_page(at_a_desk):
    """WCAG 3.2.6: after the main part and its sources, before the links about the site."""
    for path in PATHS:
        at_a_desk.opens(path)
        headings = at_a_desk.page.get_by_role("heading")
        assert headings.last.get_attribute("id") == "help-now", path


def test_the_end_of_the_questions_has_the_focus(visitor):
    visitor.opens_question("hormone-receptor")
    while visitor.following:
        visitor.answers(visitor.following.slug, "unsure")
    visitor.is_at(OPTIONS)
    expect(visitor.heading).to_be_focused()


def test_what_a_change_did_has_the_focus_and_is_seen(settled_visitor):
    settled_visitor.opens(OPTIONS)
    settled_visitor.changes("her2", "positive")
    changed = settled_visitor.page.locator("#said-her2")
    expect(changed).to_be_focused()
    expect(changed.get_by_role("status")).to_be_in_viewport(ratio=1)
