"""A text that was typed, copied or broken into lines in another way asks nothing."""

import random
import re
import textwrap

import pytest

from navigator.guide.aligning import Status, align
from navigator.guide.summary import Form, SummaryError, check_summary, letters, statements
from tests.guide.repairs import (
    CABLE,
    GREASE,
    HUB,
    PADS,
    RIMS,
    SPOKES,
    TEXT,
    TRUING,
    replaced,
    told,
)


def signed(*signs):
    """Return the text with these signs for the bullets of each list."""
    blocks = []
    for block in TEXT.split("\n\n"):
        left = iter(signs * 9)
        blocks.append("".join(next(left) if each == "•" else each for each in block))
    return "\n\n".join(blocks)


def filled(width, *, empty_lines=True, indent=""):
    """Return the text in lines of one width."""
    lines = [
        textwrap.fill(line, width, subsequent_indent=indent, break_on_hyphens=False)
        for line in TEXT.split("\n")
    ]
    return "\n".join(lines) if empty_lines else "\n".join(filter(None, lines))


INVISIBLE = {
    f"U+{ord(each):04X}": each for each in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a"
}
SIGNS = "+»⁃⦁➢✓✔§♦→\uf0b7\uf0a7"
TYPED = {
    **{f"{name} at line ends": TEXT.replace("\n", f"{it}\n") for name, it in INVISIBLE.items()},
    **{
        f"{name} in empty lines": TEXT.replace("\n\n", f"\n{it}\n")
        for name, it in INVISIBLE.items()
    },
    **{f"{name} before bullets": TEXT.replace("•", f"{it}•") for name, it in INVISIBLE.items()},
    **{f"{name} after bullets": TEXT.replace("•", f"•{it}") for name, it in INVISIBLE.items()},
    **{f"U+{ord(each):04X} for bullets": signed(each) for each in SIGNS},
    "wide colons": TEXT.replace(":", "\uff1a"),
    "o for bullets": signed("o"),
    "o for bullets, without empty lines": signed("o").replace("\n\n", "\n"),
    "o for bullets, in lines of 40": filled(40).replace("•", "o"),
    "(a)": signed("(a)", "(b)", "(c)"),
    "(1)": signed("(1)", "(2)", "(3)"),
    "a.": signed("a.", "b.", "c."),
    "a)": signed("a)", "b)", "c)"),
    "i.": signed("i.", "ii.", "iii."),
    "(iv)": signed("(ii)", "(iii)", "(iv)"),
    "1:": signed("1:", "2:", "3:"),
    "lines of 72": filled(72),
    "lines of 72 without empty lines": filled(72, empty_lines=False),
    "lines of 72 without empty lines, bullets hanging": filled(
        72, empty_lines=False, indent="    "
    ),
    "lines of 46 without empty lines": filled(46, empty_lines=False),
    "headings of Markdown": re.sub(r"(?m)^(Care.*|Brakes|Wheels)$", r"## \1 ##", TEXT),
    "headings of Markdown that nothing stands before": re.sub(
        r"(?m)\n*^(Care.*|Brakes|Wheels)$\n*", r"\n## \1\n", TEXT
    ),
    "bold headings": re.sub(r"(?m)^(Care.*|Brakes|Wheels)$", r"**\1**", TEXT),
    "headings with a line under them": re.sub(r"(?m)^(Care.*|Brakes|Wheels)$", r"\1\n-----", TEXT),
    "headings with two lines under them": re.sub(
        r"(?m)^(Care.*|Brakes|Wheels)$", r"\1\n=====", TEXT
    ),
    "links of Markdown": replaced(("spokes", "[spokes](https://example.org/spokes)")),
    "words in italics": replaced(("straighter", "*straighter*")),
    "bold words": replaced(("straighter", "**straighter**")),
    "a quoted mail": "\n".join(f"> {line}".rstrip() for line in TEXT.split("\n")),
    "a quoted mail below a line of one's own": "See below.\n\n"
    + "\n".join(f"> {line}" for line in TEXT.split("\n")),
}


@pytest.mark.parametrize("name", TYPED)
def test_a_text_that_is_typed_in_another_way_asks_nothing(name):
    wanted = [("new", "", "See below.")] if "one's own" in name else []
    assert told(check_summary(TYPED[name])) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "A rim is trued.\n\nA hub is greased.\n\nI ask at the door.\n\nI wait.",
        "Pads of rubber are sold by the town workshop, felt\no cork, and rims of steel\no wood.",
        "Ask E. Meier.\n\nAsk\na. m. and p. m., as you like.",
        "–Word and –word.",
        "once\n\nonly\n\nof the rims",
        "1:1 drawings.\n\n2:1 drawings.",
    ],
)
def test_the_first_letters_of_words_are_no_signs_of_bullets(text):
    found = statements(text)
    assert all(each.form is not Form.BULLET for each in found)
    assert letters(" ".join(each.text for each in found)) == letters(text)


LONG = f"""\
Care of wheels
For wheels that rub on the frame or on the mudguard after a fall or a bump in the road, or after
years of riding over cobbles and kerbs. Repairs are made by the town workshop on Mondays, and may
include:
  • Truing a wheel that rubs on the frame, on the mudguard, or on both of them after a fall. Often
    the spokes are changed as well, and the rim is cleaned of the dust and grease of the old road.
  • {SPOKES}
Brakes
The town workshop changes the pads of brakes that squeal in the rain or in the snow of the winter.
"""


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 160])
def test_lines_of_any_width_are_told_from_statements(width):
    whole = re.sub(r"\n(?=years|include|    )", " ", LONG)
    broken = "\n".join(textwrap.fill(line, width) for line in whole.splitlines())
    assert [each.whole for each in statements(broken)] == [
        each.whole for each in statements("\n\n".join(whole.splitlines()))
    ]


def test_short_statements_without_empty_lines_are_not_taken_for_one_that_was_broken():
    text = "Brakes\nWe mend them.\nWheels\nWe true them.\nAnd we change spokes.\n"
    assert [each.text for each in statements(text)] == text.splitlines()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (RIMS, "Not cleaning the rims with a cloth."),
        (TRUING, "Truing a wheel that rubs not on the frame."),
        ("in the rain", "without the rain"),
        ("rubber, cork, or felt", "rubber, cork, or no felt"),
        (GREASE, "Fresh grease inside the hub"[:-3] + "rim."),
        (SPOKES, "Changing spokes that are broken or missing?"),
        (CABLE, f"{CABLE} or"),
        (HUB, HUB.replace("chain. Sometimes", "chain, sometimes")),
    ],
)
def test_a_word_that_was_changed_is_never_the_same(was, now):
    assert any(status.startswith("reworded") for status, _, _ in told(replaced((was, now))))


@pytest.mark.parametrize(("was", "now"), [("2 spokes", "3 spokes"), ("1.5 bar", "15 bar")])
def test_a_number_that_was_changed_is_never_the_same(was, now):
    old = f"Wheels\n\nUp to {was}."
    assert [each.status for each in align(old, old.replace(was, now))] == [
        Status.SAME,
        Status.REWORDED,
    ]


@pytest.mark.parametrize(
    "words",
    [
        "<p>Rims",
        "Rims</li>",
        "Rims<br>",
        "Rims<br/>",
        "<strong>Rims</strong>",
        "<B>Rims",
        '<a href="https://example.org">Rims',
        '<td class="x">Rims',
        "x<sup>2",
        "<h3>Rims",
        "Rims&nbsp;and hubs",
        "&bull; Rims",
        "the maker&rsquo;s",
        "&#8226; Rims",
        "&#x2022; Rims",
        "&frac12; a rim",
    ],
)
def test_the_code_of_a_page_is_refused_even_once(words):
    with pytest.raises(SummaryError, match="code of a page") as caught:
        check_summary(replaced((RIMS, words)))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("sign", "coding"),
    [
        *((sign, coding) for sign in "•\u2019\u201c®ó" for coding in ("cp1252", "latin-1")),
        *((sign, "mac_roman") for sign in "•\u2019\u201c"),
    ],
)
def test_a_text_that_was_read_in_a_wrong_character_set_is_refused(sign, coding):
    misread = f"Rims {sign} ".encode().decode(coding, "ignore")
    with pytest.raises(SummaryError, match="wrong character set"):
        check_summary(replaced((RIMS, misread)))


@pytest.mark.parametrize(
    "words",
    [
        "Age < 65 and > 5",
        "<5 cm",
        "a<b and c",
        "Rims & hubs; spokes",
        "Rims&hubs",
        "São Paulo, Ângela, â",
    ],
)
def test_signs_of_sums_and_letters_of_other_languages_are_no_code(words):
    assert check_summary(words) == words


CUT = {
    "in a lead-in's list": (TEXT[: TEXT.index("  • Cleaning")], "ends with a lead-in that has"),
    "below a heading": (TEXT[: TEXT.index("  • Truing")], "ends with a heading that has"),
    "in a heading": (TEXT[: TEXT.index("eels\n")], "ends in the middle of a statement"),
    "in a sentence": (TEXT[: TEXT.index(" in the rain")], "ends in the middle of a statement"),
    "twice": (f"{TEXT}\n\n{TEXT}", "has every statement twice"),
}


@pytest.mark.parametrize("name", CUT)
def test_a_text_that_was_cut_or_doubled_is_refused_in_a_true_sentence(name):
    text, reason = CUT[name]
    with pytest.raises(SummaryError, match=reason):
        align(TEXT, check_summary(text))


@pytest.mark.parametrize(
    "text", ["Rims\n\nHubs:", "Rims\n\n• Hubs.\n\nRims", "Rims.\n\nRims.", "Rims"]
)
def test_the_text_that_is_kept_is_taken_again_whatever_it_is(text):
    assert all(each.is_settled for each in align(text, check_summary(text)))


def test_a_heading_at_the_end_that_nothing_stood_below_is_one_as_any():
    assert told(f"{TEXT}\n\nBack to top") == [("new", "", "Back to top")]
    assert align(f"{TEXT}\n\nBack to top", f"{replaced((RIMS, PADS))}\n\nBack to top")


def test_whatever_is_typed_is_read_or_refused_in_a_sentence():
    signs = "aA1.:;> \n\t*_#-=[]()‌​o•◦§|\u00a0\u2028<&"
    for _ in range(500):
        text = "".join(random.choices(signs, k=random.randint(1, 60)))
        try:
            text = check_summary(text)
        except SummaryError:
            continue
        assert all(each.text for each in statements(text)), repr(text)
        assert all(each.is_settled for each in align(text, text)), repr(text)


def test_a_link_without_words_leaves_nothing():
    assert [each.text for each in statements("Rims\n[ ](address)\nHubs")] == ["Rims", "Hubs"]
