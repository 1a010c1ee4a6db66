"""Rows are put in order with buttons in the list of one guide, answers in a question's form."""

from dataclasses import replace

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import freeze, write_draft
from tests.desk.admin.staff import Staff
from tests.html import parse
from tests.library import library

QUESTIONS = [question.slug for question in library().questions]
OPTIONS = [option.slug for option in library().options]


class ListOf:
    """The list of one guide's rows, as somebody has it open."""

    def __init__(self, staff, model, **query):
        self.staff, self.name = staff, f"admin:desk_{model._meta.model_name}"
        self.query = query
        self.opens()

    def opens(self):
        self.reads(self.staff.client.get(reverse(f"{self.name}_changelist"), self.query))

    def reads(self, response):
        assert response.status_code == 200
        self.page = parse(response)
        self.order = [each["value"] for each in self.page.all("input", name="order")]

    def presses(self, row, way):
        """Press a button, and read the list that it leads to."""
        button = self.page.one("button", id=f"move-{way}-{row.pk}")
        assert "disabled" not in button
        return self.sends(button["value"], button["formaction"])

    def sends(self, move, place=None):
        url = f"{reverse(f'{self.name}_changelist')}{place or 'move/'}"
        response = self.staff.client.post(url, {"order": self.order[0], "move": move})
        if response.status_code == 302:
            self.focus = response["Location"].partition("#")[2]
            self.reads(self.staff.client.get(response["Location"]))
        return response

    @property
    def told(self):
        return self.page.one(id="moved").text


def slugs(draft, place):
    return [part.slug for part in getattr(freeze(draft), place)]


def versions(draft):
    return dict(draft.option_set.values_list("slug", "version"))


def test_a_row_is_moved_by_one_and_told_and_its_button_has_the_focus(draft, editor):
    row = draft.question_set.get(slug=QUESTIONS[0])
    questions = ListOf(editor, models.Question)
    questions.presses(row, "down")
    first, second, *rest = QUESTIONS
    assert slugs(draft, "questions") == [second, first, *rest]
    assert questions.told == f"“{row}” is now 2 of {len(QUESTIONS)}."
    assert questions.focus == f"move-down-{row.pk}"
    questions.presses(row, "up")
    assert slugs(draft, "questions") == QUESTIONS
    # There is no way further up.
    assert questions.focus == f"move-down-{row.pk}"
    assert "disabled" in questions.page.one("button", id=f"move-up-{row.pk}")
    log = editor.workbench(draft).text
    assert f"edith moved the question “{row}” to place 2." in log
    assert f"edith moved the question “{row}” to place 1." in log


def test_a_row_is_moved_beside_any_other(draft, editor):
    first, *rest = (draft.option_set.get(slug=slug) for slug in OPTIONS)
    options = ListOf(editor, models.Option)
    options.sends(f"{first.pk} after {rest[-1].pk}")
    assert slugs(draft, "options") == [*OPTIONS[1:], OPTIONS[0]]
    assert options.told.endswith(f"is now {len(OPTIONS)} of {len(OPTIONS)}.")
    options.sends(f"{first.pk} before {rest[1].pk}")
    assert slugs(draft, "options")[:3] == [OPTIONS[1], OPTIONS[0], OPTIONS[2]]


def test_only_rows_whose_place_changed_have_another_version(draft, editor):
    before = versions(draft)
    row = draft.option_set.get(slug=OPTIONS[0])
    ListOf(editor, models.Option).presses(row, "down")
    changed = {slug for slug, version in versions(draft).items() if version != before[slug]}
    assert changed == set(OPTIONS[:2])


def test_a_move_takes_no_text_back_and_is_told_in_an_open_form(draft, editor):
    paula = Staff("paula", "Publisher")
    row = draft.option_set.get(slug=OPTIONS[0])
    form = paula.form(row).types(plain="Words of the second.")
    options = ListOf(editor, models.Option)
    models.Option.objects.filter(pk=row.pk).update(name="Another name")
    options.presses(row, "down")
    row.refresh_from_db()
    assert row.name == "Another name"
    assert not form.saves()
    assert "edith changed this" in form.errors
    form.must_save()
    assert slugs(draft, "options")[:2] == [OPTIONS[1], OPTIONS[0]]


@pytest.mark.parametrize("model", models.PART_MODELS.values(), ids=lambda model: model.__name__)
def test_rows_that_had_the_same_place_can_be_moved(draft, editor, model):
    rows = list(model.objects.filter(guide=draft))
    if len(rows) < 2:
        pytest.skip("the small guide has one at most")
    model.objects.filter(guide=draft).update(position=7)
    ListOf(editor, model).presses(rows[1], "up")
    assert list(model.objects.filter(guide=draft))[:2] == [rows[1], rows[0]]


# Two at once, and twice


def test_two_who_move_different_rows_move_both(draft, editor):
    lists = [ListOf(staff, models.Option) for staff in (editor, Staff("paula", "Publisher"))]
    first, second, *_, last_but_one, last = (draft.option_set.get(slug=slug) for slug in OPTIONS)
    lists[0].presses(first, "down")
    lists[1].presses(last, "up")
    assert slugs(draft, "options")[:2] == [second.slug, first.slug]
    assert slugs(draft, "options")[-2:] == [last.slug, last_but_one.slug]


def test_who_moves_what_somebody_else_has_moved_is_told_and_shown_the_order(draft, editor):
    lists = [ListOf(staff, models.Option) for staff in (editor, Staff("paula", "Publisher"))]
    row = draft.option_set.get(slug=OPTIONS[0])
    other = draft.option_set.get(slug=OPTIONS[-1])
    lists[0].sends(f"{row.pk} after {other.pk}")
    before = slugs(draft, "options")
    lists[1].presses(row, "down")
    assert "somebody else has changed the order" in lists[1].told
    assert slugs(draft, "options") == before
    lists[1].presses(row, "up")
    assert slugs(draft, "options") != before


def test_who_moves_a_row_that_is_gone_is_told(draft, editor):
    options = ListOf(editor, models.Option)
    row = draft.option_set.get(slug=OPTIONS[0])
    other = draft.option_set.get(slug=OPTIONS[1])
    gone = other.pk
    other.delete()
    options.sends(f"{row.pk} after {gone}")
    assert "not here any more" in options.told
    options.sends(f"{gone} after {row.pk}")
    assert "not here any more" in options.told


def test_a_button_that_is_pressed_twice_moves_once_and_tells_once(draft, editor):
    options = ListOf(editor, models.Option)
    row = draft.option_set.get(slug=OPTIONS[0])
    button = options.page.one("button", id=f"move-down-{row.pk}")
    url = reverse("admin:desk_option_move")
    sent = {"order": options.order[0], "move": button["value"]}
    for _ in range(2):
        assert editor.client.post(url, sent).status_code == 302
    options.opens()
    assert slugs(draft, "options").index(row.slug) == 1
    assert options.told == f"“{row}” is now 2 of {len(OPTIONS)}."
    assert editor.workbench(draft).text.count("moved the option") == 1


# Where there is nothing to move


def test_a_list_of_several_guides_says_to_pick_one(draft, editor):
    other = write_draft(replace(library(), slug="other-card", title="Another"))
    options = ListOf(editor, models.Option)
    assert options.order == []
    assert "pick it under “By guide”" in options.page.text
    options = ListOf(editor, models.Option, guide__id__exact=other.pk)
    options.presses(other.option_set.get(slug=OPTIONS[0]), "down")
    assert slugs(other, "options")[0] == OPTIONS[1]
    assert slugs(draft, "options") == OPTIONS
    # A row of one guide cannot be put among those of another.
    row, stranger = other.option_set.first(), draft.option_set.last()
    options.sends(f"{row.pk} after {stranger.pk}")
    assert "Nothing was moved" in options.told


@pytest.mark.parametrize("query", [{"q": "card"}, {"for_everyone__exact": 0}, {"o": "1"}])
def test_a_list_that_shows_some_rows_moves_none(draft, editor, query):
    options = ListOf(editor, models.Option, **query)
    assert options.order == []
    assert not options.page.all("button", name="move")
    assert "no other filter" in options.page.text


def test_who_may_not_change_rows_has_no_buttons_and_is_refused(draft):
    reviewer = Staff("rita", "Reviewer")
    assert ListOf(reviewer, models.Option).order == []
    first, second = draft.option_set.all()[:2]
    move = {"move": f"{first.pk} after {second.pk}", "order": f"{first.pk} {second.pk}"}
    assert reviewer.sends("desk_option_move", **move).status_code == 403
    assert slugs(draft, "options") == OPTIONS


@pytest.mark.parametrize(
    "move", ["", "x", "1 beside 2", f"{'9' * 400} after 1", "1 after 2 after 3"]
)
def test_odd_moves_are_refused(draft, editor, move):
    response = editor.sends("desk_option_move", move=move)
    assert response.status_code == 400
    assert "could not be read" in parse(response).text
    assert editor.client.get(reverse("admin:desk_option_move")).status_code == 302


# Answers


def adds_answer(form, slug, **fields):
    number = int(form.fields["choices-TOTAL_FORMS"])
    form.fields["choices-TOTAL_FORMS"] = str(number + 1)
    for name, value in ({"slug": slug, "label": slug, "statement": f"{slug}."} | fields).items():
        form.fields[f"choices-{number}-{name}"] = value
    return form


def test_new_answers_go_to_the_end_by_themselves(draft, editor):
    question = draft.question_set.get(slug="likes")
    before = [choice.slug for choice in question.choices.all()]
    form = editor.form(question)
    adds_answer(adds_answer(form, "maps", position=""), "atlases").must_save()
    assert [choice.slug for choice in question.choices.all()] == [*before, "maps", "atlases"]


def test_answers_of_a_new_question_stand_as_they_were_added(draft, editor):
    form = editor.new(models.Question).types(slug="pet", kind="one", label="Pet", text="A pet?")
    form.types(why="It may want a card.", where="At home.", ask_team="Have I a pet?")
    for slug in ("cat", "dog", "none"):
        adds_answer(form, slug)
    form.types(**{"choices-2-DELETE": "on"}).must_save()  # which is offered
    choices = models.Choice.objects.filter(question__slug="pet")
    assert [(each.slug, each.position) for each in choices] == [("cat", 0), ("dog", 1), ("none", 2)]


def test_an_answer_without_a_number_keeps_its_place(draft, editor):
    question = draft.question_set.get(slug="likes")
    before = [choice.slug for choice in question.choices.all()]
    editor.form(question).types(**{"choices-1-position": None}).must_save()
    assert [choice.slug for choice in question.choices.all()] == before


def test_a_place_alone_makes_no_new_answer(draft, editor):
    """As the page gives one to a row that was added and left empty."""
    question = draft.question_set.get(slug="likes")
    form = editor.form(question)
    adds_answer(form, "", label="", statement="", position="9")
    form.must_save()
    assert question.choices.count() == len(library().question_by_slug["likes"].choices)
