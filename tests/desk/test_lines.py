"""A short list of texts, kept one a line."""

import pytest

from navigator.desk.lines import LinesField, split_lines
from navigator.desk.models import Guide


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("  \n\n ", ()),
        ("one", ("one",)),
        ("one\ntwo", ("one", "two")),
        (" one \r\n\r\n\ttwo\n", ("one", "two")),
        ("two words\nthree of them", ("two words", "three of them")),
    ],
)
def test_lines_lose_the_space_around_them_and_empty_ones_go(text, lines):
    assert split_lines(text) == lines


@pytest.mark.parametrize("lines", [(), ("one",), ("one", "two, and three")])
def test_lines_come_back_from_the_database_as_they_went(lines):
    field = LinesField()
    assert field.from_db_value(field.get_prep_value(lines)) == lines


def test_nothing_in_the_database_is_no_lines():
    assert LinesField().from_db_value(None) == ()


def test_what_an_editor_typed_becomes_lines():
    assert LinesField().to_python("one\n\ntwo") == ("one", "two")


def test_an_editor_is_shown_one_a_line():
    guide = Guide(next_steps=("Call the care team.", "Ask."))
    shown = Guide._meta.get_field("next_steps").value_from_object(guide)
    assert shown == "Call the care team.\nAsk."


def test_an_editor_may_leave_the_field_empty():
    assert LinesField().formfield().clean("") in ("", ())


@pytest.mark.django_db
def test_rows_keep_lines_in_order():
    Guide.objects.create(slug="a-guide", title="A guide", minutes=5, next_steps=("b", "a", "c"))
    assert Guide.objects.get().next_steps == ("b", "a", "c")
