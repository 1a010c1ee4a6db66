"""Guide files: there and back, what people write, and what is said about a file with faults."""

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from navigator.guide.model import Kind, Review, Test, TrialTopic
from navigator.guide.plain import to_plain
from navigator.guide.yaml import LARGEST, GuideFileError, read_guide, read_yaml, write_yaml
from tests.guide.strategies import a_guide
from tests.guides import FIXTURE, real_guide
from tests.variants import with_part

REVIEW = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), date(2027, 3, 31))
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"))


def plain_guide():
    return json.loads(json.dumps(to_plain(real_guide())))


def written():
    return write_yaml(real_guide())


def fault(text):
    """What is said about a file with faults."""
    with pytest.raises(GuideFileError) as caught:
        read_yaml(text)
    return str(caught.value)


def line_of(text, wanted):
    """How a fault names the first line that begins with this, after its indent and dash."""
    lines = [line.lstrip(" -") for line in text.splitlines()]
    place = next(n for n, line in enumerate(lines, start=1) if line.startswith(wanted))
    return f"line {place}:"


# There and back


def test_the_guide_comes_back_from_yaml_as_it_went():
    assert read_yaml(write_yaml(real_guide())) == real_guide()


def test_a_review_comes_back_from_yaml_as_it_went():
    guide = replace(real_guide(), review=REVIEW)
    assert read_yaml(write_yaml(guide)).review == REVIEW


def test_what_is_written_is_written_the_same_again():
    written = write_yaml(real_guide())
    assert write_yaml(read_yaml(written)) == written


@given(texts.map(lambda text: text.strip("\n")))
def test_any_text_comes_back_from_yaml_as_it_went(text):
    topics = (TrialTopic(slug="x", label="x", code="C1"),)
    texts = {"introduction": text, "decision": text}
    guide = replace(a_guide([], []), trial_topics=topics, **texts)
    assert read_yaml(write_yaml(guide)) == guide


def test_any_yaml_tool_reads_the_written_file_alike():
    assert yaml.safe_load(write_yaml(real_guide())) == plain_guide()


# What people write


def test_yes_and_no_without_quotes_stay_text():
    text = FIXTURE.read_text(encoding="utf-8")
    for quoted in ('slug: "yes"', 'slug: "no"', 'label: "No"', '["yes"]'):
        assert quoted in text
        text = text.replace(quoted, quoted.replace('"', ""))
    assert read_yaml(text) == read_yaml(FIXTURE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "word", ["on", "Off", "null", "~", "12", "1.5", "2026-03-31", "NO", "0x1f"]
)
def test_a_word_that_yaml_has_plans_for_stays_text(word):
    text = write_yaml(real_guide()).replace("title: Metastatic breast cancer", f"title: {word}", 1)
    assert read_yaml(text).title == word


def test_dates_without_quotes_are_dates_in_a_review():
    lines = "review:\n  reviewer: Ana\n  reviewed_on: 2026-03-31\ncategories:\n"
    review = read_yaml(written().replace("categories:\n", lines, 1)).review
    assert review == Review("Ana", "", date(2026, 3, 31), None)


def test_kinds_and_tests_become_what_they_name():
    guide = read_yaml(FIXTURE.read_text(encoding="utf-8"))
    assert guide.question_by_slug["her2"].kind is Kind.ONE
    assert guide.question_by_slug["spread"].kind is Kind.SEVERAL
    situation = guide.option_by_slug["aromatase-inhibitor-after-tamoxifen"].situations[0]
    assert Test.ONLY in [condition.test for condition in situation.conditions]


# Faults


def test_an_unknown_field_is_named_with_its_line():
    text = written().replace("label: HER2 result", "lable: HER2 result", 1)
    said = fault(text)
    assert "lable" in said
    assert said.startswith("line ")


def test_a_missing_field_is_named():
    text = written().replace("title: Metastatic breast cancer\n", "", 1)
    assert "title" in fault(text)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("minutes: 5", "minutes: five", "number"),
        ("kind: several", "kind: many", "several"),
        ("uncertain: true", "uncertain: yes", "true or false"),
        ("drugs:\n  - tamoxifen\n", "drugs: tamoxifen\n", "list"),
        ("format: 1", "format: 99", "format"),
    ],
)
def test_a_bad_value_is_a_fault_on_its_line(good, bad, said):
    text = written().replace(good, bad, 1)
    assert text != written()
    told = fault(text)
    assert said in told
    assert told.startswith(line_of(text, bad.splitlines()[0].split(" ")[0] + " " + bad.split()[1]))


def test_a_bad_date_is_a_fault():
    lines = "review:\n  reviewed_on: 31 March\ncategories:\n"
    assert "date" in fault(written().replace("categories:\n", lines, 1))


def test_a_bad_condition_is_a_fault():
    text = written().replace("question: her2\n      any:", "question: her2\n      all:", 1)
    assert text != written()
    assert "should look like" in fault(text)


def test_a_part_that_is_not_there_is_a_fault_on_the_line_of_who_names_it():
    text = write_yaml(with_part(real_guide(), "options", "chemotherapy", category="gone"))
    said = fault(text)
    assert "gone" in said
    assert "chemotherapy" in said
    assert said.startswith("line ")


def test_every_fault_has_a_line():
    text = written().replace("minutes: 5", "minutes: five").replace("format: 1", "format: 1\nx: y")
    assert len(fault(text).splitlines()) == 2


@pytest.mark.parametrize("lines", [1, 10, 500])
def test_a_file_that_was_cut_is_a_fault(lines):
    assert fault("\n".join(written().splitlines()[:-lines]))


def test_a_field_that_is_there_twice_is_a_fault():
    assert "title" in fault(written().replace("minutes: 5", "title: Another\nminutes: 5", 1))


def test_a_file_in_another_encoding_is_a_fault_with_its_line():
    with pytest.raises(GuideFileError, match="line 1"):
        read_guide(written().encode("utf-16"))


def test_a_byte_order_mark_is_no_fault():
    assert read_guide(written().encode("utf-8-sig")) == real_guide()


def test_line_ends_of_windows_are_no_fault():
    assert read_guide(written().replace("\n", "\r\n").encode()) == real_guide()


def test_a_file_that_is_too_large_is_a_fault():
    with pytest.raises(GuideFileError):
        read_guide(b"#" * (LARGEST + 1))


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
