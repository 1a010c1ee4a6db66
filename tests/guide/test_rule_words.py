"""A rule in plain words: every answer is there, and what goes together can be told."""

import pytest

from navigator.guide.rule_words import answers_in_words, conditions_in_words, sentences
from tests.guide.builders import a_situation, any_of, at_least, none_of, only
from tests.library import library
from tests.wider import wider

GUIDE = library()


def test_each_condition_is_the_sentence_that_readers_know():
    situation = a_situation(
        any_of("home", "nearby", "far"), any_of("guardian", "yes"), only("likes", "books")
    )
    assert sentences(GUIDE, situation) == [
        "“Home is near the town” or “Home is far away”",
        "“A grown-up can sign”",
        "only “It is for books”",
    ]


def test_in_short_a_condition_is_told_by_its_question():
    situation = a_situation(any_of("home", "far", "nearby"), only("likes", "books"))
    assert conditions_in_words(GUIDE, situation) == [
        "Home: Far away or Near the town",
        "Things to borrow: only Books",
    ]


NONE_NEAR = none_of("home", "nearby", "in-town")
TWO_OF = at_least(2, any_of("home", "nearby", "far"), any_of("likes", "books", "films"))


def test_none_of_and_at_least_are_told_as_they_are_meant():
    """On where they live, either answer counts once; on what they like, each counts."""
    situation = a_situation(NONE_NEAR, TWO_OF)
    assert sentences(GUIDE, situation) == [
        "not “Home is near the town” and not “Home is in the town”",
        "at least 2 of: “Home is near the town”, “Home is far away”, “It is for books”, "
        "“It is for films”",
    ]
    assert conditions_in_words(GUIDE, situation) == [
        "Home: not Near the town and not In the town",
        "at least 2 of: Home: Near the town or Far away, Things to borrow: Books, "
        "Things to borrow: Films",
    ]


def test_at_least_one_is_an_or():
    one_of = a_situation(at_least(1, any_of("home", "far"), any_of("likes", "books")))
    assert sentences(GUIDE, one_of) == ["“Home is far away” or “It is for books”"]
    assert conditions_in_words(GUIDE, one_of) == ["Home: Far away or Things to borrow: Books"]


def test_each_answer_that_a_rule_names_is_told_once_with_what_it_counts_as():
    rule = (
        a_situation(any_of("home", "far"), at_least(1, any_of("age", "not-told"))),
        a_situation(any_of("home", "far", "gone"), any_of("gone", "x"), any_of("likes", "nothing")),
    )
    assert answers_in_words(GUIDE, rule) == [
        "Home: Far away. “Home is far away.”",
        "Age: I would rather not say. “Your age is not told.” It counts as not known.",
        "Things to borrow: Nothing yet. “It is for nothing yet.” It goes with no other answer.",
    ]
    new = a_situation(any_of("years", "new"))
    (told,) = answers_in_words(wider(), [new])
    assert told.endswith(" “You are new here.” It begins at 0.")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (any_of("gone", "x"), "“x” (an answer that is gone)"),
        (any_of("home", "gone"), "“gone” (an answer that is gone)"),
        (any_of("home", "far", "gone"), "“Home is far away” or “gone” (an answer that is gone)"),
        (any_of("", "gone"), "“gone” (an answer that is gone)"),
        (any_of("home"), "(no answer picked yet)"),
    ],
)
def test_a_broken_rule_has_words_too(condition, words):
    assert sentences(GUIDE, a_situation(condition)) == [words]
