"""Signs that nobody sees, or that turn the direction of a line, are named with their place."""

from dataclasses import replace

import pytest

from navigator.guide.proofread import proofread
from tests.guides import real_guide
from tests.library import library

from .finding import GUIDE, one_error, one_warning, option

TURNING = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]


@pytest.mark.parametrize("sign", TURNING)
def test_a_sign_that_turns_the_direction_is_an_error(sign):
    told = one_error(option(plain=f"Take 12{sign}5 mg."), "option town-card")
    assert f"(U+{ord(sign):04X}), which turns the direction of the line, after “Take 12”" in told


@pytest.mark.parametrize("sign", ["\x00", "\x85", "\x7f", "\ue000", "\ud800", "\uffff", "\u2028"])
def test_a_sign_of_no_text_is_an_error(sign):
    told = one_error(option(plain=f"{sign}Take 12."), "option town-card")
    assert f"U+{ord(sign):04X}), which nobody sees, at its start" in told


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u200d", "\u200e", "\ufeff", "\u2060"])
def test_a_sign_that_some_languages_need_is_a_warning(sign):
    told = one_warning(option(plain=f"Take{sign} 12."), "option town-card")
    assert f"U+{ord(sign):04X}), which nobody sees, after “Take”" in told


@pytest.mark.parametrize("sign", ["\u3164", "\u2800"])
def test_a_letter_that_is_empty_is_an_error(sign):
    assert "which nobody sees" in one_error(option(plain=f"Take{sign} 12."), "option town-card")


@pytest.mark.parametrize("sign", ["\n", "é", "“", "–", "\u00a0", "\u202f", "日", "ع", "😀", "½"])
def test_what_shows_is_a_sign_like_any_other(sign):
    assert proofread(option(plain=f"Take {sign} 12.")) == proofread(option(plain="Take x 12."))


def test_every_text_is_looked_at():
    """Also of lists, and what only staff see."""
    assert "“next_steps”" in one_error(replace(GUIDE, next_steps=("Read\u202e on.",)), "guide")
    one_error(option(staff_note="Note\u202e."), "option town-card")


def test_the_shipped_guide_has_none():
    assert not [each for each in proofread(real_guide()) if "which nobody sees" in each.what]


def test_of_a_summary_counts_what_its_statements_have():
    """No form could take a tab out of the text of another publisher."""
    guide = library()
    spaced = guide.summary.replace("  • ", "\t\uf0b7\t")
    assert spaced != guide.summary
    assert proofread(replace(guide, summary=spaced)) == proofread(guide)
    odd = replace(guide, summary=guide.summary.replace("House rules", "House \ue000rules"))
    assert any(each.code == "sign-of-no-text" for each in proofread(odd))
