"""The forms that readers send, without a page around them."""

import pytest
from django.http import QueryDict

from navigator.readers.forms import QuestionForm, ReaderForm
from tests.library import library

GUIDE = library()


def form(slug, *chosen):
    sent = QueryDict(mutable=True)
    sent.setlist(slug, chosen)
    return QuestionForm(GUIDE.question_by_slug[slug], sent)


@pytest.mark.parametrize("question", GUIDE.questions, ids=lambda each: each.slug)
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
    assert not QuestionForm(question, QueryDict("home=adult")).is_valid()


@pytest.mark.parametrize("sent", [{}, {"reader": ""}, {"reader": "doctor"}])
def test_somebody_else_is_not_a_reader(sent):
    assert ReaderForm(sent).errors["reader"][0]
