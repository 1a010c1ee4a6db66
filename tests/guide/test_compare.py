"""Each change between two versions is named, with what it said and what it says."""

from dataclasses import replace
from datetime import date

import pytest

from navigator.guide.compare import KINDS, compare
from navigator.guide.model import Review
from tests.guide.strategies import a_situation, any_of, only
from tests.guides import real_guide
from tests.library import library
from tests.variants import with_choice, with_extra, with_part, without_choice, without_question

GUIDE = library()


def changes(changed, before=GUIDE):
    return [
        (each.kind, each.slug, each.field, each.was, each.now) for each in compare(before, changed)
    ]


def the_change(changed, before=GUIDE):
    (found,) = compare(before, changed)
    return found


def without(kind, slug):
    return replace(
        GUIDE, **{kind: tuple(each for each in getattr(GUIDE, kind) if each.slug != slug)}
    )


@pytest.mark.parametrize("guide", [GUIDE, real_guide()], ids=lambda guide: guide.slug)
def test_a_guide_does_not_differ_from_itself(guide):
    assert compare(guide, replace(guide)) == []


def test_a_text_of_the_guide_has_both_wordings():
    change = the_change(replace(GUIDE, help_now="Call."))
    assert (change.kind, change.slug, change.field) == ("guide", GUIDE.slug, "help now")
    assert (change.was, change.now) == (GUIDE.help_now, "Call.")


def test_a_text_that_is_new_said_nothing():
    change = the_change(replace(GUIDE, decision_other="For them."))
    assert (change.was, change.now) == ("", "For them.")


@pytest.mark.parametrize(
    ("kind", "slug", "field"),
    [
        ("categories", "other-cards", "about"),
        ("questions", "home", "text"),
        ("options", "town-card", "plain"),
        ("notices", "opening-hours", "text"),
        ("terms", "junior-stamp", "definition"),
        ("sources", "house-rules", "title"),
        ("trial_topics", "cards", "label"),
    ],
)
def test_a_text_of_a_part_names_the_part(kind, slug, field):
    old = next(getattr(each, field) for each in getattr(GUIDE, kind) if each.slug == slug)
    assert changes(with_part(GUIDE, kind, slug, **{field: "New words."})) == [
        (KINDS[kind], slug, field, old, "New words.")
    ]


def test_an_answer_is_named_with_its_question():
    change = the_change(with_choice(GUIDE, "home", "far", label="Away"))
    assert (change.kind, change.slug) == ("question", "home")
    assert "far" in change.field
    assert (change.was, change.now) == ("Far away", "Away")


def test_a_list_is_told_line_by_line():
    change = the_change(replace(GUIDE, next_steps=("Go.", "Ask.")))
    assert (change.was, change.now) == ("Take the list to the desk.", "Go.\nAsk.")


def test_a_tick_is_told_in_words():
    change = the_change(with_part(GUIDE, "notices", "young-readers", on_start=False))
    assert change.was != change.now
    assert "True" not in change.was + change.now
    assert "False" not in change.was + change.now


def test_a_review_is_told_in_words():
    review = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), None)
    change = the_change(replace(GUIDE, review=review))
    assert change.was == ""
    for word in ("Dr. Ana Silva", "Oncologist", "2026"):
        assert word in change.now
    assert "None" not in change.now


def test_a_rule_is_told_in_words():
    rule = (a_situation(any_of("home", "far")), a_situation(only("likes", "books")))
    change = the_change(with_part(GUIDE, "options", "post-card", situations=rule))
    assert "Home is far away" in change.was
    assert "It is for books" in change.now
    assert "Situation(" not in change.now


def test_an_ask_when_is_told_in_words():
    change = the_change(with_part(GUIDE, "questions", "guardian", ask_when=None))
    assert change.now == ""
    for word in ("You are a child", "You are a teenager"):
        assert word in change.was


def test_a_rule_on_an_answer_with_new_words_has_not_changed():
    """The rule is the same: only the answer's own words are a change."""
    change = the_change(with_choice(GUIDE, "home", "far", statement="Home is away."))
    assert change.kind == "question"


def test_a_rule_on_an_answer_that_is_gone_can_be_told():
    fewer = tuple(each for each in GUIDE.question_by_slug["home"].choices if each.slug != "far")
    broken = with_part(GUIDE, "questions", "home", choices=fewer)
    rule = (a_situation(any_of("home", "nearby")),)
    change = compare(broken, with_part(broken, "options", "post-card", situations=rule))[0]
    assert change.was


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_that_is_new_is_named(kind):
    extra = replace(getattr(GUIDE, kind)[0], slug="extra")
    change = the_change(with_extra(GUIDE, kind, extra))
    assert (change.kind, change.slug, change.was) == (KINDS[kind], "extra", "")
    assert change.now


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_that_is_gone_is_named(kind):
    gone = getattr(GUIDE, kind)[-1]
    change = the_change(without(kind, gone.slug))
    assert (change.kind, change.slug, change.now) == (KINDS[kind], gone.slug, "")
    assert change.was


def test_an_answer_that_is_gone_is_named_with_its_question():
    guide = without_choice(GUIDE, "age", "not-told")
    found = [change for change in compare(GUIDE, guide) if change.kind == "question"]
    assert [(change.slug, change.now) for change in found] == [("age", "")]
    assert "not-told" in found[0].field


def test_a_question_that_is_gone_takes_its_options_along():
    found = {(each.kind, each.slug) for each in compare(GUIDE, without_question(GUIDE, "home"))}
    assert found == {("question", "home"), ("option", "town-card"), ("option", "post-card")}


@pytest.mark.parametrize("kind", ["categories", "questions", "options", "notices"])
def test_another_order_is_one_change(kind):
    change = the_change(replace(GUIDE, **{kind: getattr(GUIDE, kind)[::-1]}))
    assert change.kind == KINDS[kind]
    assert change.was != change.now
    assert change.was.splitlines() == change.now.splitlines()[::-1]


def test_a_new_part_in_the_middle_is_no_other_order():
    extra = replace(GUIDE.questions[0], slug="extra")
    change = the_change(replace(GUIDE, questions=(GUIDE.questions[0], extra, *GUIDE.questions[1:])))
    assert change.slug == "extra"


def test_there_and_back_says_the_same_the_other_way_round():
    changed = with_part(replace(GUIDE, minutes=9), "options", "town-card", plain="New.")
    there, back = changes(changed), changes(GUIDE, changed)
    assert back == [(kind, slug, field, now, was) for kind, slug, field, was, now in there]


def test_what_is_gone_is_told_in_the_order_of_the_guide():
    """The same on every run, whatever Python makes of a set."""
    gone = [each.slug for each in compare(GUIDE, replace(GUIDE, options=()))]
    assert gone == [option.slug for option in GUIDE.options]
