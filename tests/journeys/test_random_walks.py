"""Readers who answer at random get the verdicts of the contract, whatever they say or change.

The rules are the contract's table as copied into `tests.guide.contract`, the verdicts those of
`tests.guide.reference`: neither shares anything with the fixture or the site.
"""

import random

import pytest

from navigator.guide.voice import Reader as Voice
from tests.content.contract import contract_guide
from tests.guide import reference

from .reader import Reader

CONTRACT = contract_guide()
WALKS = 150
CHANGING_WALKS = 20
AT_ONCE = 10  # walks in one test: few enough to find the one that failed
MOST_CHANGES = 3


def acceptable(question, chance):
    """An answer that the question takes, as a list of slugs."""
    slugs = [choice.slug for choice in question.choices]
    if question.kind == "one" or chance.random() < 0.3:
        return [chance.choice(slugs)]
    together = [choice.slug for choice in question.choices if not choice.exclusive]
    return chance.sample(together, chance.randint(1, len(together)))


def answers_at_random(reader, chance, latest, most=None):
    """Answer questions until the options, or at most so many; `latest` is what was said."""
    while reader.question and most != 0:
        slug = reader.question
        latest[slug] = acceptable(reader.guide.question_by_slug[slug], chance)
        reader.picks(latest[slug])
        most = None if most is None else most - 1


@pytest.mark.parametrize("first", range(0, WALKS, AT_ONCE))
def test_a_random_walk_ends_at_the_verdicts_of_the_contract(guide, first):
    for seed in range(first, first + AT_ONCE):
        chance, latest = random.Random(seed), {}
        reader = Reader(guide).starts(chance.choice(list(Voice)))
        answers_at_random(reader, chance, latest)
        assert reader.at_options
        assert reader.verdicts() == reference.verdicts(CONTRACT, latest), latest
        assert len(reader.asked) == len(set(reader.asked)), reader.asked
        assert reader.said() == {slug: frozenset(chosen) for slug, chosen in latest.items()}


@pytest.mark.parametrize("first", range(0, CHANGING_WALKS, AT_ONCE))
def test_after_changes_only_what_the_page_says_counts(guide, first):
    for seed in range(first, first + AT_ONCE):
        chance, latest = random.Random(f"changing {seed}"), {}
        reader = Reader(guide).starts(chance.choice(list(Voice)))
        answers_at_random(reader, chance, latest, most=chance.randint(1, 9))
        for _ in range(chance.randint(1, MOST_CHANGES)):
            changes_at_random(reader, chance, latest)
            holds(reader, latest)
        answers_at_random(reader.starts(reader.voice), chance, latest)
        assert reader.at_options
        assert reader.open_questions() == set()
        holds(reader, latest)


def changes_at_random(reader, chance, latest):
    """Change one of the answers that the options page shows."""
    slug = chance.choice(sorted(reader.said()))
    latest[slug] = acceptable(reader.guide.question_by_slug[slug], chance)
    reader.changes(slug, latest[slug])


def holds(reader, latest):
    """The page says the latest answers, and its verdicts are those of what it says.

    An answer that it does not say is one that could not have made a difference.
    """
    said, verdicts = reader.said(), reader.verdicts()
    assert said == {slug: frozenset(latest[slug]) for slug in said}
    assert verdicts == reference.verdicts(CONTRACT, said), latest
    assert verdicts == reference.verdicts(CONTRACT, latest), latest
