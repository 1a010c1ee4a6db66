"""The forms that readers send, without a page around them."""

import pytest
from django.http import QueryDict

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.readers.forms import QuestionForm, ReaderForm
from tests.wider import wider

GUIDE = wider()
WITHOUT_A_NUMBER = [each for each in GUIDE.questions if each.kind is not Kind.NUMBER]


def form(slug, *chosen, said=()):
    sent = QueryDict(mutable=True)
    sent.setlist(slug, chosen)
    before = Answers({slug: said} if said else {})
    return QuestionForm([GUIDE.question_by_slug[slug]], before, sent)


@pytest.mark.parametrize("question", WITHOUT_A_NUMBER, ids=lambda each: each.slug)
def test_every_choice_alone_is_an_answer(question):
    for choice in question.choices:
        filled = form(question.slug, choice.slug)
        assert filled.is_valid()
        assert filled.cleaned_data == {question.slug: {choice.slug}}


@pytest.mark.parametrize("chosen", [["books", "films"], ["books", "films", "books"]])
def test_several_choices_are_one_answer_and_the_same_box_twice_counts_once(chosen):
    filled = form("likes", *chosen)
    assert filled.is_valid()
    assert filled.cleaned_data["likes"] == {"books", "films"}


@pytest.mark.parametrize(
    ("slug", "chosen", "words"),
    [
        ("age", [], "not sure"),
        ("age", [""], "on this page"),
        ("age", ["gone"], "on this page"),
        ("age", ["ADULT"], "on this page"),
        ("age", ["adult", "teen"], "one answer only"),
        ("likes", ["books", "gone"], "on this page"),
        ("likes", ["books", "nothing"], "“Nothing yet” cannot go with other answers"),
        ("likes", ["unsure", "nothing"], "“Nothing yet” cannot go with other answers"),
    ],
)
def test_what_is_no_answer_is_refused_and_told_why(slug, chosen, words):
    filled = form(slug, *chosen)
    assert not filled.is_valid()
    assert words in filled.errors[slug][0]


def test_what_was_sent_under_another_name_is_not_an_answer():
    question = GUIDE.question_by_slug["age"]
    assert not QuestionForm([question], Answers(), QueryDict("home=adult")).is_valid()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        *(("0", "new"), ("1", "new"), ("2", "some"), (" 9 ", "some"), ("10", "many")),
        *(("007", "some"), ("120", "many"), ("\u0661\u0662", "many")),
    ],
)
def test_a_number_falls_into_the_range_that_begins_at_or_below_it(typed, slug):
    filled = form("years", typed)
    assert filled.is_valid()
    assert filled.cleaned_data["years"] == {slug}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([""], "Type a number"),
        (["ten"], "whole number"),
        (["1.5"], "whole number"),
        (["-1"], "whole number"),
        (["²"], "whole number"),
        (["121"], "from 0 to 120"),
        (["9" * 5000], "from 0 to 120"),
        (["5", "unsure"], "Not both"),
        (["5", "50"], "Not both"),
    ],
)
def test_what_is_no_number_that_can_be_right_is_refused_and_told_why(sent, words):
    filled = form("years", *sent)
    assert not filled.is_valid()
    assert words in filled.errors["years"][0]
    (asked,) = filled.asked()
    assert asked.typed == sent[0]


@pytest.mark.parametrize(
    ("sent", "said", "expected"),
    [("", "some", "some"), ("unsure", "some", "unsure"), ("50", "some", "many")],
)
def test_a_range_stays_where_nothing_is_typed(sent, said, expected):
    filled = form("years", sent, said=[said])
    assert filled.is_valid()
    assert filled.cleaned_data == {"years": {expected}}


def test_not_known_does_not_stay_where_its_box_was_emptied():
    assert not form("years", "", said=["unsure"]).is_valid()


@pytest.mark.parametrize("sent", [{}, {"reader": ""}, {"reader": "doctor"}])
def test_somebody_else_is_not_a_reader(sent):
    assert ReaderForm(sent).errors["reader"][0]
