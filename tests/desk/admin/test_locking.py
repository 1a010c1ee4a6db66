"""Two editors with the same row open: the second is told, sees both versions, loses nothing."""

from dataclasses import replace

import pytest

from navigator.desk import models
from navigator.desk.drafts import freeze, publish, write_draft
from tests.desk.admin.staff import Staff, change_url, choice, fields
from tests.guide.strategies import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.variants import with_part

pytestmark = pytest.mark.django_db

GUIDE = library()


@pytest.fixture
def option(draft):
    return draft.option_set.get(slug="town-card")


@pytest.fixture
def first(db):
    return Staff("first", "Editor")


@pytest.fixture
def second(db):
    return Staff("second", "Editor")


def option_now(draft):
    return freeze(models.Guide.objects.get(pk=draft.pk)).option_by_slug["town-card"]


# The same row


def test_the_second_is_told_and_nothing_is_overwritten(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].types(plain="Words of the first.").must_save()
    assert not forms[1].types(plain="Words of the second.").saves()
    assert option_now(draft).plain == "Words of the first."


def test_the_second_sees_both_versions_and_whose_the_other_is(option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].types(plain="Words of the first.").must_save()
    forms[1].types(plain="Words of the second.").saves()
    for words in ("Words of the first.", "Words of the second.", first.user.username):
        assert words in forms[1].errors
    assert forms[1].fields["plain"] == "Words of the second."


def test_only_what_differs_is_told(option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].types(plain="Words of the first.").must_save()
    forms[1].types(plain="Words of the second.").saves()
    assert option.source_text not in forms[1].errors
    assert option.slug not in forms[1].errors


def test_saving_again_works(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].types(plain="Words of the first.").must_save()
    forms[1].types(plain="Words of the second.").saves()
    forms[1].types(plain="Words of both.").must_save()
    assert option_now(draft).plain == "Words of both."


def test_a_third_who_came_between_is_told_of_too(option, first, second):
    third, forms = Staff("third", "Editor"), [staff.form(option) for staff in (first, second)]
    forms[0].types(plain="Words of the first.").must_save()
    forms[1].types(plain="Words of the second.").saves()
    third.form(option).types(plain="Words of the third.").must_save()
    assert not forms[1].saves()
    assert "Words of the third." in forms[1].errors
    assert third.user.username in forms[1].errors


def test_a_change_of_another_field_is_told_too(draft, option, first, second):
    """Saving a whole form would take it back."""
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].types(name="Card of the first").must_save()
    assert not forms[1].types(plain="Words of the second.").saves()
    assert option_now(draft).name == "Card of the first"
    assert "Card of the first" in forms[1].errors


def test_what_the_second_did_not_change_stays_as_the_first_saved_it(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    source = draft.source_set.first()
    forms[0].types(name="Card of the first", sources=[str(source.pk)]).must_save()
    forms[1].types(plain="Words of the second.").saves()
    assert forms[1].fields["name"] == "Card of the first"
    forms[1].must_save()
    now = option_now(draft)
    assert (now.name, now.plain) == ("Card of the first", "Words of the second.")
    assert now.sources == (source.slug,)


def test_what_the_second_did_not_change_in_the_rows_stays_too(draft, first, second):
    question = draft.question_set.get(slug="likes")
    forms = [staff.form(question) for staff in (first, second)]
    first_row = {"choices-0-label": "Label of the first", "choices-0-uncertain": "on"}
    forms[0].types(**first_row).must_save()
    forms[1].types(**{"choices-1-label": "Label of the second"}).saves()
    assert "Label of the first" in forms[1].errors
    forms[1].must_save()
    labels = list(question.choices.values_list("label", flat=True))
    assert labels[:2] == ["Label of the first", "Label of the second"]
    assert question.choices.first().uncertain


def test_what_the_second_did_not_change_in_a_rule_stays_too(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    picked = [str(choice("age", slug).pk) for slug in ("child", "teen")]
    forms[0].types(**{"conditions-0-answers": picked}).must_save()
    forms[1].types(plain="Words of the second.").saves()
    forms[1].must_save()
    assert any_of("age", "child", "teen") in option_now(draft).situations[0].conditions


def test_one_editor_alone_is_never_told(draft, option, first):
    for words in ("Once.", "Twice.", "Three times."):
        first.form(option).types(plain=words).must_save()
    assert option_now(draft).plain == "Three times."


def test_two_editors_one_after_the_other_are_never_told(draft, option, first, second):
    for staff in (first, second, first):
        staff.form(option).types(plain=f"Words of {staff.user}.").must_save()


def test_different_rows_do_not_meet(draft, first, second):
    options = [draft.option_set.get(slug=slug) for slug in ("town-card", "post-card")]
    forms = [staff.form(row) for staff, row in zip((first, second), options, strict=True)]
    for form in forms:
        form.types(plain="New words.").must_save()


def test_a_form_that_does_not_say_what_it_saw_is_refused(draft, option, first):
    form = first.form(option).types(plain="Words of the first.", seen_version=None)
    assert not form.saves()
    assert option_now(draft).plain == option.plain


@pytest.mark.parametrize("kind", ["guide", "category", "question", "notice", "term", "source"])
def test_every_form_is_kept_so(draft, first, second, kind):
    row = draft if kind == "guide" else getattr(draft, f"{kind}_set").first()
    forms = [staff.form(row) for staff in (first, second)]
    forms[0].types(**{_text(row): "Words of the first"}).must_save()
    assert not forms[1].types(**{_text(row): "Words of the second"}).saves()
    assert "Words of the first" in forms[1].errors
    forms[1].must_save()
    row.refresh_from_db()
    assert getattr(row, _text(row)) == "Words of the second"


def _text(row):
    return next(name for name in ("name", "title", "label") if hasattr(row, name))


def test_a_choice_from_a_list_is_told_by_its_name(draft, option, first, second):
    """Not by the number of its row."""
    extra = models.Category.objects.create(guide=draft, slug="extra", name="Extra cards")
    forms = [staff.form(option) for staff in (first, second)]
    other = draft.category_set.get(slug="other-cards")
    forms[0].types(category=str(other.pk)).must_save()
    forms[1].types(category=str(extra.pk)).saves()
    assert other.name in forms[1].errors
    assert extra.name in forms[1].errors


def test_a_row_that_was_deleted_meanwhile_breaks_nothing(draft, option, first, second):
    form = second.form(option).types(plain="Words of the second.")
    first.sends("desk_option_delete", option.pk, post="yes")
    response = second.client.post(change_url(option), form.fields, follow=True)
    assert response.status_code == 200
    assert list(response.context["messages"])


# What hangs on a row


def test_rows_of_a_rule_are_part_of_it(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].adds_row(choice("home", "far"), situation=2).must_save()
    assert not forms[1].types(plain="Words of the second.").saves()
    assert len(option_now(draft).situations) == 2


def test_saving_again_keeps_the_row_that_another_added(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].adds_row(choice("home", "far"), situation=2).must_save()
    forms[1].types(plain="Words of the second.").saves()
    forms[1].must_save()
    now = option_now(draft)
    assert now.plain == "Words of the second."
    assert now.situations[-1] == a_situation(any_of("home", "far"))


def test_the_second_sees_the_rows_of_the_first(option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    forms[0].adds_row(choice("home", "far"), situation=2).must_save()
    forms[1].types(plain="Words of the second.").saves()
    assert "Far away" in forms[1].response.content.decode()


def test_both_can_change_the_same_row_of_a_rule(draft, option, first, second):
    forms = [staff.form(option) for staff in (first, second)]
    row = {"conditions-0-answers": [str(choice("age", "teen").pk)]}
    forms[0].types(**row).must_save()
    row = {"conditions-0-answers": [str(choice("age", "child").pk)]}
    assert not forms[1].types(**row).saves()
    assert any_of("age", "teen") in option_now(draft).situations[0].conditions
    forms[1].must_save()
    assert any_of("age", "child") in option_now(draft).situations[0].conditions


def test_saving_again_works_after_a_row_was_removed(draft, option, first, second):
    form = second.form(option).types(plain="Words of the second.")
    models.Condition.objects.filter(option=option).last().delete()
    models.Option.objects.filter(pk=option.pk).update(version=option.version + 1)
    assert not form.saves()
    form.must_save()
    assert option_now(draft).plain == "Words of the second."


def test_answers_are_part_of_their_question(draft, first, second):
    question = draft.question_set.get(slug="home")
    forms = [staff.form(question) for staff in (first, second)]
    forms[0].types(**{"choices-0-label": "Label of the first"}).must_save()
    assert not forms[1].types(**{"choices-0-label": "Label of the second"}).saves()
    assert choice("home", "in-town").label == "Label of the first"
    assert "Label of the first" in forms[1].response.content.decode()
    forms[1].must_save()
    assert choice("home", "in-town").label == "Label of the second"


def test_saving_again_works_after_an_answer_was_removed(draft, first, second):
    question = draft.question_set.get(slug="likes")
    forms = [staff.form(question) for staff in (first, second)]
    forms[0].types(**{"choices-4-DELETE": "on"}).must_save()
    assert not forms[1].types(label="Label of the second").saves()
    forms[1].must_save()
    question.refresh_from_db()
    assert question.label == "Label of the second"


def test_the_second_is_told_that_an_answer_was_removed(draft, first, second):
    question = draft.question_set.get(slug="likes")
    forms = [staff.form(question) for staff in (first, second)]
    label = forms[0].fields["choices-4-label"]
    forms[0].types(**{"choices-4-DELETE": "on"}).must_save()
    forms[1].types(label="Label of the second").saves()
    assert f"removed{label}" in forms[1].errors


def test_both_can_remove_the_same_answer(draft, first, second):
    question = draft.question_set.get(slug="likes")
    before = question.choices.count()
    forms = [staff.form(question) for staff in (first, second)]
    for form in forms:
        form.types(**{"choices-4-DELETE": "on"})
    forms[0].must_save()
    assert not forms[1].saves()
    forms[1].must_save()
    assert question.choices.count() == before - 1


# Other ways to change a row


def test_the_place_in_a_list_is_part_of_a_row(draft, option, first, second):
    """Typed into the list of options while a form of one of them is open."""
    form = second.form(option).types(plain="Words of the second.")
    rows = list(models.Option.objects.order_by("guide", "position"))
    sent = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "Save"}
    for number, row in enumerate(rows):
        place = 99 if row == option else row.position
        sent |= {f"form-{number}-id": row.pk, f"form-{number}-position": place}
    assert first.sends("desk_option_changelist", **sent).status_code == 302
    option.refresh_from_db()
    assert option.position == 99
    form.saves()
    option.refresh_from_db()
    assert option.position == 99


class PlacesOfOptions:
    """The list of options, as somebody has it open."""

    def __init__(self, staff):
        self.staff = staff
        page = staff.opens("desk_option_changelist")
        self.sent = fields(page.one(id="changelist-form")) | {"_save": "Save"}

    def moves(self, option, place):
        number = next(
            name.split("-")[1]
            for name, value in self.sent.items()
            if name.endswith("-id") and value == str(option.pk)
        )
        self.sent[f"form-{number}-position"] = str(place)
        return self

    def saves(self):
        response = self.staff.sends("desk_option_changelist", **self.sent)
        if response.status_code == 200:
            self.page = parse(response)
            self.sent = fields(self.page.one(id="changelist-form")) | {"_save": "Save"}
        return response.status_code == 302


def test_two_who_move_different_rows_move_both(draft, option, first, second):
    post_card = draft.option_set.get(slug="post-card")
    lists = [PlacesOfOptions(staff) for staff in (first, second)]
    assert lists[0].moves(option, 50).saves()
    assert lists[1].moves(post_card, 60).saves()
    places = dict(models.Option.objects.values_list("slug", "position"))
    assert (places["town-card"], places["post-card"]) == (50, 60)


def test_two_who_move_the_same_row_are_told(draft, option, first, second):
    lists = [PlacesOfOptions(staff) for staff in (first, second)]
    assert lists[0].moves(option, 50).saves()
    assert not lists[1].moves(option, 60).saves()
    assert "moved this to 50" in lists[1].page.text
    option.refresh_from_db()
    assert option.position == 50
    assert lists[1].saves()
    option.refresh_from_db()
    assert option.position == 60


def test_a_form_that_was_open_is_told_of_a_move_in_the_list(option, first, second):
    form = second.form(option).types(plain="Words of the second.")
    assert PlacesOfOptions(first).moves(option, 50).saves()
    assert not form.saves()
    assert "50" in form.errors


CHANGED = with_part(GUIDE, "options", "town-card", plain="Words of the file.")


def restore(draft):
    publish(write_draft(CHANGED), "First")
    write_draft(GUIDE)
    Staff("paula", "Publisher").sends("restore_guide", draft.pk, number="1", sure="yes")


@pytest.mark.parametrize(
    "change", [lambda draft: write_draft(CHANGED), restore], ids=["load", "restore"]
)
def test_a_guide_that_was_replaced_meanwhile_is_told(draft, option, second, change):
    form = second.form(option).types(plain="Words of the second.")
    change(draft)
    assert not form.saves()
    assert "Words of the file." in form.errors
    assert ("paula" in form.errors) is (change is restore)
    assert option_now(draft).plain == "Words of the file."


@pytest.mark.parametrize("slug", ["town-card", "reading-room"])
def test_saving_again_works_after_a_guide_was_replaced(draft, second, slug):
    form = second.form(draft.option_set.get(slug=slug)).types(plain="Words of the second.")
    write_draft(replace(GUIDE, title="Another title"))
    assert not form.saves()
    form.must_save()
    assert draft.option_set.get(slug=slug).plain == "Words of the second."
    assert option_now(draft).situations == GUIDE.option_by_slug["town-card"].situations
