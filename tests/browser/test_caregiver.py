"""Someone who cares for the patient reads other words, and is listed the same."""

from playwright.sync_api import expect

from navigator.guide.voice import Reader, for_reader
from tests.library import library

from .steps import OPTIONS, START

OWN = library()
OTHERS = for_reader(OWN, Reader.OTHER)


def test_the_other_wording_stays_through_a_journey_and_can_be_changed_back(either_visitor):
    either_visitor.arrives()
    either_visitor.begins(Reader.OTHER)
    either_visitor.is_asked("age")  # in the other words, which do not contain the own ones
    own, others = (each.question_by_slug["age"] for each in (OWN, OTHERS))
    assert own.text not in others.text
    either_visitor.answers("age", "teen")
    either_visitor.opens(OPTIONS)
    own, others = (each.choice_by_slug["teen"].statement for each in (own, others))
    expect(either_visitor.page.locator("#said-age")).to_contain_text(others)
    expect(either_visitor.page.locator("#said-age")).not_to_contain_text(own)
    main = either_visitor.page.get_by_role("main")
    expect(main).to_contain_text(OTHERS.question_by_slug["home"].ask_team)
    either_visitor.must_be_shown_verdicts()

    either_visitor.opens(START)
    expect(either_visitor.input("reader", Reader.OTHER)).to_be_checked()
    either_visitor.begins(Reader.SELF)
    either_visitor.opens_question("age")
    either_visitor.shows_answer("age", ["teen"])
