"""Pick answers on one page, and see every verdict of the draft and of the edition side by side."""

from dataclasses import replace

import pytest

from navigator.desk import models
from navigator.desk.rows import write_draft
from navigator.editions.publishing import publish_as_next
from tests.guide import reference
from tests.guide.builders import a_situation, any_of
from tests.guide.random_guides import random_answers
from tests.html import Form, parse
from tests.library import library
from tests.serving import serve_unreadable
from tests.treatments import guide_with_facts
from tests.variants import with_extra, with_part, without_choice

GUIDE = library()
CHANGED = with_part(
    GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "nearby")),)
)


def form_of(page):
    return Form(page.one(class_="try"))


def tries(editor, draft, **picks):
    response = editor.sends("try_guide", draft.pk, csrfmiddlewaretoken="x", **picks)
    assert response.status_code == 200
    return parse(response)


def rows(page):
    """Return by the name of each option the cells of the draft and of the edition."""
    table = page.one("table", class_="changes").one("tbody")
    return {row.one("th").text: row.all("td") for row in table.all("tr")}


def verdicts(page):
    """Return by option name the verdicts of the draft, and those of the edition."""
    draft, edition = {}, {}
    for name, cells in rows(page).items():
        for cell, column in zip(cells, (draft, edition), strict=True):
            found = cell.all("strong")
            column[name] = found[0]["data-verdict"] if found else None
    return draft, edition


def expected(guide, said):
    by_slug = reference.verdicts(guide, {slug: set(chosen) for slug, chosen in said.items()})
    return {guide.option_by_slug[slug].name: each for slug, each in by_slug.items()}


def test_every_question_and_answer_is_on_the_page(draft, editor):
    page = editor.opens("try_guide", draft.pk)
    assert page.all(class_="changes") == []
    for question in GUIDE.questions:
        values = [choice.slug for choice in question.choices]
        assert form_of(page).values(question.slug) == values


def test_the_verdicts_are_those_of_the_contract(draft, edition, editor):
    write_draft(CHANGED)
    for said in ({}, *(random_answers(GUIDE, share=0.8) for _ in range(5))):
        found = verdicts(tries(editor, draft, **said))
        assert found == (expected(CHANGED, said), expected(GUIDE, said))


def test_what_differs_stands_out_and_is_counted(draft, edition, editor):
    write_draft(CHANGED)
    page = tries(editor, draft, home=["far"])
    assert [row.one("th").text for row in page.all("tr", class_="differs")] == ["Post card"]
    assert "1 option differs between the draft and edition 1" in page.text


def test_each_verdict_says_why_and_what_was_picked_stays_picked(draft, edition, editor):
    page = tries(editor, draft, home=["far"], likes=["films", "games"])
    for name, words in (
        ("The reading room", "ListedIt is for everyone."),
        ("Post card", "ListedHome is far away."),
        ("Screen card", "Depends onAge, A grown-up who signs"),
    ):
        assert [cell.text for cell in rows(page)[name]] == [words, words]
    assert form_of(page).checked("likes") == {"films", "games"}


def test_an_option_that_one_version_has_is_on_one_side(draft, edition, editor):
    extra = replace(GUIDE.option_by_slug["post-card"], slug="extra", name="Extra card")
    write_draft(with_extra(without_choice(GUIDE, "likes", "games"), "options", extra))
    draft_says, edition_says = verdicts(tries(editor, draft, home=["far"], age=["adult"]))
    assert (draft_says["Extra card"], edition_says["Extra card"]) == ("match", None)
    assert (draft_says["Screen card"], edition_says["Screen card"]) == (None, "depends")


def test_an_answer_that_the_edition_does_not_know_is_not_held_against_it(draft, editor):
    before = without_choice(GUIDE, "age", "not-told")
    publish_as_next(before, draft.pk, "First")
    said = {"age": ["not-told"], "home": ["in-town"]}
    draft_says, edition_says = verdicts(tries(editor, draft, **said))
    assert draft_says == expected(GUIDE, said)
    assert edition_says.pop("Town card") is None  # its rule names that answer
    assert edition_says == expected(before, {"home": ["in-town"]})


def test_a_guide_that_was_never_published_has_one_side(draft, editor):
    draft_says, edition_says = verdicts(tries(editor, draft, home=["far"]))
    assert draft_says == expected(GUIDE, {"home": ["far"]})
    assert set(edition_says.values()) == {None}


def test_the_edition_compared_with_is_the_one_that_readers_see(draft, edition, editor):
    serve_unreadable(GUIDE)
    heads = tries(editor, draft, home=["far"]).one("table", class_="changes").one("thead").text
    assert "Edition 1, which readers see" in heads


@pytest.mark.parametrize(
    "said",
    [{"age": ["child", "adult"]}, {"likes": ["nothing", "books"]}, {"home": ["on-the-moon"]}],
    ids=["too many", "exclusive", "unknown"],
)
def test_answers_that_no_reader_could_give_are_refused(draft, editor, said):
    page = tries(editor, draft, **said)
    assert page.all(class_="changes") == []
    (slug,) = said
    (field,) = (each for each in page.all("fieldset") if each.all("input", name=slug))
    assert field.one("ul", class_="errorlist").text == "A reader could not pick these together."


def test_a_question_may_be_called_as_fields_of_forms_are(draft, editor):
    draft.question_set.filter(slug="home").update(slug="home-0-id")
    assert tries(editor, draft, **{"home-0-id": ["far"]}).all("table", class_="changes")


def test_nothing_is_kept(draft, editor):
    before = dict(editor.client.session)
    tries(editor, draft, home=["far"])
    assert dict(editor.client.session) == before
    assert "answers" not in editor.client.cookies
    assert form_of(editor.opens("try_guide", draft.pk)).checked("home") == set()


def test_a_broken_draft_says_what_to_put_right(draft, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    page = editor.opens("try_guide", draft.pk)
    assert "Town card" in page.one("ul", class_="findings").text


def test_treatments_and_the_remarks_that_hold_are_named(draft, editor):
    write_draft(guide_with_facts(), draft)
    told = rows(tries(editor, draft, home="far"))["Post card"][0].text
    assert "Remark: Mail is slow" in told
    assert "Remark:" not in rows(tries(editor, draft, home="in-town"))["Post card"][0].text
    assert "Facts on: Gold card" in rows(tries(editor, draft))["Screen card"][0].text
