"""The page of a part in a browser: the preview follows what is typed, keys are enough, it fits."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.library import library

from .axe import AXE_SCRIPT, RUN_AXE, UNFOLD
from .test_staff import logs_in, make_account
from .watching import Watch

OPTION = library().option_by_slug["post-card"]
HARMLESS = re.compile(r"favicon|404 \(Not Found\)")
WIDTHS = (768, 1280)
KINDS = ("option", "question", "panel", "notice", "term", "category", "fact", "source")
# Of the page, the form and what stands beside it are ours; the rest is Django's.
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
# Whether what has the focus is on the screen, and nothing of the bar that saves is over it.
UNCOVERED = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const bar = document.querySelector(".submit-row").getBoundingClientRect();
    const inBar = document.activeElement.closest(".submit-row");
    return inBar || (box.top >= -1 && box.bottom <= bar.top + 1) || box.height > bar.top;
}"""


@pytest.fixture(scope="module")
def account(site):
    make_account(site, "petra")
    return "petra"


@pytest.fixture
def page(new_context, account):
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(30_000)
    logs_in(page, account)
    expect(page.locator("#user-tools")).to_contain_text(account)
    return page


def opens(page, name=OPTION.name, kind="option"):
    page.goto(f"/admin/desk/{kind}/?q={name}")
    page.locator("#result_list tbody th a", has_text=name).click()
    expect(page.locator(".submit-row")).to_be_visible()


def opens_first(page, kind):
    """The form of a row that there is, of either guide."""
    page.goto(f"/admin/desk/{kind}/")
    rows = page.locator("#result_list tbody th a")
    if rows.count() == 0:
        return False
    rows.first.click()
    expect(page.locator(".submit-row")).to_be_visible()
    return True


def opens_new(page, kind):
    page.goto(f"/admin/desk/{kind}/add/")
    page.locator(".workbench a", has_text=library().title).click()
    expect(page.locator(".submit-row")).to_be_visible()


def seen(page):
    return page.locator(".as-reader").first


def test_the_preview_follows_what_is_typed_without_a_reload(page):
    watch = Watch(page.context)
    opens(page)
    expect(seen(page)).to_contain_text(OPTION.plain)
    assert page.evaluate("!!document.querySelector('.as-reader').shadowRoot")
    page.evaluate("window.still = true")
    page.fill("[name=plain]", "Things come by bicycle.")
    expect(seen(page)).to_contain_text("Things come by bicycle.")
    page.check("[name=for_everyone]")
    expect(page.locator("#rule-words")).to_contain_text("For everyone")
    expect(page.locator("#beside")).to_contain_text("→ listed")
    assert page.evaluate("window.still")
    assert [each for each in watch.complaints if not HARMLESS.search(each)] == []


def test_a_link_of_the_preview_leads_nowhere(page):
    opens(page)
    expect(seen(page)).to_contain_text(OPTION.plain)
    page.evaluate(
        """() => {
            const link = document.createElement("a");
            link.href = "/privacy/";
            link.textContent = "Away";
            document.querySelector(".as-reader").shadowRoot.append(link);
        }"""
    )
    before = page.url
    page.get_by_role("link", name="Away").click()
    page.wait_for_timeout(500)
    assert page.url == before


def test_a_rule_is_made_by_keys_alone(page):
    opens_new(page, "option")
    page.fill("[name=source_text]", "Key card.")
    page.fill("[name=name]", "Key card")
    page.select_option("[name=category]", index=1)
    page.fill("[name=plain]", "A card for keys.")
    page.locator("[name=for_everyone]").focus()
    fold = page.locator("#id_conditions-0-answers")
    for _ in range(6):
        page.keyboard.press("Tab")
        if fold.locator("summary").evaluate("each => each === document.activeElement"):
            break
    expect(fold.locator("summary")).to_be_focused()
    if fold.get_attribute("open") is None:
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(fold).not_to_have_attribute("open", "")
    page.keyboard.press("Space")
    expect(fold).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    first = fold.locator("input[type=checkbox]").first
    expect(first).to_be_checked()
    age = library().questions[0]
    expect(fold.locator("summary")).to_contain_text(f"{age.label}: {age.choices[0].label}")
    expect(page.locator("#rule-words")).to_contain_text(age.choices[0].statement.rstrip("."))
    page.locator("[name=_continue]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator("#id_conditions-0-answers summary")).to_contain_text(age.choices[0].label)
    page.locator(".deletelink").click()
    page.locator("#content form [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_what_saves_is_in_sight_and_covers_nothing_that_has_the_focus(page):
    opens(page)
    bar = page.locator(".submit-row")
    for width in (768, 1280):
        page.set_viewport_size({"width": width, "height": 600})
        height = page.evaluate("document.documentElement.scrollHeight")
        for at in range(0, height, 400):
            page.evaluate(f"window.scrollTo(0, {at})")
            expect(bar.locator("[name=_save]")).to_be_in_viewport()
        page.evaluate("window.scrollTo(0, 0)")
        page.locator("#id_source_text").focus()
        covered = []
        for _ in range(40):
            page.keyboard.press("Tab")
            if not page.evaluate(UNCOVERED):
                covered.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
            if page.evaluate("!document.activeElement.closest('form[id$=_form]')"):
                break
        assert covered == []


def faults(page):
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate(FITS):
            found.append(f"{width} px: it scrolls sideways")
        # What is half under the bar just now is no smaller for it.
        page.evaluate("document.querySelector('.submit-row').style.position = 'static'")
        page.evaluate(AXE_SCRIPT)
        found += [
            f"{width} px: {rule['id']} at {node['target']}: {node['html'][:150]}"
            for rule in page.evaluate(RUN_AXE)
            if rule["impact"] in ("critical", "serious")
            for node in rule["nodes"]
        ]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_part_has_no_fault_folded_and_unfolded_and_refused(page, kind):
    found = {}
    for name, opened in (("new", opens_new), ("saved", opens_first)):
        if opened(page, kind) is False:
            continue
        page.wait_for_timeout(800)
        found[name] = faults(page)
        page.evaluate(UNFOLD)
        found[f"{name}, unfolded"] = faults(page)
        if name == "new":
            page.locator("[name=_save]").click()
            expect(page.locator(".problems")).to_be_visible()
            page.wait_for_timeout(800)
            found["refused"] = faults(page)
    assert {name: each for name, each in found.items() if each} == {}


def test_what_is_wrong_leads_into_a_fold_and_has_the_focus(page):
    opens(page)
    page.locator("summary", has_text="Technical").click()
    page.fill("[name=slug]", "no short name")
    page.locator("[name=_save]").click()
    expect(page.locator(".problems")).to_be_visible()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = false")
    page.locator(".problems a").first.click()
    expect(page.locator("#id_slug")).to_be_in_viewport()
    assert page.evaluate(UNCOVERED)
