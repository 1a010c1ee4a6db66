"""How hard a text is to read, worked out offline."""

import pytest

from navigator.guide import readability
from tests.guides import real_guide

EASY = "The dog ran to the red house. It was hot in the sun. So the dog sat in the shade all day."
HARD = (
    "Administration of immunotherapeutic medication necessitates comprehensive multidisciplinary "
    "consideration of individual contraindications, comorbidities, and cardiovascular toxicity "
    "notwithstanding considerable therapeutic possibilities for eligible individuals."
)
NAMES = ("pembrolizumab", "trastuzumab", "trastuzumab deruxtecan", "PD-L1", "5-FU (fluorouracil)")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("One.", 1),
        ("One. Two! Three?", 3),
        ("No end", 1),
        ("One.\n\nTwo.", 2),
        ("A list\nof lines", 1),
    ],
)
def test_sentences_are_counted(text, number):
    assert len(readability.sentences(text)) == number


@pytest.mark.parametrize(("words", "long"), [(24, 0), (25, 0), (26, 1)])
def test_a_sentence_is_long_from_26_words_on(words, long):
    assert len(readability.long_sentences("word " * (words - 1) + "word.")) == long


def test_only_the_long_one_of_two_sentences_is_named():
    long = "Here is " + "one " * 25 + "more."
    assert readability.long_sentences(f"A short one. {long} Another.") == [long]


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
        ("Nothing here.", "Nothing here."),
    ],
)
def test_names_are_masked_as_whole_words(text, masked):
    assert readability.mask(text, NAMES) == masked


def test_a_text_without_names_stays_as_it_is():
    assert readability.mask(EASY, ()) == EASY


@pytest.mark.parametrize("name", ["a+b", "(x", "[y]", "\\"])
def test_a_name_may_have_any_sign(name):
    assert isinstance(readability.mask("some text", (name,)), str)


def test_the_first_guide_can_be_read_by_those_it_is_for():
    for question in real_guide().questions:
        for text in (question.text, question.why, question.where):
            assert readability.long_sentences(text) == []
