"""Pick answers on one page, and see every verdict of the draft and of the edition side by side."""

import random
from dataclasses import replace

import pytest

from navigator.desk import models
from navigator.desk.drafts import write_draft
from tests.guide import reference
from tests.guide.strategies import a_situation, any_of
from tests.guides import real_guide
from tests.html import Form, parse
from tests.library import library
from tests.serving import serve_unreadable
from tests.variants import with_extra, with_part, without_choice

pytestmark = pytest.mark.django_db

GUIDE = library()
CHANGED = with_part(
    GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "nearby")),)
)


def page_of(editor, draft):
    return editor.opens("try_guide", draft.pk)


def tries(editor, draft, **said):
    """Fill the page in as it is, and send it; gives the page that comes back."""
    form = Form(page_of(editor, draft).one(class_="try"))
    picks = {name: chosen for name, chosen in said.items() if set(chosen) <= set(form.values(name))}
    assert picks == said, "not to be picked"
    response = editor.sends("try_guide", draft.pk, seen="x", **picks)
    assert response.status_code == 200
    return parse(response)


def rows(page):
    """By the name of each option: what the draft and the edition say."""
    table = page.one("table", class_="changes").one("tbody")
    return {row.one("th").text: row.all("td") for row in table.all("tr")}


def verdicts(page):
    """Two dicts: by option name, the verdicts of the draft and of the edition."""
    draft, edition = {}, {}
    for name, cells in rows(page).items():
        for cell, column in zip(cells, (draft, edition), strict=True):
            found = cell.all("strong")
            column[name] = found[0]["data-verdict"] if found else None
    return draft, edition


def expected(guide, said):
    by_slug = reference.verdicts(guide, {slug: set(chosen) for slug, chosen in said.items()})
    return {guide.option_by_slug[slug].name: each for slug, each in by_slug.items()}


def answers_at_random(guide, chance):
    return {
        question.slug: sorted(chance.choice(reference.acceptable_answers(question)))
        for question in guide.questions
        if chance.random() < 0.8
    }


def test_every_question_and_answer_is_on_the_page(draft, editor):
    form = Form(page_of(editor, draft).one(class_="try"))
    assert form.names == {question.slug for question in GUIDE.questions}
    for question in GUIDE.questions:
        assert form.values(question.slug) == [choice.slug for choice in question.choices]


def test_nothing_is_told_before_something_is_sent(draft, editor):
    assert page_of(editor, draft).all(class_="changes") == []


def test_who_answers_nothing_sees_what_depends(draft, edition, editor):
    page = parse(editor.sends("try_guide", draft.pk, csrfmiddlewaretoken="x"))
    assert verdicts(page) == (expected(GUIDE, {}), expected(GUIDE, {}))


@pytest.mark.parametrize("seed", range(12))
def test_the_verdicts_are_those_of_the_contract(draft, edition, editor, seed):
    write_draft(CHANGED)
    said = answers_at_random(GUIDE, random.Random(seed))
    page = tries(editor, draft, **said)
    assert verdicts(page) == (expected(CHANGED, said), expected(GUIDE, said))


@pytest.mark.parametrize("seed", range(3))
def test_the_verdicts_of_the_first_guide_are_those_of_the_contract(published, editor, seed):
    said = answers_at_random(real_guide(), random.Random(seed))
    page = tries(editor, published.guide, **said)
    assert verdicts(page) == (expected(real_guide(), said),) * 2


def test_a_question_may_be_called_as_fields_of_forms_are(draft, editor):
    draft.question_set.filter(slug="home").update(slug="home-0-id")
    response = editor.sends("try_guide", draft.pk, **{"home-0-id": ["far"]})
    assert response.status_code == 200
    assert parse(response).all("table", class_="changes")


def test_an_option_that_differs_stands_out(draft, edition, editor):
    write_draft(CHANGED)
    page = tries(editor, draft, home=["far"])
    assert [row.one("th").text for row in page.all("tr", class_="differs")] == ["Post card"]


def test_how_many_options_differ_is_told(draft, edition, editor):
    write_draft(CHANGED)
    assert "1 option differs" in tries(editor, draft, home=["far"]).one(class_="workbench").text


def test_a_match_names_the_answers_that_made_it_so(draft, edition, editor):
    page = tries(editor, draft, home=["far"])
    assert all("Home is far away." in cell.text for cell in rows(page)["Post card"])


def test_what_depends_names_its_questions(draft, edition, editor):
    page = tries(editor, draft, home=["far"])
    assert all("Home" in cell.text for cell in rows(page)["Town card"])


def test_a_new_option_and_one_that_is_gone_are_on_one_side_each(draft, edition, editor):
    extra = replace(GUIDE.option_by_slug["post-card"], slug="extra", name="Extra card")
    write_draft(with_extra(without_choice(GUIDE, "likes", "games"), "options", extra))
    draft_says, edition_says = verdicts(tries(editor, draft, home=["far"], age=["adult"]))
    assert (draft_says["Extra card"], edition_says["Extra card"]) == ("match", None)
    assert (draft_says["Screen card"], edition_says["Screen card"]) == (None, "depends")


def test_an_answer_that_the_edition_does_not_know_is_not_held_against_it(draft, editor, publisher):
    write_draft(without_choice(GUIDE, "age", "not-told"))
    publisher.publishes(draft)
    write_draft(GUIDE)
    page = tries(editor, draft, age=["not-told"], home=["in-town"])
    draft_says, edition_says = verdicts(page)
    assert draft_says == expected(GUIDE, {"age": ["not-told"], "home": ["in-town"]})
    assert edition_says.pop("Town card") is None  # its rule names that answer
    assert edition_says == expected(without_choice(GUIDE, "age", "not-told"), {"home": ["in-town"]})


def test_a_guide_that_was_never_published_has_one_side(draft, editor):
    draft_says, edition_says = verdicts(tries(editor, draft, home=["far"]))
    assert draft_says == expected(GUIDE, {"home": ["far"]})
    assert set(edition_says.values()) == {None}


@pytest.mark.parametrize(
    "said", [{"age": ["child", "adult"]}, {"likes": ["nothing", "books"]}], ids=["one", "exclusive"]
)
def test_answers_that_no_reader_could_give_are_refused(draft, editor, said):
    page = tries(editor, draft, **said)
    assert page.all(class_="changes") == []
    (slug,) = said
    field = next(each for each in page.all("fieldset") if each.all("input", name=slug))
    assert field.all("ul", class_="errorlist")


def test_what_was_picked_stays_picked(draft, editor):
    page = tries(editor, draft, home=["far"], likes=["films", "games"])
    form = Form(page.one(class_="try"))
    assert form.checked("home") == {"far"}
    assert form.checked("likes") == {"films", "games"}


def test_nothing_is_kept(draft, editor):
    before = dict(editor.client.session)
    tries(editor, draft, home=["far"])
    assert dict(editor.client.session) == before
    assert "answers" not in editor.client.cookies
    assert Form(page_of(editor, draft).one(class_="try")).checked("home") == set()


def test_a_broken_draft_says_what_to_put_right(draft, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    page = page_of(editor, draft)
    assert "Town card" in page.one("ul", class_="findings").text


def test_the_edition_compared_with_is_the_one_that_readers_see(draft, edition, editor):
    serve_unreadable(draft)
    page = tries(editor, draft, home=["far"])
    assert "Edition 1, which readers see" in page.one("table", class_="changes").one("thead").text
