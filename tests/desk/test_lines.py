"""A short list of texts, kept one a line."""

import pytest

from navigator.desk.lines import LinesField
from navigator.desk.models import Guide


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("", ()),
        ("  \n\n ", ()),
        ("one\ntwo", ("one", "two")),
        (" one \r\n\r\n\ttwo words\n", ("one", "two words")),
    ],
)
def test_what_an_editor_typed_becomes_lines(typed, lines):
    assert LinesField().to_python(typed) == lines


@pytest.mark.parametrize("lines", [(), ("one",), ("one", "two, and three")])
def test_lines_come_back_from_the_database_as_they_went(lines):
    field = LinesField()
    assert field.from_db_value(field.get_prep_value(lines)) == lines


def test_nothing_in_the_database_is_no_lines():
    assert LinesField().from_db_value(None) == ()


def test_an_editor_is_shown_one_a_line_and_may_leave_the_field_empty():
    field = Guide._meta.get_field("next_steps")
    assert field.value_from_object(Guide(next_steps=("Call.", "Ask."))) == "Call.\nAsk."
    assert field.formfield().clean("") in ("", ())
