"""What docs/asvs.md says can be looked up: its tests and files are there, its numbers add up."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "asvs.md").read_text()
STATES = ("pass", "partly", "fail", "n. a.")
# How many requirements of levels 1 and 2 the standard has in each of its chapters.
REQUIREMENTS = dict(
    zip(range(1, 15), (38, 53, 18, 9, 30, 13, 12, 15, 7, 5, 8, 15, 13, 23), strict=True)
)

NUMBER = re.compile(r"\d+\.\d+\.\d+")
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)(\[.+\])?")
FOLDERS = r"(?:\.ci|deploy|docs|navigator|public|requirements|static|templates|tests)"
FILE = re.compile(rf"(?:{FOLDERS}/\S*|\w+\.(?:md|toml)|Makefile)")


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def rows_in(text):
    """The rows of tables whose first cell is the number of a requirement."""
    lines = (line for line in text.splitlines() if line.startswith("| "))
    return [found for line in lines if NUMBER.fullmatch((found := cells(line))[0])]


def counts(rows):
    found = Counter(row[2] for row in rows)
    return [found[state] for state in STATES]


SUMMARY, *CHAPTERS = re.split(r"^## ", TEXT, flags=re.MULTILINE)
BY_NAME = {text.partition("\n")[0]: text for text in CHAPTERS}
ROWS = rows_in(TEXT)


def code_words(text):
    """The words between backticks."""
    return re.findall(r"`([^`]+)`", text)


@cache
def named_in(path):
    """The tests of a file by name, each with whether it is run with parameters."""
    found = {}
    for each in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
            marks = [ast.unparse(mark) for mark in each.decorator_list]
            found[each.name] = any(mark.startswith("pytest.mark.parametrize") for mark in marks)
    return found


def missing(words):
    """Of what is named, what is not there."""
    for word in words:
        if named := TEST.fullmatch(word):
            path, name, parameters = named.groups()
            tests = named_in(path) if (ROOT / path).is_file() else {}
            if name not in tests or (parameters and not tests[name]):
                yield word
        elif "::" in word or (FILE.fullmatch(word) and not (ROOT / word).exists()):
            yield word


def test_every_test_and_file_that_is_named_is_there():
    assert [*missing(code_words(TEXT))] == []


@pytest.mark.parametrize(
    "word",
    [
        "tests/test_asvs.py::test_that_is_not_there",
        "tests/test_not_there.py::test_every_requirement_is_there_once",
        "tests/test_asvs.py::test_every_requirement_is_there_once[x]",
        "test_asvs.py::test_every_requirement_is_there_once",
        "navigator/not_there.py",
        "NOT_THERE.md",
    ],
)
def test_what_is_not_there_is_found(word):
    assert [*missing([word])] == [word]


def test_what_is_there_is_not_missed():
    named = ["test_what_is_not_there_is_found", "test_what_is_not_there_is_found[NOT_THERE.md]"]
    assert [*missing([*(f"tests/test_asvs.py::{each}" for each in named), "Makefile"])] == []


def test_every_requirement_is_there_once():
    numbers = [tuple(map(int, row[0].split("."))) for row in ROWS]
    assert numbers == sorted(set(numbers))
    assert Counter(chapter for chapter, *_ in numbers) == REQUIREMENTS


def test_a_requirement_stands_in_its_chapter():
    for name, text in BY_NAME.items():
        chapter = re.match(r"V(\d+) ", name)[1]
        assert {row[0].partition(".")[0] for row in rows_in(text)} == {chapter}


def test_every_row_has_a_state_and_says_why():
    for row in ROWS:
        number, asked, state, why = row
        assert state in STATES, number
        assert asked, number
        assert why, number


def test_what_passes_names_a_test_or_a_file():
    def shows(word):
        return TEST.fullmatch(word) or (ROOT / word).exists()

    passed = [row for row in ROWS if row[2] == "pass"]
    shown = {row[0] for row in passed if any(map(shows, code_words(row[3])))}
    others = {row[0]: row[3] for row in passed if row[0] not in shown}
    assert {each for each, why in others.items() if not re.match(r"as \d", why)} == set()
    assert {NUMBER.search(why)[0] for why in others.values()} <= shown


def test_the_counts_are_right():
    told = {row[0]: row[1:] for row in map(cells, SUMMARY.splitlines()) if len(row) == 6}
    for name, text in BY_NAME.items():
        found = counts(rows_in(text))
        assert told[name] == [str(each) for each in (*found, sum(found))]
        line = ", ".join(f"{each} {state}" for each, state in zip(found, STATES, strict=True))
        assert f"\n{line}\n" in text
    found = counts(ROWS)
    assert told["all"] == [str(each) for each in (*found, sum(found))]
    assert f"{sum(found)} in all" in SUMMARY


def test_what_fails_is_told_at_the_top():
    assert set(NUMBER.findall(SUMMARY)) >= {row[0] for row in ROWS if row[2] == "fail"}
