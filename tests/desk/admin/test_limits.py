"""Limits of what staff save: told at the field, and nothing that was typed is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import TextField

from navigator.desk import models
from navigator.desk.drafts import seen
from navigator.desk.lines import LinesField
from navigator.desk.rows import freeze
from navigator.guide.digest import digest
from navigator.guide.proofread import references
from tests.html import parse

LONG = "x " * 2_500 + "x"  # one character more than there can be


def test_a_text_without_end_is_refused_at_its_field_and_still_there(draft, editor):
    option = draft.option_set.first()
    form = editor.form(option).types(plain=LONG)
    assert not form.saves()
    assert "This has more than 5,000 characters: 5,001." in form.errors
    assert form.fields["plain"] == LONG
    form.types(plain=LONG[1:]).must_save()


def test_lines_without_number_are_refused_at_their_field(draft, editor):
    form = editor.form(draft).types(next_steps="\r\n".join(["Go on."] * 201))
    assert not form.saves()
    assert "This has more than 200 lines: 201." in form.errors
    form.types(next_steps="Go on.\r\n" + "x" * 1_001)
    assert not form.saves()
    assert "a line that has more than 1,000 characters: 1,001." in form.errors
    form.types(next_steps="Go on.").must_save()


@pytest.mark.parametrize("model", [models.Guide, *models.PART_MODELS.values()])
def test_no_text_of_a_row_is_without_a_limit(model):
    """A new column has it at once, of whatever kind it is."""
    row = model()
    texts = [
        each
        for each in model._meta.concrete_fields
        if isinstance(each, TextField) and each.editable
    ]
    for each in texts:
        value = ("x",) * 201 if isinstance(each, LinesField) else LONG
        setattr(row, each.name, value)
    with pytest.raises(ValidationError) as caught:
        row.clean_fields()
    assert {each.name for each in texts} <= caught.value.message_dict.keys()


def test_a_part_too_many_is_refused_with_what_was_typed(draft, editor, monkeypatch):
    monkeypatch.setitem(references.MOST, "terms", draft.term_set.count())
    form = editor.new(models.Term)
    form.types(name="Visa", slug="visa", definition="A stamp.")
    assert not form.saves()
    assert "There are more than" in form.errors
    assert form.fields["definition"] == "A stamp."
    monkeypatch.undo()
    form.must_save()


def test_answers_too_many_are_refused(draft, editor, monkeypatch):
    question = draft.question_set.get(slug="home")
    monkeypatch.setitem(references.MOST, "choices", question.choices.count() - 1)
    form = editor.form(question).types(label="Where")
    assert not form.saves()
    assert "There are more than" in form.errors


def test_an_example_reader_too_many_is_not_kept(draft, editor, monkeypatch):
    monkeypatch.setitem(references.MOST, "example_readers", draft.examplereader_set.count())
    sent = {"example-keep": "yes", "example-who": "A child", "age": "child"}
    sent["example-seen"] = seen(draft)
    page = editor.client.post(f"/admin/desk/guide/{draft.pk}/try/", sent, follow=True)
    assert "Not kept. There are more than" in parse(page).text


def test_a_comment_without_end_is_not_sent_and_comes_back(draft, editor):
    option = draft.option_set.first()
    sent = {"press": "answer", "part": f"option-{option.slug}", "text": LONG}
    page = editor.client.post(f"/admin/desk/guide/{draft.pk}/review/", sent, follow=True)
    told = parse(page).one(class_="at-part error").text
    assert "5001" in told or "5,001" in told
    assert LONG[:100] in parse(page).one(id=sent["part"]).one("textarea").text
    assert not models.Comment.objects.exists()


def test_a_note_for_staff_that_is_full_takes_no_more_reasons(draft, publisher):
    """The reason of an acceptance is written to the end of it."""
    example = draft.examplereader_set.create(
        slug="someone", who="Someone", answers=(), match=[], depends=[], staff_note=LONG[:4_990]
    )
    sent = {"example": "someone", "reason": "It is right.", "seen": seen(draft)}
    page = publisher.client.post(f"/admin/desk/guide/{draft.pk}/accept/", sent, follow=True)
    told = parse(page).one("ul", class_="messagelist").text
    assert "Not accepted. Put this right first." in told
    assert "note for staff" in told
    example.refresh_from_db()
    assert example.staff_note == LONG[:4_990]


def test_words_of_the_summary_without_end_are_not_carried(draft, editor, monkeypatch):
    monkeypatch.setattr(references, "ROWS", 0)
    before = freeze(draft)
    monkeypatch.setattr("navigator.desk.admin.summary_steps.carry", lambda *_: iter(()))
    sent = {"seen": digest(draft.summary)}
    page = editor.client.post(f"/admin/desk/guide/{draft.pk}/carry/", sent, follow=True)
    assert "Nothing is carried." in parse(page).text
    assert freeze(draft) == before
