"""Two texts of one summary: each statement is the same, reworded, new or gone; nothing is lost."""

import textwrap
from collections import Counter

import pytest

from navigator.guide.aligning import Status, align
from navigator.guide.summary import Form, SummaryError, check_summary, read_summary, statements
from tests.guides import real_guide

SUMMARY = real_guide().summary
COUNT = len(statements(SUMMARY))
STRONTIUM = (
    "Strontium-89 (a radionuclide) to relieve pain from cancer that has spread to bones throughout "
    "the body."
)
LUNG = "Surgery to remove cancer that has spread to the lung."
FLUID = "Surgery to remove fluid that has collected around the lungs or heart."
TRIAL = "A clinical trial of high-dose chemotherapy with stem cell transplant."
SAME = {"same": COUNT}


def swapped(*pairs):
    text = SUMMARY
    for was, now in pairs:
        assert was in text, was
        text = text.replace(was, now)
    return text


def one_other(**counts):
    return {"same": COUNT - 1} | counts


def wrapped(width):
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="    ", break_on_hyphens=False)
        for line in SUMMARY.splitlines()
    )


TEXTS = {
    "the same": (SUMMARY, SAME),
    "other quotes": (swapped(("Institute's", "Institute’s")), SAME),
    "other dashes": (swapped(("triple-negative", "triple\u2011negative")), SAME),
    "bullets that are stars": (swapped(("• ", "* ")), SAME),
    "bullets that are dashes": (swapped(("• ", "- ")), SAME),
    "bullets that are circles": (swapped(("• ", "◦ ")), SAME),
    "bullets on a line of their own": (swapped(("• ", "•\n    ")), SAME),
    "lines that end in CR LF": (swapped(("\n", "\r\n")), SAME),
    "no empty lines": (swapped(("\n\n", "\n")), SAME),
    "more empty lines": (swapped(("\n\n", "\n\n\n\n")), SAME),
    "no indent": (swapped(("\n  •", "\n•")), SAME),
    "spaces that do not break": (swapped(("Radiation therapy", "Radiation\u00a0therapy")), SAME),
    "two spaces": (swapped((". ", ".  ")), SAME),
    "space at the ends": (f"\n\n  \n{SUMMARY}\n\n", SAME),
    "a mark of the file": (f"\ufeff{SUMMARY}", SAME),
    "marks of headings": (swapped(("\nSurgery\n", "\n## Surgery\n")), SAME),
    "broken lines": (wrapped(80), SAME),
    "a word more": (swapped(("Strontium-89 (", "Strontium-89 or radium (")), one_other(reworded=1)),
    "a drug less": (swapped((", or lapatinib.", ".")), one_other(reworded=1)),
    "a sentence less": (
        swapped((" For information about bisphosphonates, see Cancer Pain.", "")),
        one_other(reworded=1),
    ),
    "a lead-in reworded": (
        swapped(("that is HER2 positive,", "that is HER2+,")),
        one_other(reworded=1),
    ),
    "a heading reworded": (
        swapped(("\nOther treatment options\n", "\nOther treatments\n")),
        one_other(reworded=1),
    ),
    "a new bullet": (swapped((TRIAL, f"{TRIAL}\n  • Tumor treating fields.")), SAME | {"new": 1}),
    "a new heading": (swapped(("\nSurgery\n", "\nVaccines\n\nSurgery\n")), SAME | {"new": 1}),
    "a bullet gone": (swapped((f"  • {LUNG}\n", "")), one_other(gone=1)),
    "two in the other order": (swapped((LUNG, "@"), (FLUID, LUNG), ("@", FLUID)), SAME),
    "moved to another heading": (
        swapped((f"  • {STRONTIUM}\n", ""), (f"  • {TRIAL}", f"  • {STRONTIUM}\n  • {TRIAL}")),
        SAME,
    ),
    "split in two": (
        swapped((". Sometimes cyclin", ".\n    • Sometimes cyclin")),
        one_other(reworded=1, new=1),
    ),
    "two joined": (
        swapped((f"{LUNG}\n", f"{LUNG} {FLUID}\n"), (f"  • {FLUID}\n", "")),
        {"same": COUNT - 2, "reworded": 1, "gone": 1},
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_each_statement_of_both_texts_has_its_place_once(name):
    text, counts = TEXTS[name]
    text = check_summary(text)
    steps = align(SUMMARY, text)
    assert Counter(step.old for step in steps if step.old) == Counter(statements(SUMMARY))
    assert [step.new for step in steps if step.new] == list(statements(text))
    assert Counter(str(step.status) for step in steps) == Counter(counts)


def test_what_was_moved_is_said_to_be_moved():
    steps = align(SUMMARY, TEXTS["moved to another heading"][0])
    [moved] = [step for step in steps if step.moved]
    assert moved.new.text == STRONTIUM
    assert (moved.old.heading, moved.new.heading) == (
        "Radiation therapy",
        "Other treatment options",
    )


def test_bullets_below_a_reworded_lead_in_are_not_said_to_be_moved():
    steps = align(SUMMARY, TEXTS["a lead-in reworded"][0])
    [reworded] = [step for step in steps if not step.is_settled]
    assert reworded.status is Status.REWORDED
    assert reworded.new.form is Form.LEAD


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no text"),
        ("•\n\n•".encode(), "no statement in the text"),
        (b"One.\n\n" * 901, "no summary more than 900"),
        (SUMMARY[:2000].rsplit(" ", 1)[0].encode(), "ends in the middle"),
        (f"<html><body><p>{SUMMARY}</p></body></html>".encode(), "code of a page"),
        (b"%PDF-1.7 and more", "code of a page"),
        (b"\xff\xd8\xff\xe0 a picture", "not plain text"),
        (SUMMARY.replace("cancer", "c\x00ncer").encode(), "character that no text has"),
        (SUMMARY.encode() * 60, "characters, which no summary has"),
        (b"Asthma\n\nSprays help.\n\nSee a nurse.", "not a new text of the same summary"),
    ],
)
def test_what_is_no_text_of_this_summary_is_refused_with_a_sentence(content, why):
    with pytest.raises(SummaryError, match=why):
        align(SUMMARY, read_summary(content))
