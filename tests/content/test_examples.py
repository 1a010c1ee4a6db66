"""The example readers of the first guide, held against the second, slow implementation."""

import pytest

from tests.guide import reference
from tests.guides import real_guide

GUIDE = real_guide()
EXAMPLES = GUIDE.example_readers


def expected(example):
    told = dict.fromkeys(example.depends, "depends") | dict.fromkeys(example.match, "match")
    return {option.slug: told.get(option.slug, "no") for option in GUIDE.options}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.slug)
def test_an_example_expects_what_the_rules_say(example):
    said = {each.question: set(each.choices) for each in example.answers}
    assert expected(example) == reference.verdicts(GUIDE, said)


def test_there_are_examples_on_both_sides_of_every_rule():
    assert len(EXAMPLES) >= 20
    verdicts = [expected(example) for example in EXAMPLES]
    for option in GUIDE.options:
        found = {each[option.slug] for each in verdicts}
        assert found == ({"match"} if option.for_everyone else {"match", "depends", "no"})
