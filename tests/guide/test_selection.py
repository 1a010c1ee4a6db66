"""What an option is for one reader, by example. The real guide unless a test makes its own."""

from dataclasses import replace

import pytest

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.standing import Standing
from navigator.guide.truth import Truth
from navigator.guide.verdicts import Verdict, select, situation_truth, verdict
from tests.guides import real_guide

from .strategies import (
    a_choice,
    a_guide,
    a_notice,
    a_question,
    a_situation,
    an_option,
    any_of,
    only,
)

MATCH, DEPENDS, NO = Verdict.MATCH, Verdict.DEPENDS, Verdict.NO
EVERYONE = {"stem-cell-transplant-trial", "new-treatment-trials"}

AFTER_MENOPAUSE = {
    "menopause": ["postmenopausal"],
    "newly-diagnosed": ["yes"],
    "hormone-receptor": ["positive"],
}


def result(slug, answers):
    return select(real_guide(), Answers(answers)).by_slug[slug]


def reasons(slug, answers):
    return {reason.question: set(reason.choices) for reason in result(slug, answers).reasons}


def with_verdict(wanted, answers):
    results = select(real_guide(), Answers(answers)).results
    return {each.option.slug for each in results if each.verdict is wanted}


# A reader who knows nothing


def test_without_answers_everything_depends_but_what_is_for_everyone():
    assert with_verdict(MATCH, {}) == EVERYONE
    assert with_verdict(NO, {}) == set()


def test_unsure_about_everything_is_like_no_answers_at_all():
    unsure = {question.slug: ["unsure"] for question in real_guide().questions}
    assert with_verdict(MATCH, unsure) == EVERYONE
    assert with_verdict(NO, unsure) == set()


def test_every_option_appears_once_in_the_guide_s_order():
    guide = real_guide()
    selection = select(guide, Answers())
    assert [each.option for each in selection.results] == list(guide.options)
    assert list(selection.by_slug) == [option.slug for option in guide.options]


def test_an_option_for_everyone_matches_without_a_reason():
    assert result("new-treatment-trials", {}).verdict is MATCH
    assert result("new-treatment-trials", {}).reasons == ()


# Uncertain choices


def test_unsure_about_her2_lists_her2_drugs_as_depending():
    for slug in ("her2-targeted-therapy", "tucatinib-combination", "sacituzumab-govitecan"):
        assert result(slug, {"her2": ["unsure"]}).verdict is DEPENDS
        assert result(slug, {"her2": ["unsure"]}).depends_on == ("her2",)


def test_not_known_satisfies_where_the_summary_lists_it():
    answers = {**AFTER_MENOPAUSE, "hormone-receptor": ["not-known"]}
    assert result("tamoxifen-after-menopause", answers).verdict is MATCH
    assert result("aromatase-inhibitor-after-menopause", answers).verdict is MATCH


def test_not_known_is_uncertain_where_the_summary_does_not_list_it():
    answers = {
        "menopause": ["premenopausal"],
        "newly-diagnosed": ["yes"],
        "hormone-receptor": ["not-known"],
    }
    for slug in ("tamoxifen-lhrh-agonist-before-menopause", "ribociclib-before-menopause"):
        assert result(slug, answers).verdict is DEPENDS
        assert result(slug, answers).depends_on == ("hormone-receptor",)


def test_unsure_is_not_the_same_as_not_known():
    answers = {**AFTER_MENOPAUSE, "hormone-receptor": ["unsure"]}
    assert result("tamoxifen-after-menopause", answers).verdict is DEPENDS


def test_one_false_condition_settles_a_situation_however_much_is_unknown():
    assert result("tamoxifen-after-menopause", {"menopause": ["premenopausal"]}).verdict is NO
    assert result("chemotherapy-pembrolizumab", {"her2": ["positive"]}).verdict is NO


def test_one_true_situation_settles_an_option_however_much_is_unknown():
    assert result("chemotherapy", {"symptoms": ["fluid"]}).verdict is MATCH


def test_the_hormone_receptor_does_not_make_sacituzumab_depend():
    assert result("sacituzumab-govitecan", {"her2": ["negative"]}).verdict is MATCH


def test_an_uncertain_choice_beside_a_certain_one_hides_no_match():
    question = a_question(
        "spread", [a_choice("bone"), a_choice("maybe", uncertain=True)], kind=Kind.SEVERAL
    )
    bone = an_option("bone", a_situation(any_of("spread", "bone")))
    just_bone = an_option("just-bone", a_situation(only("spread", "bone")))
    guide = a_guide([question], [bone, just_bone])
    both = Answers({"spread": ["bone", "maybe"]})
    assert verdict(guide, bone, both) is MATCH
    assert verdict(guide, just_bone, both) is DEPENDS


# Only


AFTER_TAMOXIFEN = {"hormone-receptor": ["positive"], "past-treatments": ["tamoxifen"]}


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        (["bone"], MATCH),
        (["bone", "soft-tissue", "breast-chest-wall"], MATCH),
        (["bone", "lung"], NO),
        (["brain"], NO),
        (["unsure"], DEPENDS),
    ],
)
def test_hormone_therapy_after_tamoxifen_is_for_spread_to_bone_and_soft_tissue_only(
    spread, expected
):
    answers = {**AFTER_TAMOXIFEN, "spread": spread}
    assert result("other-hormone-therapy-after-tamoxifen", answers).verdict is expected


def test_only_is_unknown_while_unanswered():
    assert result("other-hormone-therapy-after-tamoxifen", AFTER_TAMOXIFEN).depends_on == (
        "spread",
    )


def test_only_counts_an_uncertain_choice_as_unknown_even_where_it_is_listed():
    question = a_question("q", [a_choice("a"), a_choice("b", uncertain=True)])
    option = an_option("o", a_situation(only("q", "b")))
    guide = a_guide([question], [option])
    assert verdict(guide, option, Answers({"q": ["b"]})) is DEPENDS


# Ask when


def gate_of(answers, question="not-responded"):
    guide = real_guide()
    return Standing(guide, Answers(answers)).is_asked(guide.rules.readings[question])


def test_a_question_without_ask_when_is_always_asked():
    assert gate_of({}, "her2") is Truth.TRUE


def test_what_did_not_respond_is_asked_after_a_treatment_and_not_after_none():
    assert gate_of({"past-treatments": ["none"]}) is Truth.FALSE
    assert gate_of({"past-treatments": ["chemotherapy"]}) is Truth.TRUE
    assert gate_of({"past-treatments": ["unsure"]}) is Truth.UNKNOWN
    assert gate_of({}) is Truth.UNKNOWN


def test_a_condition_on_a_question_that_is_not_asked_is_false_whatever_is_stored():
    answers = {
        "hormone-receptor": ["positive"],
        "past-treatments": ["none"],
        "not-responded": ["hormone-therapy"],
    }
    assert result("cdk-inhibitor-hormone-receptor-positive", answers).verdict is NO


def test_a_condition_is_judged_by_the_answer_alone_while_its_ask_when_is_unknown():
    answers = {
        "hormone-receptor": ["positive"],
        "past-treatments": ["unsure"],
        "not-responded": ["hormone-therapy"],
    }
    slug = "cdk-inhibitor-hormone-receptor-positive"
    assert result(slug, answers).verdict is MATCH
    assert result(slug, {**answers, "not-responded": ["none"]}).verdict is NO
    assert result(slug, {**answers, "not-responded": ["unsure"]}).verdict is DEPENDS


def nested_guide():
    """Three questions, each asked when the one before was answered with `a`."""
    choices = [a_choice("a"), a_choice("b"), a_choice("c", uncertain=True)]
    gates = [None, a_situation(any_of("q0", "a")), a_situation(any_of("q1", "a"))]
    questions = [a_question(f"q{n}", choices, ask_when=gate) for n, gate in enumerate(gates)]
    return a_guide(questions, [an_option("o", a_situation(any_of("q2", "a")))])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a", "a", MATCH),
        ("a", "b", NO),
        ("b", "a", NO),
        ("c", "a", MATCH),
        ("c", "c", MATCH),
        ("b", "c", NO),
    ],
)
def test_gates_nest(first, second, expected):
    guide = nested_guide()
    answers = Answers({"q0": [first], "q1": [second], "q2": ["a"]})
    assert verdict(guide, guide.options[0], answers) is expected


def test_a_situation_s_truth_heeds_the_gates():
    situation = a_situation(any_of("q1", "b"))
    guide = replace(nested_guide(), notices=(a_notice("n", situation),))
    assert situation_truth(guide, situation, Answers({"q1": ["b"]})) is Truth.TRUE
    closed = Answers({"q0": ["b"], "q1": ["b"]})
    assert situation_truth(guide, situation, closed) is Truth.FALSE


# Reasons


def test_a_match_names_the_answers_that_made_it_so():
    answers = {**AFTER_MENOPAUSE, "her2": ["negative"], "spread": ["bone"]}
    assert reasons("tamoxifen-after-menopause", answers) == {
        "menopause": {"postmenopausal"},
        "newly-diagnosed": {"yes"},
        "hormone-receptor": {"positive"},
    }


def test_a_match_names_only_the_choices_that_count():
    answers = {"spread": ["bone", "lung"], "symptoms": ["bone-pain", "fluid"]}
    assert reasons("strontium-89", answers) == {"spread": {"bone"}, "symptoms": {"bone-pain"}}


def test_a_match_through_several_situations_names_the_answers_of_all():
    answers = {"spread": ["liver"], "symptoms": ["fluid"]}
    assert reasons("chemotherapy", answers) == {"spread": {"liver"}, "symptoms": {"fluid"}}


def test_reasons_stand_in_the_guide_s_order():
    asked = [
        reason.question for reason in result("tamoxifen-after-menopause", AFTER_MENOPAUSE).reasons
    ]
    assert asked == ["hormone-receptor", "menopause", "newly-diagnosed"]


def test_a_no_names_the_answers_that_rule_it_out_and_no_others():
    answers = {"hormone-receptor": ["negative"], "her2": ["positive"], "pd-l1": ["positive"]}
    assert reasons("chemotherapy-pembrolizumab", answers) == {"her2": {"positive"}}


def test_a_no_for_a_question_that_was_not_asked_names_what_closed_it():
    answers = {"hormone-receptor": ["positive"], "past-treatments": ["none"]}
    assert reasons("cdk-inhibitor-hormone-receptor-positive", answers) == {
        "past-treatments": {"none"}
    }


# What an option depends on


def test_a_depending_option_names_the_open_questions_in_the_guide_s_order():
    answers = {"hormone-receptor": ["positive"], "newly-diagnosed": ["unsure"]}
    found = result("parp-inhibitor-after-menopause", answers)
    assert found.depends_on == ("brca", "menopause", "newly-diagnosed")
    assert found.reasons == ()


def test_a_situation_that_is_ruled_out_adds_nothing_to_depend_on():
    questions = [a_question(f"q{n}", [a_choice("a"), a_choice("b")]) for n in range(3)]
    ruled_out = a_situation(any_of("q0", "a"), any_of("q1", "a"))
    still_open = a_situation(any_of("q2", "a"))
    guide = a_guide(questions, [an_option("o", ruled_out, still_open)])
    found = select(guide, Answers({"q0": ["b"]})).by_slug["o"]
    assert found.depends_on == ("q2",)


def test_a_condition_that_holds_adds_nothing_to_depend_on_even_by_an_uncertain_choice():
    answers = {"hormone-receptor": ["not-known"], "menopause": ["postmenopausal"]}
    assert result("tamoxifen-after-menopause", answers).depends_on == ("newly-diagnosed",)


def test_an_option_with_neither_situations_nor_everyone_is_for_nobody():
    question = a_question("q", [a_choice("a"), a_choice("b")])
    option = an_option("o")
    assert verdict(a_guide([question], [option]), option, Answers()) is NO


# Notices


def test_a_notice_is_shown_only_when_its_situation_holds():
    question = a_question("q", [a_choice("a"), a_choice("b", uncertain=True)])
    notices = [
        a_notice("when-a", a_situation(any_of("q", "a"))),
        a_notice("always", for_everyone=True),
        a_notice("never"),
    ]
    guide = a_guide([question], [], notices=notices)

    def shown(answers):
        return [notice.slug for notice in select(guide, Answers(answers)).notices]

    assert shown({"q": ["a"]}) == ["when-a", "always"]
    assert shown({"q": ["b"]}) == ["always"]
    assert shown({}) == ["always"]


def test_whoever_says_menopause_does_not_apply_is_shown_a_notice():
    def shown(answers):
        return set(select(real_guide(), Answers(answers)).notices)

    assert shown({"menopause": ["not-applicable"]}) - shown({})
    assert not shown({"menopause": ["postmenopausal"]}) - shown({})
