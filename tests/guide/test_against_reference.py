"""Three sources held against each other: the code, a second implementation, and the contract.

The real guide is compared option by option: an option's verdict can only change with the questions
that it reads, which is a test of its own, so every combination of just those is every combination.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.pathway import could_change, counted, next_question, what_could_change
from navigator.guide.standing import Standing
from navigator.guide.truth import Truth
from navigator.guide.verdicts import select, situation_truth, verdict
from tests.guides import real_guide

from . import reference
from .contract import OPTIONS, contract_guide
from .strategies import guides_and_answers

CONTRACT = contract_guide()
OPTION_SLUGS = [slug for rules in OPTIONS.values() for slug in rules]

# One option's combinations are all compared up to here; beyond, of a question that takes several
# choices only single choices and pairs are.
MOST_COMBINATIONS = 30_000
WHOLE_ANSWER_SETS = 3_000
REAL_JOURNEYS = 30

TRUTH = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


# The fixture's rules are the contract's


def shape(question):
    choices = [(choice.slug, choice.uncertain, choice.exclusive) for choice in question.choices]
    gate = question.ask_when and rule(question.ask_when)
    return question.slug, question.kind, choices, gate


def rule(situation):
    """The conditions as sets, for their order and that of their choices means nothing."""
    return frozenset(
        (condition.question, frozenset(condition.choices), condition.test)
        for condition in situation.conditions
    )


@pytest.mark.parametrize("slug", list(CONTRACT.question_by_slug))
def test_the_real_guide_asks_each_question_as_the_contract_says(slug):
    assert shape(real_guide().question_by_slug[slug]) == shape(CONTRACT.question_by_slug[slug])


@pytest.mark.parametrize("slug", OPTION_SLUGS)
def test_the_real_guide_gives_each_option_the_contract_s_rule(slug):
    option, expected = real_guide().option_by_slug[slug], CONTRACT.option_by_slug[slug]
    assert option.category == expected.category
    assert option.for_everyone == expected.for_everyone
    assert set(map(rule, option.situations)) == set(map(rule, expected.situations))


def test_the_real_guide_has_the_contract_s_questions_and_options_in_order_and_no_others():
    guide = real_guide()
    assert [question.slug for question in guide.questions] == list(CONTRACT.question_by_slug)
    assert [option.slug for option in guide.options] == OPTION_SLUGS
    assert [category.slug for category in guide.categories] == list(OPTIONS)


# Verdicts of the real guide


def combinations_for(option):
    read = reference.questions_read(CONTRACT, option.situations)
    questions = [question for question in CONTRACT.questions if question.slug in read]
    many = ways(questions) > MOST_COMBINATIONS
    return reference.every_way_to_answer(questions, most=2 if many else None)


def ways(questions):
    return math.prod(len(reference.acceptable_answers(question)) + 1 for question in questions)


@pytest.mark.parametrize("slug", OPTION_SLUGS)
def test_every_combination_of_what_an_option_reads_gives_the_contract_s_verdict(slug):
    guide, option = real_guide(), real_guide().option_by_slug[slug]
    expected = CONTRACT.option_by_slug[slug]
    for answers in combinations_for(expected):
        found = verdict(guide, option, Answers(answers))
        assert found == reference.verdict(CONTRACT, expected, answers), answers


def some_answers(rng, left_open=0.0):
    """Answers to the whole guide, any subset of choices, some questions left open."""
    return {
        question.slug: an_answer(rng, question)
        for question in CONTRACT.questions
        if rng.random() >= left_open
    }


def an_answer(rng, question):
    # Of all subsets most are large, and "none" and "unsure" would hardly ever come up.
    most = rng.choice([1, 1, 2, None])
    return rng.choice(acceptable(question.slug, most))


@cache
def acceptable(slug, most):
    return reference.acceptable_answers(CONTRACT.question_by_slug[slug], most)


@pytest.mark.parametrize("left_open", [0.0, 0.3])
def test_a_sample_of_whole_answer_sets_gives_the_contract_s_verdicts(left_open):
    guide, rng = real_guide(), random.Random(f"whole answer sets {left_open}")
    for _ in range(WHOLE_ANSWER_SETS // 2):
        answers = some_answers(rng, left_open)
        results = select(guide, Answers(answers)).results
        found = {result.option.slug: result.verdict for result in results}
        assert found == reference.verdicts(CONTRACT, answers), answers


def test_a_verdict_does_not_change_with_questions_that_the_option_does_not_read():
    guide, rng = real_guide(), random.Random("questions not read")
    reads = {
        option.slug: reference.questions_read(CONTRACT, option.situations)
        for option in CONTRACT.options
    }
    for _ in range(500):
        answers = Answers(some_answers(rng, left_open=0.1))
        for option in guide.options:
            read = Answers({slug: answers[slug] for slug in answers if slug in reads[option.slug]})
            assert verdict(guide, option, answers) is verdict(guide, option, read), dict(answers)


# What the real guide asks


@cache
def could_change_option(option_slug, question_slug, given):
    """Brute force, on a guide of this option and what it reads, one choice at a time.

    One choice at a time is enough for the real guide: none of its rules, with the gates behind
    them, tests the same question twice, so no rule needs two choices to be made together.
    """
    option = CONTRACT.option_by_slug[option_slug]
    read = reference.questions_read(CONTRACT, option.situations)
    questions = [replace(q, kind=Kind.ONE) for q in CONTRACT.questions if q.slug in read]
    small = replace(CONTRACT, questions=tuple(questions), options=(option,))
    question = reference.find(small, question_slug)
    return reference.could_change(small, question, dict(given))


def could_change_any_option(question, answers):
    for option in CONTRACT.options:
        read = reference.questions_read(CONTRACT, option.situations)
        if question.slug in read:
            given = frozenset((slug, answers[slug]) for slug in read & answers.keys())
            if could_change_option(option.slug, question.slug, given):
                return True
    return False


def test_no_rule_of_the_contract_tests_a_question_twice():
    for option in CONTRACT.options:
        tested = questions_tested(option.situations)
        assert len(tested) == len(set(tested))


def questions_tested(situations):
    """Like `questions_read`, but with every mention counted."""
    tested = []
    for condition in (each for situation in situations for each in situation.conditions):
        gate = CONTRACT.question_by_slug[condition.question].ask_when
        tested += [condition.question, *questions_tested([gate] if gate else [])]
    return tested


@pytest.mark.parametrize("journey", range(REAL_JOURNEYS))
def test_the_real_guide_asks_exactly_what_could_change_a_verdict(journey):
    guide, rng = real_guide(), random.Random(f"journey {journey}")
    answers = Answers()
    for question in CONTRACT.questions:
        expected = could_change_any_option(question, answers)
        asked = next_question(guide, answers)
        assert (asked is not None and asked.slug == question.slug) is expected, dict(answers)
        if expected:
            answers = answers.having(question.slug, an_answer(rng, question))
    assert next_question(guide, answers) is None


# Random guides


@settings(max_examples=300, deadline=None)
@given(guides_and_answers())
def test_verdicts_of_random_guides_are_the_reference_s(drawn):
    guide, answers = drawn
    for result in select(guide, Answers(answers)).results:
        assert result.verdict == reference.verdict(guide, result.option, answers)
        assert verdict(guide, result.option, Answers(answers)) is result.verdict


@settings(max_examples=120, deadline=None)
@given(guides_and_answers())
def test_gates_situations_and_notices_of_random_guides_are_the_reference_s(drawn):
    guide, answers = drawn
    given_answers = Answers(answers)
    standing = Standing(guide, given_answers)
    for question in guide.questions:
        found = standing.is_asked(guide.rules.readings[question.slug])
        assert TRUTH[found] is reference.asked(guide, question, answers)
    for rules in (*guide.options, *guide.notices):
        for situation in rules.situations:
            found = situation_truth(guide, situation, given_answers)
            assert TRUTH[found] is reference.situation_truth(guide, situation, answers)
    shown = [each for each in guide.notices if reference.option_truth(guide, each, answers) is True]
    assert list(select(guide, given_answers).notices) == shown


@settings(max_examples=120, deadline=None)
@given(guides_and_answers(wide=False), st.data())
def test_what_could_change_a_verdict_is_exact_on_random_guides(drawn, data):
    guide, answers = drawn
    question = data.draw(st.sampled_from(guide.questions))
    others = {slug: chosen for slug, chosen in answers.items() if slug != question.slug}
    expected = reference.could_change(guide, question, others)
    assert could_change(guide, question, Answers(others)) is expected


@settings(max_examples=120, deadline=None)
@given(guides_and_answers(wide=False))
def test_path_and_next_question_of_random_guides_are_the_reference_s(drawn):
    """The answers may be stale or out of order, as those of a reader who changed some."""
    guide, answers = drawn
    assert counted(guide, Answers(answers)) == reference.walked(guide, answers)
    assert next_question(guide, Answers(answers)) == reference.next_question(guide, answers)


@settings(max_examples=120, deadline=None)
@given(guides_and_answers())
def test_what_an_answer_would_change_is_what_it_changes(drawn):
    guide, answers = drawn
    now = reference.verdicts(guide, answers)
    for outlook in what_could_change(guide, Answers(answers)):
        question = outlook.question
        certain = [choice.slug for choice in question.choices if not choice.uncertain]
        assert [outcome.choice for outcome in outlook.outcomes] == certain
        for outcome in outlook.outcomes:
            then = reference.verdicts(guide, {**answers, question.slug: {outcome.choice}})
            assert list(outcome.added) == became(now, then, "match")
            assert list(outcome.dropped) == became(now, then, "no")


def became(now, then, wanted):
    return [slug for slug in now if then[slug] == wanted != now[slug]]
