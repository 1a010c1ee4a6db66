"""What a translator is told of a wording, and what the proofreader finds in a translation."""

from dataclasses import replace

import pytest

from navigator.guide import readability
from navigator.guide.language import units, with_wordings
from navigator.guide.model import Translation, Wording
from navigator.guide.proofread import proofread, translations
from navigator.guide.proofread.groups import SENTENCES, in_a_sentence
from navigator.guide.proofread.translations import Words
from tests.library import library
from tests.variants import with_part

LIBRARY = library()
SHOWN = (Translation(slug="es", shown=True),)
OPTION = ("option", "town-card", "")
TERM = ("term", "junior-stamp", "")
GUIDE = ("guide", "", "")
LONG = " ".join(["pan"] * 26)
HARD = (
    "Responsabilidades bibliotecarias interinstitucionales requieren consideraciones "
    "administrativas multidisciplinarias extraordinariamente especializadas."
)


def remarks(place, field, source, text, language="es"):
    """What is told of a text of the town card or another part, made from a source."""
    kind, slug, answer = place
    if kind == "guide":
        guide = replace(LIBRARY, **{field: source})
    elif answer:
        guide = LIBRARY
    else:
        guide = with_part(LIBRARY, f"{kind}s", slug, **{field: source})
    found = (each for each in units(guide, language) if (each.place, each.field) == (place, field))
    unit = next(found)
    unit = replace(unit, wording=Wording(language, field, unit.source, text))
    return translations.remarks(Words.of(guide, language), unit)


def one(source, text, field="plain", place=OPTION, language="es"):
    (told,) = remarks(place, field, source, text, language)
    return told


def none(source, text, field="plain", place=OPTION, language="es"):
    assert remarks(place, field, source, text, language) == []


# What is lost


def test_a_drug_that_is_lost_is_named_with_its_name_in_the_language():
    names = (Wording("es", "name", "Junior stamp", "Sello juvenil"),)
    guide = with_part(LIBRARY, "options", "town-card", plain="Ask for the Junior stamp.")
    guide = with_part(guide, "terms", "junior-stamp", wordings=names)
    unit = next(
        each for each in units(guide, "es") if each.place == OPTION and each.field == "plain"
    )

    def told(text):
        wording = Wording("es", "plain", unit.source, text)
        return translations.remarks(Words.of(guide, "es"), replace(unit, wording=wording))

    (lost,) = told("Pida la tarjeta.")
    assert "“Junior stamp” (“Sello juvenil”)" in lost
    for kept in (
        "Pida el sello juvenil.",
        "Pida el Junior stamp.",
        "Pida sellos juveniles y stamps.",
    ):
        assert told(kept) == []
    assert told("Pida el sello.") == [lost]


def test_a_text_without_a_drug_may_name_none():
    none("Ask at the desk.", "Pregunte en el mostrador.")


@pytest.mark.parametrize(
    ("source", "text", "lost"),
    [
        ("Take 3 of 12.", "Tome 3 de ellos.", "number 12"),
        ("It costs 1,200.", "Cuesta 1.300.", "number 1,200"),
        ("Look at town.example now.", "Mire ahora.", "“town.example”"),
        ("See https://town.example/a?b=1 now.", "Mire ahora.", "“https://town.example/a?b=1”"),
        ("Call 1-800-555-0100.", "Llame al 1-800-555-0111.", "number 1-800-555-0100"),
        ("Call 1-800-4-LIBRARY.", "Llame al 1-800-4.", "number 1-800-4-LIBRARY"),
        ("Hello, {name}.", "Hola.", "{name} is lost"),
        ("Hello.", "Hola, {name}.", "{name} is not in the source"),
        ("About %(left)s.", "Unas %(leff)s.", "%(left)s is lost"),
    ],
)
def test_a_number_a_link_a_telephone_number_or_a_placeholder_that_is_lost_is_named(
    source, text, lost
):
    assert lost in remarks(OPTION, "plain", source, text)[-1]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It costs 1,200.", "Cuesta 1.200."),
        ("It costs 1.5.", "Cuesta 1,5."),
        ("Open from 2019-03-01.", "Abierto desde el 1 de marzo de 2019: 03."),
        ("Look at town.example now.", "Mire pueblo.example ahora."),
        ("One, e.g. this.", "Uno, p. ej. este."),
        ("Call 1-800-555-0100.", "Llame al 1-800-555-0100."),
    ],
)
def test_what_is_written_in_another_way_is_not_lost(source, text):
    none(source, text)


# Lines and length


@pytest.mark.parametrize("text", ["¿Cuándo?", "¿Cuándo?\n ", "¿Cuándo?\u2028¿Dónde?"])
def test_a_list_that_readers_get_in_fewer_rows_is_told(text):
    """Readers get a row for each line feed, and none that is empty."""
    source = ("When?", "Where?")
    assert "1 lines, and the source 2" in one(source, text, "team_questions")
    none(source, "¿Cuándo?\n¿Dónde?", "team_questions")


def test_other_names_may_be_more_or_fewer():
    none(("stamp",), "sello\nsellos\nestampilla", "also", TERM)
    none((), "sello\nsellos", "also", TERM)


def test_paragraphs_are_kept_and_a_line_stays_one():
    assert "1 paragraphs, and the source 2" in one("One.\n\nTwo.", "Uno. Dos.")
    none("One.\n\nTwo.", "Uno.\n\nDos.")
    assert "one line" in one("Town card", "Tarjeta\ndel pueblo", "name")


def test_a_quote_keeps_the_words_above_its_bullet():
    """They say for whom it is."""
    source = "For adults:\n• Town card."
    assert "words above it are lost" in one(source, "Tarjeta del pueblo.", "source_text")
    assert "words above it are lost" in one(source, "• Tarjeta del pueblo.", "source_text")
    none(source, "Para adultos:\n• Tarjeta del pueblo.", "source_text")


def test_a_quote_is_the_publishers_own_words_however_long_they_are():
    none("Town card.", f"Tarjeta para {LONG}.", "source_text")


@pytest.mark.parametrize(
    ("place", "field", "source", "most"),
    [
        (OPTION, "name", "A card", 90),
        (("question", "age", ""), "label", "Age", 40),
        (OPTION, "plain", "A card.", 750),  # prose, which suits 600 in the guide's own language
        (("source", "house-rules", ""), "dated", "Last spring, and summer, and fall, and now", 60),
    ],
)
def test_a_text_that_is_longer_than_its_place_is_told(place, field, source, most):
    row = ("El pan es para el sol. " * most)[: most - 1] + "."
    none(source, row, field, place)
    assert f"{most + 1} characters" in one(source, f"{row}.", field, place)


def test_a_line_whose_place_is_not_known_is_held_to_the_length_of_its_source():
    place = ("trial_topic", "cards", "")
    guide = replace(LIBRARY, trial_topics=(replace(LIBRARY.trial_topics[0], label="x" * 40),))
    unit = next(each for each in units(guide, "es") if each.place[0] == "trial topic")
    assert place[1] == unit.place[1]
    for length, found in ((64, 0), (65, 1)):
        wording = Wording("es", "label", unit.source, "y" * length)
        told = translations.remarks(Words.of(guide, "es"), replace(unit, wording=wording))
        assert len(told) == found


# How it reads


def test_a_sentence_that_is_too_long_or_too_hard_is_quoted():
    assert LONG in one("Bread.", f"{LONG}.".capitalize().replace("Pan", "pan", 1))
    told = remarks(OPTION, "plain", "It is so.", f"{HARD} {HARD} {HARD}")
    assert [each for each in told if "INFLESZ" in each and HARD in each]


def test_a_row_of_a_list_is_measured_by_itself():
    rows = tuple(f"{number}?" for number in range(30))
    none(rows, "\n".join(f"¿{number}?" for number in range(30)), "team_questions")


def test_a_language_without_a_measure_has_no_limit():
    none("It is so.", f"{HARD} {HARD} {HARD}", language="eo")


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("A card for adults.", "A card for adults.", 1),
        ("No", "No", 0),
        ("12 to 17", "12 to 17", 0),
        ("HER2 or PD-L1", "HER2 or PD-L1", 0),
        ("Junior stamp", "Junior stamp", 0),
    ],
)
def test_a_text_that_is_the_same_is_told_unless_it_is_a_name(source, text, found):
    assert len(remarks(OPTION, "plain", source, text)) == found


def test_a_name_of_a_term_or_a_publisher_may_be_the_same():
    none("Paracetamol", "Paracetamol", "name", TERM)
    none("The town library", "The town library", "publisher", ("source", "house-rules", ""))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Diga «sí» o «no».", 0),
        ("Lea «La casa de la “tía” Ana».", 0),
        ('Diga "sí".', 1),
        ("Diga “sí”.", 1),
        ("Diga «sí.", 1),
        ("¿Sí? ¡Sí!", 0),
        ("Sí? ¡Sí!", 1),
        ("¿Sí? Sí!", 1),
        ("Mire https://town.example/?a=1 ahora.", 0),
    ],
)
def test_quotation_marks_and_opening_signs_are_those_of_the_language(text, found):
    source = "Look at https://town.example/?a=1 now." if "https" in text else "Say “yes”."
    assert len(remarks(OPTION, "plain", source, text)) == found


def test_the_signs_of_a_language_that_is_not_known_are_left_alone():
    none("Say “yes”?", "Diru “jes”?", language="eo")


def test_nothing_is_told_of_how_to_say_a_word_or_of_an_address():
    none("JOON-yer STAMP", "JU-nior", "say", TERM)
    none("https://a.example/1", "https://b.example/es", "url", ("source", "house-rules", ""))


def test_a_text_without_a_wording_has_no_remarks():
    assert {
        remark
        for unit in units(LIBRARY, "es")
        for remark in translations.remarks(Words.of(LIBRARY, "es"), unit)
    } == set()


# The proofreader

WRONG = Wording("es", "plain", "A card for adults of the town.", "Tarjeta para adultos?")


def translated(*wordings, shown=True):
    guide = replace(LIBRARY, translations=(Translation(slug="es", shown=shown),))
    return with_wordings(guide, {OPTION: wordings})


def found(guide):
    before = proofread(replace(LIBRARY, translations=guide.translations))
    return [each for each in proofread(guide) if each not in before]


def test_what_is_weak_in_a_wording_that_readers_get_is_a_warning_at_its_place():
    (finding,) = found(translated(WRONG))
    assert not finding.stops_publishing
    assert finding.where == "option town-card"
    assert (finding.field, finding.code) == ("plain", "wording-opening")
    assert "(es)" in finding.what


def test_a_wording_that_readers_do_not_get_is_not_looked_at():
    assert found(translated(replace(WRONG, source="Other words."))) == []
    assert found(translated(WRONG, shown=False)) == []
    assert found(translated(replace(WRONG, language="pt"))) == []


def test_a_warning_is_another_one_once_the_wording_has_changed():
    """What was accepted of the former words is not accepted of the new ones."""
    (before,) = found(translated(WRONG))
    (after,) = found(translated(replace(WRONG, text="Tarjeta para los adultos?")))
    assert before.digest != after.digest


def test_two_things_of_one_kind_are_two_warnings():
    source = "Take 3 of 12."
    guide = with_part(translated(), "options", "town-card", plain=source)
    guide = with_wordings(guide, {OPTION: (Wording("es", "plain", source, "Tome."),)})
    lost = [each for each in proofread(guide) if each.code == "wording-number-lost"]
    assert len({each.digest for each in lost}) == 2


def test_a_sign_that_nobody_sees_is_found_in_a_wording_as_well():
    """One that turns the direction makes a dose or a name look like another."""
    text = "Tarjeta para \u202eadultos."
    (finding,) = found(translated(replace(WRONG, text=text)))
    assert finding.stops_publishing
    assert "“plain” (es)" in finding.what


@pytest.mark.parametrize(
    ("place", "field", "text", "told"),
    [
        (("source", "house-rules", ""), "url", "javascript:alert(1)", "is no address"),
        (GUIDE, "trials_url", "http://town.example/", "is no address"),
        (GUIDE, "trials_search_url", "https://town.example/?c={place}", "has no {code}"),
        (GUIDE, "trials_search_near_url", "https://town.example/{code}", "has no {place}"),
    ],
)
@pytest.mark.parametrize("shown", [True, False])
def test_an_address_of_another_language_is_held_to_what_the_guides_own_is(
    place, field, text, told, shown
):
    """Readers follow it, and a search for trials takes their age and their place along."""
    guide = replace(LIBRARY, translations=(Translation(slug="es", shown=shown),))
    error = found(with_wordings(guide, {place: (Wording("es", field, "x", text),)}))[0]
    assert error.stops_publishing
    assert (error.field, error.where) == (field, " ".join(filter(None, place)))
    assert f"“{field}” (es): " in error.what
    assert told in error.what


def test_what_is_left_over_of_a_language_that_a_guide_has_no_more_is_no_error():
    """No reader gets it, and nobody could mend it."""
    wording = Wording("fr", "url", "x", "javascript:alert(1)")
    guide = replace(LIBRARY, translations=SHOWN)
    assert found(with_wordings(guide, {("source", "house-rules", ""): (wording,)})) == []


def test_a_text_is_measured_once_however_often_a_guide_is_proofread(monkeypatch):
    """Staff wait for it on the workbench."""
    source = LIBRARY.option_by_slug["town-card"].plain
    guide = translated(Wording("es", "plain", source, f"{HARD} {HARD} {HARD}"))
    proofread(guide)
    monkeypatch.setattr(readability.Measure, "score", lambda *_: pytest.fail("measured again"))
    assert [each for each in proofread(guide) if each.code == "wording-hard-to-read"]


def test_every_kind_of_remark_has_its_sentence():
    codes = [code for code in SENTENCES if code.startswith("wording-")]
    assert len(codes) == 12
    for code in codes:
        assert in_a_sentence(code, 1) != in_a_sentence(code, 2)


def test_what_is_known_in_english_only_is_not_asked_of_another_language():
    """Spanish "me" is no sign of a text for patients alone."""
    guide = with_part(LIBRARY, "options", "town-card", plain="Me gusta.")
    english = [each for each in proofread(guide) if each.code == "only-for-patients"]
    assert [each for each in english if "Me gusta" in each.what]
    spanish = proofread(replace(guide, language="es"))
    assert [each for each in spanish if each.code == "only-for-patients"] == []
