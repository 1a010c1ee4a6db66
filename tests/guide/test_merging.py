"""Rows of one version of a guide in another: what is published or put back, and nothing else."""

import random
from dataclasses import replace

import pytest

from navigator.guide.compare import compare
from navigator.guide.merging import with_rows
from navigator.guide.model import GUIDE, KINDS
from tests.library import library
from tests.treatments import guide_with_facts

from .builders import a_notice, an_option
from .random_guides import random_guide

MANY = range(200)
LIBRARY = library()
DRAFT = replace(
    LIBRARY,
    title="New title",
    options=(
        LIBRARY.options[0],
        an_option("added", for_everyone=True),
        replace(LIBRARY.options[1], plain="New words."),
        *LIBRARY.options[3:],
    ),
)


def changed_rows(old, new):
    return {each.row for each in compare(old, new)}


def shuffled(guide):
    """The guide with some parts gone, added, reworded and in another order."""
    changed = {}
    for place in ("options", "notices", "questions", "categories"):
        parts = [part for part in getattr(guide, place) if random.random() < 0.8]
        if random.random() < 0.4:
            random.shuffle(parts)
        changed[place] = parts
    for number in range(random.randint(0, 3)):
        place, make = random.choice([("options", an_option), ("notices", a_notice)])
        parts = changed[place]
        parts.insert(random.randint(0, len(parts)), make(f"new{number}"))
    changed["options"] = [
        replace(each, plain=random.choice(["x", "y"])) for each in changed["options"]
    ]
    return replace(
        guide,
        title=random.choice(["x", "y"]),
        **{place: tuple(parts) for place, parts in changed.items()},
    )


def two_versions():
    guide = random.choice([random_guide, guide_with_facts])()
    return shuffled(guide), shuffled(guide)


@pytest.mark.parametrize("_", MANY)
def test_all_rows_make_the_other_version_and_none_leave_it(_):
    base, other = two_versions()
    assert with_rows(base, other, changed_rows(base, other)) == other
    assert with_rows(base, other, ()) == base


@pytest.mark.parametrize("_", MANY)
def test_what_was_not_chosen_still_differs_and_nothing_else_does(_):
    base, other = two_versions()
    rows = changed_rows(base, other)
    chosen = {row for row in rows if random.random() < 0.5}
    merged = with_rows(base, other, chosen)
    assert changed_rows(merged, other) == rows - chosen
    came = changed_rows(base, merged)
    orders = {(kind, "") for kind in KINDS.values()}
    assert came - orders == chosen - orders
    # An order that was chosen may be one of parts that are not there, and so not differ.
    assert came & orders <= chosen


@pytest.mark.parametrize("_", MANY)
def test_rows_can_be_taken_over_one_by_one(_):
    base, other = two_versions()
    rows = list(changed_rows(base, other))
    random.shuffle(rows)
    for row in rows:
        base = with_rows(base, other, {row})
    assert base == other


def test_a_changed_row_comes_alone():
    merged = with_rows(LIBRARY, DRAFT, {("option", LIBRARY.options[1].slug)})
    assert merged.options[1].plain == "New words."
    assert merged.title == LIBRARY.title
    assert len(merged.options) == len(LIBRARY.options)


def test_an_added_row_stands_where_it_does_in_the_other_version():
    merged = with_rows(LIBRARY, DRAFT, {("option", "added")})
    assert [each.slug for each in merged.options][:3] == [
        LIBRARY.options[0].slug,
        "added",
        LIBRARY.options[1].slug,
    ]


def test_a_removed_row_goes_alone():
    merged = with_rows(LIBRARY, DRAFT, {("option", LIBRARY.options[2].slug)})
    assert merged.options == (*LIBRARY.options[:2], *LIBRARY.options[3:])


def test_the_texts_of_the_whole_guide_are_one_row():
    assert with_rows(LIBRARY, DRAFT, {(GUIDE, "")}) == replace(LIBRARY, title="New title")
