import random

import pytest

from navigator.guide.answers import AnswerError, Answers, check_answer, fitting
from navigator.guide.model import Kind

from . import reference
from .builders import a_choice, a_guide, a_question
from .random_guides import random_guide

HER2 = a_question("her2", [a_choice("positive"), a_choice("unsure", uncertain=True)])
SPREAD = a_question(
    "spread",
    [a_choice("bone"), a_choice("lung"), a_choice("none", exclusive=True)],
    kind=Kind.SEVERAL,
)
GUIDE = a_guide([HER2, SPREAD], [])


def test_answers_are_sets_of_choices_by_question():
    answers = Answers({"her2": ["positive"], "spread": ("bone", "lung", "bone")})
    assert answers["spread"] == frozenset({"bone", "lung"})
    assert dict(answers) == {"her2": {"positive"}, "spread": {"bone", "lung"}}


def test_a_question_not_answered_is_missing():
    assert "her2" not in Answers()
    assert Answers().get("her2") is None


def test_an_answer_is_never_empty():
    with pytest.raises(AnswerError):
        Answers({"her2": []})


def test_having_and_without_leave_the_first_answers_alone():
    first = Answers({"her2": ["positive"]})
    assert first.having("her2", ["unsure"])["her2"] == {"unsure"}
    assert first.having("spread", ["bone"]).keys() == {"her2", "spread"}
    assert not first.without("her2")
    assert first == {"her2": {"positive"}}


def test_going_without_an_answer_that_is_not_there_is_fine():
    assert not Answers().without("her2")


def test_answers_cannot_be_assigned_to():
    with pytest.raises(TypeError):
        Answers()["her2"] = frozenset({"positive"})


def test_printing_answers_does_not_tell_them():
    assert "positive" not in repr(Answers({"her2": ["positive"]}))


@pytest.mark.parametrize(
    ("question", "choices", "reason"),
    [
        (HER2, [], "empty"),
        (SPREAD, [], "empty"),
        (HER2, ["bone"], "unknown-choice"),
        (SPREAD, ["bone", "moon"], "unknown-choice"),
        (HER2, ["positive", "unsure"], "too-many"),
        (SPREAD, ["bone", "none"], "exclusive"),
    ],
)
def test_an_answer_the_question_cannot_take_is_refused_with_the_reason(question, choices, reason):
    with pytest.raises(AnswerError) as refusal:
        check_answer(question, choices)
    assert refusal.value.reason == reason


def test_the_same_choice_twice_is_one_choice():
    assert check_answer(HER2, ["positive", "positive"]) == {"positive"}
    assert check_answer(SPREAD, ["none", "none"]) == {"none"}


def test_what_an_older_edition_took_is_dropped_and_the_rest_kept():
    stored = Answers({"her2": ["gone"], "spread": ["bone", "lung"], "age": ["old"]})
    assert fitting(GUIDE, stored) == {"spread": {"bone", "lung"}}


def test_combinations_that_are_no_longer_allowed_are_dropped_whole():
    stored = Answers({"her2": ["positive", "unsure"], "spread": ["bone", "none"]})
    assert not fitting(GUIDE, stored)


def test_exactly_the_acceptable_answers_are_accepted():
    for _ in range(200):
        question = random.choice(random_guide().questions)
        choices = {slug for slug in "abcde" if random.random() < 0.4}
        acceptable = choices in reference.acceptable_answers(question)
        try:
            accepted = check_answer(question, choices) == choices
        except AnswerError:
            accepted = False
        assert accepted is acceptable
        if choices:
            guide = a_guide([question], [])
            assert bool(fitting(guide, Answers({question.slug: choices}))) is acceptable
