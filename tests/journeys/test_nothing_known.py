"""Somebody who knows nothing yet."""

import pytest

FOR_EVERYONE = {"stem-cell-transplant-trial", "new-treatment-trials"}


@pytest.fixture
def at_the_end(reader):
    return reader.starts().answers_the_rest()


def test_every_question_is_asked_once(at_the_end, guide):
    assert at_the_end.asked == [question.slug for question in guide.questions]
    assert at_the_end.at_options


def test_everything_depends_but_what_is_for_everyone(at_the_end):
    assert at_the_end.listed("match") == FOR_EVERYONE
    assert at_the_end.listed("no") == set()


def test_not_to_answer_is_the_same(at_the_end, reader, guide):
    sure_of_nothing = at_the_end.verdicts()
    assert at_the_end.clears().sees_options().verdicts() == sure_of_nothing
    assert at_the_end.said() == {}
    assert at_the_end.open_questions() == {question.slug for question in guide.questions}


def test_everything_is_to_be_asked_on_screen_and_on_paper(at_the_end, guide):
    screen = at_the_end.text
    paper = at_the_end.opens("/metastatic-breast-cancer/handout/").text
    for question in guide.questions:
        assert question.ask_team in screen
        assert question.ask_team in paper


def test_who_leaves_early_sees_the_options_so_far(reader):
    reader.starts().answers(hormone_receptor="negative", her2="positive")
    reader.sees_options()
    assert "her2-targeted-therapy" in reader.listed("match")
    assert "pd-l1" not in reader.open_questions()
    assert "spread" in reader.open_questions()


def test_who_comes_without_the_start_page_can_answer_as_well(reader):
    reader.opens("/metastatic-breast-cancer/questions/hormone-receptor/")
    assert reader.answers(hormone_receptor="positive").question == "her2"
