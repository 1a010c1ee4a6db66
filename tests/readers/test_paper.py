"""The handout, and the blank worksheet."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from navigator.guide.model import Review
from navigator.readers.templatetags.prose import first_sentence
from tests.html import parse
from tests.library import library

from .reading import opened, path_to, say

GUIDE = library()

pytestmark = pytest.mark.usefixtures("guide")


def text(client, step="handout"):
    return opened(client, step).one("main").text


def test_what_matches_is_there_with_its_words_questions_and_reasons(client):
    say(client, age=["teen"], guardian=["yes"])
    option = GUIDE.option_by_slug["junior-card"]
    box = opened(client, "handout").one("input", id="paper-junior-card")
    items = opened(client, "handout").all(**{"class": "item"})
    row = next(item for item in items if item.all(id=box["id"]))
    for words in (option.name, option.plain, *option.team_questions):
        assert words in row.text
    assert "Listed because of: Age, A grown-up who signs" in row.text


def test_what_depends_is_there_by_name_and_what_was_ruled_out_is_not(client):
    say(client, age=["adult"], home=["unsure"])
    said = text(client)
    town_card = GUIDE.option_by_slug["town-card"]
    assert f"Town card {first_sentence(town_card.plain)} Depends on: Home" in said
    assert "Junior card" not in said


def test_what_was_said_is_there_and_what_was_not_answered_and_is_not_known(client):
    say(client, age=["adult"], home=["unsure"])
    said = text(client)
    choices = GUIDE.question_by_slug["home"].choice_by_slug
    assert f"Home: {choices['unsure'].statement}" in said
    assert "Not answered: Things to borrow" in said
    assert GUIDE.question_by_slug["home"].ask_team in said


def test_the_words_it_uses_are_explained_and_told_how_to_say(client, shelve):
    say(client, age=["teen"], guardian=["yes"])
    assert "Words used here" not in text(client)
    options = tuple(replace(each, plain="Ask at the desk.") for each in GUIDE.options)
    term = replace(GUIDE.terms[0], slug="desk", name="desk", say="DESK", is_drug=False)
    term = replace(term, definition="A table.")
    shelve(replace(GUIDE, terms=(*GUIDE.terms, term), options=options))
    said = text(client)
    assert "desk (DESK): A table." in said
    assert "How to say the drugs: Junior stamp (JOON-yer stamp)." in said


def test_a_notice_that_holds_is_there(client):
    say(client, age=["child"])
    assert all(notice.text in text(client) for notice in GUIDE.notices)


def test_it_says_whose_summary_it_sorts_when_it_was_made_and_who_reviewed_it(client, shelve):
    shelve(GUIDE, number=4711)
    head = opened(client, "handout").one("main").all("header")[0].text
    assert "a summary of the town library" in head
    assert f"Made on {date_format(timezone.localdate())}. Edition 4711" in head
    assert "not been medically reviewed" in head
    shelve(replace(GUIDE, review=Review("Ana Silva", "Librarian", date(2026, 3, 31))))
    assert "Reviewed by Ana Silva, Librarian, on March 31, 2026." in text(client)


def test_trials_are_there_as_addresses_to_type_and_as_a_code(client):
    page = opened(client, "handout")
    addresses = [link for link in page.all("a") if link.get("href", "").startswith("https://")]
    assert {"https://library.example/search?card=C1", GUIDE.trials_url} == {
        link.text for link in addresses
    }
    assert all(link.text == link["href"] for link in addresses)
    assert page.one("figure").all("svg")


def test_there_is_no_footer_to_print_and_nothing_to_unfold_or_to_send(client):
    page = opened(client, "handout")
    assert not page.all("footer", "details", "form")
    assert all("hidden" in button for button in page.all("button"))
    assert page.all("a", href=path_to("options"))


def test_what_matters_is_there_to_tick(client, shelve):
    shelve(replace(GUIDE, what_matters=("Quiet", "Light")))
    for step in ("handout", "worksheet"):
        section = opened(client, step).one("section", aria_labelledby="matters")
        assert [each.text for each in section.all("li")] == ["Quiet", "Light"]


def test_the_worksheet_has_every_question_and_choice_and_nothing_that_was_said(client):
    blank = text(client, "worksheet")
    for question in GUIDE.questions:
        assert question.text in blank
        assert all(choice.label in blank for choice in question.choices)
    say(client, age=["adult"])
    assert text(client, "worksheet") == blank


@pytest.mark.parametrize("step", ["handout", "worksheet"])
def test_the_sources_words_and_help_are_there_and_large_print_says_the_same(client, step):
    normal = opened(client, step)
    for words in (GUIDE.disclaimer, GUIDE.attribution, GUIDE.help_now):
        assert words in normal.text
    large = parse(client.get(f"{path_to(step)}?print=large")).one("body")
    assert "checked" in large.one("input", id="large")
    assert "checked" not in normal.one("input", id="large")
    assert large.one("main").text == normal.one("main").text


def test_next_steps_are_on_the_handout(client):
    assert all(step in text(client) for step in GUIDE.next_steps)
