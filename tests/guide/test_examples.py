"""Example readers: a change of what they get is found, whatever made it."""

from dataclasses import replace

import pytest

from navigator.guide.examples import replaced, run
from navigator.guide.model import Answered
from navigator.guide.proofread import proofread
from navigator.guide.verdicts import Verdict
from tests.guide.builders import a_situation, any_of
from tests.library import library
from tests.variants import with_part, without_choice

GUIDE = library()
CHILD = GUIDE.example_readers[0]
NOBODY_FAR = (a_situation(any_of("home", "in-town")),)


def different(guide):
    """By example reader: the options that differ, with the verdicts expected and now."""
    return {
        each.example.slug: {
            found.option: (found.expected, found.result and found.result.verdict)
            for found in each.differences
        }
        for each in run(guide)
        if not each.is_as_expected
    }


def test_nothing_differs_in_the_guide_as_it_is():
    assert different(GUIDE) == {}


def test_a_wider_rule_is_found_with_both_verdicts():
    guide = with_part(GUIDE, "options", "post-card", situations=NOBODY_FAR)
    assert different(guide) == {"child-at-home": {"post-card": (Verdict.NO, Verdict.MATCH)}}


def test_a_new_option_that_matches_is_found():
    new = replace(GUIDE.option_by_slug["reading-room"], slug="second-room")
    guide = replace(GUIDE, options=(*GUIDE.options, new))
    found = different(guide)
    assert found.keys() == {"child-at-home", "adult-who-says-little"}
    assert found["child-at-home"] == {"second-room": (Verdict.NO, Verdict.MATCH)}


def test_an_option_that_is_gone_is_found_where_it_was_expected():
    left = tuple(each for each in GUIDE.options if each.slug != "junior-card")
    found = different(replace(GUIDE, options=left))
    assert found == {"child-at-home": {"junior-card": (Verdict.MATCH, None)}}


def test_an_answer_that_is_gone_is_named():
    (outcome,) = (each for each in run(without_choice(GUIDE, "likes", "films")) if each.not_asked)
    assert outcome.example.slug == "child-at-home"
    assert outcome.not_asked == ("likes",)


def test_an_empty_answer_counts_as_none():
    said = (*CHILD.answers[:-1], Answered("likes", ()))
    guide = replace(GUIDE, example_readers=(replace(CHILD, answers=said),))
    assert different(guide)["child-at-home"]["screen-card"] == (Verdict.MATCH, Verdict.DEPENDS)


@pytest.mark.parametrize("spoil", [NOBODY_FAR, ()])
def test_a_reader_who_gets_something_else_stops_publishing(spoil):
    found = [
        each.what
        for each in proofread(with_part(GUIDE, "options", "post-card", situations=spoil))
        if each.kind == "example reader" and each.stops_publishing
    ]
    assert found
    assert all("“Post card” is" in what for what in found)


AGE = next(each for each in CHILD.answers if each.question == "age")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"depends": (*CHILD.depends, CHILD.match[0])}, "cannot both be listed and depend"),
        ({"answers": (*CHILD.answers, replace(AGE, choices=("adult",)))}, "more than once"),
        ({"answers": (replace(AGE, choices=("child", "adult")), *CHILD.answers[1:])}, "takes one"),
    ],
)
def test_one_who_contradicts_themselves_stops_publishing(changes, says):
    guide = with_part(GUIDE, "example_readers", CHILD.slug, **changes)
    (found,) = (each for each in proofread(guide) if each.kind == "example reader")
    assert (found.slug, found.stops_publishing) == (CHILD.slug, True)
    assert says in found.what


def kept_as(**changes):
    """Return who is told as dropped when the child is kept like this."""
    return replaced(GUIDE, with_part(GUIDE, "example_readers", CHILD.slug, **changes))


def test_an_example_reader_that_goes_or_is_put_in_place_of_another_is_told():
    """Else a rule could be made right by dropping whoever shows that it is wrong."""
    assert replaced(GUIDE, GUIDE) == []
    assert replaced(GUIDE, replace(GUIDE, example_readers=GUIDE.example_readers[1:])) == [CHILD]
    for changes in ({"match": ()}, {"depends": (*CHILD.depends, "post-card")}, {"answers": ()}):
        assert kept_as(**changes) == [CHILD]
        assert kept_as(**changes, staff_note="Accepted: the rules say so.") == []
    assert kept_as(who="Somebody else") == []


def test_what_example_readers_get_of_an_option_that_is_gone_is_no_word_on_them():
    left = tuple(each for each in GUIDE.options if each.slug not in CHILD.match)
    guide = replace(with_part(GUIDE, "example_readers", CHILD.slug, match=()), options=left)
    assert replaced(GUIDE, guide) == []
