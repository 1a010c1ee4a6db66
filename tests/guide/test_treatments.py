"""The proofreader on treatments: facts without a source, facts and drugs that are missing."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from navigator.guide.model import Term
from navigator.guide.proofread import broken, proofread, treatments
from tests.library import library
from tests.treatments import guide_with_facts
from tests.variants import with_part

GUIDE = replace(guide_with_facts(), summary="")
STAMP = "Junior stamp"


def found(guide, where):
    """What is found beyond what the library's guide has, as (what, stops publishing)."""
    known = {str(each) for each in proofread(GUIDE)}
    new = [each for each in proofread(guide) if str(each) not in known]
    assert {each.where for each in new} <= {where}
    return [(each.what, each.stops_publishing) for each in new]


def test_a_fact_without_a_source_stops_publishing():
    ((what, stops),) = found(
        with_part(GUIDE, "facts", "gold-card-given-1", sources=()), "fact gold-card-given-1"
    )
    assert "no source" in what
    assert stops


def test_a_line_of_a_report_without_a_source_stops_publishing():
    guide = with_part(GUIDE, "report_lines", "born-long-ago", sources=())
    ((what, stops),) = found(guide, "line of a report born-long-ago")
    assert "no source" in what
    assert stops


def test_what_matters_and_no_fact_tells_of_is_named():
    guide = with_part(GUIDE, "matters", "quiet", kinds=())
    ((what, stops),) = found(guide, "thing that matters quiet")
    assert "no kind of fact" in what
    assert not stops


@pytest.mark.parametrize(
    ("place", "slug", "changes", "words"),
    [
        ("matters", "quiet", {"kinds": ("life", "gone")}, "no kind of fact with the slug “gone”"),
        ("matters", "quiet", {"kinds": ("life", "life")}, "kind of fact “life” twice"),
        ("report_lines", "born-long-ago", {"question": "gone"}, "no question with the slug “gone”"),
        ("report_lines", "born-long-ago", {"choice": "gone"}, "“age” has no answer with the slug"),
        ("report_lines", "born-long-ago", {"sources": ("gone",)}, "no source with the slug “gone”"),
    ],
)
def test_what_points_to_nothing_cannot_be_shown(place, slug, changes, words):
    (finding,) = broken(with_part(GUIDE, place, slug, **changes))
    assert words in finding.what
    assert finding.stops_publishing


def test_a_treatment_without_a_fact_that_readers_need_is_named_where_an_option_has_it():
    guide = with_part(GUIDE, "facts", "gold-card-given-1", kind="life")
    ((what, stops),) = found(guide, "option screen-card")
    assert "“Gold card”" in what
    assert "“How you get it”" in what
    assert not stops


@pytest.mark.parametrize(
    "words",
    [
        "A card with a junior stamp.",
        "A Stamp",
        "For the young, with stamps: • Junior stamps.",
        "For the young:\n• Junior stamps.\n• Town card.",
    ],
)
def test_a_drug_that_the_summary_names_and_the_option_does_not_stops_publishing(words):
    guide = with_part(GUIDE, "options", "town-card", source_text=words)
    ((what, stops),) = found(guide, "option town-card")
    assert STAMP in what
    assert stops


def test_a_drug_of_the_past_stands_before_the_bullet():
    words = "For those who had a junior stamp:\n• Town card."
    assert found(with_part(GUIDE, "options", "town-card", source_text=words), "") == []


def test_a_drug_that_the_summary_does_not_name_is_named():
    guide = with_part(GUIDE, "options", "town-card", treatments=("junior-stamp",))
    ((what, stops),) = found(guide, "option town-card")
    assert STAMP in what
    assert not stops


# Drugs whose names have another in them, or share their end with another.
SPRAYS = tuple(
    Term(slug=slug, name=name, definition="For cards.", say="x", is_drug=True)
    for slug, name in {
        "ink": "Ink",
        "ink-eraser": "Ink eraser",
        "day-spray": "Day spray",
        "night-spray": "Night spray",
    }.items()
)
DRUGS = replace(library(), summary="", terms=(*library().terms, *SPRAYS))


def on_sprays(source_text, **changes):
    """Return what is found on the town card, if the summary has these words of it.

    That a word of them has no term is left to tests of its own.
    """
    words = f"For those with an ink eraser: • {source_text}"
    guide = with_part(DRUGS, "options", "town-card", source_text=words, **changes)
    found = (each for each in proofread(guide) if each.code != "drug-without-term")
    return [str(each) for each in found if each.where == "option town-card"]


BOTH_SPRAYS = ("day-spray", "night-spray")


@pytest.mark.parametrize(
    "words", ["Day or night spray.", "Day, evening, or night spray.", "Night and day spray."]
)
def test_one_that_shares_its_end_with_another_is_named_as_well(words):
    assert on_sprays(words, treatments=BOTH_SPRAYS) == []
    for listed, missing in (BOTH_SPRAYS, BOTH_SPRAYS[::-1]):
        (what,) = on_sprays(words, treatments=(listed,))
        assert "error" in what
        assert f"names “{DRUGS.term_by_slug[missing].name}”" in what


@pytest.mark.parametrize(
    ("words", "listed"),
    [("Ink.", ("ink", "ink-eraser")), ("All-day or night spray.", BOTH_SPRAYS[::-1])],
)
def test_a_drug_whose_first_word_alone_is_left_in_the_summary_is_named(words, listed):
    (what,) = on_sprays(words, treatments=listed)
    assert "warning" in what
    assert "the summary does not name it" in what
    assert DRUGS.term_by_slug[listed[1]].name in what


def without_term(source_text, guide=DRUGS):
    """Return the names found without a term, if the summary has these words of the town card."""
    guide = with_part(guide, "options", "town-card", source_text=source_text)
    return [each for each in proofread(guide) if each.code == "drug-without-term"]


def unknown_in(source_text, guide=DRUGS):
    """The names that are told."""
    return [re.search("“(.+)”", each.what)[1] for each in without_term(source_text, guide)]


@pytest.mark.parametrize(
    "words",
    [
        "Sprays such as foam, ink, day spray, or night spray.",
        "Sprays such as ink, foam, day spray, or night spray.",
        "Sprays such as ink, day spray, night spray, or foam.",
        "A card with foam or ink.",
        "A card with ink and foam to keep it clean.",
        "A clean card (ink or foam).",
        "A clean card (ink and/or foam) for a year.",
        "A card with ink (which is blue) plus foam.",
        "A card. Foam, an ink eraser, or both.",
        "Ink or foam may be given after the card.",
        "Either ink alone or foam.",
        "For those who like cards: • Foam and ink.",
    ],
)
def test_a_name_among_drugs_that_no_term_explains_is_told_wherever_it_stands(words):
    assert [each.lower() for each in unknown_in(words)] == ["foam"]


def test_what_is_to_be_done_about_it_is_told():
    (finding,) = without_term("Ink or dry foam.")
    assert str(finding) == (
        "warning: option town-card: The summary names “dry foam” among drugs, and no term "
        "explains it: add the term, and name it among the treatments."
    )
    assert finding.field == "source_text"


def test_each_name_of_no_term_is_told_once():
    words = "Ink, foam, or wax. It is kept with wax, foam, or the day spray."
    assert unknown_in(words) == ["foam", "wax"]


@pytest.mark.parametrize("words", ["Ink or day foam.", "Day foam or ink.", "Ink or foam spray."])
def test_a_name_with_a_word_of_a_drug_is_another_one(words):
    (name,) = unknown_in(words)
    assert "foam" in name


@pytest.mark.parametrize(
    "words",
    [
        "Ink, an ink eraser, or both.",
        "Inks, night sprays, or other junior stamps.",
        "Ink (a stamp) for cards, books, and films.",
        "Day or night spray.",
        "It may include ink and a night spray.",
        "Spray therapy, ink, or a clean library card.",
        "Foam, wax, or soap.",
        "Foam.",
        "For those who had ink or foam: • Day spray.",
    ],
)
def test_what_terms_explain_and_what_stands_beside_no_drug_is_not_told(words):
    terms = (*DRUGS.terms, Term(slug="therapy", name="Wet therapy", definition="Water."))
    assert unknown_in(words, replace(DRUGS, terms=terms)) == []


def test_another_name_of_a_term_is_explained():
    assert unknown_in("Ink or foam.", with_part(DRUGS, "terms", "ink-eraser", also=("foam",))) == []


@pytest.mark.parametrize(("language", "told"), [("en", ["foam"]), ("en-US", ["foam"]), ("es", [])])
def test_rows_of_names_are_known_in_english_alone(language, told):
    assert unknown_in("Ink, foam.", replace(DRUGS, language=language)) == told


def test_what_was_told_of_a_name_is_another_thing_once_the_words_change():
    texts = ("Ink or foam.", "Ink or wax.", "Foam or ink.")
    digests = {finding.digest for words in texts for finding in without_term(words)}
    assert len(digests) == 3


LEFT_OUT = (
    "warning: option town-card: “{}” names some drugs of the summary, and not “Ink”, “Night "
    "spray”: name all of them, or say that they are examples."
)
THREE = {"treatments": ("ink", *BOTH_SPRAYS)}


@pytest.mark.parametrize("field", ["plain", "plain_other"])
def test_a_drug_that_our_words_leave_out_of_several_is_named(field):
    assert on_sprays("Ink, day or night spray.", **THREE, **{field: "A card. Day spray."}) == [
        LEFT_OUT.format(field)
    ]


@pytest.mark.parametrize(
    "plain",
    [
        "A card for adults.",
        "Day or night spray, with ink.",
        "Ink and night spray. They are for the card. So is the day spray.",
        "Day spray, for example, keeps it clean.",
        "Sprays such as day spray. Day spray is wet.",
        "A card after the ink eraser.",
    ],
)
def test_our_words_may_name_all_drugs_or_none_or_examples(plain):
    assert on_sprays("Ink, day or night spray.", **THREE, plain=plain) == []


@pytest.mark.parametrize("field", ["name", "plain", "plain_other"])
def test_a_drug_that_our_words_name_and_the_summary_does_not_is_named(field):
    assert on_sprays("A card.", **{field: "A card with a day spray after the ink eraser"}) == [
        f"warning: option town-card: “{field}” names “Day spray”, and the summary does not name "
        "it here: take it out of our words."
    ]


def test_a_drug_that_was_taken_out_of_every_option_is_left_over_with_its_facts():
    """Its own facts name it, and show nowhere."""
    guide = with_part(GUIDE, "facts", "junior-stamp-given-1", text="A junior stamp is put on it.")
    guide = with_part(guide, "options", "junior-card", treatments=(), source_text="Junior card.")
    ((what, stops),) = found(guide, "term junior-stamp")
    assert STAMP in what
    assert not stops


def test_a_drug_that_no_term_says_how_to_say_is_named():
    ((what, stops),) = found(with_part(GUIDE, "terms", "junior-stamp", say=""), "term junior-stamp")
    assert STAMP in what
    assert not stops


@pytest.mark.parametrize(
    ("kind", "slug", "changes", "what"),
    [
        ("options", "town-card", {"treatments": ("x",)}, "no term with the slug “x”"),
        ("options", "town-card", {"treatments": ("gold-card",) * 2}, "“gold-card” twice"),
        ("facts", "gold-card-given-1", {"treatment": "x"}, "no term with the slug “x”"),
        ("facts", "gold-card-given-1", {"kind": "x"}, "no kind of fact with the slug “x”"),
        ("notices", "mail-is-slow", {"option": "x"}, "no option with the slug “x”"),
    ],
)
def test_what_is_named_has_to_be_there(kind, slug, changes, what):
    (finding,) = proofread(with_part(GUIDE, kind, slug, **changes))
    assert what in finding.what
    assert finding.stops_publishing


def test_no_pattern_is_made_of_a_drug_that_a_text_does_not_begin_to_name(monkeypatch):
    """2,000 of them in each text of each option took a minute."""
    made = []
    counting = SimpleNamespace(
        IGNORECASE=re.IGNORECASE,
        escape=re.escape,
        search=lambda *args: made.append(args) or re.search(*args),
    )
    monkeypatch.setattr(treatments, "re", counting)
    drug = replace(GUIDE.terms[0], is_drug=True)
    many = (replace(drug, slug=f"d{number}", name=f"Drug{number} red") for number in range(500))
    proofread(replace(GUIDE, terms=(*GUIDE.terms, *many)))
    assert len(made) < 100
