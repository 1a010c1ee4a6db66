"""Situations that read like sentences: rows of answers, saved, refused, and put in words."""

from dataclasses import replace

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import freeze, write_draft
from tests.desk.admin.staff import choice
from tests.guide.builders import a_situation, any_of, at_least, none_of, only
from tests.html import parse
from tests.library import library
from tests.variants import with_part

GUIDE = library()
TOWN_CARD = GUIDE.option_by_slug["town-card"].situations[0].conditions
ROWS_OF = {"option": "conditions", "notice": "conditions", "question": "ask_when"}


@pytest.fixture
def option(draft):
    """It has one situation of two rows."""
    return draft.option_set.get(slug="town-card")


@pytest.fixture
def likes(draft):
    """A question that is always asked."""
    return draft.question_set.get(slug="likes")


@pytest.fixture
def other(draft):
    """Another guide, with questions and answers of the same names."""
    return write_draft(replace(GUIDE, slug="other-card", title="Another"))


def now():
    return freeze(models.Guide.objects.get(slug=GUIDE.slug))


def rule(slug="town-card"):
    return now().option_by_slug[slug].situations


# Saving


def test_an_unchanged_form_changes_nothing(draft, editor):
    """Answers that stand in a row in an order of their own keep it."""
    backwards = (a_situation(only("likes", "sound-books", "books")),)
    guide = with_part(GUIDE, "options", "paper-card", situations=backwards)
    write_draft(guide)
    for model in models.PART_MODELS.values():
        for row in model.objects.all()[:4]:
            editor.form(row).must_save()
    editor.form(draft).must_save()
    assert now() == guide


def test_rows_with_one_number_hold_together_in_their_order(option, editor):
    form = editor.form(option).adds_row(choice("guardian", "yes"))
    form.adds_row(choice("home", "far"), situation=9)
    form.adds_row(choice("likes", "films"), choice("likes", "games"), situation=9, test="only")
    form.must_save()
    assert rule() == (
        a_situation(*TOWN_CARD, any_of("guardian", "yes")),
        a_situation(any_of("home", "far"), only("likes", "films", "games")),
    )


def test_a_row_can_be_changed_and_removed(option, editor):
    form = editor.form(option).removes_row(1)
    form.types(**{"conditions-0-answers": [str(choice("age", "teen").pk)]}).must_save()
    assert rule() == (a_situation(any_of("age", "teen")),)


def test_an_option_for_everyone_needs_no_rows(option, editor):
    editor.form(option).types(for_everyone="on").removes_row(0).removes_row(1).must_save()
    saved = now().option_by_slug["town-card"]
    assert (saved.for_everyone, saved.situations) == (True, ())


def test_a_notice_and_a_question_have_rows_too(draft, likes, editor):
    notice = draft.notice_set.get(slug="young-readers")
    editor.form(notice).adds_row(choice("home", "far"), situation=2).must_save()
    assert now().notices[0].situations[1] == a_situation(any_of("home", "far"))
    form = editor.form(likes).adds_row(choice("home", "far"), prefix="ask_when")
    form.adds_row(choice("age", "adult"), prefix="ask_when").must_save()
    asked = now().question_by_slug["likes"].ask_when
    assert asked == (a_situation(any_of("home", "far"), any_of("age", "adult")),)
    form = editor.form(likes).adds_row(choice("home", "nearby"), prefix="ask_when", situation=2)
    form.must_save()
    asked = now().question_by_slug["likes"].ask_when
    assert asked[1:] == (a_situation(any_of("home", "nearby")),)


@pytest.mark.parametrize(
    ("test", "number", "expected"),
    [
        ("any", "", at_least(1, any_of("age", "adult"), any_of("home", "far"))),
        ("at-least", "2", at_least(2, any_of("age", "adult"), any_of("home", "far"))),
    ],
)
def test_a_row_can_name_answers_of_several_questions(option, editor, test, number, expected):
    picks = [choice("home", "far"), choice("age", "adult")]
    form = editor.form(option).adds_row(*picks, situation=2, test=test, number=number)
    form.must_save()
    assert rule("town-card")[1].conditions == (expected,)


def test_none_of_answers_of_several_questions_is_said_of_each(option, editor):
    picks = [choice("home", "far"), choice("age", "adult"), choice("home", "nearby")]
    editor.form(option).adds_row(*picks, situation=2, test="none").must_save()
    assert rule("town-card")[1].conditions == (
        none_of("age", "adult"),
        none_of("home", "nearby", "far"),
    )


def test_a_new_option_can_have_a_rule_at_once(draft, editor):
    form = editor.new(models.Option)
    form.types(category=str(draft.category_set.first().pk), slug="new-card", name="New card")
    form.types(plain="A new card.", source_text="New card.")
    form.adds_row(choice("home", "far")).must_save()
    assert rule("new-card") == (a_situation(any_of("home", "far")),)
    assert now().options[-1].slug == "new-card"


def test_rules_follow_a_question_with_a_new_slug(draft, editor):
    """It is told what the slug does to readers, and not said again when it stays."""
    question = draft.question_set.get(slug="home")
    for row in (draft, question):
        form = editor.form(row).types(slug="renamed").must_save()
        told = parse(editor.client.get(form.response["Location"])).one("ul", class_="messagelist")
        called = "address of the guide" if row == draft else "short name"
        assert f"The {called} was changed" in told.text
        form = editor.form(row).types(staff_note="New.").must_save()
        assert "was changed. " not in editor.client.get(form.response["Location"]).content.decode()
    guide = freeze(models.Guide.objects.get())
    assert guide.option_by_slug["post-card"].situations == (a_situation(any_of("renamed", "far")),)


# What is refused, on the field and in plain words


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"answers": ["far", "yes"], "test": "only"}, "several questions: put those of each"),
        ({"test": "at-least", "number": "0"}, "greater than or equal"),
        ({"test": "at-least", "number": "two"}, "whole number"),
        ({"answers": []}, "Pick at least one answer"),
        ({"situation": "0"}, "numbered from 1"),
        ({"situation": "-1"}, "greater than or equal"),
        ({"situation": ""}, "required"),
        ({"situation": "first"}, "whole number"),
    ],
    ids=str,
)
def test_a_row_that_makes_no_sense_is_refused_and_kept_in_the_form(option, editor, row, says):
    picks = [models.Choice.objects.get(slug=each) for each in row.get("answers", ["far"])]
    form = editor.form(option).types(plain="New words.")
    more = {name: row[name] for name in ("test", "number") if name in row}
    form.adds_row(*picks, situation=row.get("situation", 2), **more)
    assert not form.saves()
    assert says in form.row_errors("conditions", 2)
    assert form.row_errors("conditions", 0) == ""
    assert now() == GUIDE
    assert form.fields["plain"] == "New words."
    assert set(form.fields["conditions-2-answers"]) == {str(pick.pk) for pick in picks}


@pytest.mark.parametrize("kind", ["option", "notice"])
def test_answers_of_another_guide_are_refused(draft, other, editor, kind):
    form = editor.form(getattr(draft, f"{kind}_set").last())
    number = int(form.fields["conditions-TOTAL_FORMS"])
    form.adds_row(choice("home", "far", other), situation=2)
    assert not form.saves()
    assert form.row_errors("conditions", number)


def test_what_another_guide_has_is_refused(draft, option, other, editor):
    for name, model in (("category", models.Category), ("sources", models.Source)):
        of_other = model.objects.filter(guide=other).first()
        assert not editor.form(option).types(**{name: [str(of_other.pk)]}).saves()
    form = editor.new(models.Option, draft).types(slug="new-card", name="New")
    form.types(category=str(draft.category_set.first().pk), plain="x", source_text="x")
    assert not form.adds_row(choice("home", "far", other)).saves()
    assert form.row_errors("conditions", 1)


@pytest.mark.parametrize("kind", ["option", "source"])
def test_a_part_stays_in_its_guide(draft, other, editor, kind):
    """Rules may name it: a guide could not be written over without what has gone elsewhere."""
    row = getattr(draft, f"{kind}_set").first()
    form = editor.form(row)
    assert "guide" not in form.fields
    form.fields["guide"] = str(other.pk)
    form.must_save()
    row.refresh_from_db()
    assert row.guide == draft


def test_a_slug_that_the_guide_has_already_is_refused(option, editor):
    assert not editor.form(option).types(slug="post-card").saves()


def test_an_answer_that_a_rule_names_cannot_be_removed(draft, editor):
    form = editor.form(draft.question_set.get(slug="home"))
    assert form.fields["choices-2-slug"] == "far"
    assert not form.types(**{"choices-2-DELETE": "on"}).saves()
    assert (
        "Answer 3: This answer is still used in the rule of “Post card”. "
        "Take it out there first, then remove it here."
    ) in form.errors
    assert now() == GUIDE


def test_what_holds_up_a_deletion_is_named(draft, editor):
    question = draft.question_set.get(slug="home")
    text = editor.opens("desk_question_delete", question.pk).text
    assert "cannot be deleted while something else uses it" in text
    assert "The rule of the option “Post card”" in text
    assert editor.sends("desk_question_delete", question.pk, post="yes").status_code == 200
    assert now() == GUIDE
    category = draft.category_set.first()
    assert "Option “Town card”" in editor.opens("desk_category_delete", category.pk).text


# The rule in plain words, as it is just now


def rule_words(form, **changes):
    """Return the rule in words beside a form."""
    return form.types(**changes).beside().one(id="rule-words")


def test_the_form_asks_for_the_words_of_its_rule(option, editor):
    form = editor.form(option)
    asked = form.page.one(id="beside")
    assert asked["hx-post"] == reverse("admin:desk_option_beside", args=[option.pk])
    assert asked["hx-include"]
    assert form.page.one(id="rule-words")
    said = rule_words(form).text
    for statement in ("You are an adult", "Home is in the town", "Home is near the town"):
        assert statement in said


def test_the_words_follow_rows_that_are_not_saved(option, editor):
    form = editor.form(option).adds_row(choice("likes", "games"), situation=2)
    form.adds_row(choice("guardian", "yes")).removes_row(1)
    situations = rule_words(form).all(class_="situation")
    assert [each.text for each in situations] == [
        "“You are an adult” or “Your age is not told”and “A grown-up can sign”",
        "“It is for games”",
    ]


def test_a_new_option_and_an_ask_when_have_words_too(draft, editor):
    form = editor.new(models.Option).adds_row(choice("home", "far"))
    assert "Home is far away" in rule_words(form).text
    form = editor.form(draft.question_set.get(slug="guardian"))
    assert "asked only when: “You are a child”" in rule_words(form).text


def test_a_form_without_rows_is_told_so(option, editor):
    form = editor.form(option)
    assert rule_words(form, for_everyone="on").text == "For everyone, whatever they answer."
    form.types(for_everyone=None).removes_row(0).removes_row(1)
    assert "There is no rule yet" in rule_words(form).text


def test_a_row_with_answers_of_two_questions_is_told_with_both(option, editor):
    """They are about to be refused; until then, they are not "gone"."""
    form = editor.form(option).adds_row(choice("home", "far"), choice("guardian", "yes"))
    said = rule_words(form).text
    assert "Home is far away" in said
    assert "A grown-up can sign" in said


@pytest.mark.parametrize("new", [False, True])
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"conditions-TOTAL_FORMS": "many"},
        {"conditions-TOTAL_FORMS": "99999999999999999999"},
        {"conditions-TOTAL_FORMS": "1", "conditions-INITIAL_FORMS": "1"},
        {"conditions-TOTAL_FORMS": "1", "conditions-0-answers": ["99999999"]},
        {"conditions-TOTAL_FORMS": "1", "conditions-0-situation": "x"},
    ],
)
def test_a_form_made_by_hand_breaks_nothing(option, editor, sent, new):
    if new:
        response = editor.sends("desk_option_beside_new", **sent)
    else:
        response = editor.sends("desk_option_beside", option.pk, **sent)
    assert response.status_code == 200


def test_the_words_are_shown_and_not_run(option, editor):
    models.Choice.objects.filter(slug="adult").update(statement="<script>alert(1)</script>")
    assert editor.form(option).beside().all("script") == []


# Picking answers


def offered(form, row, prefix="conditions"):
    """Return the questions that a row offers, each with the keys and words of its answers."""
    groups = form.page.one("details", id=f"id_{prefix}-{row}-answers").all("fieldset")
    return {
        each.one("legend").text: {
            int(label.one("input")["value"]): label.text for label in each.all("label")
        }
        for each in groups
    }


@pytest.mark.parametrize("kind", ROWS_OF)
def test_answers_of_this_guide_alone_are_offered_in_order_under_their_questions(
    draft, other, editor, kind
):
    """Of two answers that read the same, one would be refused."""
    form = editor.form(getattr(draft, f"{kind}_set").last())
    in_order = {
        question.label: {answer.pk: answer.label for answer in question.choices.all()}
        for question in draft.question_set.all()
    }
    shown = offered(form, "__prefix__", ROWS_OF[kind])
    assert shown == in_order
    assert list(shown) == list(in_order)
    assert [list(each) for each in shown.values()] == [list(each) for each in in_order.values()]


@pytest.mark.parametrize("which", ["draft", "other"])
def test_the_form_of_a_new_option_offers_what_its_own_guide_has(draft, other, editor, which):
    guide = {"draft": draft, "other": other}[which]
    form = editor.new(models.Option, guide)
    keys = {key for each in offered(form, 0).values() for key in each}
    assert keys == {each.pk for each in models.Choice.objects.filter(question__guide=guide)}
    categories = {each["value"] for each in form.page.one("select", name="category").all("option")}
    assert categories - {""} == {str(each.pk) for each in guide.category_set.all()}
    form.types(name="New", slug="new-card", plain="x", source_text="x")
    form.types(category=str(guide.category_set.first().pk))
    form.adds_row(choice("home", "far", guide)).must_save()
    assert guide.option_set.get(slug="new-card").conditions.count() == 1


def test_where_there_are_several_guides_it_is_asked_which_one_a_new_row_is_for(
    draft, other, editor
):
    for model in (models.Option, models.Question, models.Source):
        address = reverse(f"admin:desk_{model._meta.model_name}_add")
        links = parse(editor.client.get(address)).one(class_="workbench").all("a")
        assert [each["href"] for each in links] == [f"?guide={draft.pk}", f"?guide={other.pk}"]
        listed = {"_changelist_filters": f"guide__id__exact={other.pk}"}
        form = parse(editor.client.get(address, listed)).one("select", name="guide")
        (chosen,) = [each["value"] for each in form.all("option") if "selected" in each]
        assert chosen == str(other.pk)
    for odd in ("x", "0", "999999"):
        page = parse(editor.client.get(address, {"guide": odd}))
        assert len(page.one(class_="workbench").all("a")) == 2


def test_a_fold_says_which_answers_a_row_has(option, editor):
    fold = editor.form(option).page.one("details", id="id_conditions-1-answers")
    picked = [each.text for each in fold.one("summary").all("span")]
    assert picked == ["Home: In the town", "Home: Near the town", "None picked yet"]
    assert "open" not in fold
