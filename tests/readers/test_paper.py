"""The handout, and the blank worksheet."""

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.guide.builders import (
    a_choice,
    a_guide,
    a_question,
    a_situation,
    an_option,
    any_of,
)
from tests.html import parse
from tests.library import library
from tests.treatments import GOLD_CARD, guide_with_facts
from tests.variants import with_extra, with_part

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
    assert f"Town card {town_card.first_sentence} Depends on: Home" in said
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
    shelve(guide_with_facts())
    for step in ("handout", "worksheet"):
        section = opened(client, step).one("section", aria_labelledby="matters")
        assert [each.text for each in section.all("li")] == ["Being quick", "Quiet"]


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


# What a reader picked


def pick(client, *slugs):
    client.post(path_to("options"), {"pick": slugs})


def item(page, slug):
    """The row of an option, from its box to where it ends."""
    (row,) = (each for each in page.all(class_="item") if each.all(id=f"paper-{slug}"))
    return row


def test_what_is_picked_is_ticked_named_at_the_top_and_first_in_its_category(client, shelve):
    shelve(guide_with_facts())
    say(client, age=["adult"], home=["far"], likes=["films"])
    unpicked = opened(client, "handout")
    assert not any("checked" in box for box in unpicked.all("input", class_="box"))
    assert not unpicked.all(id="picks")
    pick(client, "post-card")
    page = opened(client, "handout")
    assert "checked" in page.one("input", id="paper-post-card")
    assert "checked" not in page.one("input", id="paper-screen-card")
    top = page.one("section", aria_labelledby="picks")
    assert [each.text for each in top.all("li")] == ["Post card"]
    places = [each.get("aria-labelledby") for each in page.one("main").all("section")]
    assert places.index("picks") < places.index("matches")
    boxes = [each["id"] for each in page.one("section", aria_labelledby="matches").all("input")]
    assert boxes == ["paper-reading-room", "paper-post-card", "paper-screen-card"]


def test_facts_for_paper_are_told_of_what_is_picked_and_of_nothing_else(client, shelve):
    shelve(guide_with_facts())
    say(client, age=["adult"], home=["far"], likes=["films"])
    assert not opened(client, "handout").all(data_fact=True)
    pick(client, "screen-card")
    page = opened(client, "handout")
    told = [(each["data-fact"], each.text.split(".")[0]) for each in page.all(data_fact=True)]
    assert told == [
        ("given", "It comes by mail in a week"),
        ("serious", "The card is lost"),
        ("serious", "A film is lost"),
    ]
    (apart,) = (each for each in page.all("p", class_="urgent"))
    assert apart.text.startswith("Tell the desk at once: The card is lost.")
    assert "Where each fact comes from is told at" in page.text


def test_a_treatment_of_two_picks_is_told_of_once(client, shelve):
    guide = with_part(guide_with_facts(), "options", "post-card", treatments=("gold-card",))
    shelve(guide)
    say(client, age=["adult"], home=["far"], likes=["films"])
    pick(client, "screen-card", "post-card")
    said = text(client)
    assert said.count("It comes by mail in a week.") == 1
    assert "Told above: Gold card." in said
    assert said.index("It comes by mail in a week.") < said.index("Told above: Gold card.")


def test_beside_what_is_picked_the_others_are_told_in_a_sentence(client):
    say(client, age=["adult"], home=["far"], likes=["films"])
    others = [each for each in GUIDE.options if each.slug == "post-card"]
    pick(client, "screen-card")
    page = opened(client, "handout")
    for option in others:
        row = item(page, option.slug)
        assert option.first_sentence in row.text
        assert (option.plain in row.text) is (option.plain == option.first_sentence)
        assert not any(each in page.text for each in option.team_questions)


def test_what_no_source_tells_of_a_pick_is_said(client, shelve):
    guide = guide_with_facts()
    shelve(replace(guide, facts=tuple(f for f in guide.facts if f.kind != "given")))
    say(client, age=["adult"], home=["far"], likes=["films"])
    pick(client, "screen-card")
    assert "Our sources do not tell: How you get it. Ask about it." in text(client)


def test_words_of_a_pick_that_only_depends_are_explained(client, shelve):
    guide = with_part(guide_with_facts(), "options", "town-card", plain="A card. Ask the warden.")
    warden = replace(GOLD_CARD, slug="warden", name="warden", definition="Who keeps the gate.")
    shelve(with_extra(guide, "terms", warden))
    say(client, age=["adult"], home=["unsure"])
    assert "Who keeps the gate." not in text(client)
    pick(client, "town-card")
    assert "warden: Who keeps the gate." in text(client)


@pytest.mark.parametrize(("known", "named"), [(0, False), (2, True)])
def test_what_a_result_would_change_is_told_with_names_unless_much_is_not_known(
    client, shelve, known, named
):
    """Of five questions that are open, five are asked for."""
    choices = [a_choice("yes"), a_choice("no"), a_choice("unsure", uncertain=True)]
    slugs = [f"q{place}" for place in range(5)]
    options = [an_option(f"o-{slug}", a_situation(any_of(slug, "yes"))) for slug in slugs]
    shelve(replace(a_guide([a_question(each, choices) for each in slugs], options), slug="x"))
    for place, slug in enumerate(slugs):
        answer = "no" if place < known else "unsure"
        client.post(f"/x/questions/{slug}/", {slug: [answer]})
    asks = parse(client.get("/x/handout/")).one("section", aria_labelledby="asks").text
    assert ("1 more may apply: x." in asks) is named
    assert "1 more may apply" in asks


# Treatments so far


def test_the_drugs_of_the_guide_are_there_to_tick_by_name_and_lines_to_write_on(client, shelve):
    shelve(guide_with_facts())
    section = opened(client, "handout").one("section", aria_labelledby="so-far")
    (row,) = section.one("tbody").all("tr")
    assert row.one("th").text == "Junior stamp"
    labels = [each["aria-label"] for each in row.all("input")]
    assert labels == [
        f"Junior stamp: {each}" for each in ("Had it", "On it now", "Stopped working")
    ]
    assert not any("name" in each for each in section.all("input"))  # never sent
    assert section.all(class_="ruled")


# Reports


def test_the_worksheet_has_the_lines_that_a_report_may_have(client, shelve):
    guide = guide_with_facts()
    assert not opened(client, "worksheet").all(id="reports")
    shelve(guide)
    section = opened(client, "worksheet").one("section", aria_labelledby="reports")
    (line,) = guide.report_lines
    assert section.one("h3").text == GUIDE.question_by_slug["age"].label
    assert section.one("dt").text == "Birth certificate: long ago"
    choice = GUIDE.question_by_slug["age"].choice_by_slug["adult"]
    assert section.one("dd").text.startswith(f"Choose: {choice.label}. {line.text}")
