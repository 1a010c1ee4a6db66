"""What is typed and ticked on the handout: printed whole, kept nowhere, not lost without a word."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import dateformat
from playwright.sync_api import expect
from pypdf import PdfReader

from .steps import HANDOUT, OPTIONS

MANY = [f"Question {number}: what then?" for number in range(1, 121)]  # several pages of them
# Where the day is never the same.
FAR_EAST, FAR_WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"


@pytest.fixture
def reader(settled_visitor):
    """Someone with the handout before them."""
    settled_visitor.opens(HANDOUT)
    return settled_visitor


@pytest.fixture
def warnings(reader):
    """The questions that the browser asked before it left the page; all are answered with no."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    reader.page.on("dialog", stay)
    return asked


def typed(reader):
    return reader.page.get_by_role("textbox")


def box(reader):
    return reader.page.locator("main").get_by_role("checkbox").first


def day_in(zone):
    """The date there, as the server writes it."""
    return dateformat.format(datetime.now(ZoneInfo(zone)), "N j, Y")


def test_all_that_was_typed_is_printed(reader):
    typed(reader).fill("\n".join(MANY))
    printed = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(reader.page.pdf())).pages
    )
    printed = "".join(printed.split())
    assert [line for line in MANY if printed.count("".join(line.split())) != 1] == []


def test_large_print_takes_nothing_of_what_was_typed_and_ticked(reader):
    size = "getComputedStyle(document.body).fontSize"
    before = reader.page.evaluate(size)
    typed(reader).fill("What about my work?")
    box(reader).check()
    reader.page.get_by_label("Large print").check()
    assert reader.page.evaluate(size) > before
    expect(typed(reader)).to_have_value("What about my work?")
    expect(box(reader)).to_be_checked()


@pytest.mark.parametrize("what", ["typed", "ticked"])
def test_who_leaves_with_notes_is_asked_first(reader, warnings, what):
    if what == "typed":
        typed(reader).fill("Why?")
    else:
        box(reader).check()
    with reader.page.expect_event("dialog"):
        reader.page.locator("nav a").first.click(no_wait_after=True)
    reader.is_at(HANDOUT)
    assert warnings == ["beforeunload"]


def test_who_leaves_without_notes_is_not_held_up(reader, warnings):
    typed(reader).fill("Why?")
    typed(reader).fill(" ")
    box(reader).check()
    box(reader).uncheck()
    reader.page.locator("nav a").first.click()
    reader.is_at(OPTIONS)
    assert warnings == []


@pytest.mark.parametrize("zone", [FAR_EAST, FAR_WEST])
def test_the_handout_is_dated_by_the_day_of_the_reader(new_settled_visitor, zone):
    visitor = new_settled_visitor(timezone_id=zone)
    before = day_in(zone)
    visitor.opens(HANDOUT)
    assert visitor.page.locator("time").text_content() in (before, day_in(zone))
