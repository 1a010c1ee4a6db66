"""Changed texts of the first guide's summary: each is put beside the kept one, or refused."""

import re
import textwrap
from collections import Counter

import pytest

from navigator.guide.aligning import Status, align
from navigator.guide.summary import SummaryError, check_summary, read_summary, statements
from tests.guides import real_guide

TEXT = real_guide().summary
HER2 = "In women with metastatic breast cancer that is HER2 positive, treatment may include:"
LUNG = "  • Surgery to remove cancer that has spread to the lung.\n"
STRONTIUM = (
    "  • Strontium-89 (a radionuclide) to relieve pain from cancer that has spread to bones "
    "throughout the body.\n"
)
PARP = "  • PARP inhibitor therapy for women with an inherited BRCA1 or BRCA2 mutation.\n"


def having(*changes):
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def counted(new):
    """Return how many statements are reworded, new, gone, and moved."""
    steps = align(TEXT, check_summary(new))
    old = [step.old for step in steps if step.old]
    assert Counter(old) == Counter(statements(TEXT)), "an old statement was lost, or told twice"
    now = [step.new for step in steps if step.new]
    assert tuple(now) == statements(new), "a new statement was lost, or told twice"
    count = Counter(step.status for step in steps)
    moved = sum(step.moved for step in steps)
    return count[Status.REWORDED], count[Status.NEW], count[Status.GONE], moved


def wrapped(width):
    lines = [textwrap.fill(line, width, break_on_hyphens=False) for line in TEXT.split("\n")]
    return "\n".join(lines)


ALIGNED = {
    "nothing": (TEXT, (0, 0, 0, 0)),
    "curly quotes": (TEXT.replace("'", "’"), (0, 0, 0, 0)),
    "dashes": (re.sub(r"(?<=\w)-(?=\w)", "\u2011", TEXT), (0, 0, 0, 0)),
    "hard spaces": (TEXT.replace(" therapy", "\u00a0therapy"), (0, 0, 0, 0)),
    "stars for bullets": (TEXT.replace("  • ", "* "), (0, 0, 0, 0)),
    "hyphens for bullets": (TEXT.replace("  • ", "- "), (0, 0, 0, 0)),
    "numbers for bullets": (TEXT.replace("  • ", "1. "), (0, 0, 0, 0)),
    "bullets on lines of their own": (TEXT.replace("  • ", "•\n"), (0, 0, 0, 0)),
    "broken into lines": (wrapped(70), (0, 0, 0, 0)),
    "broken into long lines": (wrapped(120), (0, 0, 0, 0)),
    "signs that are not seen": (TEXT.replace("\n", "\u200b\n\u200e"), (0, 0, 0, 0)),
    "semicolons for full stops": (TEXT.replace(".\n  •", ";\n  •"), (14, 0, 0, 0)),
    "signs of a word processor": (TEXT.replace("•", "\uf0b7"), (0, 0, 0, 0)),
    "the letter o for bullets": (TEXT.replace("•", "o"), (0, 0, 0, 0)),
    "Windows line ends": (TEXT.replace("\n", "\r\n"), (0, 0, 0, 0)),
    "no empty lines": (re.sub(r"\n+", "\n", TEXT), (0, 0, 0, 0)),
    "a word more": (
        having(("Total mastectomy for", "Total or partial mastectomy for")),
        (1, 0, 0, 0),
    ),
    "a drug more": (
        having(("margetuximab, or lapatinib.", "margetuximab, zanidatamab, or lapatinib.")),
        (1, 0, 0, 0),
    ),
    "a drug less": (having(("olaparib or talazoparib", "olaparib")), (1, 0, 0, 0)),
    "a condition changed": (
        having((" or if the hormone receptor status is not known", "")),
        (1, 0, 0, 0),
    ),
    "a lead-in in other words": (
        having((HER2, "People with HER2-positive disease may be offered:")),
        (1, 0, 0, 0),
    ),
    "a heading in other words": (
        having(("Other treatment options\n", "More treatment options\n")),
        (1, 0, 0, 0),
    ),
    "the title in other words": (
        having(("Metastatic Breast Cancer\n", "Metastatic (Stage IV) Breast Cancer\n")),
        (1, 0, 0, 0),
    ),
    "a heading with more words": (
        having(("\nHormone therapy\n", "\nHormone therapy with or without targeted therapy\n")),
        (1, 0, 0, 0),
    ),
    "a heading and most below it": (
        having(
            ("\nRadiation therapy\n", "\nTreatment with rays\n"),
            ("Radiation therapy to the bones, brain, spinal", "Rays to the bones, brain, spinal"),
        ),
        (2, 0, 0, 0),
    ),
    "one shortened beyond likeness, in its place": (
        having(
            (
                "Cyclin-dependent kinase inhibitor therapy (ribociclib).",
                "A CDK inhibitor (ribociclib).",
            )
        ),
        (1, 0, 0, 0),
    ),
    "one gone": (having((LUNG, "")), (0, 0, 1, 0)),
    "one new": (
        having((LUNG, LUNG + "  • Ablation of tumors in the liver by heat.\n")),
        (0, 1, 0, 0),
    ),
    "one gone and one new": (
        having((PARP, "  • Radioligand therapy in a trial.\n")),
        (0, 1, 1, 0),
    ),
    "moved within its list": (
        having((LUNG, ""), ("  • Surgery to remove fluid", LUNG + "  • Surgery to remove fluid")),
        (0, 0, 0, 0),
    ),
    "moved under another heading": (
        having((LUNG, ""), (STRONTIUM, STRONTIUM + LUNG)),
        (0, 0, 0, 1),
    ),
    "moved under another lead-in": (
        having((PARP, ""), ("  • Tamoxifen, an LHRH", PARP + "  • Tamoxifen, an LHRH")),
        (0, 0, 0, 1),
    ),
    "split in two": (
        having(("breast lesions. Radiation", "breast lesions.\n  • Radiation")),
        (1, 1, 0, 0),
    ),
    "two joined": (
        having(("to the lung.\n  • Surgery to repair", "to the lung. Surgery to repair")),
        (1, 0, 1, 0),
    ),
    "sections in another order": (
        "\n\n".join(
            (
                TEXT[: TEXT.index("Surgery\n")].rstrip(),
                TEXT[
                    TEXT.index("Radiation therapy\n\n") : TEXT.index("Other treatment options\n")
                ].strip(),
                TEXT[TEXT.index("Surgery\n") : TEXT.index("Radiation therapy\n\n")].strip(),
                TEXT[TEXT.index("Other treatment options\n") :],
            )
        ),
        (0, 0, 0, 0),
    ),
    "cut between two statements": (
        TEXT[: TEXT.index("This information is not")].rstrip(),
        (0, 0, 1, 0),
    ),
    "the first line gone": (TEXT.removeprefix("Skip Navigation\n\n"), (0, 0, 1, 0)),
    "one told twice": (having((LUNG, LUNG + LUNG)), (0, 1, 0, 0)),
}


@pytest.mark.parametrize(("text", "expected"), ALIGNED.values(), ids=ALIGNED)
def test_what_became_of_each_statement_is_told_and_none_is_lost(text, expected):
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (TEXT[: TEXT.index("kinase inhibitor used with") + 6].encode(), "middle of a statement"),
        (TEXT[: TEXT.index("  • Tamoxifen")].encode(), "ends with a lead-in that has nothing"),
        (TEXT[: TEXT.index("  • Total mast")].encode(), "ends with a heading that has nothing"),
        (f"{TEXT}\n\n{TEXT}".encode(), "every statement twice"),
        (TEXT.replace("•", "&bull;").encode(), "code of a page"),
        (TEXT.replace("•", "\u00e2\u20ac\u00a2").encode(), "wrong character set"),
        (b"", "There is no text."),
        (b" \n\n", "There is no text."),
        (b"<html><body><p>Tamoxifen therapy.</p></body></html>", "code of a page"),
        (b"<ul><li>Tamoxifen therapy.</li><li>Surgery.</li></ul>", "code of a page"),
        (b"{\\rtf1\\ansi Tamoxifen therapy.}", "code of a page"),
        (TEXT.encode("cp1252", "replace"), "not plain text in UTF-8"),
        (TEXT.replace("therapy", "the\x00rapy").encode(), "character that no text has"),
        (
            b"Skate boards may include:\n\n  - A long one.\n  - A short one.\n",
            "not a new text of the same",
        ),
        (b"word " * 50_000, "more than 200,000 characters"),
    ],
)
def test_what_is_no_new_text_is_refused_with_a_sentence(content, says):
    with pytest.raises(SummaryError, match=says):
        align(TEXT, read_summary(content))


def test_a_file_of_two_bytes_a_letter_is_read():
    assert read_summary(TEXT.encode("utf-16")) == TEXT


def test_a_drug_that_goes_to_other_patients_in_a_list_of_lists_is_not_the_same():
    old = """Targeted therapy

Treatment may include:

  • For HER2 positive cancer:
      ◦ Trastuzumab.
  • For HER2 negative cancer:
      ◦ Olaparib.
"""
    new = (
        old.replace("Trastuzumab", "@").replace("Olaparib", "Trastuzumab").replace("@", "Olaparib")
    )
    moved = [each.old.text for each in align(old, new) if each.old and each.moved]
    assert sorted(moved) == ["Olaparib.", "Trastuzumab."]
