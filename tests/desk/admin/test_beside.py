"""The preview beside the form of a part: made of what is typed, and nothing is saved."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import freeze, write_draft
from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.pathway import selection_for
from tests.desk.admin.staff import Staff, choice
from tests.library import library
from tests.treatments import guide_with_facts
from tests.wider import PANEL, wider

GUIDE = library()
SCRIPT = "<script>alert(1)</script>"
IN_WORDS = {"match": "listed", "depends": "depends on an answer", "no": "not listed"}
# A part of each kind that can be shown, what is typed, and what is seen then.
TYPED = [
    ("option", "town-card", {"name": "Card of towns", "plain": "New words."}, "New words."),
    ("option", "town-card", {"name": "Card of towns"}, "Card of towns"),
    ("option", "town-card", {"source_text": "To the letter."}, "To the letter."),
    ("option", "town-card", {"team_questions": "Why so?"}, "Why so?"),
    ("option", "town-card", {"treatments": "Gold card"}, "It comes by mail in a week."),
    ("category", "other-cards", {"name": "Odd cards", "about": "All the odd."}, "All the odd."),
    ("notice", "mail-is-slow", {"title": "Mail is quick", "text": "It is."}, "Mail is quick"),
    ("panel", "other-cards", {"text": "Which cards?", "why": "Just so."}, "Which cards?"),
    ("question", "home", {"text": "Where do you live?"}, "Where do you live?"),
    ("question", "home", {"where": "On the door."}, "On the door."),
    ("question", "home", {"choices-1-label": "Close to it"}, "Close to it"),
    ("question", "home", {"choices-1-hint": "Half an hour"}, "Half an hour"),
    ("term", "gold-card", {"name": "Golden card", "definition": "It is gold."}, "It is gold."),
]
# What is typed into the form of a new part.
NEW = [
    ("option", {"name": "New card", "plain": "For all."}, ["New card", "For all."]),
    ("category", {"name": "New cards", "about": "All new."}, ["New cards", "All new."]),
    ("notice", {"title": "Beware", "text": "Of the dog."}, ["Beware", "Of the dog."]),
    ("panel", {"text": "Which?", "why": "So.", "where": "There."}, ["Which?", "So.", "There."]),
    ("question", {"text": "How tall?", "choices-0-label": "Tall"}, ["Tall", "I am not sure"]),
    ("term", {"name": "Stamp", "say": "STAMP", "definition": "A stamp."}, ["STAMP", "A stamp."]),
]
KINDS = sorted({kind for kind, *_ in TYPED})


@pytest.fixture
def draft(draft):
    """With a part of every kind."""
    return write_draft(replace(guide_with_facts(), panels=(PANEL,)), draft)


@pytest.fixture
def other(draft):
    """Another guide, with parts of the same names."""
    return write_draft(replace(GUIDE, slug="other-card", title="Another"))


def row_of(draft, kind, slug):
    return getattr(draft, f"{kind}_set").get(slug=slug)


def seen(page):
    """Return it as a patient sees it, and as a caregiver does where that differs."""
    return [each.text for each in page.all(class_="as-reader")]


def told_effects(page):
    return [each.text for each in page.all("li") if "→" in each.text]


# What is typed is shown


@pytest.mark.parametrize(("kind", "slug", "typed", "said"), TYPED)
def test_what_is_typed_is_shown_and_not_saved(draft, editor, kind, slug, typed, said):
    before, logged = freeze(draft), LogEntry.objects.count()
    form = editor.form(row_of(draft, kind, slug))
    assert said not in seen(form.beside())[0]
    assert said in seen(form.types(**typed).beside())[0]
    assert (freeze(draft), LogEntry.objects.count()) == (before, logged)


@pytest.mark.parametrize(("kind", "typed", "said"), NEW)
def test_a_new_part_is_shown_and_not_saved(draft, editor, kind, typed, said):
    before = freeze(draft)
    page = editor.new(models.PART_MODELS[kind]).types(**typed).beside()
    for words in said:
        assert words in seen(page)[0]
    assert freeze(draft) == before


def test_a_caregiver_is_shown_where_they_read_something_else(draft, editor):
    form = editor.form(row_of(draft, "option", "town-card"))
    assert len(seen(form.beside())) == 1
    patient, caregiver = seen(form.types(plain_other="Their card.").beside())
    assert "Their card." in caregiver
    assert "Their card." not in patient


def test_answers_that_are_new_moved_and_taken_out_are_shown_so(draft, editor):
    form = editor.form(row_of(draft, "question", "likes"))
    form.types(**{"choices-0-position": "9", "choices-4-DELETE": "on", "choices-2-label": ""})
    form.fields |= {"choices-TOTAL_FORMS": "7", "choices-6-label": "Maps", "choices-6-slug": ""}
    page = form.beside()
    labels = [each.text for each in page.all("label")]
    assert labels[0] == "Sound books"
    assert labels[-2:] == ["Books", "Maps"]  # as they are saved
    assert "Maps" in labels
    assert "Nothing yet" not in labels


def test_a_question_for_a_number_has_a_field_and_its_unit(draft, editor):
    write_draft(replace(wider(), slug=draft.slug), draft)
    form = editor.form(row_of(draft, "question", "years")).types(unit="summers")
    page = form.beside()
    assert page.all("input", inputmode="numeric")
    assert "summers" in page.text
    page = form.types(kind=Kind.ONE).beside()
    assert not page.all("input", inputmode="numeric")


def test_a_panel_is_shown_with_its_questions(draft, editor):
    write_draft(replace(wider(), slug=draft.slug), draft)
    page = editor.form(draft.panel_set.get()).types(text="Which cards?").beside()
    texts = [each.text for each in draft.question_set.exclude(panel=None)]
    assert len(texts) == 3
    for words in ("Which cards?", *texts):
        assert words in seen(page)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_that_is_typed_is_shown_and_not_run(draft, editor, kind):
    row = getattr(draft, f"{kind}_set").first()
    texts = {
        each.name: SCRIPT
        for each in row._meta.fields
        if each.name in ("name", "title", "text", "label", "plain", "about", "definition")
    }
    page = editor.form(row).types(**texts).beside()
    assert page.all("script") == []
    assert "alert(1)" in page.text


# Whom it changes


def said_by(guide):
    return {
        example.who: Answers({each.question: each.choices for each in example.answers})
        for example in guide.example_readers
    }


def verdicts(guide):
    """Return the verdicts of each example reader of a guide, by the names of the options."""
    found = {}
    for who, said in said_by(guide).items():
        for slug, verdict in selection_for(guide, said).by_slug.items():
            name = guide.option_by_slug[slug].name
            found[who, slug] = (name, IN_WORDS[verdict.verdict.value])
    return found


def really(before, after):
    """Return the effects that are to be told of two guides, both of them saved."""
    was, now = verdicts(before), verdicts(after)
    nothing = ("", "not there")
    told = []
    for key in {**was, **now}:
        (_, old), (_, new) = was.get(key, nothing), now.get(key, nothing)
        if old != new:
            name = (now.get(key) or was[key])[0]
            told.append(f"{key[0]}: {name} ({old} → {new})")
    return told


def types_rule(form):
    form.types(**{"conditions-0-answers": [str(choice("age", "teen").pk)]})


CHANGES = {
    "everyone": ("option", "town-card", lambda form: form.types(for_everyone="on")),
    "a rule": ("option", "town-card", types_rule),
    "no rule": ("option", "town-card", lambda form: form.removes_row(0).removes_row(1)),
    "one row less": ("option", "town-card", lambda form: form.removes_row(1)),
    "another way": (
        *("option", "post-card"),
        lambda form: form.adds_row(choice("age", "child"), choice("home", "far"), situation=2),
    ),
    "not known": ("question", "home", lambda form: form.types(**{"choices-2-uncertain": "on"})),
    "asked when": (
        *("question", "home"),
        lambda form: form.adds_row(choice("age", "child"), prefix="ask_when"),
    ),
    "words": ("option", "town-card", lambda form: form.types(plain="Other words.")),
    "short name": ("option", "town-card", lambda form: form.types(slug="card-of-towns")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_example_readers_get_otherwise_is_what_they_get_once_it_is_saved(
    draft, editor, change
):
    kind, slug, types = CHANGES[change]
    before = freeze(draft)
    assert before.example_readers
    form = editor.form(row_of(draft, kind, slug))
    types(form)
    page = form.beside()
    form.must_save()
    if change == "short name":
        assert told_effects(page) == []
    else:
        assert told_effects(page) == really(before, freeze(draft))
    if change in ("words", "short name"):
        assert "They all get the same as before." in page.text
    else:
        assert told_effects(page) or change in ("not known", "asked when", "no rule")


def test_a_new_option_is_told_as_one_that_was_not_there(draft, editor):
    form = editor.new(models.Option).types(name="New card", plain="x", source_text="x")
    form.types(category=str(draft.category_set.first().pk), for_everyone="on")
    told = told_effects(form.beside())
    assert len(told) == draft.examplereader_set.count()
    assert all(each.endswith("New card (not there → listed)") for each in told)
    assert draft.option_set.filter(name="New card").count() == 0


def test_an_option_that_moves_to_another_category_changes_nobody(draft, editor):
    form = editor.form(row_of(draft, "option", "town-card"))
    page = form.types(category=str(row_of(draft, "category", "other-cards").pk)).beside()
    assert "They all get the same as before." in page.text


# What is half typed


@pytest.mark.parametrize(
    "typed",
    [
        {"treatments": "gone"},
        {"name": ""},
        {"category": ""},
        {"category": "9999999"},
        {"slug": "not a short name"},
        {"slug": "post-card"},
        {"conditions-0-answers": []},
        {"conditions-0-answers": ["9999999"]},
        {"conditions-0-situation": "x"},
        {"conditions-0-situation": "99999999999999999999"},
        {"conditions-0-test": "at-least", "conditions-0-number": "99999999999999999999"},
        {"conditions-0-id": "9999999"},
        {"conditions-TOTAL_FORMS": "99999999999999999999"},
        {"conditions-TOTAL_FORMS": None, "conditions-INITIAL_FORMS": None},
        {"seen_version": "0"},
        {"sources": ["x"]},
        {"name": "\0"},
    ],
    ids=str,
)
def test_what_is_half_typed_does_not_hide_the_rest(draft, editor, typed):
    form = editor.form(row_of(draft, "option", "town-card")).types(plain="New words.")
    page = form.types(**typed).beside()
    assert "New words." in seen(page)[0]


@pytest.mark.parametrize(
    "typed",
    [
        {"choices-TOTAL_FORMS": None},
        {"choices-0-label": "", "choices-1-label": ""},
        {"choices-0-slug": "teen"},
        {"choices-0-slug": ""},
        {"choices-0-least": "x"},
        {"choices-0-position": "99999999999999999999"},
        {"kind": "number"},
        {"kind": "odd"},
        {"panel": "9999"},
        {"highest": "x"},
    ],
    ids=str,
)
def test_a_question_that_is_half_typed_is_shown(draft, editor, typed):
    form = editor.form(row_of(draft, "question", "age")).types(text="How old, please?")
    assert "How old, please?" in seen(form.types(**typed).beside())[0]


def test_a_part_of_a_guide_with_errors_is_shown_and_nothing_is_said_of_examples(draft, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="post-card").delete()
    draft.option_set.filter(slug="junior-card").update(treatments="gone")
    for slug in ("town-card", "junior-card"):
        form = editor.form(row_of(draft, "option", slug)).types(plain="New words.")
        page = form.beside()
        assert "New words." in seen(page)[0]
        assert "Example readers" not in page.text


def test_new_answers_with_the_same_words_or_none_are_all_shown(draft, editor):
    form = editor.new(models.Question).types(text="How tall?")
    form.types(**{"choices-0-label": "Tall", "choices-1-label": "Tall"})
    labels = [each.text for each in form.beside().all("label")]
    assert labels == ["Tall", "Tall", "I am not sure"]


# What is made by hand


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("new", [False, True])
def test_an_empty_form_breaks_nothing(draft, editor, kind, new):
    row = getattr(draft, f"{kind}_set").first()
    place = f"desk_{kind}_beside"
    odd = {"choices-TOTAL_FORMS": "-1", "conditions-TOTAL_FORMS": "1e9", "guide": str(draft.pk)}
    for sent in ({}, odd, {"seen_version": "x"}):
        response = (
            editor.sends(f"{place}_new", **sent) if new else editor.sends(place, row.pk, **sent)
        )
        assert response.status_code == 200


def test_nothing_of_another_guide_is_told(draft, other, editor):
    other.category_set.update(name="Secret cards")
    other.source_set.update(title="Secret source")
    far = choice("home", "far", other)
    models.Choice.objects.filter(pk=far.pk).update(statement="Secret place.")
    form = editor.form(row_of(draft, "option", "town-card"))
    form.types(category=str(other.category_set.first().pk), guide=str(other.pk))
    form.types(sources=[str(other.source_set.first().pk)])
    page = form.adds_row(far, situation=2).beside()
    assert "Secret" not in page.text


@pytest.mark.parametrize("where", ["beside", "beside_new"])
def test_who_may_not_save_a_part_sees_nothing(draft, editor, where):
    row = draft.option_set.first()
    place = reverse(f"admin:desk_option_{where}", args=[row.pk] if where == "beside" else [])
    assert editor.client.get(place).status_code == 403
    assert Staff("sam").client.post(place).status_code == 403
    assert Staff("rita", "Reviewer").client.post(place).status_code == 403
    assert editor.client.post(place).status_code == 200


def test_of_several_guides_the_one_is_shown_that_the_new_part_is_for(draft, other, editor):
    assert editor.sends("desk_option_beside_new", name="x").status_code == 404
    other.category_set.update(name="Their cards")
    form = editor.new(models.Option, other).types(for_everyone="on", name="New card")
    assert "New card" in seen(form.beside())[0]
    form = editor.new(models.Option, draft).adds_row(choice("home", "far", draft))
    assert "Home is far away" in form.beside().text
