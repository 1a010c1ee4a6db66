"""Staff put rows in order: with the mouse, with keys, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.library import library

from .axe import faults
from .test_staff import logs_in, make_account
from .watching import Watch

WIDE = {"width": 1280, "height": 900}
HARMLESS = re.compile(r"favicon|404 \(Not Found\)")
OURS = re.compile("move-|handle|moved|rows")  # the rest of a list is Django's


@pytest.fixture(scope="module")
def account(site):
    make_account(site, "olga")
    return "olga"


@pytest.fixture
def new_page(new_context, account):
    def make(**arguments):
        page = new_context(viewport=WIDE, **arguments).new_page()
        page.set_default_timeout(30_000)
        logs_in(page, account)
        expect(page.locator("#user-tools")).to_contain_text(account)
        return page

    return make


def opens_list(page, name="options"):
    """From the workbench, in the order of the first edition."""
    page.goto("/admin/desk/guide/")
    page.locator("#result_list tbody th a", has_text=library().title).click()
    page.locator(".parts a", has_text=name).first.click()
    expect(page.locator("#rows")).to_be_visible()


def names(page):
    return [each.strip() for each in page.locator("#result_list tbody th").all_inner_texts()]


def row(page, name):
    return page.locator("#result_list tbody tr", has=page.locator(f"th:has-text('{name}')"))


def test_rows_are_moved_by_keys_and_the_focus_stays(new_page):
    page = new_page()
    watch = Watch(page.context)
    opens_list(page)
    before = names(page)
    first, second, *rest = before
    row(page, first).get_by_role("button", name="Down").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 2 of {len(before)}.")
    assert names(page) == [second, first, *rest]
    expect(row(page, first).get_by_role("button", name="Down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 3 of {len(before)}.")
    page.keyboard.press("Shift+Tab")
    expect(row(page, first).get_by_role("button", name="Up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 2 of {len(before)}.")
    page.keyboard.press("Enter")
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 1 of {len(before)}.")
    # There is no way further up.
    expect(row(page, first).get_by_role("button", name="Down")).to_be_focused()
    page.reload()
    assert names(page) == before
    assert [each for each in watch.complaints if not HARMLESS.search(each)] == []


def drags(page, handle, target, *, below):
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 40, steps=3)
    page.mouse.move(start["x"] + 8, end["y"] + end["height"] * (0.8 if below else 0.2), steps=5)


def test_a_row_is_dragged_to_its_place_and_saved_at_once(new_page):
    page = new_page()
    watch = Watch(page.context)
    opens_list(page)
    before = names(page)
    first, *rest = before
    handle = row(page, first).locator(".handle")
    drags(page, handle, row(page, rest[1]), below=True)
    expect(row(page, rest[1])).to_have_class(re.compile("drop-after"))
    page.keyboard.press("Escape")
    page.mouse.up()
    assert names(page) == before
    drags(page, handle, row(page, rest[1]), below=True)
    page.mouse.up()
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 3 of {len(before)}.")
    after = [*rest[:2], first, *rest[2:]]
    assert names(page) == after
    page.reload()
    assert names(page) == after
    assert [each for each in faults(page) if OURS.search(each)] == []
    drags(page, row(page, first).locator(".handle"), row(page, rest[0]), below=False)
    page.mouse.up()
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 1 of {len(before)}.")
    assert names(page) == before
    assert [each for each in watch.complaints if not HARMLESS.search(each)] == []


def test_without_scripts_a_button_moves_a_row_and_has_the_focus_after_it(new_page):
    page = new_page(java_script_enabled=False)
    opens_list(page)
    before = names(page)
    first, second, *rest = before
    expect(row(page, first).locator(".handle")).to_be_hidden()
    row(page, first).get_by_role("button", name="Down").click()
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 2 of {len(before)}.")
    assert names(page) == [second, first, *rest]
    expect(row(page, first).get_by_role("button", name="Down")).to_be_focused()
    row(page, first).get_by_role("button", name="Up").dblclick()
    expect(page.locator("#moved")).to_have_text(f"“{first}” is now 1 of {len(before)}.")
    assert names(page) == before


def test_who_is_not_logged_in_any_more_is_told_and_keeps_the_list(new_page):
    page = new_page()
    opens_list(page)
    before = names(page)
    page.context.clear_cookies(name=re.compile("sessionid"))
    row(page, before[0]).get_by_role("button", name="Down").click()
    expect(page.locator("#moved")).to_contain_text("nothing was moved")
    assert names(page) == before


# The answers of a question


def opens_answers(page):
    opens_list(page, "questions")
    page.locator(
        "#result_list tbody th a", has_text=library().question_by_slug["likes"].label
    ).click()
    expect(page.locator("#choices-group")).to_be_visible()


def answers(page):
    return page.locator("#choices-group .inline-related:not(.empty-form)")


def labels(page):
    found = answers(page).locator("[name^=choices-][name$=-label]")
    return found.evaluate_all("all => all.map((each) => each.value)")


def test_answers_are_put_in_order_in_the_form_and_saved_with_it(new_page):
    page = new_page()
    watch = Watch(page.context)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opens_answers(page)
    before = labels(page)
    expect(page.locator("#id_choices-0-position")).to_be_hidden()
    down = answers(page).first.get_by_role("button", name="Down")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#choices-group [role=status]")).to_contain_text(
        f"is now 2 of {len(before)}"
    )
    first, second, *rest = before
    assert labels(page) == [second, first, *rest]
    expect(answers(page).nth(1).get_by_role("button", name="Down")).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 4000})  # all answers are on the screen
    drags(page, answers(page).nth(1).locator(".handle"), answers(page).nth(0), below=False)
    page.mouse.up()
    assert labels(page) == before

    # A new one goes to the end, but for the answer of who does not know; it is moved up, and
    # another is taken out again.
    for name in ("Maps", "Atlases"):
        page.locator("#choices-group .add-row a").click()
        added = answers(page).nth(answers(page).count() - 2)
        added.locator("[name^=choices-][name$=-label]").fill(name)
        added.locator("[name^=choices-][name$=-statement]").fill(f"I like {name}.")
    assert labels(page) == [*before[:-1], "Maps", "Atlases", before[-1]]
    for _ in range(labels(page).index("Atlases")):
        new = answers(page).filter(
            has=page.locator("[id^=id_choices-][name^=choices-][name$=-label]")
        )
        at = labels(page).index("Atlases")
        new.nth(at).get_by_role("button", name="Up").click()
    assert labels(page)[0] == "Atlases"
    at = labels(page).index("Maps")
    answers(page).nth(at).locator(".inline-deletelink").click()
    assert labels(page) == ["Atlases", *before]
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert labels(page) == ["Atlases", *before]
    assert asked == []
    page.locator("#choices-group [name^=choices-][name$=-DELETE]").first.check()
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert labels(page) == before
    assert [each for each in watch.complaints if not HARMLESS.search(each)] == []


def test_without_scripts_answers_have_a_number(new_page):
    page = new_page(java_script_enabled=False)
    opens_answers(page)
    answers(page).first.locator("details > summary").click()
    expect(page.locator("#id_choices-0-position")).to_be_visible()
