"""Damaged guide files are refused whole, with the line and a reason that an editor can use."""

from __future__ import annotations

import re

import pytest

from navigator.guide.yaml import LARGEST, MOST_FAULTS, GuideFileError, read_guide
from tests.library import FILE

TEXT = FILE.read_text(encoding="utf-8")

# What only a programmer would know what to do with, and PyYAML's own words.
PROGRAMMING = re.compile(
    r"Traceback|\b[A-Z]\w*(?:Error|Exception)\b|<class|object at 0x|NoneType|unicode string|"
    r"\byaml\.|navigator\.|\.py\b|\bdict\b|\btuple\b|unknown error|has no attribute|"
    r"<\w+ ?\w* (?:start|end)>|<scalar>|\btoken\b|\bmapping\b|\bnode\b|\bflow\b|\bstream\b"
)
LONGEST = 300  # letters of a sentence


def refused(content: bytes | str) -> list[str]:
    """Return the sentences about a damaged file, each of which must be plain."""
    content = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(GuideFileError) as caught:
        read_guide(content)
    sentences = str(caught.value).splitlines()
    for sentence in sentences:
        assert not PROGRAMMING.search(sentence)
        assert len(sentence) <= LONGEST
        assert sentence.endswith((".", "?"))
    return sentences


SYNTAX = [
    ("    label: Home", "\tlabel: Home", "There is a tab"),
    ("    label: Home", "     label: Home", "There is a colon that does not fit"),
    ("    label: Home", "   label: Home", "This does not fit the lines above"),
    ("label: Home", "label: Home: away", "There is a colon that does not fit"),
    ("label: Home", "label: @home", "A text cannot begin with “@”"),
    ("label: Home", 'label: "a\\home"', "In a text with double quotes"),
    ("label: Home\n    text:", "label: Home\n    text", "This line or the one above has no", 2),
    ("label: Home", "label: Home\0", "There is a character that no text has"),
    ("minutes: 2", "[minutes]: 2", "A field's name should be a word"),
    ("minutes: 2", "minutes: !!python/object/apply:os.getcwd []", "The sign ! is not used"),
    ("minutes: 2", "minutes: !!int 2", "The sign ! is not used"),
    ("minutes: 2", "minutes: *two", "The signs & and * are not used"),
    ("minutes: 2", "minutes: &two 2", "The signs & and * are not used"),
    ("minutes: 2", "&two minutes: 2", "The signs & and * are not used"),
    ("minutes: 2", "minutes: 2\nminutes: 3", "“minutes” is here twice", 1),
    ("any: [in-town, nearby]", "any: [in-town, nearby", "A bracket that was opened"),
]
TYPES = [
    ("format: 1", "format: 2", "format: should be 1"),
    ("minutes: 2", "minutes: five", "minutes: should be a whole number"),
    ("minutes: 2", "minutes: -2", "minutes: should be a whole number"),
    ("minutes: 2", "minutes:", "minutes: should be a whole number"),
    ("title: A library card", "title: [A card]", "title: should be a text"),
    ("name: Town card\n", "name: [Town card]\n", "options “town-card”, name: should be a text"),
    ("title: A library card", "title: {en: A card}", "title: should be a text"),
    ("next_steps:\n  - Take the list to the desk.", "next_steps: Take it.", "should be a list"),
    ("next_steps:\n  - Take the list to the desk.", "next_steps: {a: b}", "should be a list"),
    ("Take the list to the desk.", '"Take\\nit."', "next_steps number 1: should be one line"),
    ("  - slug: age\n", "  - age\n  - slug: age\n", "questions number 1: should have named fields"),
    ("kind: several", "kind: many", "questions “likes”, kind: should be one of: one, several"),
    ("uncertain: true", "uncertain: yes", "choices “not-told”, uncertain: should be true or false"),
    ("minutes: 2", "review: by Ana\nminutes: 2", "review: there is no field"),
    ("minutes: 2", "review_due_on: May 31\nminutes: 2", "review_due_on: should be a date"),
    ("minutes: 2", "review_due_on: 2026-02-30\nminutes: 2", "review_due_on: should be a date"),
    ("- all:\n          - {question: home", "- any:\n          - {question: home", "{all: "),
    ("only: [books, sound-books]", "not: [books]", "should look like {question: "),
    ("only: [books, sound-books]", "only: [books], any: [films]", "should look like {question: "),
    ("only: [books, sound-books]", "only: books", "only: should be a list"),
    ("{question: likes, only: [books, sound-books]}", "books", "should look like {question: "),
]
FIELDS = [
    ("title: A library card", "titel: A library card", "titel: there is no field with this name"),
    (
        "label: Far away",
        "lable: Far away",
        "choices “far”, lable: there is no field with this name",
    ),
    (
        "kind: one\n    label: Home",
        "kind: one",
        "questions “home”: the field “label” is missing",
        -1,
    ),
    ("minutes: 2", "<<: {minutes: 2}", "<<: there is no field with this name"),
]
BROKEN = [
    (
        "slug: library-card\n",
        "slug: library/card\n",
        "guide: The slug “library/card” has to be",
        -2,
    ),
    ("- slug: age\n", "- slug: a ge\n", "question a ge: The slug “a ge” has to be"),
    (
        "slug: reading-room",
        "slug: post-card",
        "option post-card: More than one option has the slug",
    ),
    ("category: plain-cards\n    name: The", "category: x\n    name: The", "no category", -1),
    ("slug: opening-hours", "slug: opening-hours\n    sources: [x]", "notice opening-hours: There"),
    (
        "name: Junior stamp",
        "name: Junior stamp\n    sources: [x]",
        "term junior-stamp: There is",
        -1,
    ),
    ("label: New cards", f"label: {'x' * 121}", "trial topic cards: “label” has more than 120", -1),
]


@pytest.mark.parametrize("case", [*SYNTAX, *TYPES, *FIELDS, *BROKEN], ids=lambda case: case[1][:40])
def test_one_damaged_place_is_named_with_its_line(case):
    old, new, says, *below = case
    before, found, after = TEXT.partition(old)
    assert found
    line = before.count("\n") + 1 + sum(below)
    assert any(
        sentence.startswith(f"line {line}: ") and says in sentence
        for sentence in refused(before + new + after)
    )


DEEP = "\n".join("  " * depth + "a:" for depth in range(500))
BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "The file is empty."),
        ("# A guide\n", "The file is empty."),
        ("...\n", "line 1: There is no guide in the file."),
        ("- slug: x\n...\n", "This is not a guide"),
        ("A library card\n...\n", "This is not a guide"),
        ("<!DOCTYPE html>\n<title>Sign in</title>\n...\n", "This is not a guide"),
        ("slug: library-card\n...\n", "the field “format” is missing"),
        (TEXT.replace("label: Home", 'label: "Home'), "is every quote above it closed?"),
        (TEXT.replace("disclaimer: This", "disclaimer: 'This"), "This cannot be read"),
        (TEXT + TEXT, "There is more after the last line"),
        (f"{TEXT}---\n{TEXT}", "There is more after the last line"),
        ("# x\n" * LARGEST + TEXT, "larger than 1 MB"),
        ("[" * 50_000, "line 1: This is nested too deeply."),
        ("{a: " * 50_000, "line 1: This is nested too deeply."),
        (DEEP + "\n...\n", "This is nested too deeply."),
        (f"a0: &a0 lol\n{BOMB}\n...\n", "line 1: The signs & and *"),
        (TEXT.encode("utf-16"), "line 1: The file is not UTF-8 text."),
        (TEXT.encode("utf-16-le"), "There is a character that no text has"),
        (TEXT.encode().replace(b"Home", b"H\xf4me", 1), "The file is not UTF-8 text."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "line 1: The file is not UTF-8 text."),
        (b"PK\x03\x04" + bytes(40), "There is a character that no text has"),
    ],
    ids=range(21),
)
def test_another_file_altogether_is_refused_in_one_sentence(content, says):
    (sentence,) = refused(content)
    assert says in sentence


def test_a_file_that_is_cut_between_two_lines_is_refused():
    lines = TEXT.splitlines(keepends=True)
    for number in range(1, len(lines) - 1, 9):
        refused("".join(lines[:number]))


def test_a_file_that_is_cut_within_a_line_is_refused():
    """In its last line and in the middle of a letter as well."""
    content = TEXT.encode()
    for place in (*range(1, len(content), 401), content.index("“".encode()) + 1):
        refused(content[:place])
    for end in (2, 3, 4):
        refused(content.rstrip()[:-end])


def test_all_faults_are_told_at_once_up_to_a_number():
    faults = TEXT.replace("minutes: 2", "minutes: two").replace("uncertain: true", "uncertain: yes")
    assert len(refused(faults)) == 1 + TEXT.count("uncertain: true")
    many = "".join(f"field{number}: x\n" for number in range(1_000))
    assert len(refused(f"format: 1\n{many}...\n")) == MOST_FAULTS
