"""The handout as paper: printed by Chromium, and read back."""

import re

import pytest
from playwright.sync_api import expect

from tests.guide import reference
from tests.guides import real_guide

from .papers import FOOT, POINTS, Paper, bare
from .steps import HANDOUT, VISIBLE_TEXTS
from .watching import Watch, must_keep_nothing

LEAST_MARGIN = 24  # points: most printers leave less than that blank
TWELVE_POINTS = 16  # CSS pixels
EIGHTEEN_POINTS = 24
MOST_PAGES = 5

NAVIGATION = """() => {
    const main = document.querySelector("main").textContent;
    return [...document.querySelectorAll("nav a, body > a, button")]
        .map((each) => each.textContent.trim())
        .filter((text) => !main.includes(text));
}"""


class Printed(Paper):
    """What Chromium prints of a page, and what the page had on the screen."""

    def __init__(self, page, size):
        page.emulate_media(media="print")
        self.texts = page.locator("main").evaluate(VISIBLE_TEXTS)
        self.navigation = page.evaluate(NAVIGATION)
        super().__init__(page.pdf(format=size))


@pytest.fixture(scope="module")
def guide():
    """The shipped guide: what is printed of it has to fit on a few sheets."""
    return real_guide()


@pytest.fixture(scope="module", params=POINTS)
def size(request):
    return request.param


@pytest.fixture(scope="module")
def papers(browser, browser_context_args, settle, guide, size):
    """The handout of someone who answered everything, and the same in large print."""
    state, _ = settle(guide)
    context = browser.new_context(**browser_context_args, storage_state=state)
    page = context.new_page()
    made = []
    for path in (HANDOUT, f"{HANDOUT}?print=large"):
        page.goto(f"/{guide.slug}/{path}")
        made.append(Printed(page, size))
    yield made
    context.close()


@pytest.fixture(scope="module")
def paper(papers):
    return papers[0]


@pytest.fixture(scope="module")
def verdicts(settle, guide):
    """The verdict of each option for what was said, as the contract has it."""
    _, said = settle(guide)
    return reference.verdicts(guide, said)


def test_what_a_visit_needs_is_on_paper(paper, guide, settle, verdicts):
    listed = [each for each in guide.options if verdicts[each.slug] != "no"]
    assert {verdicts[each.slug] for each in listed} == {"match", "depends"}
    _, said = settle(guide)
    asked = [guide.question_by_slug[slug] for slug in said]
    needed = [
        *(each.name for each in listed),
        *(question.label for question in asked),
        *(each.choice_by_slug[slug].statement for each in asked for slug in said[each.slug]),
        *(guide.disclaimer, guide.attribution, *guide.next_steps, *guide.help_now.split("\n\n")),
    ]
    assert paper.lacks(needed) == []
    assert re.search(r"edition1(?!\d)", paper.text, re.IGNORECASE)


def test_nothing_of_the_page_is_lost_on_paper_and_type_is_large_enough(papers):
    for paper, least in zip(papers, (TWELVE_POINTS, EIGHTEEN_POINTS), strict=True):
        assert len(paper.texts) > 50
        assert paper.lacks(text for text, _ in paper.texts) == []
        assert [text for text, pixels in paper.texts if pixels < least] == []


def test_navigation_stays_off_paper(paper):
    assert paper.navigation
    assert paper.lacks(paper.navigation) == paper.navigation


def test_a_full_set_is_on_two_to_five_pages_of_the_right_size(paper, size):
    assert 2 <= len(paper.pages) <= MOST_PAGES
    for page in paper.pages:
        found = float(page.mediabox.width), float(page.mediabox.height)
        assert found == pytest.approx(POINTS[size], abs=1)


def test_an_option_and_what_to_ask_about_it_stay_on_one_page(paper, guide, verdicts):
    pages = [bare(piece.text for piece in page) for page in paper.pieces]
    for option in guide.options:
        if verdicts[option.slug] == "match":
            whole = [option.name, option.plain, *option.team_questions]
            assert any(all(bare(each) in page for each in whole) for page in pages), option.slug


def test_every_line_is_inside_the_margins(paper, size):
    width, height = POINTS[size]
    pieces = [piece for page in paper.pieces for piece in page]
    assert len(pieces) > 100
    outside = [
        piece.text
        for piece in pieces
        if not LEAST_MARGIN <= piece.x <= width - LEAST_MARGIN
        or not FOOT <= piece.y <= height - LEAST_MARGIN
    ]
    # Nothing but page numbers.
    assert all(re.fullmatch(r"[\d\s/]+", text) for text in outside), outside


@pytest.mark.parametrize("path", [HANDOUT, "worksheet/"])
def test_without_a_typed_note_there_are_lines_to_write_on(settled_visitor, path):
    settled_visitor.opens(path)
    settled_visitor.page.emulate_media(media="print")
    for lines in settled_visitor.page.locator(".ruled").all():
        expect(lines).to_be_visible()


def test_what_was_ticked_and_typed_is_on_paper_and_nowhere_else(settled_visitor):
    page, watch = settled_visitor.page, Watch(settled_visitor.page.context)
    settled_visitor.opens(HANDOUT)
    page.wait_for_load_state("networkidle")
    watch.requests.clear()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("textbox").fill("What about my work?")
    assert Printed(page, "A4").lacks(["What about my work?"]) == []
    assert not any(map(watch.is_ours, watch.requests))
    must_keep_nothing(page)
    page.emulate_media(media="screen")
    page.reload()
    assert page.get_by_role("textbox").input_value() == ""
    assert not page.get_by_role("checkbox").first.is_checked()
