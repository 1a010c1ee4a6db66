"""A guide has its limits, far above what one needs, so that no page of it takes long."""

import re
from dataclasses import replace

import pytest

from navigator.guide import yaml as yaml_module
from navigator.guide.model import Answered, Condition, Situation
from navigator.guide.proofread import broken
from navigator.guide.proofread.references import LINE, MOST, PROSE, ROWS
from navigator.guide.yaml import GuideFileError, read_guide, write_yaml
from tests.guides import real_guide
from tests.library import FILE, library
from tests.treatments import guide_with_facts
from tests.variants import with_part
from tests.wider import PANEL

GUIDE = replace(guide_with_facts(), panels=(PANEL,))
TEXT = FILE.read_text(encoding="utf-8")
FAR = Condition("home", ("far",))


def whole(**fields):
    return replace(GUIDE, **fields)


def too_many(place):
    part = (getattr(GUIDE, place) or getattr(real_guide(), place))[0]
    return whole(**{place: tuple(replace(part, slug=f"x{n}") for n in range(MOST[place] + 1))})


def rule(*conditions):
    return with_part(GUIDE, "options", "post-card", situations=(Situation(conditions),))


@pytest.mark.parametrize("guide", [library, real_guide])
def test_a_guide_that_is_in_use_is_far_from_every_limit(guide):
    assert not broken(guide())
    for place, most in MOST.items():
        parts = getattr(guide(), place, ())
        assert len(parts) * 4 < most or place in ("terms", "sources", "facts", "notices"), place


@pytest.mark.parametrize(
    ("guide", "field", "what"),
    [
        (whole(disclaimer="x" * (PROSE + 1)), "disclaimer", "more than 5,000 characters: 5,001"),
        (whole(summary="x y. " * 40_001), "summary", "more than 200,000 characters"),
        (whole(next_steps=("a",) * (ROWS + 1)), "next_steps", "more than 200 lines: 201"),
        (whole(next_steps=("x" * (LINE + 1),)), "next_steps", "a line that has more than 1,000"),
        (with_part(GUIDE, "options", "post-card", plain="x" * 5_001), "plain", "more than 5,000"),
        (
            with_part(GUIDE, "terms", "junior-stamp", staff_note="x" * 5_001),
            "staff_note",
            "more than",
        ),
        (rule(*[FAR] * 201), "situations", "a list of more than 200 rows: 201"),
        (rule(Condition("home", ("far",) * 201)), "situations", "a list of more than 200 rows"),
    ],
)
def test_a_text_or_a_list_without_end_is_an_error_that_says_how_long_it_can_be(guide, field, what):
    (error,) = broken(guide)
    assert error.stops_publishing
    assert error.field == field
    assert what in error.what


@pytest.mark.parametrize("place", [each for each in MOST if each != "choices"])
def test_parts_without_number_are_an_error_that_says_how_many_there_can_be(place):
    found = [each.what for each in broken(too_many(place)) if each.code == "too-many"]
    assert found == [
        f"There are more than {MOST[place]:,} {place.replace('_', ' ')}: {MOST[place] + 1:,}."
    ]


def test_answers_without_number_are_an_error_of_their_question():
    question = GUIDE.question_by_slug["home"]
    many = tuple(replace(question.choices[0], slug=f"a{number}") for number in range(61))
    (error,) = broken(with_part(GUIDE, "questions", "home", choices=many))
    assert (error.slug, error.what) == ("home", "There are more than 60 answers: 61.")


def test_what_an_example_reader_says_has_its_limit():
    example = replace(real_guide().example_readers[0], answers=(Answered("home", ()),) * 201)
    (error,) = broken(whole(example_readers=(example,)))
    assert error.field == "answers"


def refused(text):
    with pytest.raises(GuideFileError) as caught:
        read_guide(text.encode())
    return str(caught.value)


def test_a_text_without_end_in_a_file_is_told_with_its_line():
    line = TEXT[: TEXT.index("- slug: post-card")].count("\n") + 1
    guide = with_part(GUIDE, "options", "post-card", plain="x" * 5_001)
    assert re.match(
        r"line \d+: option post-card: “plain” has more than", refused(write_yaml(guide))
    )
    long = TEXT.replace("name: Post card", f"name: {'x' * 161}")
    assert (
        refused(long) == f"line {line}: option post-card: “name” has more than 160 characters: 161."
    )


@pytest.mark.parametrize("of", ["[" + "a, " * 300_000 + "]", "\n" + "  - a\n" * 150_000])
def test_of_a_list_without_end_in_a_file_no_more_is_read_than_there_can_be(of, monkeypatch):
    """A file of 1 MB took 12 seconds of the server's time."""
    begun = []
    look = yaml_module._check_use
    monkeypatch.setattr(
        yaml_module, "_check_use", lambda event, path: (begun.append(path), look(event, path))
    )
    said = refused(TEXT.replace("have_at_hand:", f"titles: {of}\nhave_at_hand:", 1))
    assert "This list has more than 2,000 rows." in said
    assert len(begun) < 2_100


def test_a_file_of_many_lists_is_read_no_further_than_a_guide_can_go():
    lists = ("[" + "a, " * 1_900 + "], ") * 150
    assert "more than 50,000 fields" in refused(
        TEXT.replace("have_at_hand:", f"titles: [{lists}]\nhave_at_hand:", 1)
    )


def test_a_summary_of_endless_statements_in_a_file_is_told_with_its_line():
    line = TEXT[: TEXT.index("\nsummary:") + 1].count("\n") + 1
    many = TEXT.replace("\nsummary: |-\n", "\nsummary: |-\n" + "  Say it.\n\n" * 1_000, 1)
    assert re.match(rf"line {line}: summary: It has 1,\d+ statements", refused(many))
