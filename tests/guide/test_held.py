"""Rows are held to the summary to the letter: edited quotes and forgotten statements are found."""

from dataclasses import replace

import pytest

from navigator.guide.held import hold
from navigator.guide.proofread import statements
from tests.library import library
from tests.variants import with_part

GUIDE = library()


def errors(guide):
    return {(each.where, each.field) for each in statements.findings(guide)}


def test_every_statement_is_carried_and_every_quote_is_one():
    held = hold(GUIDE)
    assert all(held.carriers)
    assert not any(held.not_carried)
    assert held.unknown == held.without_lead == ()
    assert errors(GUIDE) == set()


@pytest.mark.parametrize(
    ("kind", "slug", "words"),
    [
        ("options", "town-card", "Town card, for adults who live here."),
        ("options", "town-card", "town card, for adults who live here or close by."),
        ("options", "screen-card", "Screen cards."),
        ("categories", "other-cards", "Some other cards include:"),
    ],
)
def test_words_that_were_edited_are_found_and_so_is_what_is_not_carried(kind, slug, words):
    found = errors(with_part(GUIDE, kind, slug, source_text=words))
    where = f"{'option' if kind == 'options' else 'category'} {slug}"
    assert {(where, "source_text"), ("guide", "")} <= found


def test_the_guides_own_words_are_held_as_well():
    assert ("guide", "disclaimer") in errors(replace(GUIDE, disclaimer="It is no promise."))
    assert ("guide", "source_asides") in errors(replace(GUIDE, source_asides=("Not there",)))


def test_a_disclaimer_may_be_from_elsewhere_only_where_the_summary_has_none():
    """A text that was copied without its foot has none, and every guide needs one."""
    disclaimer, attribution = GUIDE.disclaimer, GUIDE.attribution
    without = replace(GUIDE, summary=GUIDE.summary.replace(f"{disclaimer} {attribution}", ""))
    assert without.summary != GUIDE.summary
    found = list(statements.findings(without))
    assert [each.stops_publishing for each in found] == [False, False]
    assert all("Say in the note for staff where they are from" in each.what for each in found)
    more = f"{disclaimer}\n\nAnd more."
    assert errors(replace(GUIDE, disclaimer=more)) == {("guide", "disclaimer")}
    assert errors(replace(without, source_intro="Not there.")) >= {("guide", "source_intro")}
    aside = replace(GUIDE, attribution="We made this.", source_asides=(attribution,))
    assert errors(aside) == {("guide", "attribution")}  # that of the summary is out of sight


@pytest.mark.parametrize(
    "words",
    [
        "• Town card, for adults who live here or close by.",
        "Town card, for adults\nwho live here or close by.",
        "Town\u00a0card, for  adults who live here or close by.",
    ],
)
def test_spaces_line_ends_and_bullet_signs_are_no_letters(words):
    assert errors(with_part(GUIDE, "options", "town-card", source_text=words)) == set()


def test_quotation_marks_and_dashes_may_be_typed_in_another_way():
    said = GUIDE.summary.replace("adults who live here", "“adults” – who live here")
    typed = 'Town card, for "adults" - who live here or close by.'
    guide = with_part(replace(GUIDE, summary=said), "options", "town-card", source_text=typed)
    assert errors(guide) == set()


def test_a_bullet_is_not_quoted_without_its_lead_in():
    guide = with_part(GUIDE, "categories", "other-cards", source_text="")
    found = hold(guide)
    assert {each.row for each in found.without_lead} == {
        ("option", "screen-card"),
        ("option", "post-card"),
    }
    quoted = with_part(
        guide, "options", "screen-card", source_text="Other cards include:\n• Screen card."
    )
    assert {each.row for each in hold(quoted).without_lead} == {("option", "post-card")}


def test_a_bullet_under_another_lead_in_is_not_that_bullet():
    words = "Plain cards include:\n• Screen card."
    assert ("option screen-card", "source_text") in errors(
        with_part(GUIDE, "options", "screen-card", source_text=words)
    )


def test_of_two_alike_the_one_under_the_rows_heading_is_carried():
    said = GUIDE.summary.replace("  Other cards\n", "")
    twice = said.replace(
        "• Post card, for those far away.", "• Screen card.\n    • Post card, for those far away."
    )
    twice = twice.replace("• Paper card", "• Screen card.\n    • Paper card")
    held = hold(replace(GUIDE, summary=twice))
    places = [i for i, each in enumerate(held.statements) if each.text == "Screen card."]
    carried = [bool(held.carriers[place]) for place in places]
    assert carried[0] is False
    assert any(carried[1:])


def test_a_statement_quoted_in_part_is_carried_once_all_its_sentences_are():
    assert errors(replace(GUIDE, attribution="Adapted from the house rules.")) == {
        ("guide", "attribution"),
        ("guide", ""),
    }
    last = GUIDE.summary.splitlines()[-1]
    assert errors(replace(GUIDE, disclaimer=last, attribution=last)) == set()


def test_a_guide_without_its_summary_is_held_to_nothing_and_says_so():
    (found,) = statements.findings(replace(GUIDE, summary=""))
    assert not found.stops_publishing


def test_a_bullet_of_a_list_in_a_list_is_not_quoted_without_all_that_it_is_below():
    told = "Other cards include:\n• Cards for those far away:\n  • Post card."
    said = GUIDE.summary.replace(
        "• Post card, for those far away.", "• Cards for those far away:\n        ◦ Post card."
    )
    guide = with_part(replace(GUIDE, summary=said), "options", "post-card", source_text=told)
    assert errors(guide) == set()
    for words in ("Post card.", "Other cards include:\n• Post card."):
        short = with_part(guide, "options", "post-card", source_text=words)
        assert ("option post-card", "source_text") in errors(short)
    both = "Other cards include:\n• Cards for those far away:"
    carried = with_part(guide, "categories", "other-cards", source_text=both)
    assert errors(with_part(carried, "options", "post-card", source_text="Post card.")) == set()
