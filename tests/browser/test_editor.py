"""Somebody new on the staff changes an option, sees it before readers do, publishes, goes back.

They know the README and no more. Their account is made by the command behind `make staff`.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.guides import real_guide
from tests.services.site import Site

from .steps import OPTIONS, START, Visitor, question_path
from .watching import Watch

NAME, PASSWORD = "nina", "careful-Nurse-7"
OPTION = real_guide().option_by_slug["lung-surgery"]
LUNG, LIVER = (
    real_guide().question_by_slug["spread"].choice_by_slug[slug] for slug in ("lung", "liver")
)
HER2 = real_guide().question_by_slug["her2"]
NEW_WORDS = "Surgery to take cancer out of the lung or the liver."
ALL_OPTIONS = f"{START}all-options/"
HARMLESS = re.compile(r"favicon|404 \(Not Found\)")


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """The address of a site of its own, with one account."""
    site = Site(tmp_path_factory.mktemp("staffed"))
    site.set_up()
    make_account(site)
    with site.served() as served:
        yield served.address


def make_account(site):
    """What `make staff` runs, answered by the environment."""
    environment = {"DJANGO_SUPERUSER_USERNAME": NAME, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    environment["DJANGO_SUPERUSER_EMAIL"] = "nina@hospital.example"
    site.manage("createsuperuser", "--noinput", **environment)


def asked_for(address):
    """What a search in the list of answers is for."""
    return parse_qs(urlsplit(address).query).get("term", [""])[0]


class Editor:
    """A member of staff at the admin, and the reader beside them."""

    def __init__(self, page: Page, reader: Page) -> None:
        self.page, self.reader = page, reader

    def logs_in(self):
        self.page.goto("/admin/")
        self.page.fill("#id_username", NAME)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("[type=submit]")
        expect(self.page.locator("#user-tools")).to_contain_text(NAME)
        return self

    def opens_workbench(self):
        self.page.goto("/admin/desk/guide/")
        self.page.locator("#result_list tbody th a").first.click()
        expect(self.page.locator(".workbench")).to_be_visible()

    def opens_option(self):
        """By searching the list, as the name is all that they know."""
        self.page.goto("/admin/desk/option/")
        self.page.fill("#searchbar", OPTION.name)
        self.page.press("#searchbar", "Enter")
        self.page.locator("#result_list tbody th a", has_text=OPTION.name).click()
        expect(self.words).to_contain_text(bare(LUNG.statement))

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

    def picks(self, row, term, label):
        """Type into the search of a row, and take what it finds."""
        row.locator(".select2-selection").click()
        # What the first letters found is not what is looked for: many answers are "Positive".
        with self.page.expect_response(lambda found: asked_for(found.url) == term):
            self.page.keyboard.type(term)
        expect(self.page.locator(".loading-results")).to_have_count(0)
        self.page.locator(".select2-results__option", has_text=label).first.click()
        expect(row.locator(".select2-selection__choice", has_text=label)).to_be_visible()

    def saves(self, name="_continue"):
        with self.page.expect_navigation():
            self.page.locator(f"[name={name}]").first.click()

    def must_have_saved(self):
        expect(self.page.locator(".messagelist .success")).to_be_visible()

    def previews(self):
        self.opens_workbench()
        href = "a[href$='/preview/']"
        self.page.locator(href).first.click()
        self.page.wait_for_url(re.compile(f"{re.escape(START)}$"))

    def leaves_preview(self):
        self.page.locator("a[href$='/leave-preview/']").click()
        expect(self.page.locator(".workbench")).to_be_visible()

    def publishes(self, note):
        self.opens_workbench()
        form = self.page.locator("form[action$='/publish/']")
        form.locator("[name=note]").fill(note)
        form.get_by_role("button").click()
        self.must_have_saved()

    def restores(self, number):
        self.opens_workbench()
        self.page.locator("a[href$='/editions/']").first.click()
        form = self.page.locator(f"form[action$='/restore/']:has(input[value='{number}'])")
        form.get_by_role("button").click()
        sure = self.page.locator("form:has([name=sure])")
        if sure.count():  # the draft has changes that are in no edition
            sure.get_by_role("button").click()
        self.must_have_saved()

    def sees(self, words, *, there, by=None):
        """What the page of all options says, to them or to the reader beside them."""
        page = by or self.page
        page.goto(ALL_OPTIONS)
        count = 1 if there else 0
        expect(page.locator("main").get_by_text(words)).to_have_count(count)

    def reader_sees(self, words, *, there):
        self.sees(words, there=there, by=self.reader)


def bare(statement):
    return statement.rstrip(".")


def verdict_for_liver(page):
    """What someone with cancer in the liver is told of the option."""
    page.goto(question_path("spread"))
    visitor = Visitor(page)
    visitor.input("spread", "liver").check()
    visitor.button("spread").click()
    page.wait_for_url(lambda url: not url.endswith("/spread/"))
    page.goto(OPTIONS)
    return page.locator(f"[data-option='{OPTION.slug}']").get_attribute("data-verdict")


@pytest.fixture
def editor(browser, staffed):
    """Someone who has just logged in, at 1280 pixels, and a reader with another browser."""
    size = {"width": 1280, "height": 900}
    contexts = [browser.new_context(base_url=staffed, viewport=size) for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(30_000)
    yield Editor(*(context.new_page() for context in contexts)).logs_in()
    for context in contexts:
        context.close()


@pytest.fixture
def saving_editor(editor):
    """Someone who will change the draft, which is like the first edition now."""
    editor.restores(1)
    return editor


def test_a_change_is_seen_in_the_preview_published_and_taken_back(saving_editor):
    editor = saving_editor
    editor.opens_option()
    editor.page.fill("[name=plain]", NEW_WORDS)
    editor.picks(editor.rows.first, "liver", LIVER.label)
    expect(editor.words).to_contain_text(bare(LIVER.statement))
    editor.saves()
    editor.must_have_saved()

    editor.previews()
    editor.sees(NEW_WORDS, there=True)
    editor.leaves_preview()
    editor.sees(NEW_WORDS, there=False)
    editor.reader_sees(NEW_WORDS, there=False)

    editor.opens_workbench()
    expect(editor.page.locator(".workbench .changes")).to_contain_text(NEW_WORDS)
    editor.publishes("Cancer in the liver counts as well.")
    editor.page.wait_for_timeout(2_500)  # as old as a server's idea of the newest edition may be
    editor.reader_sees(NEW_WORDS, there=True)

    editor.restores(1)
    editor.reader_sees(NEW_WORDS, there=True)
    editor.publishes("Back to the first edition.")
    editor.page.wait_for_timeout(2_500)
    editor.reader_sees(NEW_WORDS, there=False)
    editor.reader_sees(OPTION.plain, there=True)


def test_a_changed_situation_changes_what_a_reader_of_the_draft_is_told(saving_editor):
    editor = saving_editor
    editor.opens_option()
    editor.picks(editor.rows.first, "liver", LIVER.label)
    editor.saves()
    editor.must_have_saved()
    editor.previews()
    assert verdict_for_liver(editor.page) == "match"
    assert verdict_for_liver(editor.reader) == "no"
    editor.restores(1)
    editor.previews()
    assert verdict_for_liver(editor.page) == "no"


def test_the_rule_in_words_follows_every_edit(editor):
    editor.opens_option()
    row = editor.adds_row()
    editor.picks(row, HER2.label, HER2.choices[0].label)
    expect(editor.words).to_contain_text(bare(HER2.choices[0].statement))
    row.locator("[name$=-situation]").fill("2")
    row.locator("[name$=-situation]").press("Tab")
    expect(editor.words.locator(".or")).to_have_count(1)
    row.locator(".select2-selection__choice__remove").first.click()
    expect(editor.words).not_to_contain_text(bare(HER2.choices[0].statement))
    editor.page.check("[name=for_everyone]")
    expect(editor.words).not_to_contain_text(bare(LUNG.statement))


def test_a_row_that_is_taken_away_again_is_taken_out_of_the_words(editor):
    editor.opens_option()
    row = editor.adds_row()
    editor.picks(row, "liver", LIVER.label)
    expect(editor.words).to_contain_text(bare(LIVER.statement))
    row.locator(".inline-deletelink").click()
    expect(editor.words).not_to_contain_text(bare(LIVER.statement))


def test_a_row_that_was_saved_can_be_removed(saving_editor):
    editor = saving_editor
    editor.opens_option()
    editor.picks(editor.adds_row(), "liver", LIVER.label)
    editor.saves()
    editor.must_have_saved()
    editor.page.locator("[name$='-1-DELETE']").check()
    expect(editor.words).not_to_contain_text(bare(LIVER.statement))
    editor.saves()
    editor.must_have_saved()
    expect(editor.rows).to_have_count(1)


def test_answers_of_two_questions_in_a_row_are_told_on_the_row(editor):
    editor.opens_option()
    editor.picks(editor.rows.first, HER2.label, HER2.choices[0].label)
    editor.saves()
    error = editor.rows.first.locator(".errorlist")
    expect(error).to_contain_text("two questions")
    expect(error).to_contain_text("two rows")


def test_the_form_of_a_rule_works_without_a_complaint_of_the_browser(editor):
    watch = Watch(editor.page.context)
    editor.opens_option()
    editor.picks(editor.adds_row(), "liver", LIVER.label)
    expect(editor.words).to_contain_text(bare(LIVER.statement))
    assert [each for each in watch.complaints if not HARMLESS.search(each)] == []


@pytest.mark.parametrize("kind", ["guide", "question", "option", "notice", "term", "category"])
def test_a_page_of_the_admin_fits_on_the_screen(editor, kind):
    """Nothing to scroll sideways for at 1280 pixels: what is off the screen is not found."""
    editor.page.goto(f"/admin/desk/{kind}/")
    table = editor.page.locator("#changelist-form .results")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
