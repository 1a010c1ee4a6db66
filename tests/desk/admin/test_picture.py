"""The draft on one page, for whoever signs it off."""

import re

import pytest

from navigator.desk import models
from navigator.desk.rows import write_draft
from navigator.guide.answers import Answers
from navigator.guide.pathway import Walk
from navigator.guide.rule_words import conditions_in_words
from tests.library import library
from tests.variants import with_part

# A first option that is in the last category: it is numbered where it stands in the table.
GUIDE = with_part(library(), "options", "reading-room", category="other-cards")


def picture(staff, draft):
    return staff.opens("picture_guide", draft.pk).one(class_="workbench")


@pytest.fixture
def drawn(draft, editor):
    return picture(editor, write_draft(GUIDE))


@pytest.fixture
def questions(drawn):
    """What is said of each question, in order."""
    return [each.text for each in drawn.one(class_="picture").all("li") if each.all("h3")]


@pytest.fixture
def options(drawn):
    """By the name of each option: the text of its row."""
    table = drawn.one("table", class_="changes").one("tbody")
    return {row.one("th").text: row.text for row in table.all("tr", class_="option")}


def skips(earlier, choice, question):
    return question not in Walk(GUIDE, Answers({earlier.slug: [choice.slug]})).open


def test_a_question_has_its_answers_when_it_is_asked_and_what_skips_it(questions):
    for text, question in zip(questions, GUIDE.questions, strict=True):
        assert question.text in text
        for choice in question.choices:
            assert choice.label in text
        for each in question.ask_when:
            assert f"Asked only when {', and '.join(conditions_in_words(GUIDE, each))}." in text
        skipping = []
        for earlier in GUIDE.questions[: GUIDE.questions.index(question)]:
            labels = [each.label for each in earlier.choices if skips(earlier, each, question)]
            if labels:
                skipping.append(f"{earlier.label}: {' or '.join(labels)}")
        (said,) = re.findall(r"Skipped after (.*?); or when answers", text) or [""]
        assert said == "; or ".join(skipping)
    assert "Skipped after Age: 18 or more;" in questions[1]


def test_a_question_gives_the_numbers_of_the_options_that_need_it(questions, options):
    names = {text.split()[0]: name for name, text in options.items()}
    for text, question in zip(questions, GUIDE.questions, strict=True):
        (told,) = re.findall(r"Decides options? ([\d, ]+)\.", text)
        deciding = {option.name for option in GUIDE.options_reading[question.slug]}
        assert {names[number] for number in told.split(", ")} == deciding


def test_an_option_has_its_rule_the_summarys_words_and_what_was_judged(options):
    assert list(options)[-1] == "Post card"
    assert set(options) == {option.name for option in GUIDE.options}
    for option in GUIDE.options:
        text = options[option.name]
        assert ("For everyone" in text) is option.for_everyone
        for situation in option.situations:
            for line in conditions_in_words(GUIDE, situation):
                assert line in text
        assert option.source_text in text
        assert option.staff_note in text


def test_a_notice_says_when_it_is_shown(drawn):
    assert "Bring a grown-up: Age: Under 12 or 12 to 17. Someone has to sign" in drawn.text
    assert "Closed on Mondays: for everyone. The desk" in drawn.text


def test_it_is_the_draft_and_not_the_edition(draft, edition, editor):
    draft.question_set.filter(slug="age").update(text="How young are you?")
    assert "How young are you?" in picture(editor, draft).text


def test_a_broken_draft_says_what_to_put_right(draft, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    assert "Town card" in picture(editor, draft).one("ul", class_="findings").text


def test_a_guide_with_nothing_in_it_can_be_drawn(editor):
    empty = models.Guide.objects.create(slug="empty", title="Empty", minutes=1)
    assert picture(editor, empty).text
