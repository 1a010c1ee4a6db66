"""Terms are found in a text by any of their names."""

import pytest

from navigator.guide.glossary import Glossary, Mention
from navigator.guide.model import Term


def a_term(slug, name, *also):
    return Term(slug=slug, name=name, definition="x", also=also)


GLOSSARY = Glossary(
    [
        a_term("antibody", "Antibody"),
        a_term("lab-antibody", "Monoclonal antibody"),
        a_term("receptor", "Receptor"),
        a_term("her2", "HER2", "HER2/neu"),
        a_term("triple-negative", "Triple-negative"),
        a_term("pd", "PD"),
    ]
)


def found(text):
    pieces = GLOSSARY.pieces(text)
    return [(each.term.slug, each.written) for each in pieces if isinstance(each, Mention)]


@pytest.mark.parametrize(
    ("text", "slug", "written"),
    [
        ("An antibody.", "antibody", "antibody"),
        ("Two Antibodies here", "antibody", "Antibodies"),
        ("monoclonal antibodies", "lab-antibody", "monoclonal antibodies"),
        ("receptors", "receptor", "receptors"),
        ("HER2/neu", "her2", "HER2/neu"),
        ("It is HER2-negative.", "her2", "HER2"),
        ("Triple-negative", "triple-negative", "Triple-negative"),
        ("a PD-like one", "pd", "PD"),
    ],
)
def test_a_term_is_found_as_it_is_written(text, slug, written):
    assert found(text) == [(slug, written)]


@pytest.mark.parametrize("text", ["antibodyish", "HER25", "non-HER2", "PD-L1", "pre-receptor"])
def test_a_part_of_a_longer_word_is_no_term(text):
    assert found(text) == []


def test_only_the_first_use_is_marked():
    assert found("HER2, HER2/neu and a receptor, two receptors") == [
        ("her2", "HER2"),
        ("receptor", "receptor"),
    ]


def test_nothing_of_a_text_is_lost():
    text = "HER2 and antibodies, or HER2."
    pieces = [each if isinstance(each, str) else each.written for each in GLOSSARY.pieces(text)]
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("name", "slug"),
    [("antibodies", "antibody"), ("RECEPTORS", "receptor"), ("HER2/neu", "her2")],
)
def test_a_name_leads_to_its_term(name, slug):
    assert GLOSSARY.term_for(name).slug == slug


@pytest.mark.parametrize("name", ["", "receptor drug", "a receptor"])
def test_what_is_no_name_leads_nowhere(name):
    assert GLOSSARY.term_for(name) is None


def test_a_guide_without_terms_explains_nothing():
    assert Glossary([]).term_for("HER2") is None
    assert [*Glossary([]).pieces("HER2")] == ["HER2"]
