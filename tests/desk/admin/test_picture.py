"""The draft on one page, for whoever signs it off."""

import re

import pytest

from navigator.desk import models
from navigator.desk.drafts import write_draft
from navigator.guide.answers import Answers
from navigator.guide.pathway import Walk
from navigator.guide.rule_words import conditions_in_words
from tests.guides import real_guide
from tests.library import library

pytestmark = pytest.mark.django_db

GUIDE = library()


def picture(staff, draft):
    return staff.opens("picture_guide", draft.pk).one(class_="workbench")


def rows(page):
    """By the name of each option: the text of its row."""
    table = page.one("table", class_="changes").one("tbody")
    return {row.one("th").text: row for row in table.all("tr", class_="option")}


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
            for each in conditions_in_words(guide, question.ask_when):
                assert each in item.text


def test_a_question_gives_the_numbers_of_the_options_that_need_it(drawn, guide):
    numbers = {row.all("td")[0].text: name for name, row in rows(drawn).items()}
    for item, question in zip(items(drawn), guide.questions, strict=True):
        (told,) = re.findall(r"Decides options? ([\d, ]+)\.", item.text) or [""]
        named = {numbers[number] for number in filter(None, told.split(", "))}
        assert named == {option.name for option in guide.options_reading[question.slug]}


def test_a_question_says_after_which_answers_it_is_skipped(editor):
    page = picture(editor, write_draft(real_guide()))
    told = {item.one("h3").text: item.text for item in items(page)}
    pd_l1 = real_guide().question_by_slug["pd-l1"]
    assert "Skipped after Hormone receptors: Positive; or HER2 result: Positive" in told[pd_l1.text]


def test_every_answer_that_skips_a_question_is_said_and_no_other(drawn, guide):
    for item, question in zip(items(drawn), guide.questions, strict=True):
        (said,) = re.findall(r"Skipped after (.*?); or when answers", item.text) or [""]
        skipping = [
            (earlier.label, " or ".join(enough))
            for earlier in guide.questions[: guide.questions.index(question)]
            if (
                enough := [
                    each.label for each in earlier.choices if skips(guide, earlier, each, question)
                ]
            )
        ]
        assert said == "; or ".join(f"{label}: {enough}" for label, enough in skipping)


def skips(guide, earlier, choice, question):
    return question not in Walk(guide, Answers({earlier.slug: [choice.slug]})).open


def test_every_option_says_which_answers_reach_it(drawn, guide):
    told = rows(drawn)
    assert set(told) == {option.name for option in guide.options}
    for option in guide.options:
        for each in option.situations if not option.for_everyone else ():
            for line in conditions_in_words(guide, each):
                assert line in told[option.name].text


def test_what_is_for_everyone_says_so(drawn, guide):
    told = rows(drawn)
    for option in guide.options:
        assert ("For everyone" in told[option.name].text) is option.for_everyone


def test_every_option_has_the_summarys_words_and_what_was_judged(drawn, guide):
    told = rows(drawn)
    for option in guide.options:
        row = "".join(told[option.name].text.split())
        assert "".join(option.source_text.split()) in row
        assert "".join(option.staff_note.split()) in row


def test_every_notice_says_when_it_is_shown(drawn, guide):
    for notice in guide.notices:
        assert notice.title in drawn.text
        for each in notice.situations if not notice.for_everyone else ():
            for line in conditions_in_words(guide, each):
                assert line in drawn.text


def test_it_is_the_draft_and_not_the_edition(draft, edition, editor):
    draft.question_set.filter(slug="age").update(text="How young are you?")
    assert "How young are you?" in picture(editor, draft).text


def test_a_broken_draft_says_what_to_put_right(draft, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    assert "Town card" in picture(editor, draft).one("ul", class_="findings").text


def test_a_guide_with_nothing_in_it_can_be_drawn(editor, db):
    empty = models.Guide.objects.create(slug="empty", title="Empty", minutes=1)
    assert picture(editor, empty).text
