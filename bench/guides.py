"""Guides for the bench: random ones of any size, and the real one with ten times the options."""

from __future__ import annotations

import random
from dataclasses import replace

from navigator.guide.answers import Answers
from navigator.guide.model import Guide, Kind, Option, Question, Situation, Test
from tests.guide.strategies import a_choice, a_guide, a_question, a_situation, an_option, any_of

QUESTIONS, OPTIONS = 100, 1_000


def random_guide(seed: str) -> Guide:
    """Rules of one to three situations of one to four conditions; every fifth question is gated."""
    chance = random.Random(seed)
    questions: list[Question] = []
    for number in range(QUESTIONS):
        gate = situation(chance, questions, 1) if questions and chance.random() < 0.2 else None
        questions.append(question(chance, f"q{number}", gate))
    return a_guide(questions, [option(chance, f"o{n}", questions) for n in range(OPTIONS)])


def question(chance: random.Random, slug: str, gate: Situation | None) -> Question:
    several = chance.random() < 0.4
    number = chance.randint(3, 8) if several else chance.randint(2, 4)
    choices = [a_choice(f"c{each}") for each in range(number)]
    choices.append(a_choice("unsure", uncertain=True, exclusive=several))
    return a_question(slug, choices, kind=Kind.SEVERAL if several else Kind.ONE, ask_when=gate)


def option(chance: random.Random, slug: str, questions: list[Question]) -> Option:
    situations = [
        situation(chance, questions, chance.randint(1, 4)) for _ in range(chance.randint(1, 3))
    ]
    return an_option(slug, *situations)


def situation(chance: random.Random, questions: list[Question], most: int) -> Situation:
    conditions = []
    for each in chance.sample(questions, min(most, len(questions))):
        certain = [choice.slug for choice in each.choices if not choice.uncertain]
        condition = any_of(each.slug, *chance.sample(certain, chance.randint(1, len(certain) - 1)))
        only = each.kind is Kind.SEVERAL and chance.random() < 0.15
        conditions.append(replace(condition, test=Test.ONLY) if only else condition)
    return a_situation(*conditions)


def random_answers(guide: Guide, seed: str, share: float) -> Answers:
    """Answers to that share of the questions, one choice each."""
    chance = random.Random(seed)
    return Answers(
        {
            each.slug: [chance.choice(each.choices).slug]
            for each in guide.questions
            if chance.random() < share
        }
    )


def ten_times(guide: Guide) -> Guide:
    """The guide with every option ten times, under a slug of its own."""
    options = tuple(
        replace(each, slug=f"{each.slug}-{copy}") for each in guide.options for copy in range(10)
    )
    return replace(guide, slug="ten-times", options=options)
