"""The shipped guide in a made-up language from right to left, on screens and on paper.

tests/third_language.py says how the language is made.
"""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from navigator.guide.language import in_language, units
from navigator.guide.po import write_translation
from navigator.guide.yaml import write_yaml
from tests.guides import real_guide
from tests.services.site import Site
from tests.third_language import CODE, in_third_language

from .axe import must_look_right
from .papers import POINTS, Paper
from .steps import HANDOUT, OPTIONS, PARTLY_KNOWN, START, VISIBLE_TEXTS, Visitor, path_of_change
from .test_paper import MARGINS

PAGES = [START, path_of_change("spread"), OPTIONS, "options/?open=all", "compare/", HANDOUT]
HEBREW = re.compile("[א-ת]")


@pytest.fixture(scope="module")
def guide():
    """The shipped guide in the language, but for the meanings of its terms."""
    every = units(real_guide(), CODE)
    return in_third_language(real_guide(), [each for each in every if each.field != "definition"])


@pytest.fixture(scope="module")
def address(tmp_path_factory, collected, guide):
    """A site with the guide in the language."""
    var = tmp_path_factory.mktemp("third")
    file = var / "guide.yaml"
    file.write_text(write_yaml(guide))
    file.with_suffix(f".{CODE}.po").write_text(write_translation(guide, CODE))
    site = Site(var, DJANGO_SETTINGS_MODULE="tests.browser.in_third_language")
    (var / "static").symlink_to(collected)
    site.fill(str(file))
    with site.served() as served:
        yield served.address


@pytest.fixture(scope="module")
def reader(browser, browser_context_args, address, guide):
    """Someone who has answered everything, in the language, and picked three options."""
    context = browser.new_context(**browser_context_args | {"base_url": address})
    context.set_default_timeout(10_000)
    reader = Visitor(context.new_page(), in_language(guide, CODE))
    reader.walks(PARTLY_KNOWN)
    reader.must_be_shown_verdicts()
    reader.picks(3)
    yield reader
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_from_right_to_left_has_no_fault_and_does_not_scroll_sideways(reader, path):
    reader.opens(path)
    must_look_right(reader.page)


def test_what_leads_back_points_to_where_lines_begin(reader):
    reader.opens(path_of_change("spread"))
    arrow = "(link) => getComputedStyle(link, '::before').scale"
    assert reader.page.locator(".back a").evaluate(arrow) == "-1 1"
    link, progress = (reader.page.locator(each).bounding_box() for each in (".back a", "progress"))
    assert link["x"] + link["width"] == pytest.approx(progress["x"] + progress["width"], abs=1)


def test_a_word_is_explained_in_the_language_that_its_meaning_is_there_in(reader, guide):
    reader.opens("options/?open=all")
    term = reader.page.locator("main .term:visible").first
    term.click()
    meaning = reader.page.locator(".term-note [lang=en]")
    slug = term.get_attribute("href").partition("#")[2]
    expect(meaning).to_have_text(guide.term_by_slug[slug].definition)
    expect(reader.page.locator("#spoken [lang=en]")).to_have_text(meaning.text_content())
    must_look_right(reader.page)


@pytest.mark.parametrize("path", [HANDOUT, f"{HANDOUT}?print=large"])
@pytest.mark.parametrize("size", POINTS)
def test_a_handout_from_right_to_left_is_printed_without_a_lost_line(reader, size, path):
    reader.opens(path)
    page = reader.page
    page.emulate_media(media="print")
    texts = page.locator("main").evaluate(VISIBLE_TEXTS)
    paper = Paper(page.pdf(format=size))
    page.emulate_media(media="screen")
    # A line of it is read back from its end: so letters are counted.
    assert letters(paper.text) == letters("".join(text for text, _ in texts))
    assert letters(paper.text).total() > 1000
    assert paper.cut(*MARGINS["chromium"]) == []


def letters(text):
    return Counter(HEBREW.findall(text))
