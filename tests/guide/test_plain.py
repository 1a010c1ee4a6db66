"""A guide as plain data: there and back, and what is said about data that is no guide."""

import json
from dataclasses import replace
from datetime import date

import pytest

from navigator.guide.model import Kind, Review
from navigator.guide.plain import PlainDataError, from_plain, to_plain
from tests.guides import real_guide

REVIEW = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), date(2027, 3, 31))


def plain_guide():
    return json.loads(json.dumps(to_plain(real_guide())))


def fault(plain):
    """What is said about data that is no guide."""
    with pytest.raises(PlainDataError) as caught:
        from_plain(plain)
    return str(caught.value)


def test_the_guide_comes_back_from_json_as_it_went():
    assert from_plain(plain_guide()) == real_guide()


def test_a_review_comes_back_from_json_as_it_went():
    guide = replace(real_guide(), review=REVIEW)
    assert from_plain(json.loads(json.dumps(to_plain(guide)))).review == REVIEW


def test_what_is_empty_is_left_out():
    assert "review" not in plain_guide()
    assert "ask_when" not in plain_guide()["questions"][0]


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
