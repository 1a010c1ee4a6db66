"""Every page of the desk, as wide as a tablet and as a screen: no fault that shuts somebody out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .axe import AXE_SCRIPT, COLORS_STAY, RUN_AXE
from .test_staff import logs_in, make_account

WIDTHS = (768, 1280)
STEPS = ("search/", "search/?phrase=card", "summary/", "review/", "paper/", "editions/", "log/")
STEPS += ("compare/?old=1&new=draft", "copy/", "try/", "picture/", "withdraw/")
FIT = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
# The list itself may not be wider than its place either: what is off the screen is not found.
TABLE_FITS = """[...document.querySelectorAll(".results")]
    .every((each) => each.scrollWidth <= each.clientWidth + 1)"""


@pytest.fixture(scope="module")
def state(browser, browser_context_args, site):
    """The browser state of a superuser, who sees every page there is."""
    make_account(site, "dora")
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    logs_in(page, "dora")
    expect(page.locator("#user-tools")).to_contain_text("dora")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def page(new_context, state):
    context = new_context(storage_state=state)
    context.set_default_timeout(30_000)
    return context.new_page()


def faults(page, address):
    """Return the faults of a page, at each width."""
    found = []
    page.goto(address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate(FIT):
            found.append(f"{width} px: it scrolls sideways")
        if not page.evaluate(TABLE_FITS):
            found.append(f"{width} px: its table is wider than its place")
        if page.locator("h1").count() != 1:
            found.append(f"{width} px: {page.locator('h1').count()} first headings")
        page.evaluate(COLORS_STAY)
        page.evaluate(AXE_SCRIPT)
        found += [
            f"{width} px: {rule['id']} at {node['target']}: {node['html'][:150]}"
            for rule in page.evaluate(RUN_AXE)
            if rule["impact"] in ("critical", "serious")
            for node in rule["nodes"]
        ]
    return found


def hrefs(page, selector):
    links = page.locator(selector)
    return [links.nth(place).get_attribute("href") for place in range(links.count())]


def lists(page):
    """The lists that the first page of the desk leads to."""
    page.goto("/admin/")
    return list(dict.fromkeys(hrefs(page, "#content-main th a[href]")))


def look_at(page, addresses):
    found = {address: faults(page, address) for address in addresses}
    assert {address: each for address, each in found.items() if each} == {}


def test_the_lists_of_the_desk_have_no_fault(page):
    there = lists(page)
    assert len(there) > 15
    look_at(page, ["/admin/", *there, "/admin/desk/option/?q=nowhere+to+be+found"])


def test_the_workbench_and_its_steps_have_no_fault(page):
    page.goto("/admin/desk/guide/")
    (guide,) = hrefs(page, "#result_list tbody th a:text-is('A library card')")
    steps = [guide.replace("change/", step) for step in STEPS]
    look_at(page, [guide, *steps, "/admin/desk/guide/load/", "/admin/desk/guide/from-summary/"])


def test_pages_that_delete_and_that_tell_what_was_done_have_no_fault(page):
    there = []
    for address in lists(page):
        page.goto(address)
        rows = hrefs(page, "#result_list tbody th a")
        if rows and "/desk/" in address:
            row = re.sub(r"change/(\?.*)?$", "", rows[0])
            there += [row + each for each in ("delete/", "history/")]
    assert len(there) > 20
    look_at(page, there)


def test_the_login_has_no_fault_and_says_what_it_is(new_context):
    page = new_context().new_page()
    look_at(page, ["/admin/login/"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_dates_of_the_desk_tell_nothing_of_the_clock_of_a_server(new_context, state):
    page = new_context(storage_state=state, timezone_id="Asia/Tokyo").new_page()
    page.goto("/admin/desk/guide/")
    page.locator("#result_list tbody th a").first.click()
    page.locator("summary", has_text="Next medical review").click()
    expect(page.locator("#id_review_due_on")).to_be_visible()
    expect(page.locator(".timezonewarning")).not_to_be_visible()
