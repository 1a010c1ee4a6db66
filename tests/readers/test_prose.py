"""Texts of a guide as HTML."""

from dataclasses import replace

import pytest

from navigator.guide.own_language import OwnLanguage
from navigator.readers.templatetags.prose import paragraphs, with_contacts
from tests.library import library


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Call 1-800-422-6237.", '<p>Call <a href="tel:18004226237">1-800-422-6237</a>.</p>'),
        ("(+44 20 7946 0000)", '<p>(<a href="tel:+442079460000">+44 20 7946 0000</a>)</p>'),
        (
            "Chat at help.example.org/chat.",
            '<p>Chat at <a href="https://help.example.org/chat" rel="noreferrer">'
            "help.example.org/chat</a>.</p>",
        ),
        ("Call 1-800-4-CANCER, e.g. now.", "<p>Call 1-800-4-CANCER, e.g. now.</p>"),
        ("Within 12 hours, by 2026. Next.", "<p>Within 12 hours, by 2026. Next.</p>"),
        ("<b>&</b>", "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n\n<p>Two.</p>"),
    ],
)
def test_numbers_can_be_called_and_sites_opened(text, html):
    assert with_contacts(text) == html


def test_paragraphs_in_another_language_tell_so_around_them():
    text = OwnLanguage("Call <b>1-800-422-6237</b>.\n\nOr wait.", "en")
    around = '<div lang="en" dir="auto"><p>Call &lt;b&gt;{}&lt;/b&gt;.</p>\n\n<p>Or wait.</p></div>'
    assert paragraphs(text) == around.format("1-800-422-6237")
    number = '<a href="tel:18004226237">1-800-422-6237</a>'
    assert with_contacts(text) == around.format(number)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A card. It is red.", "A card."),
        ("For 1.5 years, or more?\nYes.", "For 1.5 years, or more?"),
        ("No end", "No end"),
        ("", ""),
    ],
)
def test_a_row_begins_with_the_first_sentence_of_its_text(text, first):
    option = replace(library().options[0], plain=text)
    assert option.first_sentence == first
