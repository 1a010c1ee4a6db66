"""Forms made from questions."""

import pytest
from django.http import QueryDict

from navigator.guide.model import Kind
from navigator.guide.voice import Reader
from navigator.readers.forms import QuestionForm, ReaderForm
from tests.guides import real_guide
from tests.html import parse

GUIDE = real_guide()
questions = pytest.mark.parametrize("question", GUIDE.questions, ids=lambda each: each.slug)


def question(slug):
    return GUIDE.question_by_slug[slug]


def form(slug, *chosen, **more):
    sent = QueryDict(mutable=True)
    sent.setlist(slug, chosen)
    return QuestionForm(question(slug), sent, action="/here/", **more)


@questions
def test_the_one_field_is_named_by_the_slug(question):
    assert list(QuestionForm(question, action="/").fields) == [question.slug]


@questions
def test_the_choices_are_those_of_the_question_in_its_order(question):
    choices = QuestionForm(question, action="/").fields[question.slug].choices
    assert [tuple(each) for each in choices] == [(c.slug, c.label) for c in question.choices]


@questions
def test_one_answer_is_a_radio_and_several_are_checkboxes(question):
    page = parse(str(QuestionForm(question, action="/")[question.slug]))
    kind = "radio" if question.kind is Kind.ONE else "checkbox"
    assert [each["type"] for each in page.all("input")] == [kind] * len(question.choices)


@questions
def test_every_choice_alone_is_an_answer(question):
    for choice in question.choices:
        assert form(question.slug, choice.slug).is_valid()


def test_an_answer_comes_out_as_a_set_of_slugs():
    filled = form("spread", "bone", "lung")
    assert filled.is_valid()
    assert filled.cleaned_data["spread"] == frozenset({"bone", "lung"})


def test_the_same_box_twice_counts_once():
    filled = form("spread", "bone", "bone")
    assert filled.is_valid()
    assert filled.cleaned_data["spread"] == frozenset({"bone"})


@pytest.mark.parametrize(
    ("slug", "chosen"),
    [
        ("her2", []),
        ("her2", [""]),
        ("her2", ["gone"]),
        ("her2", ["POSITIVE"]),
        ("her2", ["positive", "negative"]),
        ("her2", ["positive", "gone"]),
        ("spread", []),
        ("spread", ["bone", "gone"]),
        ("spread", ["bone", "unsure"]),
        ("symptoms", ["none", "fluid"]),
        ("symptoms", ["none", "unsure"]),
    ],
)
def test_what_is_no_answer_is_refused_with_words(slug, chosen):
    filled = form(slug, *chosen)
    assert not filled.is_valid()
    assert list(filled.errors) == [slug]
    assert filled.errors[slug][0]


@pytest.mark.parametrize("alone", ["none", "unsure"])
def test_the_answer_that_stands_alone_is_named(alone):
    filled = form("symptoms", "fluid", alone)
    label = question("symptoms").choice_by_slug[alone].label
    assert label in filled.errors["symptoms"][0]


def test_what_was_sent_under_another_name_is_not_an_answer():
    assert not QuestionForm(question("her2"), QueryDict("pd-l1=positive"), action="/").is_valid()


def test_the_form_is_sent_where_it_is_told_with_and_without_htmx():
    helper = form("her2").helper
    assert helper.form_action == "/here/"
    assert helper.attrs["hx-post"] == "/here/"


@pytest.mark.parametrize("reader", Reader)
def test_a_reader_is_who_they_say_they_are(reader):
    filled = ReaderForm({"reader": reader.value})
    assert filled.is_valid()
    assert Reader(filled.cleaned_data["reader"]) is reader


@pytest.mark.parametrize("sent", [{}, {"reader": ""}, {"reader": "doctor"}])
def test_somebody_else_is_not_a_reader(sent):
    filled = ReaderForm(sent)
    assert not filled.is_valid()
    assert filled.errors["reader"][0]
