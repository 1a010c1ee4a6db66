"""The page of a part: what is filled in by itself, copies, names for slugs, what is told."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry

from navigator.desk import models
from navigator.desk.admin.part_admin import COPY
from navigator.desk.rows import PLACES, freeze, write_draft
from tests.desk.admin.staff import Staff, change_url, choice
from tests.html import parse
from tests.library import library
from tests.treatments import guide_with_facts
from tests.variants import with_part
from tests.wider import PANEL

GUIDE = library()
# The texts that name a part of each kind, if any.
NAMED = {
    **dict.fromkeys((models.Category, models.Option, models.Term, models.FactKind), "name"),
    **dict.fromkeys((models.Notice, models.Source), "title"),
    **dict.fromkeys((models.Question, models.TrialTopic), "label"),
    **dict.fromkeys((models.Panel, models.Matter), "text"),
    models.ReportLine: "test",
    models.Fact: None,
}


@pytest.fixture
def draft(draft):
    """With a part of every kind."""
    guide = replace(guide_with_facts(), panels=(PANEL,))
    return write_draft(with_part(guide, "options", "town-card", treatments=("gold-card",)), draft)


@pytest.fixture
def other(draft):
    return write_draft(replace(GUIDE, slug="other-card", title="Another"))


def copies(staff, row):
    """Press the button of its page; gives the answer."""
    forms = staff.form(row).page.all("form", class_="copy-part")
    assert len(forms) == 1
    return staff.client.post(forms[0]["action"])


def told(staff, response):
    return parse(staff.client.get(response["Location"])).one("ul", class_="messagelist").text


# A copy


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.__name__)
def test_a_copy_has_everything_and_stands_behind_its_original(draft, editor, model):
    place, before = PLACES[model], freeze(draft)
    row = model.objects.filter(guide=draft).first()
    response = copies(editor, row)
    after = freeze(draft)
    original, copied, *rest = getattr(after, place)
    assert response["Location"] == change_url(model.objects.get(guide=draft, slug=copied.slug))
    assert copied.slug != original.slug
    name = NAMED[model]
    if name:
        assert getattr(copied, name) == getattr(original, name) + COPY
    named = {name: getattr(original, name)} if name else {}
    assert replace(copied, slug=original.slug, **named) == original
    assert replace(after, **{place: (original, *rest)}) == before
    assert "This is a copy of" in told(editor, response)
    (entry,) = LogEntry.objects.filter(user=editor.user)
    assert (entry.is_addition(), entry.object_id) == (True, response["Location"].split("/")[-3])


def test_a_second_copy_has_a_slug_of_its_own_and_a_long_name_is_cut(draft, editor):
    row = draft.option_set.get(slug="town-card")
    models.Option.objects.filter(pk=row.pk).update(name="x" * 160)
    made = [copies(editor, row) for _ in range(1)]
    row.refresh_from_db()
    copy = draft.option_set.get(slug="town-card-2")
    assert copy.name == "x" * (160 - len(COPY)) + COPY
    copies(editor, copy)
    assert draft.option_set.filter(slug="town-card-2-2").exists()
    assert made[0].status_code == 302


def test_who_presses_it_twice_has_one_copy(draft, editor):
    row = draft.option_set.get(slug="town-card")
    first, second = copies(editor, row), copies(editor, row)
    assert first["Location"] == second["Location"]
    assert draft.option_set.filter(name__endswith=COPY).count() == 1


def test_nothing_is_copied_while_the_guide_has_errors(draft, editor):
    draft.option_set.filter(slug="town-card").update(treatments="gone")
    row = draft.notice_set.first()
    response = copies(editor, row)
    assert response["Location"] == change_url(row)
    assert "Nothing was copied: the guide has errors" in told(editor, response)
    assert not draft.notice_set.filter(title__endswith=COPY).exists()


def test_who_may_not_add_has_no_button(draft):
    rita = Staff("rita", "Reviewer")
    page = rita.opens("desk_option_change", draft.option_set.first().pk)
    assert page.all("form", class_="copy-part") == []


# Slugs by themselves


def new_term(editor, draft, **typed):
    form = editor.new(models.Term, draft).types(definition="A word.", **typed)
    return form.must_save()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Day & night card!", "day-night-card"),
        ("Gold card", "gold-card-2"),
        ("药物", "term"),
        ("Ärzte", "arzte"),
        ("x" * 120, "x" * 40),
    ],
)
def test_a_slug_is_made_of_the_name_and_is_free(draft, editor, name, slug):
    new_term(editor, draft, name=name)
    assert draft.term_set.last().slug == slug


def test_two_without_letters_have_two_slugs(draft, editor):
    for name in ("药物", "医院"):
        new_term(editor, draft, name=name)
    assert [each.slug for each in draft.term_set.all()][-2:] == ["term", "term-2"]


def test_a_slug_that_is_typed_stays(draft, editor):
    new_term(editor, draft, name="Day card", slug="of-its-own")
    assert draft.term_set.last().slug == "of-its-own"


def test_one_that_is_emptied_is_made_anew(draft, editor):
    row = draft.term_set.get(slug="gold-card")
    editor.form(row).types(slug="").must_save()
    row.refresh_from_db()
    assert row.slug == "gold-card"


# A new question


def new_question(editor, *labels, **typed):
    form = editor.new(models.Question).types(label="Pet", text="A pet?", why="So.", where="There.")
    form.types(ask_team="Have I a pet?", **typed)
    for number, label in enumerate(labels):
        form.types(**{f"choices-{number}-label": label, f"choices-{number}-statement": "So it is."})
    return form


def answers(slug="pet"):
    return [(each.slug, each.label) for each in models.Choice.objects.filter(question__slug=slug)]


def test_the_answers_that_are_offered_are_saved(draft, editor):
    new_question(editor, "Cat", "Cat").must_save()
    found = [("cat", "Cat"), ("cat-2", "Cat"), ("i-am-not-sure", "I am not sure")]
    assert answers() == found
    assert models.Choice.objects.get(slug="i-am-not-sure").uncertain


def test_answers_in_other_scripts_have_slugs_too(draft, editor):
    new_question(editor, "猫", "狗").must_save()
    assert answers()[:2] == [("answer", "猫"), ("answer-2", "狗")]


def test_an_answer_that_is_offered_can_be_left_out(draft, editor):
    new_question(editor, "Cat", **{"choices-2-DELETE": "on"}).must_save()
    assert answers() == [("cat", "Cat")]


# What is wrong is told at the top


def links(form):
    found = form.page.one(class_="errornote problems").all("a")
    return {each["href"].removeprefix("#"): each.text for each in found}


def test_what_is_wrong_with_the_texts_of_a_guide_is_the_first_thing_on_the_page(draft, editor):
    form = editor.form(draft).types(review_told="nobody")
    assert not form.saves()
    assert links(form).keys() == {"id_review_told"}
    assert not form.page.all(class_="workbench"), "the workbench would stand above it"
    assert not form.page.all("details", class_="collapse"), "the field would be folded away"


def test_errors_lead_to_their_fields_in_rows_and_folds(draft, editor):
    form = editor.form(draft.option_set.get(slug="town-card"))
    form.types(name="", slug="no short name", treatments="Gone").types(
        **{"conditions-0-answers": [], "conditions-1-situation": "0"}
    )
    assert not form.saves()
    assert form.page.one(class_="errornote problems")["role"] == "alert"
    assert "5 things have to be put right. Nothing is saved yet" in form.errors
    found = links(form)
    assert "id_name" in found
    assert "id_slug" in found
    assert found["id_treatments"] == "Treatments: The guide has no term called “Gone”."
    assert found["id_conditions-0-answers"].startswith("Row 1: ")
    assert found["id_conditions-1-situation"].startswith("Row 2: ")
    for each in found:
        assert form.page.one(id=each)
    assert form.page.one("title").text.startswith("Error: ")


def test_what_is_wrong_with_a_whole_row_leads_to_the_row(draft, editor):
    form = editor.form(draft.question_set.get(slug="home")).types(**{"choices-2-DELETE": "on"})
    assert not form.saves()
    assert "still used in" in links(form)["choices-2"]
    assert form.page.one(id="choices-2")


# Where saving leads


def test_another_one_is_added_to_the_same_guide(draft, other, editor):
    form = editor.new(models.Term, other).types(name="A", definition="B.", _addanother="1")
    assert form.saves()
    assert form.response["Location"].endswith(f"/desk/term/add/?guide={other.pk}")


@pytest.mark.parametrize("new", [False, True])
def test_after_save_one_is_in_the_list_of_the_guide(draft, other, editor, new):
    if new:
        form = editor.new(models.Term, other).types(name="A", definition="B.")
    else:
        form = editor.form(other.term_set.first())
    form.types(_save="Save").must_save()
    place = form.response["Location"]
    assert "/desk/term/?" in place
    shown = editor.client.get(place).context["cl"].result_list
    assert {row.guide for row in shown} == {other}


# Names in place of slugs


def test_treatments_are_shown_and_typed_by_their_names_in_order(draft, editor):
    row = draft.option_set.get(slug="town-card")
    form = editor.form(row)
    assert form.fields["treatments"] == "Gold card"
    form.types(treatments=" junior STAMP \r\n\r\ngold-card").must_save()
    assert freeze(draft).option_by_slug["town-card"].treatments == ("junior-stamp", "gold-card")
    shown = editor.form(row).fields["treatments"].splitlines()
    assert shown == [draft.term_set.get(slug="junior-stamp").name, "Gold card"]


@pytest.mark.parametrize(
    ("kind", "slug", "field", "typed", "says"),
    [
        (
            "option",
            "town-card",
            "treatments",
            "Gold card\r\nIron card",
            "no term called “Iron card”",
        ),
        ("option", "town-card", "excludes", "Iron card", "no option called “Iron card”"),
        ("matter", "quick", "kinds", "Iron", "no kind of fact called “Iron”"),
    ],
)
def test_an_unknown_name_is_told_and_stays_in_the_form(
    draft, editor, kind, slug, field, typed, says
):
    form = editor.form(getattr(draft, f"{kind}_set").get(slug=slug)).types(**{field: typed})
    assert not form.saves()
    assert says in form.errors
    assert form.fields[field] == typed


def test_options_and_kinds_of_fact_go_by_name_too(draft, editor):
    editor.form(draft.option_set.get(slug="town-card")).types(excludes="post card").must_save()
    form = editor.form(draft.matter_set.get(slug="quick"))
    assert form.fields["kinds"] == "How you get it\r\nDays with it"
    form.types(kinds="days with it").must_save()
    guide = freeze(draft)
    assert guide.option_by_slug["town-card"].excludes == ("post-card",)
    assert next(each for each in guide.matters if each.slug == "quick").kinds == ("life",)


def test_of_two_with_one_name_the_short_name_is_asked_for(draft, editor):
    models.Term.objects.create(guide=draft, slug="gold-two", name="GOLD card", definition="x")
    row = draft.option_set.get(slug="town-card")
    form = editor.form(row)
    assert form.fields["treatments"] == "gold-card"
    assert not form.types(treatments="Gold card").saves()
    assert "Give the short name of one: gold-card or gold-two." in form.errors
    form.types(treatments="gold-two").must_save()
    assert freeze(draft).option_by_slug["town-card"].treatments == ("gold-two",)


def test_names_of_another_guide_are_unknown(draft, other, editor):
    models.Term.objects.create(guide=other, slug="iron", name="Iron card", definition="x")
    form = editor.form(draft.option_set.get(slug="town-card")).types(treatments="Iron card")
    assert not form.saves()
    form = editor.new(models.Option, other).types(name="New", plain="x", source_text="x")
    form.types(category=str(other.category_set.first().pk), treatments="iron card")
    form.adds_row(choice("home", "far", other)).must_save()
    assert other.option_set.get(slug="new").treatments == ("iron",)
