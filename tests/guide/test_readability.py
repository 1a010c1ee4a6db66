"""The grade of a text and of a guide, worked out offline."""

from dataclasses import replace

import pytest

from navigator.guide import readability
from navigator.guide.readability import reading_level
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
    assert readability.grade(text, ()) is None


def test_easy_words_have_a_low_grade_and_hard_words_a_high_one():
    assert readability.grade(EASY, ()) < 4
    assert readability.grade(HARD, ()) > 14


def test_the_hardest_sentence_is_found():
    assert readability.hardest(f"{EASY} {HARD} {EASY}", ()) == HARD


def test_names_do_not_count_as_hard_words():
    text = (
        "You may get {} once a week. A nurse will give you {} by a thin tube in your arm or hand."
    )
    masked = readability.grade(text.format("pembrolizumab", "Trastuzumab"), NAMES)
    assert masked == readability.grade(text.format("name", "name"), NAMES)


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
