"""Nothing that staff type is lost: on leaving, after the session has ended, by a second press."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.library import library
from tests.services.site import Site
from tests.services.staff import code_of
from tests.services.waiting import comes_within

from .engines import RefusedError
from .test_staff import PASSWORD, logs_in, make_account
from .watching import Watch

TYPED = "Things come “by mail” & by <bicycle>."
OPTION = library().option_by_slug["post-card"]


@pytest.fixture(scope="module")
def codes(site):
    """The address of the same site where it asks for codes, with an account of its own."""
    make_account(site, "nora")
    asking = Site(site.var, DJANGO_SETTINGS_MODULE="tests.browser.with_codes")
    with asking.served() as served:
        yield served.address


@pytest.fixture(scope="module")
def account(site):
    make_account(site, "lena")
    return "lena"


@pytest.fixture(params=["scripts", "plain"])
def either(request, new_context):
    """A page with scripts and one without."""
    page = new_context(java_script_enabled=request.param == "scripts").new_page()
    page.set_default_timeout(30_000)
    page.has_scripts = request.param == "scripts"
    return page


@pytest.fixture
def page(new_context):
    page = new_context().new_page()
    page.set_default_timeout(30_000)
    page.has_scripts = True
    return page


def opens_option(page, address=""):
    page.goto(f"{address}/admin/desk/option/?q={OPTION.slug}")
    page.locator("#result_list tbody th a", has_text=OPTION.name).click()
    expect(page.locator("[name=plain]")).to_be_visible()


def types(page):
    """A text, a tick, and a row of the rule, where there are scripts to add one."""
    page.fill("[name=plain]", TYPED)
    page.check("[name=for_everyone]")
    if page.has_scripts:
        page.locator(".add-row a").first.click()
        page.locator("tr.form-row:not(.empty-form) [name$=-situation]").last.fill("7")


def must_be_back(page):
    expect(page.locator(".errornote").last).to_be_visible()
    expect(page.get_by_text("Your text is back, nothing is saved yet")).to_be_visible()
    expect(page.locator("[name=plain]")).to_have_value(TYPED)
    expect(page.locator("[name=for_everyone]")).to_be_checked()
    if page.has_scripts:
        last = page.locator("tr.form-row:not(.empty-form) [name$=-situation]").last
        expect(last).to_have_value("7")


def loses_session(page):
    """As when half an hour has gone by: the browser has no session any more, and its token."""
    page.context.clear_cookies(name=re.compile("sessionid"))


def gives_password(page, name):
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")


def test_leaving_a_form_asks_where_something_was_changed(page, account):
    watch = Watch(page.context)
    logs_in(page, account)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opens_option(page)
    page.reload()
    assert asked == []  # nothing was changed
    before = page.locator("[name=plain]").input_value()
    page.fill("[name=plain]", TYPED)
    page.fill("[name=plain]", before)
    page.reload()
    assert asked == []  # what was changed was changed back
    page.fill("[name=plain]", TYPED)
    page.reload()
    assert asked == ["beforeunload"]
    page.locator(".add-row a").first.click()
    page.goto("/admin/")
    assert asked == ["beforeunload"] * 2
    # Not where it is sent, and not where it was refused and is sent again.
    opens_option(page)
    page.fill("[name=name]", "")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".errornote").first).to_be_visible()
    assert asked == ["beforeunload"] * 2
    page.wait_for_load_state()  # scripts come last, and nobody leaves sooner
    page.goto("/admin/")
    assert asked == ["beforeunload"] * 3  # refused, so not saved

    # The forms of the workbench as well.
    page.goto("/admin/desk/guide/")
    page.locator("#result_list tbody th a").first.click()
    page.locator("form[action$='/publish/'] [name=note]").fill("Clearer words.")
    page.goto("/admin/")
    assert asked == ["beforeunload"] * 4
    watch.must_be_clean()


def test_a_save_after_the_session_leads_through_the_login_and_back(either, account):
    page = either
    logs_in(page, account)
    opens_option(page)
    address = page.url
    types(page)
    loses_session(page)
    page.locator("[name=_save]").first.click()
    expect(page.get_by_text("What you typed is not lost")).to_be_visible()
    gives_password(page, account)
    if not page.has_scripts:
        page.get_by_role("button", name="Back to what I typed").click()
    must_be_back(page)
    assert page.url == address


def test_it_leads_through_the_second_step_as_well(codes, either, site):
    page = either
    name = f"nora-{page.has_scripts}"
    make_account(site, name)
    logs_in(page, name, codes)
    key = page.locator("code").inner_text()
    page.fill("#id_code", code_of(key))
    page.click("#login-form [type=submit]")
    expect(page.locator("#user-tools")).to_contain_text(name)
    opens_option(page, codes)
    types(page)
    loses_session(page)
    page.locator("[name=_save]").first.click()
    gives_password(page, name)
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()
    time.sleep(31 - time.time() % 30)  # each code works once
    page.fill("#id_code", code_of(key))
    page.click("#login-form [type=submit]")
    if not page.has_scripts:
        page.get_by_role("button", name="Back to what I typed").click()
    must_be_back(page)


def test_a_form_whose_token_is_old_comes_back_at_once(either, account):
    page = either
    logs_in(page, account)
    opens_option(page)
    types(page)
    other = page.context.new_page()
    other.context.clear_cookies(name=re.compile("sessionid"))
    logs_in(other, account)
    expect(other.locator("#user-tools")).to_contain_text(account)
    page.locator("[name=_save]").first.click()
    must_be_back(page)


def test_a_comment_that_could_not_be_sent_is_shown(either, account):
    page = either
    logs_in(page, account)
    page.goto("/admin/desk/guide/")
    page.locator("#result_list tbody th a", has_text=library().title).click()
    page.get_by_role("link", name="Review", exact=True).click()
    part = page.locator(".review-part").first
    part.locator("details summary").last.click()
    part.locator("textarea").fill("These words are too hard.")
    loses_session(page)
    part.get_by_role("button", name="Answer, and ask again").click()
    gives_password(page, account)
    if not page.has_scripts:
        page.get_by_role("button", name="Back to what I typed").click()
    expect(page.locator("textarea[readonly]")).to_have_value("These words are too hard.")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Your words are kept.")).to_be_visible()


def test_who_presses_add_twice_without_scripts_has_added_once(new_context, account):
    page = new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(30_000)
    logs_in(page, account)
    page.goto("/admin/desk/guide/")
    page.locator("#result_list tbody th a", has_text=library().title).click()
    page.locator(".parts a", has_text="term").first.click()
    page.locator(".object-tools .addlink").click()
    page.fill("[name=name]", "Stamp card")
    page.fill("[name=definition]", "A card for stamps.")
    page.locator("[name=_save]").first.dblclick()
    expect(page.locator(".messagelist li")).to_have_count(1)
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".errornote")).to_have_count(0)


# In the engines that Playwright does not drive

AT_THE_DOOR = """() => document.readyState === "complete"
    && Boolean(document.querySelector("#id_password"))"""
LOGS_IN = """(name, password) => {
    document.querySelector("#id_username").value = name;
    document.querySelector("#id_password").value = password;
    document.querySelector("#login-form").requestSubmit();
}"""
OPENS = """(name) => {
    const links = [...document.querySelectorAll("#result_list tbody th a")];
    const link = links.find((each) => each.textContent.includes(name));
    link?.click();
    return Boolean(link);
}"""
TYPES = """(text) => {
    const field = document.querySelector("[name=plain]");
    if (!field || document.readyState !== "complete") return false;
    field.value = text;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return true;
}"""
SAVES = "() => document.querySelector('[name=_save]').click()"
IS_BACK = """(text) => document.querySelector("[name=plain]")?.value === text
    && document.body.textContent.includes("Your text is back, nothing is saved yet")"""


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_a_text_comes_back_after_the_login_in_the_other_engines_too(
    request, engine, site, base_url, account
):
    browser = request.getfixturevalue(engine)

    def holds(script, *given):
        def ask():
            try:
                return browser.runs(script, *given)
            except RefusedError:  # the page was on its way
                return False

        assert comes_within(30, ask)

    browser.go(f"{base_url}/")
    browser.forgets()
    browser.go(f"{base_url}/admin/desk/option/?q={OPTION.slug}")
    holds(AT_THE_DOOR)
    browser.runs(LOGS_IN, account, PASSWORD)
    holds(OPENS, OPTION.name)
    holds(TYPES, TYPED)
    browser.forgets()
    browser.runs(SAVES)
    holds(AT_THE_DOOR)
    browser.runs(LOGS_IN, account, PASSWORD)
    holds(IS_BACK, TYPED)
