"""Words explained where they stand."""

import pytest
from playwright.sync_api import expect

from tests.guides import real_guide

from .steps import START

NARROW = {"width": 320, "height": 640}


def terms(visitor):
    return visitor.page.locator("main .term")


def notes(visitor):
    return visitor.page.locator(".term-note")


def meaning(term):
    """What the glossary says of a term on a page."""
    slug = term.get_attribute("href").partition("#")[2]
    return next(each.definition for each in real_guide().terms if each.slug == slug)


@pytest.fixture
def term(visitor):
    """The first term of the start page."""
    visitor.page.set_viewport_size(NARROW)
    visitor.opens(START)
    return terms(visitor).first


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_a_term_opens_its_meaning_below_it_and_closes_it_again(visitor, term, way):
    def use():
        if way == "click":
            term.click()
        else:
            term.press(way)

    expect(term).to_have_attribute("aria-expanded", "false")
    use()
    expect(notes(visitor)).to_have_count(1)
    expect(notes(visitor)).to_contain_text(meaning(term))
    expect(term).to_have_attribute("aria-expanded", "true")
    expect(term).to_be_focused()
    use()
    expect(notes(visitor)).to_have_count(0)
    expect(term).to_have_attribute("aria-expanded", "false")
    visitor.is_at(START)


def test_the_meaning_is_announced_and_fits_a_small_phone(visitor, term):
    term.click()
    expect(visitor.page.get_by_role("main").get_by_role("status")).to_contain_text(meaning(term))
    wide, seen = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= seen


def test_escape_closes_the_meaning_and_leaves_the_focus(visitor, term):
    term.press("Enter")
    expect(notes(visitor)).to_have_count(1)
    term.press("Escape")
    expect(notes(visitor)).to_have_count(0)
    expect(term).to_be_focused()


def test_one_meaning_at_a_time(visitor, term):
    other = terms(visitor).nth(1)
    term.click()
    other.click()
    expect(notes(visitor)).to_have_count(1)
    expect(notes(visitor)).to_contain_text(meaning(other))
    expect(term).to_have_attribute("aria-expanded", "false")


def test_a_meaning_that_cannot_be_fetched_is_led_to(visitor, term):
    slug = term.get_attribute("href").partition("#")[2]
    visitor.page.route("**/glossary/", lambda route: route.abort(), times=1)
    term.dispatch_event("click")
    visitor.page.wait_for_url(f"**/glossary/#{slug}")


def test_the_glossary_is_fetched_once_a_page_and_only_for_a_word(visitor, term):
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.page.reload()
    assert not [url for url in asked if url.endswith("/glossary/")]
    for each in (terms(visitor).first, terms(visitor).nth(1)):
        each.click()
        expect(notes(visitor)).to_contain_text(meaning(each))
    assert len([url for url in asked if url.endswith("/glossary/")]) == 1


def test_without_scripts_a_term_leads_to_the_glossary(plain_visitor):
    plain_visitor.opens(START)
    term = terms(plain_visitor).first
    slug = term.get_attribute("href").partition("#")[2]
    assert term.get_attribute("role") is None
    term.click()
    plain_visitor.is_at(f"{START}glossary/", f"#{slug}")
    expect(plain_visitor.page.locator(f"[id='{slug}']")).to_be_in_viewport()
