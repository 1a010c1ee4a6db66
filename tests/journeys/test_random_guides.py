"""Readers of random guides who answer by the links of the options page, in any order, and change.

The guides have gates behind gates; all pages go over HTTP and are held against `reference`.
"""

import random

import pytest

from tests.guide import reference
from tests.guide.random_guides import random_answer, random_guide
from tests.serving import serve

from .reader import Reader

GUIDES = 25


@pytest.mark.django_db
def test_the_page_says_what_is_open_and_leads_to_it_whatever_was_answered_first():
    for _ in range(GUIDES):
        guide, answers = random_guide(), {}
        serve(guide)
        reader = Reader(guide).sees_options()
        for _ in range(len(guide.questions) + 2):
            counting = reference.walked(guide, answers)
            open_questions = {
                question.slug
                for question in guide.questions
                if question.slug not in counting
                and reference.could_change(guide, question, counting)
            }
            assert reader.verdicts() == reference.verdicts(guide, counting), (guide, answers)
            assert reader.open_questions() == open_questions, (guide, answers)
            links = sorted(open_questions | counting.keys())
            if not links:
                break
            slug = random.choice(links)
            answers[slug] = random_answer(guide.question_by_slug[slug])
            reader.changes(slug, answers[slug])
