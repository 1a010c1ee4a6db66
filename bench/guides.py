"""The shipped guide, and a made-up one that is three times as long and six times as wide."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from navigator.guide.model import Condition, Guide, Option, Question, Situation
from navigator.guide.yaml import read_guide

SHIPPED = Path(__file__).parent.parent / "fixtures" / "metastatic-breast-cancer.yaml"


def shipped() -> Guide:
    """Return the guide that the site comes with."""
    return read_guide(SHIPPED.read_bytes())


def large() -> Guide:
    """Return a guide of 30 questions and 150 options, made of copies of the shipped one's.

    Texts are as long as real ones. The rules of options read copies of questions that are drawn at
    random, and about every third copy is asked only after some answer to a question shortly before
    it, so that gates stand behind gates.
    """
    chance, guide = random.Random("a large guide"), shipped()
    questions: list[Question] = []
    for copy in range(3):
        for each in guide.questions:
            gate = tuple(_moved(one, lambda: copy) for one in each.ask_when)  # noqa: B023, called here
            if not gate and copy and chance.random() < 1 / 3:
                gate = (_gate(chance.choice(questions[-5:])),)
            questions.append(
                replace(
                    each, slug=f"{each.slug}-{copy}", label=f"{each.label} {copy}", ask_when=gate
                )
            )
    return replace(
        guide,
        slug="large",
        title="A large guide",
        summary="",
        questions=tuple(questions),
        report_lines=tuple(
            replace(each, slug=f"{each.slug}-{copy}", question=f"{each.question}-{copy}")
            for each in guide.report_lines
            for copy in range(3)
        ),
        options=tuple(_copied(each, n, chance) for n in range(6) for each in guide.options),
        notices=(),
        example_readers=(),
    )


def _copied(option: Option, number: int, chance: random.Random) -> Option:
    return replace(
        option,
        slug=f"{option.slug}-{number}",
        name=f"{option.name} {number}",
        situations=tuple(_moved(each, lambda: chance.randrange(3)) for each in option.situations),
    )


def _moved(situation: Situation, copy: Callable[[], int]) -> Situation:
    """Return the situation with the questions that it reads replaced by copies of them."""
    conditions = (
        replace(each, question=f"{each.question}-{copy()}") for each in situation.conditions
    )
    return Situation(tuple(conditions))


def _gate(question: Question) -> Situation:
    return Situation((Condition(question.slug, tuple(each.slug for each in question.choices[:2])),))
