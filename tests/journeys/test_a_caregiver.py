"""Somebody who helps the reader: other words, the same verdicts."""

from navigator.guide.voice import Reader as Voice
from tests.library import library
from tests.serving import path_to

from .reader import Reader

GUIDE = library()
SAID = {"age": "teen", "guardian": "yes", "home": "unsure", "likes": ["books", "films"]}
PAGES = ["questions/age", "options", "handout", "worksheet", ""]


def seen_by(reader):
    """What all pages with the guide's words say to them."""
    paths = (path_to(*filter(None, [page])) for page in PAGES)
    return " ".join(reader.opens(path).page.text for path in paths)


def test_a_caregiver_reads_their_own_words_wherever_there_are_some(visitor):
    words = seen_by(visitor.starts(Voice.OTHER).answers(**SAID))
    parts = [GUIDE, *GUIDE.questions, *(c for q in GUIDE.questions for c in q.choices)]
    pairs = [
        (getattr(part, name.removesuffix("_other")), other)
        for part in parts
        for name, other in vars(part).items()
        if name.endswith("_other") and isinstance(other, str) and other
    ]
    assert len(pairs) > 5
    shown = [(own, other) for own, other in pairs if other in words]
    assert len(shown) >= 3
    assert [own for own, other in pairs if own in words] == []


def test_the_verdicts_are_those_of_the_patient(visitor):
    caregiver = Reader(GUIDE).starts(Voice.OTHER).answers(**SAID)
    patient = visitor.starts().answers(**SAID)
    assert patient.verdicts() == caregiver.verdicts()
    assert patient.said() == caregiver.said()
    assert patient.text != caregiver.text


def test_the_next_person_at_the_device_begins_with_nothing_of_the_last_one(visitor):
    visitor.starts(Voice.OTHER).answers(**SAID)
    assert visitor.starts(Voice.SELF).question == "age"
    assert visitor.sees_options().said() == {}


def test_someone_who_leaves_early_sees_the_options_so_far_and_can_clear_them(visitor):
    visitor.starts().answers(age="teen").sees_options()
    assert visitor.open_questions() == {"guardian", "home", "likes"}
    assert visitor.opens(path_to()).goes_on().question == "guardian"
    assert visitor.clears().sees_options().said() == {}
