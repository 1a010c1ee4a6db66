"""The handout as paper: printed by Chromium, and read back."""

import io
import re
import unicodedata
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.guides import real_guide

from .steps import HANDOUT, START, reference_verdicts
from .watching import Watch, must_keep_nothing

POINTS = {"A4": (595, 842), "Letter": (612, 792)}
LEAST_MARGIN = 24  # points: most printers leave less than that blank
FOOT = 36  # points: what stands lower is a page number
TWELVE_POINTS = 16  # CSS pixels
EIGHTEEN_POINTS = 24
MOST_PAGES = 4

# Every piece of text of the main part that is there for the eye, in the order of the page.
PRINTED_TEXTS = """() => {
    const main = document.querySelector("main");
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const around = walker.currentNode.parentElement;
        const seen = around.checkVisibility({visibilityProperty: true});
        if (text && seen) found.push([text, parseFloat(getComputedStyle(around).fontSize)]);
    }
    return found;
}"""

NAVIGATION = """() => {
    const main = document.querySelector("main").textContent;
    return [...document.querySelectorAll("nav a, body > a, button")]
        .map((each) => each.textContent.trim())
        .filter((text) => !main.includes(text));
}"""


class Paper:
    """A printed handout: its text without white space, its pages, and what the screen had."""

    def __init__(self, page, size):
        page.emulate_media(media="print")
        self.texts = page.evaluate(PRINTED_TEXTS)
        self.navigation = page.evaluate(NAVIGATION)
        self.pages = PdfReader(io.BytesIO(page.pdf(format=size))).pages
        self.lines = [line for page in self.pages for line in lines_of(page)]
        self.text = bare("".join(text for _, y, text in self.lines if y >= FOOT))

    def says(self, text):
        return bare(text) in self.text


@pytest.fixture(scope="module", params=POINTS)
def size(request):
    return request.param


@pytest.fixture(scope="module")
def paper(browser, browser_context_args, partly_known, size):
    """The handout of someone who answered everything."""
    with printing(browser, browser_context_args, partly_known, HANDOUT) as page:
        yield Paper(page, size)


@pytest.fixture(scope="module")
def large_paper(browser, browser_context_args, partly_known, size):
    """The same in large print."""
    large = f"{HANDOUT}?print=large"
    with printing(browser, browser_context_args, partly_known, large) as page:
        yield Paper(page, size)


@pytest.fixture
def watch_settled(settled_visitor):
    return Watch(settled_visitor.page.context)


@contextmanager
def printing(browser, browser_context_args, known, path):
    """A page as someone has it who answered everything."""
    state, _ = known
    context = browser.new_context(**browser_context_args, storage_state=state)
    page = context.new_page()
    page.goto(path)
    yield page
    context.close()


@pytest.fixture
def said(partly_known):
    """What they said."""
    return partly_known[1]


def test_every_option_that_may_apply_is_on_paper(paper, said):
    verdicts = reference_verdicts(said)
    listed = [each for each in real_guide().options if verdicts[each.slug] != "no"]
    assert {verdicts[each.slug] for each in listed} == {"match", "depends"}
    assert [each.name for each in listed if not paper.says(each.name)] == []


def test_what_was_said_is_on_paper(paper, said):
    assert said
    for slug, choices in said.items():
        question = real_guide().question_by_slug[slug]
        assert paper.says(question.label)
        for choice in choices:
            assert paper.says(question.choice_by_slug[choice].statement)


def test_disclaimer_attribution_and_edition_are_on_paper(paper):
    assert paper.says(real_guide().disclaimer)
    assert paper.says(real_guide().attribution)
    assert re.search(r"edition1(?!\d)", paper.text, re.IGNORECASE)


def test_help_and_next_steps_are_on_paper(paper):
    for text in (*real_guide().help_now.split("\n\n"), *real_guide().next_steps):
        assert paper.says(text)


def test_nothing_of_the_page_is_lost_on_paper(paper):
    assert len(paper.texts) > 50
    assert [text for text, _ in paper.texts if not paper.says(text)] == []


def test_navigation_stays_off_paper(paper):
    assert paper.navigation
    assert [text for text in paper.navigation if paper.says(text)] == []


def test_type_is_large_enough(paper):
    assert [text for text, pixels in paper.texts if pixels < TWELVE_POINTS] == []


def test_a_full_set_is_on_two_to_four_pages(paper):
    assert 2 <= len(paper.pages) <= MOST_PAGES


def test_an_option_and_what_to_ask_about_it_stay_on_one_page(paper, said):
    verdicts = reference_verdicts(said)
    pages = [bare("".join(text for _, _, text in lines_of(page))) for page in paper.pages]
    for option in real_guide().options:
        if verdicts[option.slug] == "match":
            whole = [option.name, option.plain, *option.team_questions]
            assert any(all(bare(each) in page for each in whole) for page in pages), option.slug


def test_large_print_is_large_and_loses_nothing(large_paper):
    assert len(large_paper.texts) > 50
    assert [text for text, pixels in large_paper.texts if pixels < EIGHTEEN_POINTS] == []
    assert [text for text, _ in large_paper.texts if not large_paper.says(text)] == []


@pytest.mark.parametrize("path", [HANDOUT, f"{START}worksheet/"])
def test_without_a_typed_note_there_are_lines_to_write_on(settled_visitor, path):
    settled_visitor.opens(path)
    settled_visitor.page.emulate_media(media="print")
    expect(settled_visitor.page.locator(".ruled")).to_be_visible()


def test_what_was_ticked_and_typed_is_on_paper_and_nowhere_else(settled_visitor, watch_settled):
    page = settled_visitor.page
    settled_visitor.opens(HANDOUT)
    page.wait_for_load_state("networkidle")
    watch_settled.requests.clear()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("textbox").fill("What about my work?")
    assert Paper(page, "A4").says("What about my work?")
    assert not any(map(watch_settled.is_ours, watch_settled.requests))
    must_keep_nothing(page)
    page.emulate_media(media="screen")
    page.reload()
    assert page.get_by_role("textbox").input_value() == ""
    assert not page.get_by_role("checkbox").first.is_checked()


def test_pages_have_their_size(paper, size):
    assert len(paper.pages) > 1
    for page in paper.pages:
        found = float(page.mediabox.width), float(page.mediabox.height)
        assert found == pytest.approx(POINTS[size], abs=1)


def test_every_line_is_inside_the_margins(paper, size):
    width, height = POINTS[size]
    assert len(paper.lines) > 100
    outside = [
        (x, y, text)
        for x, y, text in paper.lines
        if not LEAST_MARGIN <= x <= width - LEAST_MARGIN or not FOOT <= y <= height - LEAST_MARGIN
    ]
    # Nothing but page numbers.
    assert all(re.fullmatch(r"[\d\s/]+", text) for _, _, text in outside), outside


def lines_of(page):
    """Pieces of text, and where they begin: points from the left and from the bottom."""
    found = []

    def note(text, outer, inner, font, size):
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append((x, y, text))

    page.extract_text(visitor_text=note)
    return found


def bare(text):
    """Without white space and ligatures, which a printed page may have anywhere."""
    return "".join(unicodedata.normalize("NFKC", text).split())
