"""Random small guides and answers to them, fresh on every run.

They are drawn with Python's `random`, which pytest-randomly seeds for each test and names at the
top of a run: `pytest --randomly-seed=N` has the same examples again.

Choice slugs are the same letters in every question, so that code which mixes questions up fails.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace

from navigator.guide.model import AtLeast, Condition, Guide, Kind, Question, Situation, Test

from . import reference
from .builders import a_choice, a_guide, a_notice, a_question, a_situation, an_option

# By number of questions: how many choices each may have, so that all answers can be tried.
MOST_CHOICES = {1: 4, 2: 4, 3: 3, 4: 3, 5: 2}

TESTS = [Test.ANY, Test.ANY, Test.ONLY, Test.NONE]

# Half of the characters of a random text: those that have a meaning in YAML, or none to the eye.
TELLING_CHARACTERS = " \n:-#?&*!|>%@`'\"{}[],<~=\\\u00a0\u2028\ufeff"


def random_guide() -> Guide:
    """Return a guide of up to five questions, most of them behind others by their *ask when*."""
    number = random.choice([1, 2, 3, 4, 4, 5, 5])
    questions: list[Question] = []
    for place in range(number):
        kind = Kind.SEVERAL if random.random() < (0.5 if number < 4 else 0.15) else Kind.ONE
        gates = ()
        if questions and random.random() < 0.75:
            gates = tuple(random_gate(questions) for _ in range(random.choice([1, 1, 1, 2])))
        choices = random_choices(kind, random.randint(2, MOST_CHOICES[number]))
        if kind is Kind.ONE and random.random() < 0.2:
            kind, choices = Kind.NUMBER, as_ranges(choices)
        questions.append(a_question(f"q{place}", choices, kind=kind, ask_when=gates))
    options = [random_option(f"o{place}", questions) for place in range(random.randint(1, 3))]
    notice = a_notice("n", *(random_situation(questions) for _ in range(random.randint(1, 2))))
    return a_guide(questions, options, notices=[notice])


def random_choices(kind, number):
    """The first choice is a certain one, as in any guide that is fit to be published."""
    several = kind is Kind.SEVERAL
    choices = []
    for place, slug in enumerate("abcd"[:number]):
        opens = place > 0 and random.random() < 0.5
        not_covered = opens and random.random() < 0.3
        choices.append(
            a_choice(
                slug,
                uncertain=opens and not not_covered,
                not_covered=not_covered,
                exclusive=several and random.random() < 0.3,
            )
        )
    random.shuffle(choices)
    return choices


def as_ranges(choices):
    """These choices as those of a question for a number: 10 and more, 20 and more, ..."""
    ranges = []
    for number, choice in enumerate(choices, start=1):
        ranges.append(choice if choice.leaves_open else replace(choice, least=10 * number))
    return ranges


def random_gate(questions):
    """Mostly on the question before, so that gates stand behind gates."""
    asked = [questions[-1]] if random.random() < 0.6 else random.sample(questions, 1)
    if len(questions) > 1 and random.random() < 0.2:
        asked = random.sample(questions, 2)
    return Situation(tuple(random_condition([each], most=1) for each in asked))


def random_option(slug, questions):
    if random.random() < 0.05:
        return an_option(slug, random_situation(questions), for_everyone=True)
    return an_option(slug, *(random_situation(questions) for _ in range(random.randint(1, 3))))


def random_situation(questions):
    conditions = [random_condition(questions) for _ in range(random.randint(1, 3))]
    if random.random() < 0.2:
        conditions[0] = random_at_least(questions)
    return a_situation(*conditions)


def random_at_least(questions):
    asked = random.sample(questions, random.randint(1, min(3, len(questions))))
    of = [replace(random_condition([each], most=3), test=Test.ANY) for each in asked]
    return AtLeast(random.randint(1, 3), tuple(of))


def random_condition(questions, most=2):
    question = random.choice(questions)
    slugs = [choice.slug for choice in question.choices]
    chosen = random.sample(slugs, random.randint(1, min(most, len(slugs))))
    test = random.choice(TESTS)
    if test is Test.NONE:
        chosen = [slug for slug in chosen if slug not in question.leaving_open] or ["a"]
    return Condition(question.slug, tuple(chosen), test)


def random_answer(question) -> frozenset[str]:
    return random.choice(reference.acceptable_answers(question))


def random_answers(guide, share=0.5) -> dict[str, frozenset[str]]:
    """Answers to about that share of the questions, whether the guide would ask them or not."""
    return {
        question.slug: random_answer(question)
        for question in guide.questions
        if random.random() < share
    }


def random_text(longest=60) -> str:
    """Return a text of any characters but control codes and halves of a character."""
    return "".join(random_character() for _ in range(random.randint(0, longest)))


def random_character():
    if random.random() < 0.5:
        return random.choice(TELLING_CHARACTERS)
    character = chr(random.choice([random.randrange(0x300), random.randrange(0x110000)]))
    return "x" if unicodedata.category(character) in {"Cc", "Cs"} else character
