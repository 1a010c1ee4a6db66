"""Texts of a summary on made-up repairs: into statements, and held against a text after it."""

import random
import re
from time import process_time

import pytest

from navigator.guide.aligning import FEW, TIMES_LONGER, Status, align
from navigator.guide.summary import (
    LARGEST,
    MOST,
    Form,
    SummaryError,
    check_summary,
    letters,
    read_summary,
    statements,
)
from tests.guide.repairs import (
    ADVICE,
    CABLE,
    GREASE,
    HUB,
    PADS,
    PRICES,
    RAIN,
    RIMS,
    SADDLE,
    SPOKES,
    TEXT,
    TRUING,
    replaced,
    told,
    without,
)


def bulleted(sign):
    return TEXT.replace("•", sign)


def numbered():
    numbers = iter(range(1, 99))
    return re.sub("•", lambda _: f"{next(numbers)}.", TEXT)


def wrapped(width):
    lines = []
    for line in TEXT.splitlines():
        while len(line) > width:
            at = line.rfind(" ", 5, width)
            lines.append(line[:at])
            line = line[at + 1 :]
        lines.append(line)
    return "\n".join(lines)


SAME = {
    "as it was": TEXT,
    "straight quotes": replaced(("\u201c", '"'), ("\u201d", '"'), ("\u2019", "'")),
    "curly apostrophes": replaced(("'", "\u2019")),
    "hyphens for dashes": replaced(("\u2013", "-")),
    "long dashes": replaced(("\u2013", "\u2014")),
    "hyphens for bullets": bulleted("-"),
    "stars for bullets": bulleted("*"),
    "dots for bullets": bulleted("\u00b7"),
    "circles for bullets": bulleted("\u25e6"),
    "numbers for bullets": numbered(),
    "hard spaces": replaced((" the ", "\u00a0the ")),
    "invisible signs": replaced(("sprocket", "sproc\u00adket\u200b")),
    "lines of Windows": replaced(("\n", "\r\n")),
    "lines of an old Mac": replaced(("\n", "\r")),
    "lines broken at 60": wrapped(60),
    "lines broken at 40": wrapped(40),
    "no empty lines in lists": TEXT.replace(":\n\n  •", ":\n  •"),
    "empty lines in lists": TEXT.replace("\n  •", "\n\n  •"),
    "no indent": TEXT.replace("  •", "•"),
    "tabs": TEXT.replace("  • ", "\t•\t"),
    "bullets on lines of their own": TEXT.replace("• ", "•\n  "),
    "spaces at the end": TEXT.replace("\n", "  \n"),
}


@pytest.mark.parametrize("name", SAME)
def test_a_text_that_is_typeset_in_another_way_asks_nothing(name):
    assert told(SAME[name]) == []


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_in_a_coding_that_editors_use_is_read(coding):
    assert told(read_summary(TEXT.encode(coding))) == []


LONGER = "Cleaning the rims with a soft cloth and spirit."
CHANGED = {
    "a word reworded": (replaced((RIMS, LONGER)), [("reworded", RIMS, LONGER)]),
    "a full stop gone": (replaced((RIMS, RIMS[:-1])), [("reworded", RIMS, RIMS[:-1])]),
    "a kind added to a list": (
        replaced(("cork, or felt", "cork, leather, or felt")),
        [("reworded", PADS, "New brake pads (rubber, cork, leather, or felt).")],
    ),
    "one added": (
        replaced((f"  • {PADS}", f"  • {PADS}\n  • {SADDLE}")),
        [("new", "", SADDLE)],
    ),
    "one gone": (without(CABLE), [("gone", CABLE, "")]),
    "one in the place of another": (
        replaced((CABLE, SADDLE)),
        [("gone", CABLE, ""), ("new", "", SADDLE)],
    ),
    "moved under another lead-in": (
        without(RIMS).replace(f"  • {GREASE}", f"  • {GREASE}\n  • {RIMS}"),
        [("same (moved)", RIMS, RIMS)],
    ),
    "moved under another heading": (
        without(TRUING).replace(f"  • {GREASE}", f"  • {GREASE}\n  • {TRUING}"),
        [("same (moved)", TRUING, TRUING)],
    ),
    "moved and reworded": (
        without(RIMS).replace(f"  • {TRUING}", f"  • {TRUING}\n  • {LONGER}"),
        [("reworded (moved)", RIMS, LONGER)],
    ),
    "moved within its list": (
        without(RIMS).replace(f"  • {CABLE}", f"  • {CABLE}\n  • {RIMS}"),
        [],
    ),
    "a lead-in reworded": (
        replaced(("squeal in the rain", "squeal in rain or snow")),
        [
            (
                "reworded",
                RAIN,
                "For riders whose brakes squeal in rain or snow, repairs may include:",
            )
        ],
    ),
    "a heading reworded": (
        replaced(("Wheels\n", "Wheels and tyres\n")),
        [("reworded", "Wheels", "Wheels and tyres")],
    ),
    "a heading reworded beyond likeness": (
        replaced(("Wheels\n", "Rims and all that turns\n")),
        [("reworded", "Wheels", "Rims and all that turns")],
    ),
    "one said twice": (
        replaced((f"  • {PADS}", f"  • {PADS}\n  • {PADS}")),
        [("new", "", PADS)],
    ),
    "one split": (
        replaced(
            (HUB, "A new hub with its chain.\n  • Sometimes the sprocket is changed as well.")
        ),
        [
            ("new", "", "A new hub with its chain."),
            ("reworded", HUB, "Sometimes the sprocket is changed as well."),
        ],
    ),
    "two joined": (
        replaced((f"{TRUING}\n  • {SPOKES}", f"{TRUING} {SPOKES}")),
        [("gone", TRUING, ""), ("reworded", SPOKES, f"{TRUING} {SPOKES}")],
    ),
    "a section that is gone": (
        without("Wheels", TRUING, SPOKES),
        [
            ("gone", "Wheels", ""),
            ("gone", TRUING, ""),
            ("gone", SPOKES, ""),
            ("same (moved)", PRICES, PRICES),
            ("same (moved)", ADVICE, ADVICE),
        ],
    ),
    "the shape of another summary around it": (
        f"Skip navigation\n\n{TEXT}",
        [("new", "", "Skip navigation")],
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_each_change_is_told_as_what_it_is(name):
    new, wanted = CHANGED[name]
    assert told(new) == wanted


def test_sections_in_another_order_move_only_what_ends_under_another_heading():
    brakes, wheels, end = map(TEXT.index, ("Brakes\n", "Wheels\n", "Prices"))
    new = TEXT[:brakes] + TEXT[wheels:end] + TEXT[brakes:wheels] + TEXT[end:]
    assert told(new) == [("same (moved)", PRICES, PRICES), ("same (moved)", ADVICE, ADVICE)]


def test_without_headings_nothing_below_them_is_lost():
    text = TEXT
    headings = [each.text for each in statements(TEXT) if each.form is Form.HEADING]
    for heading in headings:
        text = text.replace(f"{heading}\n\n", "", 1)
    steps = align(TEXT, text)
    assert [each.old.text for each in steps if each.status is Status.GONE] == headings
    assert {each.status for each in steps} == {Status.GONE, Status.SAME}


OTHER = """\
Borrowing from the garden shed

Sheds lend spades, forks and rakes to their neighbours:

  • A spade for a weekend.
  • A lawn mower on dry days.
  • Seeds, if half of the harvest comes back.
"""
REFUSED = {
    "nothing": ("", "There is no text."),
    "spaces": (" \n\t\n ", "There is no text."),
    "too much": ("a" * (LARGEST + 1), "which no summary has"),
    "the code of a page": (
        "<html><body><h1>Care</h1><ul><li>Rims.</li></ul></body></html>",
        "the code of a page",
    ),
    "a document": (r"{\rtf1\ansi Care of your bicycle\par}", "the code of a page"),
    "a control character": (replaced(("grease", "gre\x07ase")), "(code 7)"),
    "what could not be read": (replaced(("grease", "gre\ufffdase")), "(code 65533)"),
    "another summary": (OTHER, "not a new text of the same summary"),
    "cut at the end": (TEXT[: TEXT.index(" advice")], "ends in the middle of a statement"),
    "cut in a bullet": (TEXT[: TEXT.index(" where the lever")], "ends in the middle"),
    "a whole page": (
        TEXT + "\n\n".join(f"Part {n} of the page says so." for n in range(TIMES_LONGER * 20)),
        "more than the summary",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_new_text_of_it_is_refused_in_a_sentence(name):
    text, reason = REFUSED[name]
    with pytest.raises(SummaryError) as caught:
        align(TEXT, check_summary(text))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_refused_in_a_sentence():
    with pytest.raises(SummaryError, match="not plain text"):
        read_summary(b"\x89PNG\r\n\x1a\n")


def test_a_first_text_is_new_in_every_statement():
    steps = align("", TEXT)
    assert {each.status for each in steps} == {Status.NEW}
    assert [each.new for each in steps] == list(statements(TEXT))


def test_a_text_with_few_statements_may_grow():
    assert align(
        "Brakes\n\nWe mend them.",
        "Brakes\n\nWe mend them.\n\n" + "\n\n".join(f"Number {n} is mended." for n in range(FEW)),
    )


@pytest.mark.parametrize("more", ["", "Now: ", "Other words for what we did. "])
@pytest.mark.parametrize("name", ["", "number {}, of {} spokes"])
def test_the_longest_texts_are_held_together_while_somebody_waits(name, more):
    told = [f"Truing a wheel {name.format(each, each % 9)}." for each in range(MOST)]
    start = process_time()
    steps = align("\n\n".join(told), "\n\n".join(f"{more}{each}" for each in told))
    assert len(steps) == MOST
    assert process_time() - start < 8  # seconds; it was half a minute


SOME_WORDS = ("rim", "hub", "pad", "cable", "spoke", "chain", "bell", "lamp", "tyre", "lever")


def random_text():
    """A text with its headings, lead-ins, bullets and paragraphs at random."""
    blocks = []
    for number in range(random.randint(1, 5)):
        blocks.append(f"Part {number} {random_words(2)}")
        for _ in range(random.randint(0, 3)):
            if random.random() < 0.3:
                blocks.append(f"{random_words(9).capitalize()}.")
            else:
                bullets = [f"  • {random_words(4).capitalize()}." for _ in range(3)]
                blocks.append("\n".join([f"{random_words(6).capitalize()}:", "", *bullets]))
    return "\n\n".join(blocks)


def random_words(number):
    return " ".join(random.choice(SOME_WORDS) for _ in range(number))


def edited(text):
    """The text after a few edits: lines gone, doubled, swapped, and words changed."""
    lines = [line for line in text.splitlines() if line.strip()]
    for _ in range(random.randint(1, 4)):
        place, other = random.randrange(len(lines)), random.randrange(len(lines))
        match random.randrange(4):
            case 0:
                lines[place], lines[other] = lines[other], lines[place]
            case 1:
                lines.insert(place, lines[other])
            case 2:
                lines[place] = lines[place].replace("rim", "mudguard")
            case _ if len(lines) > 1:
                del lines[place]
    return "\n\n".join(lines)


def test_a_text_held_against_itself_is_the_same():
    for _ in range(200):
        text = random_text()
        assert all(each.is_settled for each in align(text, text)), text


def test_statements_outlive_another_typeface():
    for _ in range(200):
        text = random_text()
        retyped = text.replace("•", "*").replace("\n", "\r\n").replace(" ", "  ")
        assert [letters(each.whole).replace("• ", "") for each in statements(text)] == [
            letters(each.whole).replace("• ", "") for each in statements(check_summary(retyped))
        ], text


def test_every_statement_stands_in_exactly_one_step_after_any_edit():
    for _ in range(300):
        old = random_text()
        new = edited(old)
        try:
            steps = align(old, new)
        except SummaryError:
            continue
        assert [each.new for each in steps if each.new] == list(statements(new)), (old, new)
        kept = sorted((each.old for each in steps if each.old), key=repr)
        assert kept == sorted(statements(old), key=repr), (old, new)


def test_what_is_gone_stands_after_what_it_followed_wherever_that_went():
    old = "Hats\n\n  • Felt.\n  • Wool.\n  • Silk.\n  • Straw.\n"
    new = "Hats\n\n  • Straw.\n  • Wool.\n  • Felt.\n"
    said = [(each.old or each.new).text for each in align(old, new)]
    assert said == ["Hats", "Straw.", "Wool.", "Silk.", "Felt."]
