"""Verdicts, reasons and notices by example, on a small made-up guide."""

import pytest

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.truth import Truth
from navigator.guide.verdicts import Verdict, asked_truth, select, verdict

from .builders import (
    a_choice,
    a_guide,
    a_notice,
    a_question,
    a_situation,
    an_option,
    any_of,
    only,
)

MATCH, DEPENDS, NO = Verdict

UNSURE = a_choice("unsure", uncertain=True)
RECEPTOR = a_question(
    "receptor",
    [a_choice("positive"), a_choice("negative"), a_choice("not-known", uncertain=True), UNSURE],
)
STAGE = a_question("stage", [a_choice("early"), a_choice("late"), UNSURE])
SPREAD = a_question(
    "spread", [a_choice("bone"), a_choice("skin"), a_choice("lung"), UNSURE], kind=Kind.SEVERAL
)
PAST = a_question("past", [a_choice("some"), a_choice("none"), UNSURE])
FAILED = a_question(
    "failed",
    [a_choice("yes"), a_choice("no"), UNSURE],
    ask_when=a_situation(any_of("past", "some")),
)
GUIDE = a_guide(
    [RECEPTOR, STAGE, SPREAD, PAST, FAILED],
    [
        an_option("early", a_situation(any_of("stage", "early"), any_of("receptor", "positive"))),
        an_option("named", a_situation(any_of("receptor", "positive", "not-known"))),
        an_option("near", a_situation(only("spread", "bone", "skin"))),
        an_option("again", a_situation(any_of("failed", "yes"), any_of("receptor", "positive"))),
        an_option(
            "either",
            a_situation(any_of("spread", "lung", "skin")),
            a_situation(any_of("stage", "late")),
        ),
        an_option("everyone", for_everyone=True),
        an_option("nobody"),
    ],
    notices=[
        a_notice("when-late", a_situation(any_of("stage", "late"))),
        a_notice("always", for_everyone=True),
        a_notice("never"),
    ],
)


def result(option, **said):
    return select(GUIDE, Answers(said)).by_slug[option]


def unmet(option, **said):
    return [(each.question, each.choices) for each in result(option, **said).unmet]


def reasons(option, **said):
    return [(each.question, each.choices) for each in result(option, **said).reasons]


# Verdicts


@pytest.mark.parametrize("unsure", [False, True])
def test_who_knows_nothing_has_every_option_depend_but_those_that_no_answer_decides(unsure):
    said = {question.slug: ["unsure"] for question in GUIDE.questions} if unsure else {}
    found = {each.option.slug: each.verdict for each in select(GUIDE, Answers(said)).results}
    decided = {"everyone": MATCH, "nobody": NO}
    assert found == {option.slug: decided.get(option.slug, DEPENDS) for option in GUIDE.options}
    assert list(found) == [option.slug for option in GUIDE.options]


@pytest.mark.parametrize(
    ("option", "said", "expected"),
    [
        ("named", {"receptor": ["not-known"]}, MATCH),  # uncertain, and named by the rule
        ("early", {"receptor": ["not-known"], "stage": ["early"]}, DEPENDS),
        ("named", {"receptor": ["unsure"]}, DEPENDS),
        ("early", {"stage": ["late"]}, NO),  # one false condition is enough
        ("either", {"stage": ["late"]}, MATCH),  # and so is one true situation
        ("either", {"stage": ["early"], "spread": ["bone"]}, NO),
        ("near", {"spread": ["bone"]}, MATCH),
        ("near", {"spread": ["bone", "skin"]}, MATCH),
        ("near", {"spread": ["bone", "lung"]}, NO),
        ("near", {"spread": ["bone", "unsure"]}, DEPENDS),
        ("either", {"spread": ["skin", "unsure"]}, MATCH),
        ("either", {"spread": ["bone", "unsure"], "stage": ["early"]}, DEPENDS),
    ],
)
def test_the_contract_s_rules_by_example(option, said, expected):
    assert result(option, **said).verdict is expected
    assert verdict(GUIDE, GUIDE.option_by_slug[option], Answers(said)) is expected


def test_only_counts_an_uncertain_choice_as_unknown_even_where_it_is_listed():
    option = an_option("o", a_situation(only("receptor", "not-known")))
    assert verdict(GUIDE, option, Answers({"receptor": ["not-known"]})) is DEPENDS


# Questions that are not asked


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ({"past": ["none"]}, Truth.FALSE),
        ({"past": ["some"]}, Truth.TRUE),
        ({"past": ["unsure"]}, Truth.UNKNOWN),
        ({}, Truth.UNKNOWN),
    ],
)
def test_whether_a_question_is_asked_follows_its_ask_when(past, expected):
    assert asked_truth(GUIDE, FAILED, Answers(past)) is expected
    assert asked_truth(GUIDE, STAGE, Answers(past)) is Truth.TRUE


@pytest.mark.parametrize(
    ("past", "failed", "expected"),
    [
        ("none", "yes", NO),  # whatever was stored
        ("unsure", "yes", MATCH),  # judged by the answer alone while the ask when is unknown
        ("unsure", "no", NO),
        ("unsure", "unsure", DEPENDS),
    ],
)
def test_a_condition_behind_an_ask_when(past, failed, expected):
    said = {"receptor": ["positive"], "past": [past], "failed": [failed]}
    assert result("again", **said).verdict is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("a", "a", MATCH), ("a", "b", NO), ("b", "a", NO), ("c", "a", MATCH), ("b", "c", NO)],
)
def test_gates_stand_behind_gates(first, second, expected):
    choices = [a_choice("a"), a_choice("b"), a_choice("c", uncertain=True)]
    gates = [None, a_situation(any_of("q0", "a")), a_situation(any_of("q1", "a"))]
    questions = [a_question(f"q{n}", choices, ask_when=gate) for n, gate in enumerate(gates)]
    guide = a_guide(questions, [an_option("o", a_situation(any_of("q2", "a")))])
    answers = Answers({"q0": [first], "q1": [second], "q2": ["a"]})
    assert verdict(guide, guide.options[0], answers) is expected


# Reasons


def test_a_match_names_the_choices_that_count_in_the_guide_s_order():
    said = {"stage": ["late"], "spread": ["lung", "skin", "bone"], "receptor": ["positive"]}
    assert reasons("either", **said) == [("stage", ("late",)), ("spread", ("skin", "lung"))]


def test_what_is_for_everyone_or_for_nobody_has_no_reason():
    assert reasons("everyone") == reasons("nobody") == unmet("nobody") == []


def test_a_no_names_what_its_rule_wanted_and_the_reader_did_not_say():
    assert unmet("early", stage=["late"], receptor=["positive"]) == [("stage", ("early",))]
    assert reasons("early", stage=["late"], receptor=["positive"]) == []


def test_a_no_for_a_question_that_is_not_asked_names_what_its_rule_wanted_of_it():
    said = {"receptor": ["positive"], "past": ["none"], "failed": ["yes"]}
    assert unmet("again", **said) == [("failed", ("yes",))]


# What the summary does not speak of


def test_an_answer_that_the_summary_does_not_speak_of_rules_nothing_out_and_leaves_nothing_open():
    choices = [a_choice("a"), a_choice("b"), a_choice("man", not_covered=True)]
    questions = [a_question("q0", choices), a_question("q1", choices)]
    rules = {"alone": ["q0"], "both": ["q0", "q1"], "named": []}
    guide = a_guide(
        questions,
        [
            an_option(slug, a_situation(*(any_of(each, "a") for each in asked), *more))
            for (slug, asked), more in zip(
                rules.items(), [[], [], [any_of("q0", "man")]], strict=True
            )
        ],
    )
    found = select(guide, Answers({"q0": ["man"]})).by_slug
    assert (found["alone"].verdict, found["alone"].depends_on) == (DEPENDS, ())
    assert found["alone"].not_covered == ("q0",)
    assert (found["both"].depends_on, found["both"].not_covered) == (("q1",), ("q0",))
    assert found["named"].verdict is MATCH
    assert select(guide, Answers({"q0": ["man"], "q1": ["b"]})).by_slug["both"].verdict is NO


# Open questions


def test_a_depending_option_names_its_open_questions_and_those_before_them_in_order():
    assert result("again", stage=["early"]).depends_on == ("receptor", "past", "failed")
    assert result("again", receptor=["positive"], past=["some"]).depends_on == ("failed",)
    assert result("early", receptor=["not-known"]).depends_on == ("receptor", "stage")


def test_a_situation_that_is_ruled_out_adds_nothing_to_depend_on():
    assert result("either", stage=["early"]).depends_on == ("spread",)


# Notices


def test_a_notice_is_shown_when_its_situation_holds_or_to_everyone():
    def shown(**said):
        return [notice.slug for notice in select(GUIDE, Answers(said)).notices]

    assert shown(stage=["late"]) == ["when-late", "always"]
    assert shown(stage=["unsure"]) == shown() == ["always"]
