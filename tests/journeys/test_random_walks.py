"""Readers who answer at random get the verdicts of the contract, whatever they say or change.

Other readers on every run. The verdicts are those of `tests.guide.reference`, and for the first
guide its rules are the contract's table as copied into `tests.guide.contract`: neither shares
anything with the fixture or the site.
"""

import random

import pytest

from navigator.guide.voice import Reader as Voice
from tests.content.contract import contract_guide
from tests.guide import reference
from tests.guides import real_guide, spanish_guide
from tests.library import library
from tests.translated import translated

from .reader import Reader

GUIDES = {"library": (library(), library()), "first guide": (real_guide(), contract_guide())}
# In two languages.
IN_TWO = {
    "library": (translated(library()), library()),
    "first guide": (spanish_guide(), contract_guide()),
}
WALKS = 60
AT_ONCE = 10  # walks in one test: few enough to find the one that failed
MOST_CHANGES = 3


def answers_at_random(reader, chance, latest, most=None):
    """Answer questions until the options, or at most so many; `latest` is what was said."""
    while reader.question and most != 0:
        question = reader.guide.question_by_slug[reader.question]
        latest[question.slug] = chance.choice(reference.acceptable_answers(question))
        reader.picks(sorted(latest[question.slug]))
        most = None if most is None else most - 1


def holds(reader, rules, latest):
    """The page says the latest answers, and its verdicts are those of what it says.

    An answer that it does not say is one that could not have made a difference.
    """
    said, verdicts = reader.said(), reader.verdicts()
    assert said == {slug: frozenset(latest[slug]) for slug in said}
    assert verdicts == reference.verdicts(rules, said), latest
    assert verdicts == reference.verdicts(rules, latest), latest


def switches_at_random(reader, chance):
    """Go on in another language, or in the same one, and still look at the same page."""
    place = reader.path.removeprefix(reader.below)
    reader.switches(chance.choice(reader.guide.languages))
    assert reader.path == reader.below + place


@pytest.fixture(params=GUIDES.values(), ids=GUIDES)
def guide_and_rules(shelve, request):
    guide, rules = request.param
    shelve(guide)
    return guide, rules


@pytest.mark.parametrize("number", range(WALKS // AT_ONCE))
def test_a_random_walk_ends_at_the_verdicts_of_the_contract_after_changes_as_well(
    guide_and_rules, number
):
    guide, rules = guide_and_rules
    for _ in range(AT_ONCE):
        chance, latest = random.Random(), {}
        reader = Reader(guide).starts(chance.choice(list(Voice)))
        answers_at_random(reader, chance, latest, most=chance.choice([None, *range(1, 9)]))
        assert len(reader.asked) == len(set(reader.asked)), reader.asked
        for _ in range(chance.randint(0, MOST_CHANGES)):
            slug = chance.choice(sorted(reader.said()))
            latest[slug] = chance.choice(reference.acceptable_answers(guide.question_by_slug[slug]))
            reader.changes(slug, sorted(latest[slug]))
            holds(reader, rules, latest)
        answers_at_random(reader.starts(reader.voice), chance, latest)
        assert reader.at_options
        assert reader.open_questions() == set()
        holds(reader, rules, latest)


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize(("guide", "rules"), IN_TWO.values(), ids=IN_TWO)
def test_a_walk_with_switches_of_language_on_the_way_ends_at_the_same_verdicts(
    shelve, guide, rules, number
):
    """What was answered in one language holds in the other, and so does the place of a reader."""
    shelve(guide)
    for _ in range(AT_ONCE // 2):
        chance, latest = random.Random(), {}
        reader = Reader(guide).starts(chance.choice(list(Voice)))
        while reader.question:
            switches_at_random(reader, chance)
            answers_at_random(reader, chance, latest, most=chance.choice([1, 1, 2]))
        for _ in range(chance.randint(1, MOST_CHANGES)):
            switches_at_random(reader, chance)
            slug = chance.choice(sorted(reader.said()))
            latest[slug] = chance.choice(reference.acceptable_answers(guide.question_by_slug[slug]))
            reader.changes(slug, sorted(latest[slug]))
            switches_at_random(reader, chance)
            holds(reader, rules, latest)
