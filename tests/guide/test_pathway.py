"""What is asked next, by example. The real guide unless a test makes its own."""

import pytest

from navigator.guide import change
from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.pathway import (
    Walk,
    could_change,
    counted,
    next_question,
    questions_left,
    what_could_change,
)
from tests.guides import real_guide

from .strategies import a_choice, a_guide, a_notice, a_question, a_situation, an_option, any_of

TRIPLE_NEGATIVE = {"hormone-receptor": ["negative"], "her2": ["negative"]}


def next_slug(answers, guide=None):
    question = next_question(guide or real_guide(), Answers(answers))
    return question and question.slug


def walk(said, guide=None):
    """The slugs asked of a reader who answers as `said` says, and "unsure" to anything else."""
    guide, answers, asked = guide or real_guide(), Answers(), []
    while question := next_question(guide, answers):
        asked.append(question.slug)
        answers = answers.having(question.slug, said.get(question.slug, ["unsure"]))
    return asked


def on_path(answers, guide=None):
    return [question.slug for question in Walk(guide or real_guide(), Answers(answers)).path]


def outcomes(answers):
    """Question slug to choice slug to what is added and what is dropped."""
    return {
        outlook.question.slug: {
            outcome.choice: (set(outcome.added), set(outcome.dropped))
            for outcome in outlook.outcomes
        }
        for outlook in what_could_change(real_guide(), Answers(answers))
    }


# The order of asking


def test_the_first_question_is_asked_first():
    assert next_slug({}) == "hormone-receptor"


def test_who_is_unsure_of_everything_is_asked_everything():
    assert walk({}) == [question.slug for question in real_guide().questions]


def test_triple_negative_is_asked_about_pd_l1():
    assert next_slug(TRIPLE_NEGATIVE) == "pd-l1"


@pytest.mark.parametrize("known", [{"hormone-receptor": ["positive"]}, {"her2": ["positive"]}])
def test_pd_l1_is_skipped_unless_both_receptors_may_be_negative(known):
    assert "pd-l1" not in walk(known)


def test_hormone_receptor_negative_is_not_asked_about_menopause():
    asked = walk(TRIPLE_NEGATIVE)
    assert "menopause" not in asked
    assert "newly-diagnosed" not in asked


def test_receptors_not_known_is_asked_about_menopause():
    assert "menopause" in walk({"hormone-receptor": ["not-known"]})


def test_whom_menopause_does_not_apply_to_is_not_asked_about_the_time_of_diagnosis():
    assert "newly-diagnosed" not in walk({"menopause": ["not-applicable"]})


def test_brca_is_skipped_where_no_parp_inhibitor_is_in_question():
    asked = walk({"hormone-receptor": ["negative"], "her2": ["positive"]})
    assert "brca" not in asked


def test_who_had_no_treatment_is_not_asked_what_did_not_respond():
    assert "not-responded" not in walk({"past-treatments": ["none"]})
    assert "not-responded" in walk({"past-treatments": ["tamoxifen"]})
    assert "not-responded" in walk({"past-treatments": ["unsure"]})


QUIET = {
    "hormone-receptor": ["negative"],
    "her2": ["positive"],
    "spread": ["bone"],
    "symptoms": ["none"],
}


def test_past_treatments_is_asked_although_it_matters_only_through_another_s_ask_when():
    assert next_slug(QUIET) == "past-treatments"


def test_past_treatments_is_skipped_when_what_it_leads_to_is_settled():
    assert next_slug({**QUIET, "spread": ["lung"]}) is None


def test_an_answer_out_of_order_leaves_earlier_questions_to_be_asked():
    assert next_slug({"her2": ["negative"]}) == "hormone-receptor"
    assert on_path({"her2": ["negative"]}) == ["her2"]


def test_a_question_that_no_option_reads_is_never_asked():
    questions = [a_question(slug, [a_choice("a"), a_choice("b")]) for slug in ("q0", "q1")]
    option = an_option("o", a_situation(any_of("q1", "a")))
    assert walk({"q1": ["a"]}, a_guide(questions, [option])) == ["q1"]


def test_a_notice_makes_no_question_necessary():
    question = a_question("q", [a_choice("a"), a_choice("b")])
    guide = a_guide([question], [], notices=[a_notice("n", a_situation(any_of("q", "a")))])
    assert next_slug({}, guide) is None
    assert questions_left(guide, Answers()) == 0


def test_an_option_for_everyone_makes_no_question_necessary():
    question = a_question("q", [a_choice("a"), a_choice("b")])
    option = an_option("o", a_situation(any_of("q", "a")), for_everyone=True)
    assert next_slug({}, a_guide([question], [option])) is None


def test_a_question_that_another_situation_makes_irrelevant_is_not_asked():
    """B cannot matter in "A, or A and B", although three-valued logic lists it as unknown."""
    questions = [a_question(slug, [a_choice("a"), a_choice("b")]) for slug in ("q0", "q1")]
    wide, narrow = a_situation(any_of("q0", "a")), a_situation(any_of("q0", "a"), any_of("q1", "a"))
    guide = a_guide(questions, [an_option("o", wide, narrow)])
    assert not could_change(guide, questions[1], Answers())


def test_a_question_is_seen_to_be_irrelevant_however_many_others_are_open():
    choices = [a_choice("a"), a_choice("b"), a_choice("c", uncertain=True)]
    questions = [a_question(f"q{number}", choices) for number in range(5)]
    wide = [any_of(question.slug, "a") for question in questions[:-1]]
    narrow = [*wide, any_of(questions[-1].slug, "a")]
    guide = a_guide(questions, [an_option("o", a_situation(*wide), a_situation(*narrow))])
    assert not could_change(guide, questions[-1], Answers())
    assert could_change(guide, questions[-2], Answers())


def needs_all_of(letters, exclusive=""):
    """An option that is open through one question, and that all `letters` of another settle."""
    choices = [a_choice(letter, exclusive=letter in exclusive) for letter in "eabc"]
    unsure = a_question("q0", [a_choice("a"), a_choice("b", uncertain=True)])
    several = a_question("q1", choices, kind=Kind.SEVERAL)
    # `e` is as good as `a`, so only what it excludes tells the two apart.
    tests = [any_of("q1", *("ea" if letter == "a" else letter)) for letter in letters]
    option = an_option("o", a_situation(any_of("q0", "a")), a_situation(*tests))
    return a_guide([unsure, several], [option])


@pytest.mark.parametrize(
    ("letters", "exclusive", "expected"),
    [
        ("ab", "", "q1"),
        ("abc", "", "q1"),
        ("ab", "e", "q1"),
        ("ab", "ea", None),
        ("abc", "c", None),
    ],
)
def test_choices_that_matter_only_together_make_a_question_necessary(letters, exclusive, expected):
    assert next_slug({"q0": ["b"]}, needs_all_of(letters, exclusive)) == expected


def test_a_question_with_countless_answers_is_asked_without_trying_them(monkeypatch):
    """Each of 18 choices is in a situation of its own, so 2^18 answers are told apart."""
    tried = []
    monkeypatch.setattr(change, "telling_answers", counting(change.telling_answers, tried))
    letters = "abcdefghijklmnopqr"
    gate = a_question("q0", [a_choice("a"), a_choice("b")])
    several = a_question("q1", [a_choice(each) for each in letters], kind=Kind.SEVERAL)
    rule = [a_situation(any_of("q0", "a"), any_of("q1", each)) for each in letters]
    guide = a_guide([gate, several], [an_option("o", *rule)])
    assert could_change(guide, several, Answers())
    assert len(tried) <= change.MOST_COMPLETIONS + 10


def counting(answers_to, tried):
    """The same answers, each of which is noted when it is made."""

    def noting(*about):
        for answer in answers_to(*about):
            tried.append(answer)
            yield answer

    return noting


def test_a_question_whose_situation_contradicts_itself_is_not_asked():
    question = a_question("q0", [a_choice("a"), a_choice("b")])
    other = a_question("q1", [a_choice("a"), a_choice("b")])
    option = an_option("o", a_situation(any_of("q0", "a"), any_of("q0", "b"), any_of("q1", "a")))
    # Leaving the first unanswered keeps it unknown, so until it is answered the second can matter.
    guide = a_guide([question, other], [option])
    assert next_slug({}, guide) == "q0"
    assert next_slug({"q0": ["a"]}, guide) is None


def test_a_gate_matters_through_the_question_it_opens():
    gate = a_question("q0", [a_choice("a"), a_choice("b")])
    opened = a_question(
        "q1", [a_choice("a"), a_choice("b")], ask_when=a_situation(any_of("q0", "a"))
    )
    guide = a_guide([gate, opened], [an_option("o", a_situation(any_of("q1", "a")))])
    assert walk({"q0": ["a"], "q1": ["b"]}, guide) == ["q0", "q1"]
    assert walk({"q0": ["b"]}, guide) == ["q0"]


# Changed answers


def test_a_changed_answer_takes_later_ones_off_the_path():
    before = {**TRIPLE_NEGATIVE, "pd-l1": ["positive"]}
    after = {**before, "hormone-receptor": ["positive"]}
    assert on_path(before) == ["hormone-receptor", "her2", "pd-l1"]
    assert on_path(after) == ["hormone-receptor", "her2"]
    assert counted(real_guide(), Answers(after)) == {
        "hormone-receptor": {"positive"},
        "her2": {"negative"},
    }


def test_changing_back_brings_the_later_answers_back():
    answers = Answers({**TRIPLE_NEGATIVE, "pd-l1": ["positive"]})
    changed = answers.having("hormone-receptor", ["positive"])
    assert counted(real_guide(), changed.having("hormone-receptor", ["negative"])) == answers


def test_an_answer_behind_a_closed_gate_does_not_count():
    answers = {"past-treatments": ["none"], "not-responded": ["hormone-therapy"]}
    assert on_path(answers) == ["past-treatments"]


# How many are left


def test_at_the_start_every_question_may_be_asked():
    assert questions_left(real_guide(), Answers()) == len(real_guide().questions)


def test_nothing_is_left_when_nothing_is_asked():
    answers = Answers({**QUIET, "spread": ["lung"]})
    assert questions_left(real_guide(), answers) == 0


def test_one_is_left_before_the_last_question():
    assert questions_left(real_guide(), Answers({**QUIET, "past-treatments": ["tamoxifen"]})) == 1


# What could change


def test_what_her2_would_change_for_triple_negative_disease_that_may_be_her2_positive():
    found = outcomes(
        {
            "hormone-receptor": ["negative"],
            "her2": ["unsure"],
            "pd-l1": ["positive"],
            "brca": ["no-mutation"],
            "spread": ["lung"],
            "symptoms": ["none"],
        }
    )
    her2_drugs = {"her2-targeted-therapy", "tucatinib-combination"}
    negative_drugs = {"sacituzumab-govitecan", "chemotherapy-pembrolizumab"}
    assert found == {
        "her2": {
            "positive": (her2_drugs, negative_drugs),
            "negative": (negative_drugs, her2_drugs),
        }
    }


def test_a_certain_answer_that_only_narrows_things_adds_and_drops_nothing():
    # Her2 is one of three things that the PARP inhibitor after chemotherapy depends on.
    added, dropped = outcomes({})["her2"]["negative"]
    assert added == {"sacituzumab-govitecan"}
    assert "parp-inhibitor-after-chemotherapy" not in added | dropped


def test_what_could_change_offers_no_uncertain_choice():
    for by_choice in outcomes({}).values():
        assert not {"unsure", "not-known"} & by_choice.keys()


def test_what_could_change_names_each_question_that_an_option_depends_on_once_and_in_order():
    found = [outlook.question.slug for outlook in what_could_change(real_guide(), Answers())]
    assert found == [question.slug for question in real_guide().questions]


def test_a_certain_answer_may_drop_what_an_uncertain_one_had_matched():
    found = outcomes(
        {
            "hormone-receptor": ["not-known"],
            "menopause": ["postmenopausal"],
            "newly-diagnosed": ["yes"],
        }
    )
    added, dropped = found["hormone-receptor"]["negative"]
    assert {"tamoxifen-after-menopause", "aromatase-inhibitor-after-menopause"} <= dropped
    assert not added


def test_nothing_could_change_when_everything_is_settled():
    answers = {**QUIET, "spread": ["lung"], "pd-l1": ["negative"]}
    assert outcomes(answers) == {}
