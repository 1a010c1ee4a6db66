"""A rule in plain words: every answer is there, and what goes together can be told."""

import pytest

from navigator.guide.rule_words import conditions_in_words, sentences
from tests.guide.builders import a_situation, any_of, only
from tests.library import library

GUIDE = library()


def test_each_condition_is_the_sentence_that_readers_know():
    situation = a_situation(
        any_of("home", "nearby", "far"), any_of("guardian", "yes"), only("likes", "books")
    )
    assert sentences(GUIDE, situation) == [
        "“Home is near the town” or “Home is far away”",
        "“A grown-up can sign”",
        "nothing else than “It is for books”",
    ]


def test_in_short_a_condition_is_told_by_its_question():
    situation = a_situation(any_of("home", "far", "nearby"), only("likes", "books"))
    assert conditions_in_words(GUIDE, situation) == [
        "Home: Far away or Near the town",
        "Things to borrow: nothing else than Books",
    ]


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
