"""A guide as plain data: there and back, and what is said about data that is no guide."""

import json
from dataclasses import replace
from datetime import date

import pytest

from navigator.guide.plain import PlainDataError, from_plain, to_plain
from tests.library import library

GUIDE = replace(library(), review_due_on=date(2027, 3, 31))
GONE = object()


def plain_guide(path="", value=GONE):
    """The guide as JSON gives it, with another value at `options.0.name`, or without that."""
    plain = json.loads(json.dumps(to_plain(GUIDE)))
    if path:
        *way, last = (int(step) if step.isdecimal() else step for step in path.split("."))
        holder = plain
        for step in way:
            holder = holder[step]
        if value is GONE:
            del holder[last]
        else:
            holder[last] = value
    return plain


def faults(plain):
    with pytest.raises(PlainDataError) as caught:
        from_plain(plain)
    return str(caught.value).splitlines()


def test_a_guide_comes_back_from_json_as_it_went():
    assert from_plain(plain_guide()) == GUIDE


def test_what_is_empty_is_left_out():
    assert "review_due_on" not in to_plain(library())
    assert "ask_when" not in plain_guide()["questions"][0]
    assert "language" not in plain_guide()


def test_line_ends_around_a_text_are_no_part_of_it():
    assert from_plain(plain_guide("title", "\nA card\n")).title == "A card"


@pytest.mark.parametrize("plain", [None, "a text", 5, [], ["slug"]])
def test_something_else_than_named_fields_is_a_fault(plain):
    assert faults(plain) == ["This is not a guide: it has no named fields."]


CONDITION = "options.1.situations.0.all.0"


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("format", 2, "format: should be 1"),
        ("format", None, "format: should be 1"),
        ("format", GONE, "the field “format” is missing"),
        ("title", GONE, "the field “title” is missing"),
        (
            "questions.1.choices.0.label",
            GONE,
            "questions.1.choices.0: the field “label” is missing",
        ),
        ("titel", "x", "titel: there is no field"),
        ("questions.1.choices.0.lable", "x", "questions.1.choices.0.lable: there is no field"),
        ("title", None, "title: should be a text"),
        ("title", 5, "title: should be a text"),
        ("title", ["x"], "title: should be a text"),
        ("options.1.treatments", "x", "options.1.treatments: should be a list"),
        ("options.1.treatments", None, "options.1.treatments: should be a list"),
        ("options.1.treatments", ["x\ny"], "options.1.treatments.0: should be one line"),
        ("options.1.treatments", [" x"], "options.1.treatments.0: should be one line"),
        ("options.1.treatments", [""], "options.1.treatments.0: should be one line"),
        ("options.1.treatments", ["x\u2028y"], "options.1.treatments.0: should be one line"),
        ("options", None, "options: should be a list"),
        ("options.1", "town-card", "options.1: should have named fields"),
        ("options.1", ["town-card"], "options.1: should have named fields"),
        ("questions.0.kind", "many", "questions.0.kind: should be one of: one, several, number"),
        ("questions.0.kind", ["one"], "questions.0.kind: should be one of: one, several, number"),
        ("minutes", "five", "minutes: should be a whole number"),
        ("minutes", 5.5, "minutes: should be a whole number"),
        ("minutes", True, "minutes: should be a whole number"),
        ("minutes", 10_000, "minutes: should be a whole number"),
        ("options.0.for_everyone", "yes", "options.0.for_everyone: should be true or false"),
        ("options.0.for_everyone", 1, "options.0.for_everyone: should be true or false"),
        ("review", "by Ana", "review: there is no field"),
        ("review_due_on", "31 March", "review_due_on: should be a date"),
        ("review_due_on", "2026-02-30", "review_due_on: should be a date"),
        ("review_due_on", 2026, "review_due_on: should be a date"),
        ("options.1.situations", "always", "options.1.situations: should be a list"),
        ("options.1.situations.0", {"any": []}, "options.1.situations.0: should look like {all"),
        ("options.1.situations.0.not", [], "options.1.situations.0: should look like {all"),
        ("questions.1.ask_when", {"any": []}, "questions.1.ask_when: should look like {all"),
        ("questions.1.ask_when", None, "questions.1.ask_when: should be a list"),
        ("questions.1.ask_when", ["all"], "questions.1.ask_when.0: should look like {all"),
        (CONDITION, {"at_least": 2}, f"{CONDITION}: should look like {{question"),
        (CONDITION, {"at_least": 2, "of": ["age"]}, f"{CONDITION}: should name the answers"),
        (CONDITION, {"at_least": "two", "of": {}}, f"{CONDITION}.at_least: should be a whole"),
        (CONDITION, {"at_least": 2, "of": {"age": "x"}}, f"{CONDITION}.of.age: should be a list"),
        (CONDITION, "age child", f"{CONDITION}: should look like {{question"),
        (f"{CONDITION}.any", GONE, f"{CONDITION}: should look like {{question"),
        (f"{CONDITION}.only", ["child"], f"{CONDITION}: should look like {{question"),
        (f"{CONDITION}.not", ["child"], f"{CONDITION}: should look like {{question"),
        (f"{CONDITION}.question", ["age"], f"{CONDITION}.question: should be a text"),
        (f"{CONDITION}.any", "child", f"{CONDITION}.any: should be a list"),
        (f"{CONDITION}.any", [True], f"{CONDITION}.any.0: should be a text"),
    ],
)
def test_one_wrong_value_is_one_fault_with_its_place(path, value, says):
    (fault,) = faults(plain_guide(path, value))
    assert fault.startswith(says)


def test_all_faults_are_told_at_once():
    plain = plain_guide("title", 5) | {"minutes": "five", "titel": "x"}
    assert len(faults(plain)) == 3


def test_drugs_of_editions_and_files_from_before_become_treatments():
    plain = plain_guide()
    for option in plain["options"]:
        if treatments := option.pop("treatments", None):
            assert treatments == ["junior-stamp"]
            option["drugs"] = ["Junior stamp", "a drug that no term explains"]
    del next(term for term in plain["terms"] if term["slug"] == "junior-stamp")["is_drug"]
    assert from_plain(plain) == GUIDE


def test_what_matters_in_editions_and_files_from_before_becomes_parts():
    plain = plain_guide()
    old = plain | {"what_matters": ["Quiet", "My time"], "what_matters_other": ["Quiet", "Time"]}
    assert [(each.slug, each.text, each.text_other) for each in from_plain(old).matters] == [
        ("matter-1", "Quiet", "Quiet"),
        ("matter-2", "My time", "Time"),
    ]
    (matter,) = from_plain(plain | {"what_matters": ["Quiet"]}).matters
    assert matter.text_other == ""


@pytest.mark.parametrize("odd", [None, "x", 1, {}, [None], [["x"]], [{"x": "y"}]])
@pytest.mark.parametrize("name", ["what_matters", "what_matters_other"])
def test_what_matters_in_another_form_is_no_field(name, odd):
    plain = plain_guide() | {"what_matters": ["Quiet"]} | {name: odd}
    assert f"{name}: there is no field with this name" in faults(plain)


@pytest.mark.parametrize("odd", [None, "x", 1, {}, [None, 1, {}]])
def test_odd_drugs_are_no_crash(odd):
    plain = plain_guide()
    plain["options"][1]["drugs"] = odd
    plain["options"][1].pop("treatments", None)
    assert from_plain(plain).options[1].treatments == ()
