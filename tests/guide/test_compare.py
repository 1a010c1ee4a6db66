"""Each change between two versions is named, with what it said and what it says."""

from dataclasses import replace
from datetime import date

import pytest

from navigator.guide.compare import compare
from navigator.guide.model import KINDS, Translation, Wording
from tests.guide.builders import a_situation, any_of, only
from tests.treatments import guide_with_facts
from tests.variants import with_choice, with_extra, with_part, without_choice, without_question
from tests.wider import wider

GUIDE = guide_with_facts()


def the_change(changed, before=GUIDE):
    (found,) = compare(before, changed)
    return found


def test_a_guide_does_not_differ_from_itself():
    assert compare(GUIDE, replace(GUIDE)) == []


def test_a_text_of_the_guide_has_both_wordings():
    change = the_change(replace(GUIDE, help_now="Call."))
    assert (change.kind, change.slug, change.field) == ("guide", GUIDE.slug, "help now")
    assert (change.was, change.now) == (GUIDE.help_now, "Call.")


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
        ("fact_kinds", "life", "ask"),
        ("facts", "gold-card-given-1", "text"),
        ("matters", "quiet", "text"),
        ("report_lines", "born-long-ago", "result"),
    ],
)
def test_a_text_of_a_part_names_the_part(kind, slug, field):
    old = next(getattr(each, field) for each in getattr(GUIDE, kind) if each.slug == slug)
    change = the_change(with_part(GUIDE, kind, slug, **{field: "New words."}))
    assert (change.kind, change.slug, change.field) == (KINDS[kind], slug, field)
    assert (change.was, change.now) == (old, "New words.")


def test_an_answer_is_named_with_its_question():
    change = the_change(with_choice(GUIDE, "home", "far", label="Away"))
    assert (change.kind, change.slug, change.field) == ("question", "home", "answer far label")
    assert (change.was, change.now) == ("Far away", "Away")


DUE = date(2026, 3, 31)
RULE = (a_situation(any_of("home", "far", "nearby"), only("likes", "books")),)
RULE_IN_WORDS = "“Home is far away” or “Home is near the town”\nand only “It is for books”"


@pytest.mark.parametrize(
    ("changed", "was", "now"),
    [
        (replace(GUIDE, decision_other="For them."), "", "For them."),
        (replace(GUIDE, next_steps=("Go.", "Ask.")), "Take the list to the desk.", "Go.\nAsk."),
        (replace(GUIDE, minutes=9), "2", "9"),
        (replace(GUIDE, review_due_on=DUE), "", "2026-03-31"),
        (with_part(GUIDE, "notices", "young-readers", on_start=False), "yes", "no"),
        (
            with_part(GUIDE, "options", "post-card", situations=RULE),
            "“Home is far away”",
            RULE_IN_WORDS,
        ),
        (
            with_part(GUIDE, "options", "post-card", situations=RULE * 2),
            "“Home is far away”",
            f"{RULE_IN_WORDS}\nor\n{RULE_IN_WORDS}",
        ),
        (
            with_part(GUIDE, "questions", "guardian", ask_when=()),
            "“You are a child” or “You are a teenager”",
            "",
        ),
    ],
)
def test_a_value_is_told_in_words_that_an_editor_knows(changed, was, now):
    change = the_change(changed)
    assert (change.was, change.now) == (was, now)


def test_a_rule_on_an_answer_with_new_words_has_not_changed():
    """The rule is the same: only the answer's own words are a change."""
    change = the_change(with_choice(GUIDE, "home", "far", statement="Home is away."))
    assert change.kind == "question"


def test_a_rule_on_an_answer_that_is_gone_can_be_told():
    fewer = tuple(each for each in GUIDE.question_by_slug["home"].choices if each.slug != "far")
    broken = with_part(GUIDE, "questions", "home", choices=fewer)
    change = the_change(with_part(broken, "options", "post-card", situations=RULE), broken)
    assert change.was == "“far” (an answer that is gone)"


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_that_is_new_or_gone_is_named_by_its_title(kind):
    has_each = (GUIDE, wider(), replace(GUIDE, translations=(Translation(slug="es"),)))
    extra = next(each for guide in has_each for each in getattr(guide, kind))
    extra = replace(extra, slug="extra")
    more = with_extra(GUIDE, kind, extra)
    new, gone = the_change(more), the_change(GUIDE, more)
    assert (new.kind, new.slug, new.field, new.was) == (KINDS[kind], "extra", "added", "")
    assert (gone.kind, gone.slug, gone.field, gone.now) == (KINDS[kind], "extra", "removed", "")
    assert new.now == gone.was != ""


def test_an_answer_that_is_gone_is_named_with_its_question():
    found = compare(GUIDE, without_choice(GUIDE, "age", "not-told"))
    (change,) = (each for each in found if each.kind == "question")
    assert (change.slug, change.field, change.now) == ("age", "answer not-told removed", "")


def test_a_question_that_is_gone_takes_its_options_along():
    found = [(each.kind, each.slug) for each in compare(GUIDE, without_question(GUIDE, "home"))]
    assert found == [("question", "home"), ("option", "town-card"), ("option", "post-card")]


FAR = GUIDE.question_by_slug["home"].choice_by_slug["far"].label


def in_spanish(source, text):
    return with_choice(GUIDE, "home", "far", wordings=(Wording("es", "label", source, text),))


@pytest.mark.parametrize(
    ("before", "after", "field", "was", "now"),
    [
        (GUIDE, in_spanish(FAR, "Lejos"), "", "", "Lejos"),
        (in_spanish(FAR, "Lejos"), in_spanish(FAR, "Muy lejos"), "", "Lejos", "Muy lejos"),
        (in_spanish(FAR, "Lejos"), GUIDE, "", "Lejos", ""),
        (in_spanish("Away", "Lejos"), in_spanish(FAR, "Lejos"), " is made from", "Away", FAR),
    ],
    ids=["new", "other words", "gone", "looked at"],
)
def test_a_wording_in_another_language_is_a_change_of_its_row(before, after, field, was, now):
    """One that was looked at and left as it is would not reach readers else."""
    change = the_change(after, before)
    assert change.row == ("question", "home")
    assert (change.field, change.was, change.now) == (f"answer far label (es){field}", was, now)


@pytest.mark.parametrize("kind", ["categories", "questions", "options", "notices"])
def test_another_order_is_one_change(kind):
    change = the_change(replace(GUIDE, **{kind: getattr(GUIDE, kind)[::-1]}))
    assert (change.kind, change.slug, change.field) == (KINDS[kind], "", "order")
    assert change.was.splitlines() == change.now.splitlines()[::-1]


def test_a_new_part_in_the_middle_is_no_other_order():
    extra = replace(GUIDE.questions[0], slug="extra")
    change = the_change(replace(GUIDE, questions=(GUIDE.questions[0], extra, *GUIDE.questions[1:])))
    assert change.slug == "extra"


def test_what_is_gone_is_told_in_the_order_of_the_guide():
    """The same on every run, whatever Python makes of a set."""
    gone = [each.slug for each in compare(GUIDE, replace(GUIDE, options=()))]
    assert gone == [option.slug for option in GUIDE.options]
