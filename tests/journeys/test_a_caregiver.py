"""Somebody who cares for the patient: other words, the same verdicts."""

from dataclasses import fields, is_dataclass

import pytest

from navigator.guide.voice import Reader as Voice

from .reader import Reader

SAID = {
    "hormone_receptor": "positive",
    "her2": "unsure",
    "brca": "unsure",
    "menopause": "premenopausal",
    "newly_diagnosed": "yes",
    "spread": ["bone", "lung"],
    "symptoms": ["weak-bones"],
    "past_treatments": ["tamoxifen", "chemotherapy"],
    "not_responded": ["hormone-therapy"],
}


@pytest.fixture
def caregiver(reader):
    return reader.starts(Voice.OTHER).answers(**SAID)


def words_for_one_reader_alone(part):
    """(words for the patient, words for the caregiver), wherever a part has both."""
    for each in fields(part):
        other = getattr(part, f"{each.name}_other", None)
        if other and isinstance(other, str):
            yield getattr(part, each.name), other
        for inner in getattr(part, each.name) if each.name == "choices" else ():
            if is_dataclass(inner):
                yield from words_for_one_reader_alone(inner)


def test_every_question_is_asked_in_their_words(reader, guide):
    reader.starts(Voice.OTHER)
    for question in guide.questions:
        reader.opens(f"/metastatic-breast-cancer/questions/{question.slug}/")
        text = reader.text
        for name in ("text", "why", "where"):
            words = getattr(question, f"{name}_other") or getattr(question, name)
            assert " ".join(words.split()) in text


def test_no_word_for_the_patient_is_left_where_there_is_one_for_them(caregiver, guide):
    pages = [caregiver.text]
    pages.append(caregiver.opens("/metastatic-breast-cancer/handout/").text)
    pages.append(caregiver.opens("/metastatic-breast-cancer/all-options/").text)
    pages.append(caregiver.opens("/metastatic-breast-cancer/").text)
    pairs = [pair for part in parts(guide) for pair in words_for_one_reader_alone(part)]
    assert pairs
    for own, other in pairs:
        if own not in other:
            assert not [text for text in pages if " ".join(own.split()) in text]


def parts(guide):
    yield guide
    for kind in ("categories", "questions", "options", "notices"):
        yield from getattr(guide, kind)


def test_statements_and_steps_are_in_their_words(caregiver, guide):
    text = caregiver.text
    choice = guide.question_by_slug["menopause"].choice_by_slug["premenopausal"]
    assert choice.statement_other in text
    assert all(step in text for step in guide.next_steps_other)


def test_help_is_in_their_words_on_every_page(caregiver, guide):
    text = caregiver.page.text
    assert all(line in text for line in guide.help_now_other.splitlines())


def test_the_verdicts_are_those_of_the_patient(caregiver, guide):
    patient = Reader(guide).starts(Voice.SELF).answers(**SAID)
    assert patient.verdicts() == caregiver.verdicts()
    assert patient.said() == caregiver.said()
    assert patient.text != caregiver.text


def test_who_is_reading_can_be_changed_and_answers_stay(caregiver):
    before = caregiver.verdicts()
    caregiver.starts(Voice.SELF)
    assert caregiver.at_options
    assert caregiver.verdicts() == before
    assert len(caregiver.said()) == len(SAID)
