"""What must hold for every guide and every reader.

The properties of a journey are plain functions, held against journeys through random guides and
through the real one. A journey answers what it is asked until nothing is.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.guide.answers import Answers
from navigator.guide.model import Guide
from navigator.guide.pathway import Walk, counted, next_question, questions_left
from navigator.guide.verdicts import Verdict, select
from tests.guides import real_guide

from . import reference
from .strategies import answers_to, guides, guides_and_answers

REAL_JOURNEYS = 60
SETTLED = {Verdict.MATCH, Verdict.NO}


@dataclass(frozen=True)
class Journey:
    """`stops[n]` are the answers before the question `asked[n]`, `stops[-1]` those at the end."""

    guide: Guide
    asked: tuple[str, ...]
    stops: tuple[Answers, ...]

    @property
    def end(self):
        return self.stops[-1]

    @property
    def skipped(self):
        return [question for question in self.guide.questions if question.slug not in self.end]


def travel(guide, say):
    """Answer each question with `say(question)`, to the end or until it is clear there is none."""
    asked, stops = [], [Answers()]
    while (question := next_question(guide, stops[-1])) and len(asked) <= len(guide.questions):
        asked.append(question.slug)
        stops.append(stops[-1].having(question.slug, say(question)))
    return Journey(guide, tuple(asked), tuple(stops))


@st.composite
def journeys(draw):
    guide = draw(guides(wide=draw(st.booleans())))
    return travel(guide, lambda question: draw(answers_to(question)))


@cache
def real_journeys():
    rng = random.Random("real journeys")

    def say(question):
        # Of all subsets most are large: take a few choices as often as any number.
        return rng.choice(reference.acceptable_answers(question, rng.choice([1, 2, None])))

    return [travel(real_guide(), say) for _ in range(REAL_JOURNEYS)]


def verdicts(guide, answers):
    return {each.option.slug: each.verdict for each in select(guide, answers).results}


# Properties of a journey


def it_ends_and_asks_no_question_twice(journey):
    assert next_question(journey.guide, journey.end) is None
    assert len(set(journey.asked)) == len(journey.asked)


def it_asks_in_the_order_of_the_guide(journey):
    order = [question.slug for question in journey.guide.questions]
    assert list(journey.asked) == sorted(journey.asked, key=order.index)


def every_answer_given_when_asked_stays_on_the_path(journey):
    for stop in journey.stops:
        assert counted(journey.guide, stop) == stop
    path = Walk(journey.guide, journey.end).path
    assert tuple(question.slug for question in path) == journey.asked


def no_answer_to_a_skipped_question_changes_a_verdict(journey):
    before = reference.verdicts(journey.guide, journey.end)
    for question in journey.skipped:
        for chosen in reference.acceptable_answers(question):
            answers = {**journey.end, question.slug: chosen}
            assert reference.verdicts(journey.guide, answers) == before, (question.slug, chosen)


def no_answers_to_several_skipped_questions_change_a_verdict(journey):
    before, rng = verdicts(journey.guide, journey.end), random.Random("skipped")
    for _ in range(10):
        skipped = {
            question.slug: rng.choice(reference.acceptable_answers(question))
            for question in journey.skipped
        }
        answers = Answers({**journey.end, **skipped})
        assert verdicts(journey.guide, answers) == before
        # Stored answers to questions that were not asked must not bring a question back either.
        assert next_question(journey.guide, answers) is None
        assert counted(journey.guide, answers) == journey.end


def a_settled_verdict_stays_settled(journey):
    settled = {}
    for stop in journey.stops:
        found = verdicts(journey.guide, stop)
        assert settled.items() <= found.items()
        settled = {slug: each for slug, each in found.items() if each in SETTLED}


def order_of_answering_changes_neither_verdicts_nor_path(journey):
    slugs, rng = list(journey.end), random.Random("order")
    for _ in range(3):
        rng.shuffle(slugs)
        answers = Answers()
        for slug in slugs:
            answers = answers.having(slug, journey.end[slug])
        assert select(journey.guide, answers) == select(journey.guide, journey.end)
        assert Walk(journey.guide, answers).path == Walk(journey.guide, journey.end).path
        assert next_question(journey.guide, answers) is None


def questions_left_is_never_too_few(journey):
    for number, stop in enumerate(journey.stops):
        assert questions_left(journey.guide, stop) >= len(journey.asked) - number


def questions_left_falls_with_every_answer(journey):
    left = [questions_left(journey.guide, stop) for stop in journey.stops]
    assert all(later < earlier for earlier, later in pairwise(left))


def questions_left_is_zero_exactly_at_the_end(journey):
    for stop in journey.stops:
        ended = next_question(journey.guide, stop) is None
        assert (questions_left(journey.guide, stop) == 0) is ended


def questions_left_is_no_more_than_the_guide_has(journey):
    for number, stop in enumerate(journey.stops):
        assert questions_left(journey.guide, stop) <= len(journey.guide.questions) - number


OF_A_JOURNEY = [
    it_ends_and_asks_no_question_twice,
    it_asks_in_the_order_of_the_guide,
    every_answer_given_when_asked_stays_on_the_path,
    no_answer_to_a_skipped_question_changes_a_verdict,
    no_answers_to_several_skipped_questions_change_a_verdict,
    a_settled_verdict_stays_settled,
    order_of_answering_changes_neither_verdicts_nor_path,
    questions_left_is_never_too_few,
    questions_left_falls_with_every_answer,
    questions_left_is_zero_exactly_at_the_end,
    questions_left_is_no_more_than_the_guide_has,
]


@settings(max_examples=200, deadline=None)
@given(journeys())
def test_journeys_through_random_guides(journey):
    # One test for all properties: drawing the journey is what takes the time.
    for holds in OF_A_JOURNEY:
        holds(journey)


@pytest.mark.parametrize("holds", OF_A_JOURNEY, ids=lambda holds: holds.__name__)
def test_journeys_through_the_real_guide(holds):
    for journey in real_journeys():
        holds(journey)


def test_at_the_end_options_of_the_real_guide_depend_only_on_what_was_asked():
    """Not so for every guide: an option may name a question that another one makes irrelevant."""
    for journey in real_journeys():
        for result in select(journey.guide, journey.end).results:
            assert set(result.depends_on) <= set(journey.asked)


# Properties of a selection, whether or not the guide would have asked for these answers


@st.composite
def real_guide_and_answers(draw):
    guide = real_guide()
    slugs = draw(st.sets(st.sampled_from([question.slug for question in guide.questions])))
    questions = [question for question in guide.questions if question.slug in slugs]
    return guide, {question.slug: draw(answers_to(question)) for question in questions}


EITHER = guides_and_answers() | real_guide_and_answers()


@settings(max_examples=120, deadline=None)
@given(EITHER)
def test_reasons_name_only_answers_that_were_given(drawn):
    guide, answers = drawn
    for result in select(guide, Answers(answers)).results:
        for reason in result.reasons:
            assert reason.choices
            assert set(reason.choices) <= answers[reason.question]
        named = [reason.question for reason in result.reasons]
        assert len(named) == len(set(named))


@settings(max_examples=120, deadline=None)
@given(EITHER)
def test_the_answers_that_are_named_are_enough_for_the_verdict(drawn):
    guide, answers = drawn
    for result in select(guide, Answers(answers)).results:
        if result.verdict in SETTLED:
            named = {reason.question: answers[reason.question] for reason in result.reasons}
            assert reference.verdict(guide, result.option, named) == result.verdict


@settings(max_examples=120, deadline=None)
@given(EITHER)
def test_what_an_option_depends_on_is_open_and_named_exactly_when_it_depends(drawn):
    guide, answers = drawn
    for result in select(guide, Answers(answers)).results:
        assert bool(result.depends_on) is (result.verdict is Verdict.DEPENDS)
        assert not (result.depends_on and result.reasons)
        assert set(result.depends_on) <= {
            question.slug for question in guide.questions if is_open(question, answers)
        }


@settings(max_examples=120, deadline=None)
@given(EITHER)
def test_what_an_option_depends_on_is_every_question_that_leaves_a_situation_unknown(drawn):
    guide, answers = drawn
    for result in select(guide, Answers(answers)).results:
        if result.verdict is Verdict.DEPENDS:
            unknown = set()
            for situation in result.option.situations:
                if reference.situation_truth(guide, situation, answers) is None:
                    unknown |= open_questions_behind(guide, situation, answers)
            in_order = [each.slug for each in guide.questions if each.slug in unknown]
            assert list(result.depends_on) == in_order


def open_questions_behind(guide, situation, answers):
    """The unknown conditions' questions, and those that decide whether these are asked at all."""
    found = set()
    for condition in situation.conditions:
        if reference.condition_truth(guide, condition, answers) is None:
            question = reference.find(guide, condition.question)
            found.add(question.slug)
            if question.ask_when is not None:
                found |= open_questions_behind(guide, question.ask_when, answers)
    return found


def is_open(question, answers):
    chosen = answers.get(question.slug)
    return chosen is None or reference.has_uncertain(question, chosen)


@settings(max_examples=120, deadline=None)
@given(EITHER, st.randoms(use_true_random=False))
def test_certain_answers_to_what_an_option_depends_on_settle_it(drawn, rng):
    guide, answers = drawn
    for result in select(guide, Answers(answers)).results:
        certain = {
            slug: rng.choice(reference.certain_answers(reference.find(guide, slug)))
            for slug in result.depends_on
        }
        settled = reference.verdict(guide, result.option, {**answers, **certain})
        assert settled in {"match", "no"}


@settings(max_examples=120, deadline=None)
@given(EITHER, st.data())
def test_an_added_answer_turns_no_match_and_no_no_into_something_else(drawn, data):
    """Unless it closes a gate behind which something had been answered already."""
    guide, answers = drawn
    addable = [
        question
        for question in guide.questions
        if question.slug not in answers and not gates_an_answer(guide, question, answers)
    ]
    if addable:
        question = data.draw(st.sampled_from(addable))
        more = {**answers, question.slug: data.draw(answers_to(question))}
        before, after = verdicts(guide, Answers(answers)), verdicts(guide, Answers(more))
        settled = {slug: verdict for slug, verdict in before.items() if verdict in SETTLED}
        assert settled.items() <= after.items()


def gates_an_answer(guide, question, answers):
    return any(
        question.slug in reference.questions_read(guide, [reference.find(guide, slug).ask_when])
        for slug in answers
        if reference.find(guide, slug).ask_when
    )
