"""Guide files: there and back, and what people write in them. Faults: test_damaged_files."""

from dataclasses import replace
from datetime import date

import pytest
import yaml

from navigator.guide.model import Kind, Test, TrialTopic
from navigator.guide.plain import to_plain
from navigator.guide.yaml import read_guide, write_yaml
from tests.guide.builders import a_guide
from tests.guide.random_guides import random_text
from tests.library import FILE, library

GUIDE = library()
TEXT = FILE.read_text(encoding="utf-8")


def read(text):
    return read_guide(text.encode())


def test_a_guide_comes_back_as_it_went():
    guide = replace(GUIDE, review_due_on=date(2027, 3, 31))
    assert read(write_yaml(guide)) == guide


def test_any_text_comes_back_as_it_went():
    for _ in range(200):
        text = random_text().strip("\n")
        topic = TrialTopic(slug="x", label=text, code="C1")
        guide = replace(a_guide([], []), introduction=text, decision=text, trial_topics=(topic,))
        assert read(write_yaml(guide)) == guide


def test_a_text_of_several_lines_is_written_as_it_looks():
    guide = replace(GUIDE, help_now="Call the desk.\n\nThen run.")
    assert "\nhelp_now: |-\n  Call the desk.\n\n  Then run.\n" in write_yaml(guide)


def test_any_yaml_tool_reads_the_written_file_alike():
    assert yaml.safe_load(write_yaml(GUIDE)) == to_plain(GUIDE)


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "true", "null", "~", "12", "1.5", "2026-03-31", "0x1f"]
)
def test_a_word_that_yaml_has_plans_for_stays_text(word):
    assert read(TEXT.replace("title: A library card", f"title: {word}", 1)).title == word
    guide = replace(GUIDE, title=word)
    assert read(write_yaml(guide)) == guide


def test_slugs_such_as_yes_need_no_quotes():
    assert '"yes"' in TEXT
    assert read(TEXT.replace('"yes"', "yes").replace('"no"', "no")) == GUIDE


def test_dates_need_no_quotes():
    text = TEXT.replace("minutes: 2", "review_due_on: 2026-03-31\nminutes: 2")
    assert read(text).review_due_on == date(2026, 3, 31)


def test_words_of_the_file_become_what_they_name():
    assert GUIDE.minutes == 2
    assert [question.kind for question in GUIDE.questions][-2:] == [Kind.ONE, Kind.SEVERAL]
    assert [choice.uncertain for choice in GUIDE.questions[0].choices] == [False] * 3 + [True]
    (situation,) = GUIDE.option_by_slug["paper-card"].situations
    assert [condition.test for condition in situation.conditions] == [Test.ONLY]


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_fault():
    assert read_guide(TEXT.replace("\n", "\r\n").encode("utf-8-sig")) == GUIDE
