"""The draft on one page, for whoever signs it off."""

import pytest

from navigator.content import models
from navigator.content.editions import write_draft
from navigator.content.rule_words import rule_in_words, situations_in_words
from tests.guides import real_guide
from tests.library import library

pytestmark = pytest.mark.django_db

GUIDE = library()


def picture(staff, draft):
    return staff.opens("picture_guide", draft.pk).one(class_="workbench")


def rows(page):
    """By the name of each option: the text of its row."""
    table = page.one("table", class_="changes").one("tbody")
    return {row.one("th").inside[0].strip(): row.text for row in table.all("tr")}


@pytest.fixture(params=[GUIDE, real_guide()], ids=lambda guide: guide.slug)
def guide(request):
    return request.param


@pytest.fixture
def drawn(guide, editor):
    return picture(editor, write_draft(guide))


def test_the_questions_are_there_in_their_order(drawn, guide):
    asked = [each.text for each in drawn.one(class_="picture").all("h3")]
    assert asked == [question.text for question in guide.questions]


def test_every_answer_is_there_under_its_question(drawn, guide):
    for item, question in zip(items(drawn), guide.questions, strict=True):
        for choice in question.choices:
            assert choice.label in item.text


def items(page):
    return [each for each in page.one(class_="picture").all("li") if each.all("h3")]


def test_a_question_says_when_it_is_asked(drawn, guide):
    for item, question in zip(items(drawn), guide.questions, strict=True):
        if question.ask_when:
            assert situations_in_words(guide, [question.ask_when])[0] in item.text


def test_a_question_names_the_options_that_need_it(drawn, guide):
    for item, question in zip(items(drawn), guide.questions, strict=True):
        for option in guide.options_reading[question.slug]:
            assert option.name in item.text


def test_every_option_says_which_answers_reach_it(drawn, guide):
    told = rows(drawn)
    assert set(told) == {option.name for option in guide.options}
    for option in guide.options:
        for line in rule_in_words(guide, option):
            assert line in told[option.name]


def test_every_option_has_the_summarys_words_and_what_was_judged(drawn, guide):
    told = rows(drawn)
    for option in guide.options:
        row = "".join(told[option.name].split())
        assert "".join(option.source_text.split()) in row
        assert "".join(option.staff_note.split()) in row


def test_every_notice_says_when_it_is_shown(drawn, guide):
    for notice in guide.notices:
        assert notice.title in drawn.text
        for line in rule_in_words(guide, notice):
            assert line in drawn.text


def test_it_is_the_draft_and_not_the_edition(draft, edition, editor):
    draft.question_set.filter(slug="age").update(text="How young are you?")
    assert "How young are you?" in picture(editor, draft).text


def test_a_broken_draft_says_what_to_put_right(draft, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    assert "town-card" in picture(editor, draft).one("ul", class_="findings").text


def test_a_guide_with_nothing_in_it_can_be_drawn(editor, db):
    empty = models.Guide.objects.create(slug="empty", title="Empty", minutes=1)
    assert picture(editor, empty).text
