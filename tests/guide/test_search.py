"""A phrase is found wherever a guide has it, and what stands around it is told."""

from dataclasses import fields, replace

import pytest

from navigator.guide.model import Answered, ExampleReader
from navigator.guide.search import AROUND, NOT_SEARCHED, STATEMENT, search
from navigator.guide.texts import parts
from tests.treatments import guide_with_facts
from tests.variants import with_part
from tests.wider import PANEL

READER = ExampleReader(
    slug="far-child",
    who="A child far away",
    answers=(Answered("home", ("far",)),),
    match=("post-card",),
    staff_note="Asked for by Zoë.",
)
GUIDE = replace(guide_with_facts(), panels=(PANEL,), example_readers=(READER,))


def places(phrase, guide=GUIDE):
    return [(hit.kind, hit.slug, hit.field) for hit in search(guide, phrase)]


def around(phrase, text):
    guide = with_part(GUIDE, "options", "post-card", staff_note=text)
    found = {hit.slug: hit.excerpt for hit in search(guide, phrase) if hit.field == "staff_note"}
    return found["post-card"]


def test_every_text_of_every_part_is_found():
    """By a word that stands there alone; a field that is added is searched at once."""
    for kind, slug, part in parts(GUIDE):
        for name in {each.name for each in fields(part)} - NOT_SEARCHED:
            value = getattr(part, name)
            texts = value if isinstance(value, tuple) else (value,)
            for text in texts:
                if type(text) is str and text.strip():
                    assert (kind, slug, name) in places(text), (kind, slug, name)


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("home is far away", ("option", "post-card", "situations")),  # the rule in words
        ("zoë", ("example reader", "far-child", "staff_note")),
        ("home: far", ("example reader", "far-child", "answers")),
        ("which other cards", ("panel", "other-cards", "text")),
        ("comes by mail", ("fact", "gold-card-given", "text")),
    ],
)
def test_what_is_no_plain_text_of_a_part_is_found_in_words(phrase, place):
    found = places(phrase)
    assert place in found or place[::2] in [each[::2] for each in found]


def test_statements_of_the_summary_are_found_by_their_place():
    (first, *_) = [hit for hit in search(GUIDE, "post card") if hit.kind == STATEMENT]
    assert "Post card" in first.excerpt
    assert not [hit for hit in search(GUIDE, "post card") if hit.field == "summary_from"]


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("TUMOR", "a tumor", True),
        ("umo", "a tumor", True),
        ("zoe", "by Zoë", False),
        ("ZOË", "by Zoë", True),
        ("doctor's word", "the doctor’s\n  word", True),
        ('"yes"', "say “yes” now", True),
        ("a.c", "abc", False),
        ("(", "a (b", True),
        ("", "a", False),
        ("   ", "a   b", False),
    ],
)
def test_capitals_quotes_and_line_ends_do_not_matter_and_accents_do(phrase, text, is_there):
    guide = with_part(GUIDE, "options", "post-card", staff_note=text)
    assert (("option", "post-card", "staff_note") in places(phrase, guide)) is is_there


def test_an_excerpt_has_the_phrase_apart_and_begins_and_ends_at_a_word():
    assert around("b", "a b c b") == ("a ", "b", " c ", "b", "")
    long = "word " * 100 + "here " + "more " * 100
    before, it, after = around("HERE", long)
    assert (before[:7], it, after[-7:]) == ("… word ", "here", " more …")
    assert len(before) <= AROUND + 3
    assert len(after) <= AROUND + 3
    pieces = around("x", "y" * 500 + "x" + "y" * 500)
    assert len("".join(pieces)) <= 2 * AROUND + 5
