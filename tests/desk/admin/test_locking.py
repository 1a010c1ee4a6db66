"""Two editors with the same row open: the second is told, sees both versions, loses nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from navigator.desk import models
from navigator.desk.admin import locking
from navigator.desk.rows import freeze, write_draft
from navigator.editions.publishing import publish_as_next
from tests.desk.admin.staff import OURS, Staff, change_url, choice
from tests.guide.builders import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.variants import with_part

GUIDE = library()
CHANGED = with_part(GUIDE, "options", "town-card", plain="Words of the file.")
ADULTS = any_of("age", "adult", "not-told")


@pytest.fixture
def option(draft):
    """It has one situation of two rows."""
    return draft.option_set.get(slug="town-card")


@pytest.fixture
def likes(draft):
    """A question with six answers, of which no rule names the last two."""
    return draft.question_set.get(slug="likes")


@pytest.fixture
def first(db):
    return Staff("first", "Editor")


@pytest.fixture
def second(db):
    return Staff("second", "Editor")


@pytest.fixture
def opened(first, second):
    """Open the form of a row for both."""
    return lambda row: (first.form(row), second.form(row))


def now():
    return freeze(models.Guide.objects.get()).option_by_slug["town-card"]


# The same row


def test_the_second_sees_both_versions_and_nothing_is_overwritten(option, first, opened):
    theirs, yours = opened(option)
    theirs.types(plain="Words of the first.").must_save()
    assert not yours.types(plain="Words of the second.").saves()
    assert now().plain == "Words of the first."
    for words in ("Words of the first.", "Words of the second.", first.user.username):
        assert words in yours.errors
    assert yours.fields["plain"] == "Words of the second."
    for same in (option.source_text, option.slug):
        assert same not in yours.errors
    yours.types(plain="Words of both.").must_save()
    assert now().plain == "Words of both."


def test_a_third_who_came_between_is_told_of_too(option, opened):
    third = Staff("third", "Editor")
    theirs, yours = opened(option)
    theirs.types(plain="Words of the first.").must_save()
    assert not yours.types(plain="Words of the second.").saves()
    third.form(option).types(plain="Words of the third.").must_save()
    assert not yours.saves()
    assert "Words of the third." in yours.errors
    assert third.user.username in yours.errors


def test_what_the_second_did_not_change_stays_as_the_first_saved_it(draft, option, opened):
    source = draft.source_set.first()
    theirs, yours = opened(option)
    theirs.types(name="Card of the first", sources=[str(source.pk)]).must_save()
    assert not yours.types(plain="Words of the second.").saves()
    assert "Card of the first" in yours.errors
    assert yours.fields["name"] == "Card of the first"
    yours.must_save()
    assert (now().name, now().plain) == ("Card of the first", "Words of the second.")
    assert now().sources == (source.slug,)


def test_what_was_picked_is_told_by_its_name(draft, option, opened):
    """Not by the key of its row."""
    extra = models.Category.objects.create(guide=draft, slug="extra", name="Extra cards")
    other = draft.category_set.get(slug="other-cards")
    theirs, yours = opened(option)
    theirs.types(category=str(other.pk), for_everyone="on").must_save()
    yours.types(category=str(extra.pk)).saves()
    for words in (other.name, extra.name, "For everyoneyes"):
        assert words in yours.errors


def test_who_edits_alone_or_after_another_is_never_told(option, first, second):
    for staff in (first, first, second, first):
        staff.form(option).types(plain=f"Words of {staff.user}.").must_save()


def test_different_rows_do_not_meet(draft, option, first, second):
    forms = [first.form(option), second.form(draft.option_set.get(slug="post-card"))]
    for form in forms:
        form.types(plain="New words.").must_save()


@pytest.mark.parametrize("version", [None, "", "-1", "x"])
def test_a_form_that_does_not_say_what_it_saw_is_refused(option, first, version):
    form = first.form(option).types(plain="Words of the first.", seen_version=version)
    assert not form.saves()
    assert now().plain == option.plain
    form.must_save()


@pytest.mark.parametrize("kind", ["guide", "category", "notice", "term", "source", "trialtopic"])
def test_every_form_is_kept_so(draft, opened, kind):
    row = draft if kind == "guide" else getattr(draft, f"{kind}_set").first()
    name = next(each for each in ("name", "title", "label") if hasattr(row, each))
    theirs, yours = opened(row)
    theirs.types(**{name: "Words of the first"}).must_save()
    assert not yours.types(**{name: "Words of the second"}).saves()
    assert "Words of the first" in yours.errors
    yours.must_save()
    row.refresh_from_db()
    assert getattr(row, name) == "Words of the second"


def test_what_was_typed_into_a_row_that_was_deleted_meanwhile_can_be_copied(option, first, second):
    form = second.form(option).types(plain="Words of the second.")
    first.sends("desk_option_delete", option.pk, post="yes")
    response = second.client.post(change_url(option), form.fields, headers=OURS)
    assert response.status_code == 404
    page = parse(response)
    assert "deleted or renamed while you had it open" in page.text
    assert "Words of the second." in [area.text.strip() for area in page.all("textarea")]


# The rows of a rule


def test_a_row_that_the_first_added_is_shown_and_kept(option, opened):
    theirs, yours = opened(option)
    theirs.adds_row(choice("home", "far"), situation=2).must_save()
    assert not yours.types(plain="Words of the second.").saves()
    assert "any of these: Home: Far awaynot there before" in yours.errors
    yours.must_save()
    assert now().plain == "Words of the second."
    assert now().situations[1] == a_situation(any_of("home", "far"))


def test_rows_that_both_added_are_kept(option, opened):
    theirs, yours = opened(option)
    theirs.adds_row(choice("home", "far"), situation=2).must_save()
    assert not yours.adds_row(choice("likes", "games"), situation=3).saves()
    yours.must_save()
    assert now().situations[1:] == (
        a_situation(any_of("home", "far")),
        a_situation(any_of("likes", "games")),
    )


def test_both_can_change_the_same_row(option, opened):
    theirs, yours = opened(option)
    theirs.types(**{"conditions-0-answers": [str(choice("age", "teen").pk)]}).must_save()
    yours.types(**{"conditions-0-answers": [str(choice("age", "child").pk)]})
    assert not yours.saves()
    assert "Row 1, answersAge: 12 to 17Age: Under 12" in yours.errors
    assert any_of("age", "teen") in now().situations[0].conditions
    yours.must_save()
    assert any_of("age", "child") in now().situations[0].conditions


def test_what_the_second_did_not_change_in_a_row_stays(option, opened):
    theirs, yours = opened(option)
    picked = [str(choice("age", slug).pk) for slug in ("child", "teen")]
    theirs.types(**{"conditions-0-answers": picked}).must_save()
    assert not yours.types(plain="Words of the second.", **{"conditions-0-test": "only"}).saves()
    yours.must_save()
    (condition, _) = now().situations[0].conditions
    assert (condition.choices, condition.test) == (("child", "teen"), "only")


def test_a_row_that_the_first_removed_comes_back_only_if_it_is_wanted(option, opened):
    theirs, yours = opened(option)
    theirs.removes_row(1).must_save()
    assert not yours.types(plain="Words of the second.").saves()
    assert "removedany of these: Home: In the town, Home: Near the town" in yours.errors
    kept = dict(yours.fields)
    yours.removes_row(1).must_save()
    assert now().situations == (a_situation(ADULTS),)
    yours.fields = kept | {"seen_version": str(models.Option.objects.get(pk=option.pk).version)}
    yours.must_save()
    assert now().situations == GUIDE.option_by_slug["town-card"].situations


def test_a_row_that_the_second_removed_is_told_as_the_first_saved_it(option, opened):
    theirs, yours = opened(option)
    theirs.types(**{"conditions-0-answers": [str(choice("age", "teen").pk)]}).must_save()
    assert not yours.removes_row(0).saves()
    assert "any of these: Age: 12 to 17removed" in yours.errors
    yours.must_save()
    assert now().situations == (a_situation(any_of("home", "in-town", "nearby")),)


# The answers of a question


def test_answers_are_part_of_their_question(likes, opened):
    theirs, yours = opened(likes)
    theirs.types(**{"choices-0-label": "Books of the first", "choices-1-uncertain": "on"})
    theirs.types(**{"choices-4-DELETE": "on"}).must_save()
    yours.types(**{"choices-0-label": "Books of the second", "choices-2-label": "Film"})
    assert not yours.saves()
    assert "Answer 1, answerBooks of the firstBooks of the second" in yours.errors
    assert "means “not known”yesYou had not changed it" in yours.errors
    assert "removedNothing yet" in yours.errors
    yours.types(**{"choices-5-DELETE": "on"}).must_save()
    answers = {each.slug: each for each in likes.choices.all()}
    assert list(answers) == ["books", "sound-books", "films", "games", "unsure"]
    assert (answers["books"].label, answers["films"].label) == ("Books of the second", "Film")
    assert answers["sound-books"].uncertain


def test_both_can_remove_the_same_answer(likes, opened):
    forms = opened(likes)
    for form in forms:
        form.types(**{"choices-4-DELETE": "on"})
    forms[0].must_save()
    assert not forms[1].saves()
    forms[1].must_save()
    assert likes.choices.count() == 5


# A guide that was replaced


@pytest.mark.parametrize("way", ["load", "restore"])
def test_who_has_a_form_open_is_told_that_the_guide_was_replaced(draft, option, second, way):
    form = second.form(option).types(plain="Words of the second.")
    if way == "load":
        write_draft(CHANGED)
    else:
        publish_as_next(CHANGED, draft.pk, "First")
        Staff("paula", "Publisher").restores(draft, 1)
    assert not form.saves()
    assert "Words of the file." in form.errors
    assert ("paula" in form.errors) is (way == "restore")
    form.must_save()
    assert now().plain == "Words of the second."
    assert now().situations == GUIDE.option_by_slug["town-card"].situations


def test_rows_whose_keys_are_gone_can_be_saved(draft, option, second):
    """The rule was taken away and has come back in other rows."""
    form = second.form(option).types(plain="Words of the second.")
    write_draft(with_part(GUIDE, "options", "town-card", situations=()))
    write_draft(replace(GUIDE, title="Another title"))
    assert not form.saves()
    form.must_save()
    assert now().situations == GUIDE.option_by_slug["town-card"].situations


# A button that is pressed twice, where no script holds the second press back


def messages_after(response, staff):
    return [str(each) for each in staff.client.get(response["Location"]).context["messages"]]


def test_who_presses_save_twice_has_saved_once_and_is_told_so_once(option, first):
    form = first.form(option).types(plain="Words of the first.")
    before = now_version(option)
    responses = [first.client.post(form.url, form.fields | {"_save": "Save"}) for _ in range(2)]
    assert [each.status_code for each in responses] == [302, 302]
    assert responses[0]["Location"] == responses[1]["Location"]
    assert now_version(option) == before + 1
    (told,) = messages_after(responses[1], first)
    assert "was changed successfully" in told


def test_who_presses_add_twice_has_added_once_and_is_told_so_once(draft, first):
    form = first.new(models.Term).types(name="Stamp card", slug="stamp-card", definition="A card.")
    responses = [first.client.post(form.url, form.fields | {"_save": "Save"}) for _ in range(2)]
    assert [each.status_code for each in responses] == [302, 302]
    assert draft.term_set.filter(slug="stamp-card").count() == 1
    (told,) = messages_after(responses[1], first)
    assert "was added successfully" in told


def test_a_second_press_of_somebody_else_or_after_a_minute_is_looked_at(
    option, first, second, monkeypatch
):
    form = first.form(option).types(plain="Words of the first.").must_save()
    assert second.client.post(form.url, form.fields).status_code == 200
    monkeypatch.setattr(locking, "TWICE", timedelta())
    assert first.client.post(form.url, form.fields).status_code == 200


def now_version(row):
    return type(row).objects.get(pk=row.pk).version
