"""What is ticked on the options page, compared side by side, and shared from the handout."""

import re

import pytest
from playwright.sync_api import expect

from tests.guides import real_guide

from .steps import HANDOUT, OPTIONS
from .test_place import DESK, PHONE
from .watching import Watch

COMPARE = "compare/"
WIDTHS = (320, 390, 768, 1280)
# A fake of a phone's own sheet, or of the clipboard where there is none.
SHEET = """() => {
    Object.defineProperty(navigator, "share", {configurable: true, value: async (what) => {
        console.log("taken", what.text);
    }});
}"""
TAKES = "writeText: async (text) => { console.log('taken', text); }"
NO_SHEET = """() => {
    Object.defineProperty(navigator, "share", {configurable: true, value: undefined});
    Object.defineProperty(navigator, "clipboard", {configurable: true, value: {
        TAKES,
    }});
}""".replace("TAKES", TAKES)


@pytest.fixture(scope="module")
def guide():
    """The shipped guide, whose facts are what has to fit."""
    return real_guide()


def boxes(visitor):
    return visitor.page.locator("input[name=pick]")


@pytest.fixture
def at_options(settled_visitor):
    settled_visitor.opens(OPTIONS)
    return settled_visitor


# Ticks


def test_a_tick_is_kept_at_once_and_its_number_told_in_a_region_that_is_heard(at_options):
    page = at_options.page
    expect(page.locator("#picked")).to_have_attribute("role", "status")
    slugs = at_options.picks(3)
    at_options.opens(OPTIONS)
    for slug in slugs:
        expect(at_options.input("pick", slug)).to_be_checked()
    expect(page.locator("main [name=pick]:checked")).to_have_count(3)


def test_a_tick_leaves_the_focus_and_the_place_as_they_were(at_options):
    page = at_options.page
    box = boxes(at_options).nth(2)
    box.focus()
    before = page.evaluate("scrollY")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.keyboard.press("Space")
    expect(page.locator("#picked")).to_contain_text("1")
    expect(box).to_be_focused()
    assert page.evaluate("scrollY") == before


def test_the_last_of_several_quick_ticks_counts(at_options):
    page = at_options.page
    for place in (0, 1, 0, 2, 1):
        boxes(at_options).nth(place).click()
    page.wait_for_load_state("networkidle")
    at_options.opens(OPTIONS)
    ticked = boxes(at_options).evaluate_all("all => all.map((b) => b.checked)")
    assert [place for place, each in enumerate(ticked) if each] == [2]


def test_without_a_script_ticks_are_kept_by_a_button(new_settled_visitor):
    visitor = new_settled_visitor(java_script_enabled=False)
    visitor.opens(OPTIONS)
    slug = boxes(visitor).first.get_attribute("value")
    boxes(visitor).first.check()
    visitor.page.get_by_role("button", name="Keep what I ticked").click()
    expect(visitor.input("pick", slug)).to_be_checked()
    expect(visitor.page.locator("#picked")).to_contain_text("1")
    boxes(visitor).nth(1).check()
    visitor.page.get_by_role("button", name="Compare").click()
    visitor.is_at(COMPARE)
    expect(visitor.page.locator("thead th")).to_have_count(2)


def test_without_a_network_a_tick_says_that_it_was_not_kept(at_options):
    page = at_options.page
    page.context.set_offline(True)
    boxes(at_options).first.check()
    expect(page.locator(".picking .sending")).to_contain_text("Not sent")
    expect(boxes(at_options).first).to_be_checked()
    page.context.set_offline(False)
    page.get_by_role("button", name="Compare").click()
    at_options.is_at(COMPARE)
    expect(page.locator("thead th")).to_have_count(1)


def test_picks_are_in_no_address_and_not_kept_by_the_browser(new_settled_visitor):
    visitor = new_settled_visitor()
    watch = Watch(visitor.page.context)
    visitor.opens(OPTIONS)
    slugs = visitor.picks(2)
    for step in (COMPARE, HANDOUT):
        visitor.opens(step)
    watch.must_be_clean()
    watch.must_not_tell({"picks": slugs})


# Side by side


def test_at_any_width_nothing_scrolls_sideways_and_every_cell_is_seen(new_settled_visitor):
    visitor = new_settled_visitor(viewport=DESK)
    page = visitor.page
    kinds = len(visitor.guide.fact_kinds)
    for number in (2, 3, 4, 25):
        page.set_viewport_size(DESK)
        visitor.opens(OPTIONS)
        number = len(visitor.picks(number))
        visitor.opens(COMPARE)
        cells = page.locator("[data-kind]")
        expect(cells).to_have_count(number * kinds)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            hidden = "all => all.filter((each) => !each.checkVisibility()).length"
            assert cells.evaluate_all(hidden) == 0
    assert number > 10


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_which_treatment_and_what_of_it_stays_in_sight(new_settled_visitor, viewport):
    visitor = new_settled_visitor(viewport=viewport)
    visitor.opens(OPTIONS)
    visitor.picks(3)
    visitor.opens(COMPARE)
    page = visitor.page
    cell = page.locator("[data-kind=common]").last
    cell.evaluate("(each) => scrollBy(0, each.getBoundingClientRect().bottom - innerHeight / 2)")
    if viewport is DESK:
        for head in page.locator("thead th").all():
            expect(head).to_be_in_viewport(ratio=0.9)
    else:
        expect(page.locator("[data-row=common] > th")).to_be_in_viewport(ratio=0.9)
        expect(cell.locator(".of")).to_be_visible()


def test_what_matters_marks_its_rows_and_puts_them_first(at_options):
    at_options.picks(2)
    at_options.opens(COMPARE)
    page = at_options.page
    order = "all => all.map((row) => row.dataset.row)"
    rows = page.locator("tbody tr[data-row]")
    before = rows.evaluate_all(order)
    matter = next(each for each in at_options.guide.matters if each.slug == "work-and-joy")
    page.get_by_label(matter.text).check()
    expect(rows.first).to_have_attribute("data-row", "common")
    expect(rows.nth(1)).to_have_attribute("data-row", "life")
    expect(page.locator("tr.marked")).to_have_count(2)
    page.get_by_label(matter.text).uncheck()
    assert rows.evaluate_all(order) == before
    expect(page.locator("tr.marked")).to_have_count(0)


def test_without_a_script_what_matters_leads_to_its_rows(new_settled_visitor):
    visitor = new_settled_visitor(java_script_enabled=False)
    visitor.opens(OPTIONS)
    for place in range(2):
        boxes(visitor).nth(place).check()
    visitor.page.get_by_role("button", name="Compare").click()
    visitor.is_at(COMPARE)
    page = visitor.page
    expect(page.locator("[data-kinds]:visible")).to_have_count(0)
    page.locator(".matters a[href='#row-life']").first.click()
    expect(page.locator("#row-life")).to_be_in_viewport()


# The handout


@pytest.mark.parametrize(("fake", "label"), [(SHEET, "Share as text"), (NO_SHEET, "Copy as text")])
def test_the_handout_goes_to_the_device_as_text_and_to_nobody_else(at_options, fake, label):
    page = at_options.page
    slugs = at_options.picks(2)
    page.add_init_script(f"({fake})()")
    at_options.opens(HANDOUT)
    sent = []
    page.on("request", lambda request: sent.append(request))
    page.get_by_role("textbox").fill("What about my work?")
    page.get_by_label("Tick drugs by their names").check()
    page.get_by_label("Letrozole: On it now").check()
    with page.expect_console_message(lambda message: message.text.startswith("taken ")) as taken:
        page.get_by_role("button", name=label).click()
    text = taken.value.text
    assert not any(request.resource_type != "other" for request in sent)  # not the icon
    for slug, option in at_options.guide.option_by_slug.items():
        if slug in slugs:
            assert f"[x] {option.name}" in text
    assert "[ ] " in text
    for words in (at_options.guide.disclaimer, at_options.guide.attribution):
        assert words in text
    assert "What about my work?" in text
    assert re.search(r"Letrozole\s+On it now", text)
    drugs = text.partition("My treatments so far")[2].partition("Treatment may include")[0]
    assert "Had it" not in drugs.replace("had it", "")
    assert "Anastrozole" not in drugs
    for screen in ("Share as text", "Tick drugs", "[1]", "It is not sent"):
        assert screen not in text
    assert "[x] " not in page.locator("main").inner_text()


def test_a_clipboard_that_takes_nothing_is_told(at_options):
    page = at_options.page
    refused = "writeText: async () => { throw new DOMException('no', 'NotAllowedError'); }"
    page.add_init_script(f"({NO_SHEET.replace(TAKES, refused)})()")
    at_options.opens(HANDOUT)
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("[data-share]")).to_contain_text("Your device did not take it.")
    expect(page.locator("#spoken")).to_contain_text("Your device did not take it.")


def test_treatments_are_ticked_by_name_and_printed_alone(at_options):
    at_options.opens(HANDOUT)
    page = at_options.page
    rows = page.locator(".so-far tbody tr")
    expect(rows.first).to_be_hidden()
    page.get_by_label("Tick drugs by their names").check()
    row = page.get_by_role("row").filter(has_text="Letrozole")
    row.get_by_label("Letrozole: On it now").check()
    page.emulate_media(media="print")
    expect(row).to_be_visible()
    assert rows.evaluate_all("all => all.filter((row) => row.checkVisibility()).length") == 1
    expect(page.locator(".to-write")).to_be_hidden()
    row.get_by_label("Letrozole: On it now").uncheck()
    expect(rows.first).to_be_hidden()
    expect(page.locator(".to-write")).to_be_visible()
