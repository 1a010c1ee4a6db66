"""The return codes of the guide that the site ships with are short enough to be typed."""

import random

import pytest

from navigator.guide.answers import Answers
from navigator.guide.return_code import decode, encode, read
from navigator.guide.voice import Reader
from tests.guide.random_guides import random_answers
from tests.guides import real_guide

GUIDE = real_guide()
# What makes the longest code: the last answer to every question, and the second voice.
LAST = Answers({question.slug: [question.choices[-1].slug] for question in GUIDE.questions})
FIRST = Answers({GUIDE.questions[-1].slug: [GUIDE.questions[-1].choices[0].slug]})


def length(*made_of):
    return len(encode(*made_of).replace("-", ""))


@pytest.mark.parametrize("edition", [1, 63, 64, 999, 4_095])
@pytest.mark.parametrize("guide", [1, 7, 8, 63])
def test_a_code_has_sixteen_characters_at_most(guide, edition):
    assert length(guide, edition, Reader.OTHER, GUIDE, LAST) <= 16
    assert length(guide, edition, Reader.SELF, GUIDE, FIRST) <= 16


def test_no_other_answers_make_a_longer_code_and_they_come_back():
    for _ in range(500):
        reader, answers = random.choice([*Reader]), Answers(random_answers(GUIDE, share=0.8))
        code = encode(1, 63, reader, GUIDE, answers)
        assert len(code) <= 19
        assert decode(read(code), GUIDE) == (reader, answers)
