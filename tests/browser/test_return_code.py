"""A reader who comes back with their code, in another browser, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from .steps import HANDOUT, OPTIONS, TEEN
from .watching import Watch, must_keep_nothing

CONTINUE = "/continue/"


def code_of(visitor):
    return visitor.page.locator("[data-code]").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["htmx", "plain"])
def test_a_reader_writes_the_code_down_and_goes_on_in_another_browser(
    new_visitor, new_settled_visitor, base_url, scripts
):
    before = new_settled_visitor(java_script_enabled=scripts)
    before.opens(OPTIONS)
    code = code_of(before)
    before.opens(HANDOUT)
    assert code_of(before) == code

    after = new_visitor(java_script_enabled=scripts)
    watch = Watch(after.page.context)
    after.opens("/")
    after.follows(CONTINUE)
    after.is_at(CONTINUE)
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    field = after.page.get_by_role("textbox")
    field.press_sequentially(wrong.lower())
    after.sends("code")
    expect(after.errors).to_be_visible()
    if scripts:
        expect(after.errors).to_be_focused()
    after.errors.get_by_role("link").click()
    expect(field).to_be_focused()
    expect(field).to_have_value(wrong.lower())
    told = re.escape(after.errors.get_by_role("link").inner_text())
    expect(field).to_have_accessible_description(re.compile(told))
    field.fill(code.lower().replace("-", " "))
    after.sends("code")
    after.is_at(OPTIONS)
    after.said = dict(before.said)
    after.must_be_shown_verdicts()
    assert code_of(after) == code

    watch.must_stay_home(base_url)
    watch.must_not_tell(after.said)
    addresses = [each.url for each in watch.requests]
    assert not [each for each in addresses if code in each or wrong.lower() in each]
    if scripts:
        watch.must_be_clean()
        must_keep_nothing(after.page)


def test_a_code_takes_the_place_of_what_was_said_here(new_settled_visitor, visitor):
    other = new_settled_visitor()
    other.opens(OPTIONS)
    code = code_of(other)
    visitor.walks(TEEN)
    visitor.opens(CONTINUE)
    expect(visitor.page.get_by_role("main")).to_contain_text("holds answers already")
    visitor.page.get_by_role("textbox").fill(code)
    visitor.page.get_by_role("textbox").press("Enter")
    visitor.is_at(OPTIONS)
    visitor.said = dict(other.said)
    visitor.must_be_shown_verdicts()
