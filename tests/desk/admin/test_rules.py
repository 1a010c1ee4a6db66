"""Situations that read like sentences: rows of answers, saved, refused, and put in words."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze, write_draft
from navigator.guide.model import Condition, Situation, Test
from tests.desk.admin.staff import choice
from tests.guide.strategies import a_situation, any_of, only
from tests.guides import real_guide
from tests.html import parse
from tests.library import library

pytestmark = pytest.mark.django_db

GUIDE = library()
ROWS_OF = {"option": "conditions", "notice": "conditions", "question": "ask_when"}


@pytest.fixture
def option(draft):
    """It has one situation of two rows."""
    return draft.option_set.get(slug="town-card")


@pytest.fixture
def other(draft):
    """Another guide, with questions and answers of the same names."""
    return write_draft(replace(GUIDE, slug="other-card", title="Another"))


def rule(draft, slug="town-card"):
    return freeze(draft).option_by_slug[slug].situations


# Saving


def test_an_unchanged_form_changes_nothing(draft, editor):
    for kind in ("option", "notice", "question", "category", "term", "source", "trialtopic"):
        for row in getattr(draft, f"{kind}_set").all():
            editor.form(row).must_save()
    editor.form(models.Guide.objects.get()).must_save()
    assert freeze(models.Guide.objects.get()) == GUIDE


def test_an_unchanged_form_changes_nothing_in_the_first_guide(editor):
    draft = write_draft(real_guide())
    for slug in ("chemotherapy", "aromatase-inhibitor-after-tamoxifen"):
        editor.form(draft.option_set.get(slug=slug)).must_save()
    editor.form(draft.question_set.get(slug="not-responded")).must_save()
    editor.form(draft).must_save()
    assert freeze(models.Guide.objects.get()) == real_guide()


def test_rows_with_one_number_hold_together(draft, option, editor):
    editor.form(option).adds_row(choice("guardian", "yes")).must_save()
    (situation,) = rule(draft)
    assert any_of("guardian", "yes") in situation.conditions
    assert len(situation.conditions) == 3


def test_a_new_row_comes_after_those_that_are_there(draft, option, editor):
    before = rule(draft)[0].conditions
    editor.form(option).adds_row(choice("guardian", "yes")).must_save()
    assert rule(draft)[0].conditions == (*before, any_of("guardian", "yes"))


def test_rows_with_another_number_are_another_situation(draft, option, editor):
    before = rule(draft)
    form = editor.form(option).adds_row(choice("home", "far"), situation=2)
    form.adds_row(choice("guardian", "yes"), situation=2).must_save()
    assert rule(draft) == (*before, a_situation(any_of("home", "far"), any_of("guardian", "yes")))


def test_numbers_need_not_follow_one_another(draft, option, editor):
    before = rule(draft)
    editor.form(option).adds_row(choice("home", "far"), situation=9).must_save()
    assert rule(draft) == (*before, a_situation(any_of("home", "far")))


def test_nothing_else_than_these_can_be_said(draft, option, editor):
    films, games = choice("likes", "films"), choice("likes", "games")
    editor.form(option).adds_row(films, games, situation=2, test="only").must_save()
    assert rule(draft)[-1] == a_situation(only("likes", "films", "games"))


def test_a_row_can_be_changed_and_removed(draft, option, editor):
    form = editor.form(option).removes_row(1)
    form.types(**{"conditions-0-answers": [str(choice("age", "teen").pk)]}).must_save()
    assert rule(draft) == (a_situation(any_of("age", "teen")),)


def test_the_answers_of_a_row_keep_their_order_when_another_field_is_changed(draft, editor):
    backwards = Situation((Condition("likes", ("sound-books", "books"), Test.ONLY),))
    write_draft(
        replace(
            GUIDE,
            options=(
                *GUIDE.options[:3],
                replace(GUIDE.options[3], situations=(backwards,)),
                *GUIDE.options[4:],
            ),
        )
    )
    editor.form(draft.option_set.get(slug="paper-card")).types(plain="New.").must_save()
    assert rule(draft, "paper-card") == (backwards,)


def test_an_option_for_everyone_needs_no_rows(draft, option, editor):
    form = editor.form(option).types(for_everyone="on")
    form.removes_row(0).removes_row(1).must_save()
    changed = freeze(draft).option_by_slug["town-card"]
    assert changed.for_everyone
    assert changed.situations == ()


def test_a_notice_has_rows_too(draft, editor):
    notice = draft.notice_set.get(slug="young-readers")
    editor.form(notice).adds_row(choice("home", "far"), situation=2).must_save()
    (_, second) = freeze(draft).notices[0].situations
    assert second == a_situation(any_of("home", "far"))


def test_a_question_is_asked_when_its_rows_hold(draft, editor):
    question = draft.question_set.get(slug="likes")
    form = editor.form(question).adds_row(choice("home", "far"), prefix="ask_when")
    form.adds_row(choice("age", "adult"), prefix="ask_when").must_save()
    asked = freeze(draft).question_by_slug["likes"].ask_when
    assert asked == a_situation(any_of("home", "far"), any_of("age", "adult"))


def test_a_new_option_can_have_a_rule_at_once(draft, editor):
    form = editor.new(models.Option)
    form.types(category=str(draft.category_set.first().pk), slug="new-card", name="New card")
    form.types(plain="A new card.", source_text="New card.")
    form.adds_row(choice("home", "far")).must_save()
    assert rule(draft, "new-card") == (a_situation(any_of("home", "far")),)
    assert freeze(draft).options[-1].slug == "new-card"


# What is refused, on the field and in plain words


def test_answers_of_two_questions_in_a_row_are_refused(draft, option, editor):
    before = freeze(draft)
    form = editor.form(option).adds_row(choice("home", "far"), choice("guardian", "yes"))
    assert not form.saves()
    said = form.row_errors("conditions", 2)
    assert "two questions" in said
    assert "two rows" in said
    assert form.row_errors("conditions", 0) == ""
    assert freeze(draft) == before


def test_what_was_picked_is_still_there_after_a_refusal(draft, option, editor):
    picks = [choice("home", "far"), choice("guardian", "yes")]
    form = editor.form(option).types(plain="New words.").adds_row(*picks)
    assert not form.saves()
    assert form.fields["plain"] == "New words."
    assert set(form.fields["conditions-2-answers"]) == {str(pick.pk) for pick in picks}
    form.types(**{"conditions-2-answers": [str(picks[0].pk)]}).must_save()
    assert any_of("home", "far") in rule(draft)[0].conditions


def test_answers_of_three_questions_are_counted(draft, option, editor):
    picks = [choice("home", "far"), choice("guardian", "yes"), choice("likes", "games")]
    form = editor.form(option).adds_row(*picks)
    assert not form.saves()
    assert "three questions" in form.row_errors("conditions", 2)


def test_a_row_without_answers_is_refused(draft, option, editor):
    form = editor.form(option).adds_row()
    form.fields["conditions-2-situation"] = "2"
    assert not form.saves()
    assert form.row_errors("conditions", 2)


@pytest.mark.parametrize("number", ["0", "-1", "", "first"])
def test_a_situation_is_numbered_from_one(option, editor, number):
    form = editor.form(option).adds_row(choice("home", "far"), situation=number)
    assert not form.saves()
    assert form.row_errors("conditions", 2)


def test_answers_of_two_questions_are_refused_for_an_ask_when_too(draft, editor):
    picks = [choice("home", "far"), choice("age", "adult")]
    form = editor.form(draft.question_set.get(slug="likes")).adds_row(*picks, prefix="ask_when")
    assert not form.saves()
    assert "two questions" in form.row_errors("ask_when", 0)


@pytest.mark.parametrize("kind", ROWS_OF)
def test_answers_of_another_guide_are_refused(draft, other, editor, kind):
    row, prefix = getattr(draft, f"{kind}_set").last(), ROWS_OF[kind]
    form = editor.form(row)
    number = int(form.fields[f"{prefix}-TOTAL_FORMS"])
    form.adds_row(choice("home", "far", other), situation=2, prefix=prefix)
    assert not form.saves()
    assert form.row_errors(prefix, number)


def test_answers_of_another_guide_are_refused_for_a_new_option(draft, other, editor):
    form = editor.new(models.Option).types(guide=str(draft.pk), slug="new-card", name="New")
    form.types(category=str(draft.category_set.first().pk), plain="x", source_text="x")
    assert not form.adds_row(choice("home", "far", other)).saves()
    assert form.row_errors("conditions", 0)


@pytest.mark.parametrize("name", ["category", "sources"])
def test_what_another_guide_has_is_refused(option, other, editor, name):
    row = other.category_set.first() if name == "category" else other.source_set.first()
    value = str(row.pk) if name == "category" else [str(row.pk)]
    assert not editor.form(option).types(**{name: value}).saves()


@pytest.mark.parametrize("kind", ["question", "option", "source"])
def test_a_part_stays_in_its_guide(draft, other, editor, kind):
    """Rules may name it: a guide could not be written over without what has gone elsewhere."""
    row = getattr(draft, f"{kind}_set").first()
    assert "guide" not in editor.form(row).fields
    form = editor.form(row)
    form.fields["guide"] = str(other.pk)
    form.must_save()
    row.refresh_from_db()
    assert row.guide == draft


def test_a_slug_that_the_guide_has_already_is_refused(draft, editor):
    first, second = draft.option_set.all()[:2]
    assert not editor.form(second).types(slug=first.slug).saves()


def test_an_answer_that_a_rule_names_cannot_be_removed(draft, editor):
    form = editor.form(draft.question_set.get(slug="home"))
    number = next(
        name.split("-")[1]
        for name, value in form.fields.items()
        if value == "far" and "slug" in name
    )
    form.types(**{f"choices-{number}-DELETE": "on"})
    assert not form.saves()
    assert form.errors == (
        "This answer is still used in the rule of “Post card”. "
        "Take it out there first, then remove it here."
    )
    assert models.Choice.objects.filter(slug="far").exists()


def test_a_question_that_rules_use_is_not_deleted(draft, editor):
    question = draft.question_set.get(slug="home")
    response = editor.sends("desk_question_delete", question.pk, post="yes")
    assert response.status_code == 200
    assert freeze(draft) == GUIDE


def test_what_holds_up_a_deletion_is_named(draft, editor):
    question = draft.question_set.get(slug="home")
    page = editor.opens("desk_question_delete", question.pk)
    assert "cannot be deleted while something else uses it" in page.text
    assert "Used in: the rule of “Post card”" in page.text
    page = editor.opens("desk_category_delete", draft.category_set.first().pk)
    assert "Option: Town card" in page.text


@pytest.mark.parametrize("kind", ["guide", "question"])
def test_a_new_slug_comes_with_a_word_on_what_it_does(draft, editor, kind):
    row = draft if kind == "guide" else draft.question_set.get(slug="home")
    form = editor.form(row).types(slug="renamed").must_save()
    told = parse(editor.client.get(form.response["Location"])).one("ul", class_="messagelist")
    assert "The slug was changed" in told.text
    row.refresh_from_db()
    form = editor.form(row).types(staff_note="New.").must_save()
    assert "The slug" not in editor.client.get(form.response["Location"]).content.decode()


def test_rules_follow_a_question_with_a_new_slug(draft, editor):
    editor.form(draft.question_set.get(slug="home")).types(slug="place").must_save()
    assert rule(draft, "post-card") == (a_situation(any_of("place", "far")),)


# The rule in plain words, as it is just now


def rule_words(editor, form, **changes):
    response = editor.sends("rule_words", **(form.fields | changes))
    assert response.status_code == 200
    return parse(response)


def test_the_form_asks_for_the_words_of_its_rule(option, editor):
    asked = editor.form(option).page.one(id="rule-words")
    assert asked["hx-post"] == reverse("admin:rule_words")
    assert asked["hx-include"]


def test_the_words_are_those_of_the_rows(option, editor):
    said = rule_words(editor, editor.form(option)).text
    for statement in ("You are an adult", "Home is in the town", "Home is near the town"):
        assert statement in said


def test_the_words_follow_rows_that_are_not_saved(option, editor):
    form = editor.form(option).adds_row(choice("likes", "games"), situation=2).removes_row(0)
    said = rule_words(editor, form).text
    assert "It is for games" in said
    assert "You are an adult" not in said


def test_situations_are_told_apart_by_their_numbers(option, editor):
    form = editor.form(option).adds_row(choice("likes", "games"), situation=2)
    form.adds_row(choice("guardian", "yes"))
    told = [each.text for each in rule_words(editor, form).all(class_="situation")]
    together = next(each for each in told if "games" in each)
    assert "A grown-up can sign" not in together
    assert any("adult" in each and "A grown-up can sign" in each for each in told)


def test_a_new_option_has_words_too(draft, editor):
    form = editor.new(models.Option).adds_row(choice("home", "far"))
    assert "Home is far away" in rule_words(editor, form).text


def test_an_ask_when_has_words_too(draft, editor):
    form = editor.form(draft.question_set.get(slug="guardian"))
    assert "You are a child" in rule_words(editor, form).text


def test_for_everyone_goes_before_the_rows(option, editor):
    said = rule_words(editor, editor.form(option), for_everyone="on").text
    assert said
    assert "adult" not in said


def test_a_form_without_rows_is_told_so(draft, editor):
    form = editor.form(draft.option_set.get(slug="reading-room")).types(for_everyone=None)
    assert rule_words(editor, form).text


def test_a_row_with_answers_of_two_questions_is_told_with_both(option, editor):
    """They are about to be refused; until then, they are not "gone"."""
    form = editor.form(option).adds_row(choice("home", "far"), choice("guardian", "yes"))
    said = rule_words(editor, form).text
    assert "Home is far away" in said
    assert "A grown-up can sign" in said


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"conditions-TOTAL_FORMS": "many"},
        {"conditions-TOTAL_FORMS": "99999999999999999999"},
        {"conditions-TOTAL_FORMS": "1", "conditions-0-answers": ["99999999"]},
        {"conditions-TOTAL_FORMS": "1", "conditions-0-answers": ["9" * 30]},
        {"conditions-TOTAL_FORMS": "1", "conditions-0-answers": ["x", "-1", "²"]},
        {"conditions-TOTAL_FORMS": "1", "conditions-0-situation": "x"},
    ],
)
def test_a_form_made_by_hand_breaks_nothing(draft, editor, sent):
    assert editor.sends("rule_words", **sent).status_code in (200, 400)


def test_the_words_are_shown_and_not_run(option, editor):
    models.Choice.objects.filter(slug="adult").update(statement="<script>alert(1)</script>")
    assert rule_words(editor, editor.form(option)).all("script") == []


# Picking answers


def found(editor, form, term, prefix="conditions"):
    """What the search of a new row finds; its address is that of the form's own widget."""
    select = form.page.one("select", name=f"{prefix}-__prefix__-answers")
    params = {
        "term": term,
        "app_label": select["data-app-label"],
        "model_name": select["data-model-name"],
        "field_name": select["data-field-name"],
    }
    url = select["data-ajax--url"]
    response = editor.client.get(url + ("&" if "?" in url else "?") + urlencode(params))
    assert response.status_code == 200
    return {int(each["id"]): each["text"] for each in response.json()["results"]}


@pytest.mark.parametrize("term", ["grown-up", "no grown-up", "yes", "A grown-up who signs"])
def test_answers_are_found_by_their_words_and_their_question(option, editor, term):
    assert set(found(editor, editor.form(option), term)) & {
        choice("guardian", "yes").pk,
        choice("guardian", "no").pk,
    }


def test_an_answer_is_shown_with_its_question(option, editor):
    (text,) = found(editor, editor.form(option), "far away").values()
    assert "Home" in text
    assert "Far away" in text


@pytest.mark.parametrize("kind", ROWS_OF)
def test_only_answers_of_this_guide_are_found(draft, other, editor, kind):
    form = editor.form(getattr(draft, f"{kind}_set").last())
    keys = set(found(editor, form, "far away", ROWS_OF[kind]))
    assert keys == {choice("home", "far", draft).pk}


def test_answers_of_guides_are_not_mixed_in_the_form_of_a_new_option(draft, other, editor):
    """Two answers that read the same, of which one will be refused."""
    results = list(found(editor, editor.new(models.Option), "far away").values())
    assert len(results) == len(set(results))


def test_answers_are_in_the_order_of_the_questions(option, editor):
    keys = list(found(editor, editor.form(option), ""))
    assert keys == list(
        models.Choice.objects.order_by("question__position", "position").values_list(
            "pk", flat=True
        )
    )


def test_a_form_offers_the_answers_that_it_has(option, editor):
    page = editor.form(option).page
    shown = {each.text for each in page.one("select", name="conditions-1-answers").all("option")}
    assert shown == {"Home: In the town", "Home: Near the town"}


def test_the_menu_has_no_answers_of_their_own(editor):
    hrefs = {link.get("href") for link in editor.opens("index").all("a")}
    assert reverse("admin:desk_option_changelist") in hrefs
    assert reverse("admin:desk_choice_changelist") not in hrefs
