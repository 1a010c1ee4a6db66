"""Words explained where they stand."""

import pytest
from playwright.sync_api import expect

from tests.guides import real_guide

from .steps import START

NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def guide():
    """The shipped guide: its introduction has more than one term."""
    return real_guide()


def terms(visitor):
    return visitor.page.locator("main .term")


def notes(visitor):
    return visitor.page.locator(".term-note")


def slug_of(term):
    return term.get_attribute("href").partition("#")[2]


def meaning(term):
    """What the glossary says of a term on a page."""
    return next(each.definition for each in real_guide().terms if each.slug == slug_of(term))


@pytest.fixture
def term(visitor):
    """The first term of the start page."""
    visitor.page.set_viewport_size(NARROW)
    visitor.opens(START)
    return terms(visitor).first


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("", ""), ("Enter", "Enter"), ("Space", "Space"), ("Enter", "Escape")],
)
def test_a_term_opens_its_meaning_below_it_and_closes_it_again(visitor, term, opens, closes):
    def use(key):
        term.press(key) if key else term.click()

    expect(term).to_have_attribute("aria-expanded", "false")
    use(opens)
    expect(notes(visitor)).to_have_count(1)
    expect(notes(visitor)).to_contain_text(meaning(term))
    expect(notes(visitor)).to_be_in_viewport(ratio=1)
    expect(notes(visitor)).to_have_id(term.get_attribute("aria-controls"))
    expect(visitor.page.locator("#spoken[role=status]")).to_contain_text(meaning(term))
    wide, seen = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(term).to_be_focused()
    use(closes)
    expect(notes(visitor)).to_have_count(0)
    expect(visitor.page.locator("#spoken")).to_be_empty()
    expect(term).not_to_have_attribute("aria-controls", "term-note")
    expect(term).to_have_attribute("aria-expanded", "false")
    expect(term).to_be_focused()
    visitor.is_at(START)


def test_the_region_that_speaks_a_meaning_is_there_before_it(visitor, term):
    before = visitor.page.locator("#spoken").element_handle()
    for each in (term, terms(visitor).nth(1)):
        each.click()
        expect(visitor.page.locator("#spoken")).to_contain_text(meaning(each))
    assert before.evaluate("(region) => region.isConnected")


def test_one_meaning_at_a_time_from_a_glossary_fetched_once_and_only_for_a_word(visitor, term):
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.reload()
    assert not [url for url in asked if url.endswith("/glossary/")]
    for each in (term, terms(visitor).nth(1)):
        each.click()
        expect(notes(visitor)).to_have_count(1)
        expect(notes(visitor)).to_contain_text(meaning(each))
    expect(term).to_have_attribute("aria-expanded", "false")
    assert len([url for url in asked if url.endswith("/glossary/")]) == 1


def test_a_meaning_that_cannot_be_fetched_is_led_to(visitor, term):
    slug = slug_of(term)
    visitor.page.route("**/glossary/", lambda route: route.abort(), times=1)
    term.dispatch_event("click")
    visitor.page.wait_for_url(f"**/glossary/#{slug}")


def test_without_scripts_a_term_leads_to_the_glossary(plain_visitor):
    plain_visitor.opens(START)
    term = terms(plain_visitor).first
    slug = slug_of(term)
    assert term.get_attribute("role") is None
    term.click()
    plain_visitor.is_at(f"glossary/#{slug}")
    expect(plain_visitor.page.locator(f"[id='{slug}']")).to_be_in_viewport()
