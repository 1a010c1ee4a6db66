"""The shipped guide's rules are the contract's, and give the contract's verdicts.

The contract's tables are copied in `contract`, its logic is written a second time in
`tests.guide.reference`, and held against the site's on random guides by `test_against_reference`.
"""

import random
from dataclasses import replace
from functools import cache

import pytest

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.pathway import Walk
from navigator.guide.verdicts import Verdict, select, verdict
from tests.guide import reference
from tests.guide.random_guides import random_answer
from tests.guides import real_guide

from .contract import OPTIONS, contract_guide

CONTRACT = contract_guide()
OPTION_SLUGS = [slug for rules in OPTIONS.values() for slug in rules]

WHOLE_ANSWER_SETS = 1_500
JOURNEYS = 60


def shape(question):
    choices = [
        (each.slug, each.uncertain, each.not_covered, each.exclusive) for each in question.choices
    ]
    return question.slug, question.kind, choices, [rule(each) for each in question.ask_when]


def rule(situation):
    """The conditions as sets, for their order and that of their choices means nothing."""
    return frozenset(
        (condition.question, frozenset(condition.choices), condition.test)
        for condition in situation.conditions
    )


def test_it_asks_the_contract_s_questions_in_order_with_its_choices_and_gates():
    assert list(map(shape, real_guide().questions)) == list(map(shape, CONTRACT.questions))


def test_it_has_the_contract_s_options_in_order_and_no_others():
    assert [option.slug for option in real_guide().options] == OPTION_SLUGS
    assert [category.slug for category in real_guide().categories] == list(OPTIONS)


@pytest.mark.parametrize("slug", OPTION_SLUGS)
def test_an_option_has_the_contract_s_rule(slug):
    option, expected = real_guide().option_by_slug[slug], CONTRACT.option_by_slug[slug]
    assert option.category == expected.category
    assert option.for_everyone == expected.for_everyone
    assert set(map(rule, option.situations)) == set(map(rule, expected.situations))


# Verdicts


def read_by(option):
    return reference.questions_read(CONTRACT, option.situations)


def some_answers(left_open):
    """Answers to the whole guide, any subset of choices, some questions left open."""
    return {
        question.slug: random_answer(question)
        for question in CONTRACT.questions
        if random.random() >= left_open
    }


def test_whole_sets_of_answers_give_the_contract_s_verdicts_by_what_each_option_reads():
    guide = real_guide()
    for _ in range(WHOLE_ANSWER_SETS):
        answers = some_answers(left_open=random.choice([0, 0.3]))
        results = select(guide, Answers(answers)).results
        found = {result.option.slug: result.verdict for result in results}
        assert found == reference.verdicts(CONTRACT, answers), answers
        for option in CONTRACT.options:
            read = Answers({slug: answers[slug] for slug in read_by(option) if slug in answers})
            assert verdict(guide, guide.option_by_slug[option.slug], read) is found[option.slug]


# What is asked


@cache
def could_change_option(option_slug, question_slug, given):
    """Brute force, on a guide of this option and what it reads, one choice at a time.

    One choice at a time is enough for this guide: none of its rules, with the gates behind them,
    tests the same question twice, so no rule needs two choices to be made together.
    """
    option = CONTRACT.option_by_slug[option_slug]
    questions = [replace(q, kind=Kind.ONE) for q in CONTRACT.questions if q.slug in read_by(option)]
    small = replace(CONTRACT, questions=tuple(questions), options=(option,))
    return reference.could_change(small, reference.find(small, question_slug), dict(given))


def could_change(question, answers):
    return any(
        could_change_option(
            option.slug,
            question.slug,
            frozenset((slug, answers[slug]) for slug in read_by(option) & answers.keys()),
        )
        for option in CONTRACT.options
        if question.slug in read_by(option)
    )


def test_no_rule_with_the_gates_behind_it_tests_a_question_twice():
    assert not any(real_guide().repeated_in.values())


def test_a_journey_asks_exactly_what_could_change_a_verdict_and_settles_what_it_asked():
    for _ in range(JOURNEYS):
        guide, answers = real_guide(), Answers()
        for question in CONTRACT.questions:
            expected = could_change(question, answers)
            asked = Walk(guide, answers).next
            assert (asked is not None and asked.slug == question.slug) is expected, dict(answers)
            if expected:
                answers = answers.having(question.slug, random_answer(question))
        assert Walk(guide, answers).next is None
        for result in select(guide, answers).results:
            assert set(result.depends_on) <= answers.keys()


def test_who_is_unsure_of_everything_is_asked_everything_and_nothing_is_ruled_out():
    guide, answers = real_guide(), Answers()
    while question := Walk(guide, answers).next:
        answers = answers.having(question.slug, ["unsure"])
    assert answers.keys() == guide.question_by_slug.keys()
    for result in select(guide, answers).results:
        expected = Verdict.MATCH if result.option.for_everyone else Verdict.DEPENDS
        assert result.verdict is expected


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"menopause": ["not-applicable"]}, ["not-applicable-menopause"]),
        ({"menopause": ["unsure"]}, ["written-about-women"]),
        ({"hormone-receptor": ["negative"]}, ["written-about-women"]),
        ({"menopause": ["premenopausal"]}, []),
        ({"menopause": ["postmenopausal"]}, []),
        ({}, []),
    ],
)
def test_who_may_be_a_man_is_told_what_men_should_ask_and_nobody_else_is(said, shown):
    notices = select(real_guide(), Answers(said)).notices
    assert [notice.slug for notice in notices if notice.on_top] == shown
