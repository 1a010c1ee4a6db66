"""Terms are found in a text by any of their names."""

import pytest

from navigator.guide.glossary import Glossary, Mention
from navigator.guide.model import Term


def a_term(slug, name, *also):
    return Term(slug=slug, name=name, definition="x", also=also)


GLOSSARY = Glossary(
    [
        a_term("library", "Library"),
        a_term("toy-library", "Toy library"),
        a_term("card", "Card"),
        a_term("isb2", "ISB2", "ISB2/new"),
        a_term("pre-paid", "Pre-paid"),
        a_term("pd", "PD"),
    ]
)


def found(text):
    pieces = GLOSSARY.pieces(text)
    return [(each.term.slug, each.written) for each in pieces if isinstance(each, Mention)]


@pytest.mark.parametrize(
    ("text", "slug", "written"),
    [
        ("A library.", "library", "library"),
        ("Two Libraries here", "library", "Libraries"),
        ("toy libraries", "toy-library", "toy libraries"),
        ("cards", "card", "cards"),
        ("ISB2/new", "isb2", "ISB2/new"),
        ("It is ISB2-free.", "isb2", "ISB2"),
        ("Pre-paid", "pre-paid", "Pre-paid"),
        ("a PD-like one", "pd", "PD"),
    ],
)
def test_a_term_is_found_as_it_is_written(text, slug, written):
    assert found(text) == [(slug, written)]


@pytest.mark.parametrize("text", ["cardboard", "ISB25", "non-ISB2", "PD-L1", "pre-card"])
def test_a_part_of_a_longer_word_is_no_term(text):
    assert found(text) == []


def test_only_the_first_use_is_marked_and_nothing_of_the_text_is_lost():
    text = "ISB2, ISB2/new and a card, two cards."
    assert found(text) == [("isb2", "ISB2"), ("card", "card")]
    pieces = [each if isinstance(each, str) else each.written for each in GLOSSARY.pieces(text)]
    assert "".join(pieces) == text


def test_texts_that_stand_together_explain_each_term_once():
    explained = set()
    pieces = [*GLOSSARY.pieces("A card.", explained), *GLOSSARY.pieces("ISB2 cards", explained)]
    assert [each.written for each in pieces if isinstance(each, Mention)] == ["card", "ISB2"]
    assert explained == {"card", "isb2"}


def test_the_terms_that_texts_use_come_in_the_order_of_the_glossary():
    used = GLOSSARY.used_in(["Two cards", "A library", "A library card", "Nothing"])
    assert [term.slug for term in used] == ["library", "card"]


@pytest.mark.parametrize(
    ("name", "slug"), [("libraries", "library"), ("CARDS", "card"), ("ISB2/new", "isb2")]
)
def test_a_name_leads_to_its_term(name, slug):
    assert GLOSSARY.term_for(name).slug == slug


@pytest.mark.parametrize("name", ["", "card desk", "a card"])
def test_what_is_no_name_leads_nowhere(name):
    assert GLOSSARY.term_for(name) is None


def test_a_guide_without_terms_explains_nothing():
    assert Glossary([]).term_for("ISB2") is None
    assert [*Glossary([]).pieces("ISB2.")] == ["ISB2."]
