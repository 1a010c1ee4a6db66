"""Words that a copy still has of the guide that it was copied from."""

from dataclasses import replace

import pytest

from navigator.guide.proofread import copied
from tests.variants import with_choice, with_part

from .finding import GUIDE

COPY = replace(GUIDE, title="A card for the swimming pool", copied_from="The library card, by mail")


def left(guide):
    return [(each.where, each.answer, each.field) for each in copied.findings(guide)]


def of_town_card(**texts):
    """Return the findings beyond those of the copy as it is."""
    guide = with_part(COPY, "options", "town-card", **texts)
    return [each for each in copied.findings(guide) if each not in copied.findings(COPY)]


def test_a_text_with_a_word_of_the_other_guides_title_is_a_warning():
    (finding,) = of_town_card(plain="A card. Ask at the Library. It is open.")
    assert (finding.where, finding.field) == ("option town-card", "plain")
    assert not finding.stops_publishing
    assert "“library”" in finding.what
    assert "of “The library card, by mail”: “Ask at the Library.”" in finding.what


@pytest.mark.parametrize(
    "text",
    [
        "A card for the town.",  # a word of its own title
        "The town, by and by.",  # words that tell nothing
        "A librarian, and mailing.",  # other words
    ],
)
def test_a_text_without_one_is_let_be(text):
    assert of_town_card(plain=text) == []


def test_more_than_one_is_the_same_word():
    assert len(of_town_card(plain="Two libraries? No: librarys.")) == 1
    assert len(of_town_card(plain="Mail, mails and mail.")) == 1


def test_an_answer_is_named():
    guide = with_choice(COPY, "home", "far", label="Far from the library")
    assert ("question home", "far", "label") in left(guide)


def test_what_the_summary_says_and_what_is_for_staff_is_let_be():
    assert of_town_card(source_text="The library.", staff_note="The library.") == []


def test_a_guide_that_was_not_copied_has_none():
    assert left(replace(COPY, copied_from="")) == []
    assert left(replace(COPY, title="The library card, by mail, again")) == []
