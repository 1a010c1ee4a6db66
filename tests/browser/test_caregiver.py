"""Someone who cares for the patient reads other words, and is listed the same."""

import re

from playwright.sync_api import expect

from navigator.guide.voice import Reader, for_reader
from tests.guides import real_guide

from .steps import OPTIONS, START, reference_verdicts, shown_verdicts

FOR_SELF = real_guide()
FOR_OTHER = for_reader(FOR_SELF, Reader.OTHER)


def test_choosing_other_changes_the_wording_of_questions(either_visitor):
    either_visitor.arrives()
    either_visitor.begins(Reader.OTHER)
    either_visitor.opens_question("menopause")
    own, others = (each.question_by_slug["menopause"].text for each in (FOR_SELF, FOR_OTHER))
    assert own not in others
    expect(either_visitor.heading).to_contain_text(others)
    expect(either_visitor.heading).not_to_contain_text(own)


def test_the_wording_stays_through_a_journey_and_can_be_changed_back(visitor):
    visitor.arrives()
    visitor.begins(Reader.OTHER)
    visitor.opens_question("menopause")  # compares the heading with the reader's own wording
    visitor.answers("menopause", "postmenopausal")
    visitor.opens(START)
    expect(visitor.input("reader", Reader.OTHER)).to_be_checked()
    visitor.begins(Reader.SELF)
    visitor.opens_question("menopause")
    visitor.shows_answer("menopause", ["postmenopausal"])


def test_the_options_page_speaks_of_the_patient_and_lists_the_same(visitor):
    visitor.arrives()
    visitor.begins(Reader.OTHER)
    visitor.opens_question("menopause")
    visitor.answers("menopause", "postmenopausal")
    visitor.opens(OPTIONS)
    said = visitor.page.locator("#said-menopause")
    own, others = (
        each.question_by_slug["menopause"].choice_by_slug["postmenopausal"].statement
        for each in (FOR_SELF, FOR_OTHER)
    )
    assert own != others
    expect(said).to_contain_text(others)
    expect(visitor.page.get_by_role("main")).to_contain_text(re.compile(FOR_OTHER.next_steps[1]))
    assert shown_verdicts(visitor.page) == reference_verdicts(visitor.said)
