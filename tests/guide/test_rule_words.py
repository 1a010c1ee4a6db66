"""A rule in plain words: every answer is there, and how the rows go together can be told."""

import pytest

from navigator.guide.rule_words import conditions_in_words, sentences, situations_in_words
from tests.guide.strategies import a_situation, any_of, only
from tests.guides import real_guide
from tests.library import library

GUIDE = library()


def words(*situations, guide=GUIDE):
    return situations_in_words(guide, situations)


def test_a_situation_is_one_line():
    assert len(words(a_situation(any_of("home", "far")), a_situation(any_of("age", "child")))) == 2


def test_an_answer_is_said_as_the_sentence_that_readers_know():
    (line,) = words(a_situation(any_of("home", "far")))
    assert "Home is far away" in line
    assert not line.endswith(".")


def test_answers_of_a_row_are_alternatives():
    (line,) = words(a_situation(any_of("age", "child", "teen")))
    assert line.index("You are a child") < line.index(" or ") < line.index("You are a teenager")
    assert " and " not in line


def test_rows_of_a_situation_hold_together():
    (line,) = words(a_situation(any_of("home", "far"), any_of("guardian", "yes")))
    assert line.index("Home is far away") < line.index(" and ") < line.index("A grown-up can sign")
    assert " or " not in line


def test_which_answers_are_alternatives_can_be_told_among_rows():
    (line,) = words(a_situation(any_of("home", "far", "nearby"), any_of("guardian", "yes")))
    (other,) = words(a_situation(any_of("home", "far"), any_of("guardian", "yes")))
    assert line != other
    assert "(" in line


def test_only_differs_from_any_of():
    assert words(a_situation(only("likes", "books"))) != words(
        a_situation(any_of("likes", "books"))
    )


def test_the_order_of_the_answers_is_the_editors():
    (line,) = words(a_situation(any_of("likes", "films", "books")))
    assert line.index("films") < line.index("books")


def test_a_situation_can_be_told_as_sentences():
    situation = a_situation(any_of("home", "far", "nearby"), any_of("guardian", "yes"))
    told = sentences(GUIDE, situation)
    assert told == ["“Home is far away” or “Home is near the town”", "“A grown-up can sign”"]


def test_a_situation_can_be_told_in_short_by_its_questions():
    situation = a_situation(any_of("home", "far", "nearby"), only("likes", "books"))
    assert conditions_in_words(GUIDE, situation) == [
        "Home: Far away or Near the town",
        "Things to borrow: nothing else than Books",
    ]


def test_each_situation_of_an_option_is_told():
    lines = words(*GUIDE.option_by_slug["screen-card"].situations)
    assert ["adult" in line for line in lines] == [True, False]
    assert ["sign" in line for line in lines] == [False, True]


@pytest.mark.parametrize(
    "condition", [any_of("gone", "x"), any_of("home", "gone"), any_of("", "gone"), any_of("home")]
)
def test_a_broken_rule_has_words_too(condition):
    (line,) = words(a_situation(any_of("age", "adult"), condition))
    assert "You are an adult" in line
    assert line.partition(" and ")[2]


@pytest.mark.parametrize("guide", [GUIDE, real_guide()], ids=lambda guide: guide.slug)
def test_every_rule_names_each_of_its_answers(guide):
    for option in guide.options:
        told = " ".join(words(*option.situations, guide=guide))
        for condition in (each for rule in option.situations for each in rule.conditions):
            choices = guide.question_by_slug[condition.question].choice_by_slug
            for slug in condition.choices:
                assert choices[slug].statement.rstrip(".") in told
