"""Whatever somebody without an account sends: no fault, no stack trace, no wrong verdict."""

import pytest

from tests.library import library
from tests.serving import serve

from . import cookies, readers
from .sending import Reader

KINDS = (
    readers.paths,
    readers.queries,
    readers.methods,
    readers.hosts,
    readers.bodies,
    readers.headers,
    readers.steps,
)


@pytest.fixture
def reader(db):
    serve(library())
    return Reader()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_odd_requests_break_nothing_and_change_no_verdict(reader, kind):
    assert [wrong for odd in kind() if (wrong := reader.sends(odd))] == []


def test_odd_cookies_break_nothing_and_say_nothing(reader):
    assert [wrong for odd in cookies.cookies(reader.token) if (wrong := reader.sends(odd))] == []


def test_there_are_many_of_them():
    assert sum(len(kind()) for kind in KINDS) + len(cookies.cookies("x" * 99)) >= 500


def test_a_wrong_verdict_would_be_seen(reader):
    (odd,) = (each for each in readers.steps() if each.says == {"age": {"not-told"}})
    assert reader.sends(odd) == ""
    odd.says.clear()
    assert "made up" in reader.sends(odd)
