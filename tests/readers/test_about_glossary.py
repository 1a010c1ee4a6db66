"""About the guide, and its glossary."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from navigator.guide.model import Review
from navigator.guide.readability import reading_level
from tests.guides import real_guide
from tests.html import parse
from tests.serving import serve

from .reading import opened

GUIDE = real_guide()
REVIEW = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), date(2027, 3, 31))

pytestmark = pytest.mark.usefixtures("guide")


def review(client):
    return opened(client, "about").one("section", aria_labelledby="review").text


def test_about_names_every_source_with_its_address(client):
    page = opened(client, "about")
    for source in GUIDE.sources:
        assert source.title in page.text
        assert source.publisher in page.text
        assert source.dated in page.text
        assert source.note in page.text
        assert page.all("a", href=source.url)


def test_about_says_who_reviewed_the_guide_and_when_it_is_due(client):
    serve(replace(GUIDE, review=REVIEW))
    text = review(client)
    for said in (REVIEW.reviewer, REVIEW.role):
        assert said in text
    for day in (REVIEW.reviewed_on, REVIEW.due_on):
        assert date_format(day) in text


def test_about_says_something_else_while_nobody_reviewed_it(client):
    unreviewed = review(client)
    assert unreviewed
    serve(replace(GUIDE, review=REVIEW))
    assert unreviewed not in review(client)


@pytest.mark.parametrize("steps", [[], ["options"], ["all-options"], ["about"]])
def test_pages_with_the_source_s_words_say_whether_anyone_reviewed_the_guide(client, steps):
    said = "has not been medically reviewed"
    assert said in opened(client, *steps).one("section", aria_labelledby="source-words").text
    serve(replace(GUIDE, review=REVIEW))
    assert said not in opened(client, *steps).text


def test_about_says_which_edition_this_is(client):
    edition = serve(GUIDE, number=4711)
    text = opened(client, "about").one("main").text
    assert "4711" in text
    assert date_format(timezone.localtime(edition.published_at)) in text


def test_about_tells_how_easy_the_guide_is_to_read(client):
    text = opened(client, "about").one("section", aria_labelledby="reading").text
    level = reading_level(GUIDE)
    assert f"grade {level.questions:.0f}" in text
    assert f"grade {level.treatments:.0f}" in text


def test_about_has_disclaimer_and_attribution_to_the_letter(client):
    text = opened(client, "about").text
    assert GUIDE.disclaimer in text
    assert GUIDE.attribution in text


def test_the_glossary_has_every_term_with_its_meaning(client):
    page = opened(client, "glossary")
    for term in GUIDE.terms:
        entry = page.one(id=term.slug)
        assert term.name in entry.text
        assert term.definition in entry.text
        assert term.say in entry.text
        assert all(name in entry.text for name in term.also)


def test_the_glossary_leads_to_where_its_meanings_come_from(client):
    (link,) = (each for each in opened(client, "glossary").one("main").all("a"))
    path, _, place = link["href"].partition("#")
    assert parse(client.get(path)).all(id=place)


def test_the_glossary_is_in_order(client):
    slugs = {term.slug for term in GUIDE.terms}
    entries = [each for each in opened(client, "glossary").all(id=True) if each["id"] in slugs]
    names = [next(t.name for t in GUIDE.terms if t.slug == each["id"]) for each in entries]
    assert names == sorted(names, key=str.lower)
    assert len(names) == len(GUIDE.terms)
