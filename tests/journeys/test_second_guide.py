"""A second guide, made of one file: loaded, published, walked and printed, without any code.

Its file is `second-guide.yaml`; that no code knows of it is held by test_content_is_not_code.
"""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.guide import reference
from tests.guides import FIXTURE, real_guide
from tests.library import FILE, library
from tests.serving import path_to

from .reader import Reader

GUIDE = library()
YOUNG = {"age": "teen", "guardian": "yes", "home": "nearby", "likes": ["books", "films"]}
GROWN = {"age": "adult", "home": "far", "likes": ["sound-books", "books"]}
STEPS = ["", "options", "all-options", "handout", "trials", "glossary", "about", "worksheet"]


def sets(said):
    return {slug: {each} if isinstance(each, str) else set(each) for slug, each in said.items()}


def page(visitor, *steps):
    return visitor.opens(path_to(*filter(None, steps), guide=GUIDE.slug))


@pytest.mark.django_db
def test_both_guides_are_served_as_staff_load_and_publish_them():
    for file, guide in ((FIXTURE, real_guide()), (FILE, GUIDE)):
        call_command("load_guide", file, stdout=StringIO())
        call_command("publish_guide", guide.slug, note="First edition", stdout=StringIO())
    visitor = Reader(GUIDE).opens("/")
    for guide in (real_guide(), GUIDE):
        assert guide.title in visitor.text
        assert visitor.page.all("a", href=path_to(guide=guide.slug))
    visitor.starts().answers(**GROWN)
    assert visitor.verdicts() == reference.verdicts(GUIDE, sets(GROWN))
    first = Reader(real_guide())
    first.client = visitor.client
    assert first.said() == {}
    first.starts().answers(hormone_receptor="positive")
    assert {slug: set(chosen) for slug, chosen in visitor.said().items()} == sets(GROWN)


@pytest.mark.parametrize("said", [YOUNG, GROWN], ids=["young", "grown"])
def test_a_walk_ends_at_the_verdicts_of_the_contract(visitor, said):
    visitor.starts().answers(**said)
    assert visitor.at_options
    assert visitor.asked == list(said)
    assert visitor.verdicts() == reference.verdicts(GUIDE, sets(said))
    assert {slug: set(chosen) for slug, chosen in visitor.said().items()} == sets(said)


def test_both_kinds_of_rule_are_held(visitor):
    """`only` takes books of both sorts, and neither of them with films."""
    visitor.starts().answers(**GROWN)
    assert visitor.listed("match") == {"reading-room", "post-card", "paper-card"}
    visitor.changes("likes", ["books", "films"])
    assert visitor.listed("match") == {"reading-room", "post-card", "screen-card"}


def test_who_would_not_say_gets_what_that_answer_satisfies(visitor):
    visitor.starts().answers(age="not-told", guardian="unsure", home="in-town", likes=["games"])
    assert "town-card" in visitor.listed("match")
    assert visitor.listed("depends") == {"screen-card", "junior-card"}


def test_nothing_of_the_first_guide_is_on_its_pages_nor_what_such_a_guide_is_about(visitor):
    for step in [*STEPS, "questions/age"]:
        shown = page(visitor, step).page.text.lower()
        words = ("her2", "chemotherapy", "tamoxifen", "menopause", "metastatic", "cancer")
        assert [word for word in words if word in shown] == []
