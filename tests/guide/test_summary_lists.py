"""Bullets, the lead-ins that they belong to, and lists in lists."""

import re

import pytest

from navigator.guide.aligning import Status, align
from navigator.guide.summary import Form, letters, statements
from tests.guide.repairs import CABLE, COASTER, GREASE, HUB, PADS, RAIN, TRUING

NESTED = f"""\
Brakes

Repairs may include:

  • {COASTER}
      ◦ {GREASE}
      ◦ {HUB}
  • {RAIN}
      ◦ {PADS}
      ◦ {CABLE}
  • {TRUING}
"""
OUTER = "Repairs may include:"


def whole_of(text):
    return [(each.form, letters(each.whole)) for each in statements(text)]


def test_a_bullet_with_bullets_of_its_own_is_a_lead_in_for_them():
    by_text = {each.text: each for each in statements(NESTED)}
    assert [each for each in by_text if by_text[each].form is Form.LEAD] == [OUTER, COASTER, RAIN]
    assert by_text[GREASE].whole == f"{OUTER}\n• {COASTER}\n  • {GREASE}"
    assert by_text[CABLE].lead == f"{OUTER}\n• {RAIN}"
    assert by_text[TRUING].lead == OUTER
    assert by_text[TRUING].form is Form.BULLET


def test_the_whole_of_each_is_read_as_it_was():
    for text in (NESTED, NESTED.replace(f"{OUTER}\n\n", "")):
        for each in statements(text):
            again = statements(each.whole)[-1]
            assert (again.text, again.lead, again.whole) == (each.text, each.lead, each.whole)


@pytest.mark.parametrize(
    "text",
    [
        NESTED.replace("◦", "•"),
        re.sub(r"(?m)^ +", "", NESTED),
        NESTED.replace("      ◦", "\t\t-"),
        re.sub(r"\n+", "\n", NESTED),
        NESTED.replace("\n", "\n\n"),
        NESTED.replace("•", "*").replace("◦", "o"),
        NESTED.replace("      ◦ ", "  ◦\n      "),
        NESTED.replace("•", "1.").replace("◦", "(a)"),
    ],
)
def test_lists_in_lists_are_told_by_their_indent_or_their_signs(text):
    assert whole_of(text) == whole_of(NESTED)


def test_what_changes_its_place_between_two_lists_in_a_list_is_moved():
    """Else a drug for one kind of patient would silently be one for another."""
    new = NESTED.replace(GREASE, "@").replace(PADS, GREASE).replace("@", PADS)
    assert [
        (each.old.text, each.status, each.moved) for each in align(NESTED, new) if each.moved
    ] == [
        (PADS, Status.SAME, True),
        (GREASE, Status.SAME, True),
    ]


def test_below_a_reworded_bullet_nothing_is_moved():
    for was, now in ((RAIN, "For brakes that squeal, repairs may include:"), (OUTER, "We offer:")):
        steps = [each for each in align(NESTED, NESTED.replace(was, now)) if not each.is_settled]
        assert [(each.status, each.moved, each.old.text) for each in steps] == [
            (Status.REWORDED, False, was)
        ]


def test_of_two_lead_ins_alike_only_the_reworded_one_is_told():
    old = (
        "Rims\n\nRepairs may include:\n\n• Truing.\n\nHubs\n\nRepairs may include:\n\n• Grease.\n\n"
        "• New balls."
    )
    for place in (0, 1):
        parts = old.split("Repairs may include:")
        words = ["Repairs may include:", "Repairs may include:"]
        words[place] = "The workshop offers:"
        new = parts[0] + words[0] + parts[1] + words[1] + parts[2]
        found = [each for each in align(old, new) if not each.is_settled]
        assert [(each.status, each.moved, each.new.text) for each in found] == [
            (Status.REWORDED, False, "The workshop offers:")
        ]
