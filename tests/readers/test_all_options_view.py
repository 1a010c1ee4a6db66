"""Every option by category, without answering."""

import pytest

from tests.guides import real_guide
from tests.html import parse
from tests.serving import path_to

from .reading import opened, say

GUIDE = real_guide()

pytestmark = pytest.mark.usefixtures("guide")


def test_every_option_is_there_with_its_words(client):
    text = opened(client, "all-options").text
    for option in GUIDE.options:
        assert option.name in text
        assert option.plain in text
        assert all(" ".join(line.split()) in text for line in option.source_text.splitlines())


def test_every_category_is_there_in_order(client):
    headings = [each.text for each in opened(client, "all-options").one("main").all("h2")]
    names = [category.name for category in GUIDE.categories]
    assert [heading for heading in headings if heading in names] == names


@pytest.mark.parametrize("category", GUIDE.categories, ids=lambda each: each.slug)
def test_one_category_can_be_read_alone(client, category):
    nav = opened(client, "all-options").one("main").all("nav")[0]
    (link,) = (each["href"] for each in nav.all("a") if each.text == category.name)
    page = parse(client.get(path_to("all-options") + link)).one("main")
    for option in GUIDE.options:
        there = option.plain in page.text
        assert there is (option.category == category.slug)


@pytest.mark.parametrize("query", ["?type=", "?type=no-such-type", "?type=%FF", "?"])
def test_an_unknown_category_is_all_of_them(client, query):
    text = parse(client.get(path_to("all-options") + query)).text
    assert all(option.plain in text for option in GUIDE.options)


def test_the_summarys_own_words_are_all_there(client):
    text = opened(client, "all-options").text
    for source in (
        GUIDE.source_intro,
        GUIDE.source_trials,
        *(c.source_text for c in GUIDE.categories),
    ):
        assert all(" ".join(line.split()) in text for line in source.splitlines())


def test_nothing_is_sorted_by_answers(client):
    before = opened(client, "all-options").one("main").all("h4", "h3")
    say(client, her2=["positive"])
    page = opened(client, "all-options").one("main")
    assert not page.all(data_verdict=True)
    assert [each.text for each in page.all("h4", "h3")] == [each.text for each in before]


def test_disclaimer_and_attribution_are_there_to_the_letter(client):
    text = opened(client, "all-options").text
    assert GUIDE.disclaimer in text
    assert GUIDE.attribution in text


def test_the_questions_and_the_trials_are_offered(client):
    page = opened(client, "all-options").one("main")
    assert page.all("a", href=path_to())
    assert page.all("a", href=path_to("trials"))
    assert not page.all("form")
