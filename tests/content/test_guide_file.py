"""A guide as a file: there and back, and what is said about one that cannot be read."""

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from navigator.content.guide_file import (
    GuideFileError,
    from_plain,
    read_yaml,
    to_plain,
    write_yaml,
)
from navigator.matching.guide import Kind, Review, Test
from tests.guides import FIXTURE, real_guide

REVIEW = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), date(2027, 3, 31))
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"))


def plain_guide():
    return json.loads(json.dumps(to_plain(real_guide())))


def fault(plain):
    """What is said about a guide that cannot be read."""
    with pytest.raises(GuideFileError) as caught:
        from_plain(plain)
    return str(caught.value)


# There and back


def test_the_guide_comes_back_from_yaml_as_it_went():
    assert read_yaml(write_yaml(real_guide())) == real_guide()


def test_the_guide_comes_back_from_json_as_it_went():
    assert from_plain(plain_guide()) == real_guide()


def test_a_review_comes_back_from_yaml_as_it_went():
    guide = replace(real_guide(), review=REVIEW)
    assert read_yaml(write_yaml(guide)).review == REVIEW


def test_a_review_comes_back_from_json_as_it_went():
    guide = replace(real_guide(), review=REVIEW)
    assert from_plain(json.loads(json.dumps(to_plain(guide)))).review == REVIEW


def test_what_is_written_is_written_the_same_again():
    written = write_yaml(real_guide())
    assert write_yaml(read_yaml(written)) == written


@given(texts.map(lambda text: text.strip("\n")))
def test_any_text_comes_back_from_yaml_as_it_went(text):
    guide = replace(real_guide(), title=text)
    assert read_yaml(write_yaml(replace(guide, options=(), terms=()))).title == text


def test_any_yaml_tool_reads_the_written_file_alike():
    assert yaml.safe_load(write_yaml(real_guide())) == plain_guide()


def test_what_is_empty_is_left_out():
    assert "review" not in plain_guide()
    assert "ask_when" not in plain_guide()["questions"][0]


# What people write


def test_yes_and_no_without_quotes_stay_text():
    text = FIXTURE.read_text(encoding="utf-8")
    bare = text.replace('"yes"', "yes").replace('"no"', "no").replace('"Yes"', "Yes")
    assert bare != text
    assert read_yaml(bare) == real_guide()


@pytest.mark.parametrize("word", ["on", "Off", "null", "~", "12", "1.5", "2026-03-31", "NO", "0x1f"])
def test_a_word_that_yaml_has_plans_for_stays_text(word):
    text = write_yaml(real_guide()).replace("title: Metastatic breast cancer", f"title: {word}", 1)
    assert read_yaml(text).title == word


def test_dates_without_quotes_are_dates_in_a_review():
    lines = "\nreview:\n  reviewer: Ana\n  reviewed_on: 2026-03-31\n"
    review = read_yaml(write_yaml(real_guide()) + lines).review
    assert review == Review("Ana", "", date(2026, 3, 31), None)


def test_kinds_and_tests_become_what_they_name():
    guide = read_yaml(FIXTURE.read_text(encoding="utf-8"))
    assert guide.question_by_slug["her2"].kind is Kind.ONE
    assert guide.question_by_slug["spread"].kind is Kind.SEVERAL
    situation = guide.option_by_slug["aromatase-inhibitor-after-tamoxifen"].situations[0]
    assert Test.ONLY in [condition.test for condition in situation.conditions]


# Faults


@pytest.mark.parametrize("plain", [None, "a text", 5, [], ["slug"]])
def test_something_else_than_named_fields_is_a_fault(plain):
    assert "guide" in fault(plain)


@pytest.mark.parametrize("number", [None, 0, 2, "two", "1.0"])
def test_another_format_is_a_fault(number):
    assert "format" in fault(plain_guide() | {"format": number})


def test_no_format_is_a_fault():
    plain = plain_guide()
    del plain["format"]
    assert "format" in fault(plain)


def test_an_unknown_field_is_named():
    said = fault(plain_guide() | {"titel": "A guide"})
    assert "titel" in said


def test_an_unknown_field_deep_inside_is_named_with_its_place():
    plain = plain_guide()
    plain["questions"][1]["choices"][0]["lable"] = "Positive"
    said = fault(plain)
    assert "lable" in said
    assert "questions" in said


@pytest.mark.parametrize("field", ["title", "disclaimer", "questions", "minutes"])
def test_a_missing_field_is_named(field):
    plain = plain_guide()
    del plain[field]
    assert field in fault(plain)


@pytest.mark.parametrize("field", ["drugs", "team_questions", "sources", "situations"])
def test_a_lone_text_is_not_taken_for_a_list(field):
    plain = plain_guide()
    plain["options"][0][field] = "tamoxifen"
    said = fault(plain)
    assert field in said
    assert "list" in said


@pytest.mark.parametrize("kind", ["many", "", None, ["one"]])
def test_a_bad_kind_is_a_fault_that_names_the_good_ones(kind):
    plain = plain_guide()
    plain["questions"][0]["kind"] = kind
    said = fault(plain)
    assert "kind" in said
    assert all(each in said for each in Kind)


@pytest.mark.parametrize("day", ["31 March", "2026-02-30", "", "2026", 2026])
def test_a_bad_date_is_a_fault(day):
    said = fault(plain_guide() | {"review": {"reviewed_on": day}})
    assert "reviewed_on" in said
    assert "date" in said


@pytest.mark.parametrize(
    "condition",
    [
        "her2 positive",
        {"question": "her2"},
        {"any": ["positive"]},
        {"question": "her2", "all": ["positive"]},
        {"question": "her2", "any": ["positive"], "only": ["positive"]},
        {"question": "her2", "any": ["positive"], "not": ["negative"]},
        {"question": "her2", "any": "positive"},
        {"question": ["her2"], "any": ["positive"]},
        {"question": "her2", "any": [True]},
    ],
)
def test_a_bad_condition_is_a_fault_with_its_place(condition):
    plain = plain_guide()
    plain["options"][3]["situations"][0]["all"][0] = condition
    said = fault(plain)
    assert "should" in said
    assert "options" in said


@pytest.mark.parametrize("situation", [{"any": []}, [], {"all": [], "not": []}, "always", None])
def test_a_bad_situation_is_a_fault(situation):
    plain = plain_guide()
    plain["options"][0]["situations"] = [situation]
    assert "situations" in fault(plain)


@pytest.mark.parametrize("minutes", ["five", "-5", 5.5, True, None])
def test_a_bad_number_is_a_fault(minutes):
    assert "minutes" in fault(plain_guide() | {"minutes": minutes})


@pytest.mark.parametrize("flag", ["yes", "true", 1, None])
def test_a_bad_flag_is_a_fault(flag):
    plain = plain_guide()
    plain["questions"][0]["choices"][3]["uncertain"] = flag
    assert "uncertain" in fault(plain)


@pytest.mark.parametrize("text", [None, 5, True, ["Title"], {"en": "Title"}])
def test_something_else_than_a_text_is_a_fault(text):
    assert "title" in fault(plain_guide() | {"title": text})


def test_every_fault_has_a_line():
    said = fault(plain_guide() | {"titel": "x", "minutes": "five", "title": 5})
    assert len(said.splitlines()) == 3


@pytest.mark.parametrize("text", ["a: [", "\ta: b", "a: 'b", "a: b\n c: d", "{", "&a *b", "!!x y"])
def test_broken_yaml_is_a_fault(text):
    with pytest.raises(GuideFileError) as caught:
        read_yaml(text)
    assert str(caught.value)


@pytest.mark.parametrize("text", ["!!python/object/apply:os.getcwd []", "a: !!python/name:os.x"])
def test_a_file_cannot_run_python(text):
    with pytest.raises(GuideFileError):
        read_yaml(text)


@pytest.mark.parametrize("text", ["", "# nothing", "- a\n- b", "just words"])
def test_a_file_that_is_no_guide_is_a_fault(text):
    with pytest.raises(GuideFileError):
        read_yaml(text)
