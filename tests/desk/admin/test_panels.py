"""Several questions on one page, added by the names of what is tested."""

import pytest

from navigator.desk import models
from navigator.desk.rows import freeze
from navigator.guide.proofread import proofread


def now():
    return freeze(models.Guide.objects.get())


def panel_with(editor, tests):
    form = editor.new(models.Panel).types(text="Which cards are there?", tests=tests)
    return form.types(why="One card may do for all.", where="Look in the purse.")


def test_each_test_becomes_a_question_with_its_answers_at_the_end(draft, editor):
    before = len(now().questions)
    panel_with(editor, "Museum card\n\n Zoo card \nMuseum card").must_save()
    (panel,) = now().panels
    assert panel.slug == "which-cards-are-there"
    museum, zoo = now().questions[before:]
    assert (museum.slug, museum.label, museum.panel) == ("museum-card", "Museum card", panel.slug)
    assert museum.ask_team == "Was Museum card tested, and is it positive or negative?"
    assert [(each.slug, each.label, each.uncertain) for each in zoo.choices] == [
        ("positive", "Positive", False),
        ("negative", "Negative", False),
        ("not-sure", "Not sure", True),
    ]
    assert zoo.choices[0].statement == "Zoo card is positive."
    assert not [each for each in proofread(now()) if each.stops_publishing]


def test_a_test_that_is_added_later_stands_behind_those_of_its_panel(draft, editor):
    panel_with(editor, "Museum card\nZoo card").must_save()
    form = editor.new(models.Question).types(label="Last", text="Last?", ask_team="Last?")
    form.types(why="x", where="x")
    for row, label in enumerate(("Yes", "No")):
        form.types(**{f"choices-{row}-label": label, f"choices-{row}-statement": f"{label}."})
    form.must_save()
    editor.form(models.Panel.objects.get()).types(tests="Pool card").must_save()
    assert [each.slug for each in now().questions][-4:] == [
        "museum-card",
        "zoo-card",
        "pool-card",
        "last",
    ]


@pytest.mark.parametrize("name", ["Age", "age", "Start", "Rest"])
def test_a_test_gets_a_slug_that_no_question_and_no_field_of_the_form_has(draft, editor, name):
    panel_with(editor, name).must_save()
    assert now().questions[-1].slug == f"{name.lower()}-2"


def test_a_question_cannot_take_the_name_of_another_field_of_its_form(draft, editor):
    form = editor.form(draft.question_set.first()).types(slug="rest")
    assert not form.saves()
    assert "Another field of the form has this name already." in form.errors


def test_a_name_that_is_too_long_is_told_and_nothing_is_saved(draft, editor):
    before = now()
    form = panel_with(editor, "Museum card\n" + "x" * 61)
    assert not form.saves()
    assert "more than 60 characters" in form.errors
    assert form.fields["tests"].startswith("Museum card")
    assert now() == before


def test_the_log_tells_of_each_question(draft, editor):
    panel_with(editor, "Museum card\nZoo card").must_save()
    text = editor.opens("log_guide", draft.pk).text
    for name in ("Museum card", "Zoo card"):
        assert f"edith added the question “{name}”." in text
