"""`make test` runs every test once, those that fail soonest first."""

import re

import pytest

from .conftest import PARTS, TESTS, all_tests

STARTS_PROCESSES = re.compile(
    r"^(?:from|import) (?:subprocess|playwright|tests\.(?:services|operations|browser))", re.M
)


@pytest.fixture
def parts_of_tests(request):
    """Every test that was collected, the deselected as well, with its parts."""
    return {
        item: [mark.name for mark in item.iter_markers() if mark.name in PARTS]
        for item in request.config.stash[all_tests]
    }


def test_every_test_is_in_one_part(parts_of_tests):
    assert [item.nodeid for item, parts in parts_of_tests.items() if len(parts) != 1] == []


def test_every_part_is_run_from_cheap_to_dear():
    makefile = (TESTS.parent / "Makefile").read_text()
    recipe = makefile.partition("\ntest:")[2].partition("\n\n")[0]
    run = re.findall(r"-m (\w+)$", recipe, re.M)
    assert [part for part in run if part in PARTS] == [*PARTS]


def test_what_starts_processes_is_not_taken_for_cheap(parts_of_tests):
    cheap = {item.path for item, parts in parts_of_tests.items() if {*parts} <= {*PARTS[:2]}}
    assert [file for file in cheap if STARTS_PROCESSES.search(file.read_text())] == []
