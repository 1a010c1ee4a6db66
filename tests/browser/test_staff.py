"""Staff in a real browser: at the door, and editing an option until readers see it.

Somebody new changes an option, sees it before readers do, publishes, goes back. They know the
README and no more. Their account is made by the command behind `make staff`.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.guides import real_guide
from tests.library import library, summary_with
from tests.services.site import Site
from tests.services.staff import code_of
from tests.services.waiting import comes_within

from .axe import faults, run_axe
from .guests import SECONDS_TO_WAIT
from .steps import OPTIONS
from .watching import Watch

PASSWORD = "careful-Nurse-7"
WIDE = {"width": 1280, "height": 900}
OPTION = library().option_by_slug["post-card"]
CHILD = library().question_by_slug["age"].choice_by_slug["child"]
FAR, NEARBY = (
    library().question_by_slug["home"].choice_by_slug[slug] for slug in ("far", "nearby")
)
NEW_WORDS = "Things come by mail, or by bicycle."
HARD_WORDS = "Institutional administrative authorization necessitates bicycles. " * 6
# One statement is said in other words, and one is new.
NEW_SUMMARY = summary_with(
    ("Post card, for those far away.", "Post card, for those far off.\n    • Gold card.")
)
KINDS = ("guide", "question", "option", "notice", "term", "category")
HARMLESS = re.compile(r"favicon|404 \(Not Found\)")


def make_account(site, name):
    """What `make staff` runs, answered by the environment.

    One that is there stays: several modules share a site, and one may begin a second time.
    """
    environment = {"DJANGO_SUPERUSER_USERNAME": name, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    environment["DJANGO_SUPERUSER_EMAIL"] = "staff@hospital.example"
    try:
        site.manage("createsuperuser", "--noinput", **environment)
    except RuntimeError as error:
        if "already taken" not in str(error):
            raise


def logs_in(page, name, address=""):
    page.goto(f"{address}/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


class Editor:
    """A member of staff at the admin, and the reader beside them."""

    def __init__(self, page: Page, reader: Page) -> None:
        self.page, self.reader = page, reader

    def opens_workbench(self, guide=None):
        title = (guide or library()).title
        self.page.goto("/admin/desk/guide/")
        self.page.locator("#result_list tbody th a", has_text=title).click()
        expect(self.page.locator(".workbench")).to_be_visible()

    def opens_option(self):
        """By searching the list, as the name is all that they know."""
        self.page.goto("/admin/desk/option/")
        self.page.fill("#searchbar", OPTION.name)
        self.page.press("#searchbar", "Enter")
        self.page.locator("#result_list tbody th a", has_text=OPTION.name).click()
        expect(self.words).to_contain_text(bare(FAR.statement))

    @property
    def words(self):
        """The rule, as it is just now."""
        return self.page.locator("#rule-words")

    @property
    def rows(self):
        return self.page.locator("tr.form-row[id^='conditions-']:not(.empty-form)")

    def adds_row(self):
        before = self.rows.count()
        self.page.locator(".add-row a").first.click()
        expect(self.rows).to_have_count(before + 1)
        return self.rows.last

    def picks(self, row, question, label):
        """Open the fold of a row, and tick an answer under its question."""
        fold = row.locator("details.picked")
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        fold.get_by_role("group", name=question, exact=True).get_by_label(label, exact=True).check()
        expect(fold.locator("summary")).to_contain_text(f"{question}: {label}")

    def saves(self, name="_continue"):
        with self.page.expect_navigation():
            self.page.locator(f"[name={name}]").first.click()

    def must_have_saved(self):
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    def goes_to(self, name, guide=None):
        """To a page that the workbench leads to."""
        self.opens_workbench(guide)
        self.page.locator(f".steps a[href$='/{name}/']").click()
        self.page.wait_for_url(f"**/{name}/")

    def sends_summary(self, text):
        """See what became of each statement. Nothing is kept yet."""
        self.goes_to("summary")
        self.page.click("#new-text ~ details summary")
        self.page.fill("[name=pasted]", text)
        self.page.fill("[name=taken_from]", "the town hall")
        self.page.get_by_role("button", name="Show what changed").click()
        expect(self.page.locator("[name=pasted]")).to_be_hidden()

    def keeps_summary(self):
        self.page.locator("form:has([name=pasted])").get_by_role("button").click()
        expect(self.page.locator("#to-check")).to_be_visible()

    def previews(self):
        self.opens_workbench()
        href = "a[href$='/preview/']"
        self.page.locator(href).first.click()
        self.page.wait_for_url("**/admin/preview/library-card/")

    def leaves_preview(self):
        self.page.locator(".preview-bar a").click()
        expect(self.page.locator(".workbench")).to_be_visible()

    def publishes(self, note):
        self.opens_workbench()
        form = self.page.locator("form[action$='/publish/']")
        form.locator("[name=note]").fill(note)
        form.get_by_role("button").click()
        self.must_have_saved()

    def restores(self, number):
        self.opens_workbench()
        self.page.locator(".workbench a[href$='/editions/']").first.click()
        form = self.page.locator(f"form[action$='/restore/']:has(input[value='{number}'])")
        form.get_by_role("button").click()
        # What it would change is shown first, if anything.
        sure = self.page.locator("form[action$='/restore/']:has([name=seen])")
        told = self.page.locator(".messagelist li")
        expect(sure.or_(told)).to_be_visible()
        if sure.is_visible():
            sure.get_by_role("button").click()
        expect(told).to_be_visible()

    def sees(self, words, *, there):
        """Looks for words on the page of all options, in the preview."""
        self.page.goto("/admin/preview/library-card/all-options/")
        must_say(self.page, words, there=there)

    def reader_sees(self, words, *, there):
        """Looks for them on the page of the reader beside them."""
        self.reader.goto("/library-card/all-options/")
        must_say(self.reader, words, there=there)

    def reader_gets(self, words, *, there):
        """Loads the page of the reader beside them until the server has seen the new edition."""

        def is_there():
            self.reader.goto("/library-card/all-options/")
            return words_at(self.reader, words).count() == (1 if there else 0)

        assert comes_within(SECONDS_TO_WAIT, is_there)


def words_at(page, words):
    return page.locator("main .plain-words").get_by_text(words)


def must_say(page, words, *, there):
    expect(words_at(page, words)).to_have_count(1 if there else 0)


def bare(statement):
    return statement.rstrip(".")


def verdict_for_nearby(page, below=""):
    """The verdict that the option has for someone near the town, below an address."""
    page.goto(f"{below}/library-card/questions/home/")
    page.check("[name=home][value=nearby]")
    page.locator("main form button").click()
    page.wait_for_url(re.compile("(?<!questions/home/)$"))
    page.goto(f"{below}/library-card/{OPTIONS}")
    return page.locator(f"[data-option='{OPTION.slug}']").get_attribute("data-verdict")


@pytest.fixture(scope="module")
def logged_in(browser, browser_context_args, site):
    """The browser state of someone on the staff."""
    make_account(site, "nina")
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    logs_in(page, "nina")
    expect(page.locator("#user-tools")).to_contain_text("nina")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def editor(new_context, logged_in):
    """Someone who has just logged in, and a reader with another browser."""
    contexts = [new_context(viewport=WIDE, storage_state=state) for state in (logged_in, None)]
    for context in contexts:
        context.set_default_timeout(30_000)
    return Editor(*(context.new_page() for context in contexts))


@pytest.fixture
def saving_editor(editor):
    """Someone who will change the draft, which is like the first edition now."""
    editor.restores(1)
    return editor


def test_a_change_is_seen_in_the_preview_published_and_taken_back(saving_editor):
    editor = saving_editor
    editor.opens_option()
    editor.page.fill("[name=plain]", NEW_WORDS)
    editor.picks(editor.rows.first, "Home", NEARBY.label)
    expect(editor.words).to_contain_text(bare(NEARBY.statement))
    editor.saves()
    editor.must_have_saved()

    editor.previews()
    editor.sees(NEW_WORDS, there=True)
    assert verdict_for_nearby(editor.page, below="/admin/preview") == "match"
    assert verdict_for_nearby(editor.reader) == "no"
    editor.leaves_preview()
    editor.reader_sees(NEW_WORDS, there=False)

    editor.opens_workbench()
    expect(editor.page.locator(".workbench .changes")).to_contain_text(NEW_WORDS)
    editor.publishes("Homes near the town count as well.")
    editor.reader_gets(NEW_WORDS, there=True)
    assert verdict_for_nearby(editor.reader) == "match"

    editor.restores(1)
    editor.reader_sees(NEW_WORDS, there=True)
    editor.publishes("Back to the first edition.")
    editor.reader_gets(NEW_WORDS, there=False)
    editor.reader_sees(OPTION.plain, there=True)
    assert verdict_for_nearby(editor.reader) == "no"


def test_the_rule_in_words_follows_every_edit_without_a_complaint_of_the_browser(editor):
    watch = Watch(editor.page.context)
    editor.opens_option()
    row = editor.adds_row()
    editor.picks(row, "Age", CHILD.label)
    expect(editor.words).to_contain_text(bare(CHILD.statement))
    row.locator("[name$=-situation]").fill("2")
    row.locator("[name$=-situation]").press("Tab")
    expect(editor.words.locator(".or")).to_have_count(1)
    row.get_by_label(CHILD.label, exact=True).uncheck()
    expect(editor.words).not_to_contain_text(bare(CHILD.statement))
    editor.picks(row, "Home", NEARBY.label)
    expect(editor.words).to_contain_text(bare(NEARBY.statement))
    row.locator(".inline-deletelink").click()
    expect(editor.words).not_to_contain_text(bare(NEARBY.statement))
    editor.page.check("[name=for_everyone]")
    expect(editor.words).not_to_contain_text(bare(FAR.statement))
    assert [each for each in watch.complaints if not HARMLESS.search(each)] == []


def test_a_row_that_was_saved_can_be_removed(saving_editor):
    editor = saving_editor
    editor.opens_option()
    editor.picks(editor.adds_row(), "Home", NEARBY.label)
    editor.saves()
    editor.must_have_saved()
    editor.page.locator("[name$='-1-DELETE']").check()
    expect(editor.words).not_to_contain_text(bare(NEARBY.statement))
    editor.saves()
    editor.must_have_saved()
    expect(editor.rows).to_have_count(1)


def test_pages_of_the_admin_fit_on_the_screen(editor):
    """Nothing to scroll sideways for at 1280 pixels: what is off the screen is not found."""
    fits = {}
    for kind in KINDS:
        editor.page.goto(f"/admin/desk/{kind}/")
        table = editor.page.locator("#changelist-form .results")
        fits[kind] = table.evaluate("each => each.scrollWidth <= each.clientWidth")
    assert [kind for kind in KINDS if not fits[kind]] == []


def test_the_review_fits_on_a_phone_and_its_picture_on_paper(editor):
    """The whole width of the paper is used, with the menu of the admin open or not."""
    page = editor.page
    editor.goes_to("review")
    page.set_viewport_size({"width": 390, "height": 800})
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.set_viewport_size({"width": 1280, "height": 800})
    editor.goes_to("picture")
    page.emulate_media(media="print")
    part = page.locator(".part-to-sign").first.bounding_box()
    assert part["width"] > 1100
    page.emulate_media(media="screen")


def test_who_presses_save_twice_has_saved_once_and_is_told_so(saving_editor):
    """And not that somebody else, who is they, has changed the row meanwhile."""
    editor = saving_editor
    editor.opens_option()
    editor.page.fill("[name=plain]", NEW_WORDS)
    sent = []
    editor.page.on("request", lambda each: each.is_navigation_request() and sent.append(each))
    with editor.page.expect_navigation():
        editor.page.locator("[name=_continue]").first.dblclick()
    editor.must_have_saved()
    assert [each.method for each in sent] == ["POST", "GET"]
    expect(editor.page.locator(".messagelist li")).to_have_count(1)
    editor.restores(1)


def test_a_finding_leads_into_a_closed_part_of_the_form_and_is_accepted(saving_editor):
    editor = saving_editor
    editor.opens_workbench()
    box = editor.page.locator("#id_how_made")
    expect(box).not_to_be_visible()
    editor.page.locator("summary", has=editor.page.get_by_text("About page")).click()
    box.fill("Ask at the ZAB.")
    editor.saves()
    editor.must_have_saved()
    findings = editor.page.locator("section[aria-labelledby=findings]")
    group = findings.locator(".group-of-findings", has_text="“ZAB” is not in the glossary")
    group.get_by_role("link").click()
    expect(box).to_be_in_viewport()
    group.locator(".accept > summary").click()
    group.get_by_label("Why it is right as it is").fill("All who come here know it.")
    group.get_by_role("button", name="Accept").click()
    editor.must_have_saved()
    expect(group).to_have_count(0)
    findings.locator(".accepted > summary").click()
    expect(findings.locator(".accepted")).to_contain_text("All who come here know it.")
    findings.get_by_role("button", name="Take back").click()
    editor.must_have_saved()
    expect(group).to_have_count(1)
    editor.restores(1)


@pytest.fixture
def busy_editor(saving_editor):
    """Someone whose draft has all that pages of staff tell: changes, findings, rows to check."""
    editor = saving_editor
    editor.opens_option()
    editor.page.fill("[name=plain]", HARD_WORDS)
    editor.saves()
    editor.must_have_saved()
    yield editor
    editor.restores(1)


def test_pages_of_staff_have_no_fault(busy_editor):
    """axe, in the light and the dark colors, on a phone and on a desk."""
    editor, found = busy_editor, {}
    editor.opens_workbench()
    found["workbench"] = faults(editor.page)
    editor.sends_summary(NEW_SUMMARY)
    found["a new summary"] = faults(editor.page)
    editor.keeps_summary()
    found["summary, rows to check"] = faults(editor.page)
    for name in ("review", "editions"):
        editor.goes_to(name)
        found[name] = faults(editor.page)
    editor.opens_workbench()
    found["workbench, rows to check"] = faults(editor.page)
    form = editor.page.locator("form[action$='/publish/']")
    form.locator("[name=note]").fill("Too early.")
    form.get_by_role("button").click()
    expect(editor.page.locator(".refused")).to_be_visible()
    found["publish, refused"] = faults(editor.page)
    editor.goes_to("summary", real_guide())  # several rows carry one of its statements
    found["summary of the shipped guide"] = faults(editor.page)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize(("chosen", "around"), [("light", "dark"), ("dark", "light")])
def test_colors_that_staff_choose_have_no_fault(busy_editor, chosen, around):
    """The admin has a button for them, which goes before those of the machine."""
    busy_editor.opens_workbench()
    page = busy_editor.page
    page.emulate_media(color_scheme=around)
    button = page.locator(".theme-toggle").first
    while page.locator("html").get_attribute("data-theme") != chosen:
        button.click()
    assert run_axe(page) == []


@pytest.fixture(scope="module")
def door(site):
    """The address of the same site where it asks for codes, with one more account."""
    make_account(site, "otto")
    asking = Site(site.var, DJANGO_SETTINGS_MODULE="tests.browser.with_codes")
    with asking.served() as served:
        yield served.address


def test_a_phone_is_enrolled_and_the_tools_of_the_admin_work_without_a_complaint(door, new_context):
    page = new_context().new_page()
    page.set_default_timeout(60_000)
    watch = Watch(page.context)
    logs_in(page, "otto", door)
    page.wait_for_url(re.compile("/admin/enrol/"))
    expect(page.locator(".enrol-code svg")).to_be_visible()
    page.fill("#id_code", code_of(page.locator("code").inner_text()))
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_contain_text("otto")

    # Groups are moved from one list to another.
    page.goto(f"{door}/admin/auth/user/1/change/")
    page.locator("#id_groups_from option").first.click()
    page.locator("#id_groups_add_link, #id_groups_add").first.click()
    expect(page.locator("#id_groups_to option")).to_have_count(1)

    # A date is picked from the calendar.
    field = page.locator("#id_date_joined_0")
    field.fill("2026-11-24")
    page.locator("#calendarlink1").click()
    page.locator("#calendarbox1 .calendar td a", has_text=re.compile("^2$")).click()
    expect(field).to_have_value("2026-11-02")
    watch.must_be_clean()
    watch.must_stay_home(door)


def test_a_passkey_is_enrolled_and_opens_the_door_without_a_complaint(site, door, new_context):
    """By a key that Chromium makes itself, as a stick or a phone would."""
    make_account(site, "pia")
    page = new_context().new_page()
    page.set_default_timeout(60_000)
    watch = Watch(page.context)
    address = door.replace("127.0.0.1", "localhost")  # no passkey is for an address of digits
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "isUserVerified": True}
    key |= {"hasUserVerification": True, "automaticPresenceSimulation": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    logs_in(page, "pia", address)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.locator("#user-tools")).to_contain_text("pia")

    page.get_by_role("link", name="Second step").click()
    expect(page.locator("#content")).to_contain_text("passkey 1, added on")
    assert run_axe(page) == []
    page.get_by_role("button", name="Make new codes").click()
    expect(page.locator(".backup-codes code")).to_have_count(10)
    assert run_axe(page) == []

    page.locator("#logout-form button").click()
    logs_in(page, "pia", address)
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()
    assert run_axe(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("#user-tools")).to_contain_text("pia")
    watch.must_be_clean()
    watch.must_stay_home(address)
