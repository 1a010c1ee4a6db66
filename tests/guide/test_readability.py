"""How hard a text and a guide are to read, worked out offline."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from navigator.guide import readability
from navigator.guide.language import in_language
from navigator.guide.model import Wording
from navigator.guide.readability import FERNANDEZ_HUERTA, FLESCH_KINCAID, INFLESZ, reading_levels
from tests.library import library
from tests.variants import with_part

EASY = "The dog ran to the red house. It was hot in the sun. So the dog sat in the shade all day."
HARD = (
    "Administration of interlibrary acquisitions necessitates comprehensive multidisciplinary "
    "consideration of individual contraindications, availability, and institutional regulations "
    "notwithstanding considerable educational possibilities for eligible individuals."
)
NAMES = ("pembrolizumab", "trastuzumab", "trastuzumab deruxtecan", "PD-L1", "5-FU (fluorouracil)")


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("No end", 1), ("One. Two! Three?", 3), ("One.\n\nTwo.", 2), ("A list\nof lines", 1)],
)
def test_sentences_are_counted(text, number):
    assert len(readability.sentences(text)) == number


@pytest.mark.parametrize(("words", "long"), [(24, 0), (25, 0), (26, 1)])
def test_a_sentence_is_long_from_26_words_on(words, long):
    text = "A short one. " + "word " * (words - 1) + "word. Another."
    assert len(readability.long_sentences(text)) == long


@pytest.mark.parametrize("text", ["", "Hi.", "word " * 19])
def test_a_few_words_have_no_grade(text):
    assert FLESCH_KINCAID.score(text, ()) is None


def test_easy_words_have_a_low_grade_and_hard_words_a_high_one():
    assert FLESCH_KINCAID.score(EASY, ()) < 4
    assert FLESCH_KINCAID.score(HARD, ()) > 14


def test_the_hardest_sentence_is_found():
    assert FLESCH_KINCAID.hardest(f"{EASY} {HARD} {EASY}", ()) == HARD


def test_names_do_not_count_as_hard_words():
    text = (
        "You may get {} once a week. A nurse will give you {} by a thin tube in your arm or hand."
    )
    masked = FLESCH_KINCAID.score(text.format("pembrolizumab", "Trastuzumab"), NAMES)
    assert masked == FLESCH_KINCAID.score(text.format("name", "name"), NAMES)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Pembrolizumab helps.", "name helps."),
        ("trastuzumab deruxtecan helps.", "name helps."),
        ("Is it PD-L1?", "Is it name?"),
        ("BRCA1 and HER2-negative", "name and name-negative"),
        ("mTOR or a CT scan", "name or a name scan"),
        ("Call 1-800-4-CANCER. I do.", "Call 1-800-4-CANCER. I do."),
        ("hormone receptor", "hormone receptor"),
        ("pembrolizumabs", "pembrolizumabs"),
    ],
)
def test_names_are_masked_as_whole_words(text, masked):
    assert readability.mask(text, NAMES) == masked


@pytest.mark.parametrize("name", ["a+b", "(x", "[y]", "\\"])
def test_a_name_may_have_any_sign(name):
    assert (
        readability.mask("some text", (name,)) == readability.mask("some text", ()) == "some text"
    )


def reading_level(guide):
    (level,) = reading_levels(guide)
    return level


def test_the_reading_level_is_told_of_questions_and_treatments_in_the_patients_words():
    guide = library()
    level = reading_level(guide)
    harder = reading_level(replace(guide, decision=HARD))
    assert harder.questions > level.questions
    assert harder.treatments == level.treatments
    harder = reading_level(with_part(guide, "options", "town-card", plain=HARD))
    assert harder.treatments > level.treatments
    assert harder.questions == level.questions
    assert reading_level(replace(guide, decision_other=HARD)) == level
    assert reading_level(replace(guide, title=HARD.rstrip("."))) == level


def test_a_drug_has_to_be_said_under_all_its_names():
    assert readability.drug_names(library()) == ("Junior stamp", "stamp")


# Spanish

FACIL = (
    "El perro fue a la casa roja. Hacía sol y calor. "
    "Por eso el perro se quedó a la sombra hasta la tarde."
)
DIFICIL = (
    "La administración de adquisiciones interbibliotecarias requiere consideraciones "
    "multidisciplinarias exhaustivas sobre contraindicaciones individuales, disponibilidad, "
    "regulaciones institucionales, posibilidades educativas considerables e identificación "
    "automatizada de beneficiarios."
)
MEASURES = pytest.mark.parametrize("measure", [INFLESZ, FERNANDEZ_HUERTA], ids=lambda m: m.name)


@MEASURES
def test_easy_spanish_words_have_a_high_index_and_hard_ones_a_low_one(measure):
    assert measure.score(FACIL, ()) > 80
    assert measure.score(DIFICIL, ()) < 20
    assert not measure.is_beyond(measure.score(FACIL, ()), "question")
    assert measure.is_beyond(measure.score(DIFICIL, ()), "option")
    assert measure.hardest(f"{FACIL} {DIFICIL} {FACIL}", ()) == DIFICIL


@pytest.mark.parametrize(
    ("measure", "kind", "easy", "hard"),
    [
        (INFLESZ, "question", 65.0, 64.9),
        (INFLESZ, "option", 55.0, 54.9),
        (FERNANDEZ_HUERTA, "term", 55.0, 54.9),
        (FLESCH_KINCAID, "question", 6.0, 6.1),
        (FLESCH_KINCAID, "fact", 8.0, 8.1),
    ],
)
def test_a_limit_may_be_reached_and_not_gone_beyond(measure, kind, easy, hard):
    assert not measure.is_beyond(easy, kind)
    assert measure.is_beyond(hard, kind)


def test_languages_are_measured_at_once_and_do_not_get_into_each_other():
    """Servers have threads, and the language of textstat is one for all of them."""
    texts = [(FLESCH_KINCAID, HARD), (INFLESZ, DIFICIL), (FERNANDEZ_HUERTA, FACIL)] * 30
    alone = [measure.score(text, ()) for measure, text in texts]
    with ThreadPoolExecutor(4) as threads:
        together = threads.map(lambda each: each[0].score(each[1], ()), texts)
    assert list(together) == alone


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Flesch-Kincaid"]),
        ("en-GB", ["Flesch-Kincaid"]),
        ("es", ["INFLESZ", "Fernández-Huerta"]),
        ("es-US", ["INFLESZ", "Fernández-Huerta"]),
        ("eo", []),
        ("est", []),
    ],
)
def test_a_language_has_its_own_measures_or_none(language, names):
    assert [each.name for each in readability.measures_in(language)] == names
    levels = reading_levels(replace(library(), language=language))
    assert [level.measure.name for level in levels] == names


def test_a_text_without_a_wording_does_not_count_for_the_other_language():
    guide = library()
    wording = Wording("es", "decision", guide.decision, f"{FACIL} {FACIL}")
    (level, _) = reading_levels(in_language(replace(guide, wordings=(wording,)), "es"))
    assert level.questions == INFLESZ.score(wording.text, ())
    assert level.treatments == 0
