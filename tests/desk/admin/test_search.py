"""Search: every place of a guide that has a phrase, with the way to its field."""

import re
from dataclasses import replace

import pytest

from navigator.desk import models
from navigator.desk.admin import search_steps
from navigator.desk.rows import write_draft
from tests.desk.admin.test_lists import GUIDE
from tests.html import parse
from tests.library import library


@pytest.fixture
def draft(draft):
    return write_draft(GUIDE, draft)


def hits(page):
    """By heading: what the hits of its section say."""
    return {
        section.one("h2").text: [each.text for each in section.all("li")]
        for section in page.one(class_="workbench").all("section")
    }


def links(page):
    return [each["href"] for each in page.one(class_="workbench").all("a") if "#" in each["href"]]


def test_what_is_found_is_grouped_counted_and_marked(draft, editor):
    page = editor.opens("search_guide", draft.pk, phrase="by MAIL")
    found = hits(page)
    assert all(f"({len(rows)})" in heading for heading, rows in found.items())
    assert [heading.split(" (")[0] for heading in found][-1] == "Facts"
    assert f"{sum(map(len, found.values()))} places have “by MAIL”." in page.text
    assert {each.text.lower() for each in page.all("mark")} == {"by mail"}


def test_a_hit_leads_to_its_field(draft, editor):
    page = editor.opens("search_guide", draft.pk, phrase="it comes by mail in a week")
    fact = draft.fact_set.get(text__contains="comes by mail")
    assert links(page) == [f"/admin/desk/fact/{fact.pk}/change/#id_text"]
    assert "text" in hits(page)["Facts (1)"][0]
    form = editor.form(fact).page
    assert form.one(id="id_text")


def test_a_hit_in_an_answer_a_rule_or_the_summary_leads_there(draft, editor):
    far = models.Choice.objects.get(question__slug="home", slug="far")
    page = editor.opens("search_guide", draft.pk, phrase=far.statement.rstrip("."))
    found = links(page)
    place = list(far.question.choices.all()).index(far)
    question, option = far.question, draft.option_set.get(slug="post-card")
    assert f"/admin/desk/question/{question.pk}/change/#id_choices-{place}-statement" in found
    assert f"/admin/desk/option/{option.pk}/change/#conditions-group" in found
    page = editor.opens("search_guide", draft.pk, phrase="post card, for those")
    (statement,) = (each for each in links(page) if "/summary/" in each)
    there, anchor = statement.split("#")
    row = parse(editor.client.get(there)).one("tr", id=anchor)
    assert "Post card, for those far away" in row.text


def test_the_workbench_has_the_box_and_it_works_there(draft, editor):
    form = editor.workbench(draft).one("form", role="search")
    assert form["method"] == "get"
    page = parse(editor.client.get(form["action"], {"phrase": "card"}))
    assert page.all("mark")
    assert page.one("input", name="phrase")["value"] == "card"


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("", "Write a word or a few that you look for."),
        ("  ", "Write a word or a few that you look for."),
        ("x" * 101, "Write 100 characters at most"),
        ("nowhere to be found", "Nothing of this guide has “nowhere to be found”."),
        ("<b>", "Nothing of this guide has “<b>”."),
    ],
)
def test_a_search_that_finds_nothing_says_why(draft, editor, phrase, told):
    page = editor.opens("search_guide", draft.pk, phrase=phrase)
    assert told in page.text
    assert page.one("input", name="phrase").get("value", "") == phrase  # nothing typed is lost


def test_a_phrase_of_a_hundred_characters_is_looked_for(draft, editor):
    draft.option_set.filter(slug="post-card").update(staff_note="x" * 100)
    assert "1 place has" in editor.opens("search_guide", draft.pk, phrase="x" * 100).text


def test_of_very_many_places_the_first_are_shown_and_all_are_counted(draft, editor, monkeypatch):
    monkeypatch.setattr(search_steps, "MOST_SHOWN", 7)
    page = editor.opens("search_guide", draft.pk, phrase="e")
    assert sum(map(len, hits(page).values())) == 7
    count = int(re.search(r"(\d+) places have", page.text)[1])
    assert count > 100
    assert "The first 7 are shown" in page.text


def test_a_draft_that_cannot_be_shown_is_searched_all_the_same(draft, editor):
    draft.question_set.get(slug="home").choices.all().update(uncertain=True)
    assert "places have" in editor.opens("search_guide", draft.pk, phrase="card").text


def test_another_guide_is_not_searched(draft, editor):
    write_draft(replace(library(), slug="other", title="Odd one"))
    assert "Nothing of this guide" in editor.opens("search_guide", draft.pk, phrase="odd one").text
