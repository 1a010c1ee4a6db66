"""Where things are on the pages that readers meet: what is on the first screen, what stays."""

import pytest
from playwright.sync_api import expect

from tests.guides import real_guide

from .steps import OPTIONS, START, path_of_change

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
MOST_WORDS_BEFORE_A_NAME = 150
MOST_TAB_STOPS = 75  # beside the box of each option

BOTTOM = "(element) => element.getBoundingClientRect().bottom + scrollY"
HEIGHT = "document.documentElement.scrollHeight"
# Without a script: what is in the page that can be reached with Tab and is seen.
TAB_STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((each) => each.checkVisibility() && each.tabIndex >= 0).length"""


@pytest.fixture(scope="module")
def guide():
    """The shipped guide, whose words are what has to fit."""
    return real_guide()


@pytest.fixture
def at_options(new_settled_visitor):
    """Opens the options of someone who has something of every verdict, on a screen of a size."""

    def open_them(viewport, path=OPTIONS, **context_arguments):
        visitor = new_settled_visitor(viewport=viewport, **context_arguments)
        visitor.opens(path)
        return visitor

    return open_them


def rows(visitor):
    return visitor.page.locator("[data-option]")


def names(visitor, verdict):
    """The links in the column that lead to the rows of a verdict."""
    found = visitor.page.locator(f"[data-verdict={verdict}]:not(#kinds-of-trial *)")
    ids = found.evaluate_all("all => all.map((each) => each.id)")
    return [visitor.page.locator(f".side a[href='#{each}']") for each in ids]


# The options page


def test_closed_the_options_are_a_few_screens_at_a_desk_and_shorter_than_before_on_a_phone(
    at_options,
):
    assert at_options(DESK).page.evaluate(HEIGHT) < 3_500
    assert at_options(PHONE).page.evaluate(HEIGHT) < 9_500


def test_on_a_phone_the_names_of_what_may_apply_are_within_the_first_screen_and_a_half(at_options):
    found = names(at_options(PHONE), "match")
    assert found
    assert all(each.evaluate(BOTTOM) <= 1.5 * PHONE["height"] for each in found)


def test_at_a_desk_the_column_stays_beside_the_rows(at_options):
    visitor = at_options(DESK)
    page = visitor.page
    page.locator("#others").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > DESK["height"]
    expect(page.locator("#in-short")).to_be_in_viewport()
    for button in page.locator(".picking .button:visible").all():
        expect(button).to_be_in_viewport(ratio=1)
    first, *_ = names(visitor, "match")
    expect(first).to_be_in_viewport(ratio=1)
    # All of it can be seen, also where it is taller than the window.
    for slug in visitor.said:
        change = page.locator(f".side a[href='{visitor.address(path_of_change(slug))}']")
        change.focus()
        expect(change).to_be_in_viewport(ratio=1)
    expect(page.locator("#others")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_rows_open_one_by_one_and_all_at_once(at_options, scripts):
    visitor = at_options(DESK, java_script_enabled=scripts)
    page = visitor.page
    number = len(visitor.guide.options)
    expect(rows(visitor)).to_have_count(number)
    opened = page.locator("details[data-option][open], [data-option] > .row[open]")
    expect(opened).to_have_count(0)
    words = rows(visitor).first.locator(".plain-words")
    expect(words).to_be_hidden()
    rows(visitor).first.locator("summary").first.click()
    expect(words).to_be_visible()
    expect(opened).to_have_count(1)
    page.get_by_role("link", name="Open all").click()
    expect(opened).to_have_count(number)
    visitor.must_be_shown_verdicts()
    page.get_by_role("link", name="Close all").click()
    expect(opened).to_have_count(0)


def test_a_link_to_a_row_opens_it(at_options):
    visitor = at_options(DESK)
    link = names(visitor, "depends")[-1]
    target = visitor.page.locator(link.get_attribute("href"))
    for _ in range(2):
        link.click()
        expect(target.locator(".plain-words")).to_be_in_viewport()
        target.locator("summary").first.click()
        expect(target.locator(".plain-words")).to_be_hidden()
    visitor.opens("all-options/#option-chemotherapy")
    expect(visitor.page.locator("#option-chemotherapy .plain-words")).to_be_in_viewport()


def test_without_scripts_a_link_to_a_row_leads_to_its_name(at_options):
    visitor = at_options(PHONE, java_script_enabled=False)
    link = names(visitor, "depends")[-1]
    link.click()
    summary = visitor.page.locator(f"{link.get_attribute('href')} .row > summary")
    expect(summary).to_be_in_viewport(ratio=1)


def test_a_screen_reader_comes_soon_to_the_first_name_and_has_few_stops(at_options):
    visitor = at_options(DESK)
    said = visitor.page.get_by_role("main").inner_text()
    first = visitor.guide.option_by_slug[
        rows(visitor).first.evaluate("(row) => row.dataset.option")
    ].name
    assert len(said.partition(first)[0].split()) <= MOST_WORDS_BEFORE_A_NAME
    boxes = visitor.page.locator("[name=pick]").count()
    assert boxes > 10
    assert visitor.page.evaluate(TAB_STOPS) - boxes <= MOST_TAB_STOPS


def test_on_paper_every_row_is_open_and_nothing_is_there_to_be_pressed(at_options):
    visitor = at_options(DESK)
    page = visitor.page
    page.emulate_media(media="print")
    for row in rows(visitor).all():
        expect(row.locator("ul").last).to_be_visible()
    for verdict in ("match", "depends"):
        for words in page.locator(f"[data-verdict={verdict}] .plain-words").all():
            expect(words).to_be_visible()
    text = page.get_by_role("main").inner_text()
    for dead in ("Open all", "Change", "What the summary says", "Make the handout"):
        assert dead not in text


# Questions


def test_at_a_desk_the_help_is_beside_the_choices(new_visitor):
    visitor = new_visitor(viewport=DESK)
    visitor.opens_question("spread")
    page = visitor.page
    tiles, helps = (page.locator(each).bounding_box() for each in (".tiles", ".helps"))
    assert helps["x"] > tiles["x"] + tiles["width"]
    assert helps["y"] < tiles["y"] + tiles["height"]
    expect(page.locator(".helps")).to_be_in_viewport(ratio=1)


# The start


def test_on_a_phone_the_button_is_on_the_first_screen(new_visitor):
    visitor = new_visitor(viewport=PHONE)
    visitor.opens(START)
    expect(visitor.button("reader")).to_be_in_viewport(ratio=1)


def test_at_a_desk_the_form_is_beside_the_introduction(new_visitor):
    visitor = new_visitor(viewport=DESK)
    visitor.opens(START)
    expect(visitor.button("reader")).to_be_in_viewport(ratio=1)
    words = visitor.page.locator("main .lead").bounding_box()
    form = visitor.page.locator("main form:has([name=reader])").bounding_box()
    assert form["x"] > words["x"] + words["width"]
