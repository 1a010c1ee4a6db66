"""Two versions of a text, with what differs marked: right, and soon done for any text."""

import random
import re
from difflib import SequenceMatcher

import pytest

from navigator.desk.admin import named
from navigator.desk.admin.named import MOST_PIECES, folded, marked

CHANCE = random.Random("marked")


def words(count, of):
    return " ".join(CHANCE.choice(of) for _ in range(count))


@pytest.fixture
def work(monkeypatch):
    """Count how often a piece of one text is held against one of the other."""
    done = [0]

    class Counting(SequenceMatcher):
        def find_longest_match(self, alo, ahi, blo, bhi):
            done[0] += sum(1 + len(self.b2j.get(each, ())) for each in self.a[alo:ahi])
            return super().find_longest_match(alo, ahi, blo, bhi)

    monkeypatch.setattr(named, "SequenceMatcher", Counting)
    return done


def bare(text):
    return re.sub("</?(?:del|ins)>", "", text)


@pytest.mark.parametrize(
    ("was", "now", "before", "after"),
    [
        ("a b c", "a d c", "a <del>b</del> c", "a <ins>d</ins> c"),
        ("a <b> c", "a <i> c", "a <del>&lt;b&gt;</del> c", "a <ins>&lt;i&gt;</ins> c"),
        ("a b", "a b c", "a b", "a b<ins> c</ins>"),
        ("a a", "a a a", "a a", "a a<ins> a</ins>"),
        ("x y z", "x y z", "x y z", "x y z"),
        ("a b", "c d", "a b", "c d"),  # nearly every word would have a mark
        ("", "c & d", "", "c &amp; d"),
        ("a & b", "", "a &amp; b", ""),
    ],
)
def test_what_went_and_what_came_is_marked(was, now, before, after):
    assert marked(was, now) == (before, after)


def test_of_many_lines_that_are_the_same_those_beside_what_differs_are_shown():
    lines = [f"<line {number}>" for number in range(40)]
    was = "\n".join(lines)
    now = was.replace("<line 20>", "<row 20>")
    before, after = marked(was, now, folded)
    assert before.splitlines() == [
        *("&lt;line 0&gt;", "&lt;line 1&gt;", "&lt;line 2&gt;"),
        "[… 15 lines as before …]",
        *("&lt;line 18&gt;", "&lt;line 19&gt;"),
        "<del>&lt;line</del> 20&gt;",
        *("&lt;line 21&gt;", "&lt;line 22&gt;"),
        "[… 14 lines as before …]",
        *("&lt;line 37&gt;", "&lt;line 38&gt;", "&lt;line 39&gt;"),
    ]
    assert after == before.replace("<del>&lt;line</del>", "<ins>&lt;row</ins>")


@pytest.mark.parametrize("lines", [1, 2, 9, 11, 12, 13, 200])
def test_no_line_is_lost_where_lines_are_folded(lines):
    text = "\n".join(map(str, range(lines)))
    shown = folded(text).split("\n")
    told = [each for each in shown if each.startswith("[")]
    counted = sum(int(each.split()[1]) for each in told)
    assert len(shown) - len(told) + counted == lines
    assert bool(told) == (lines > 11)
    assert shown[0] == "0"
    assert shown[-1] == str(lines - 1)


FEW = ["the", "drug", "may", "help", "you"]
MANY = [f"w{number}" for number in range(150)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (words(1_700, FEW), words(1_700, FEW)),  # took more than a second
        (words(900, FEW), words(900, FEW)),
        (words(900, MANY), words(900, MANY)),
        (words(40_000, MANY), words(40_000, MANY)),
        ("\n".join(MANY * 300), "\n".join(reversed(MANY * 300))),
        ("a" * 100_000, "b" * 100_000),
    ],
)
def test_texts_that_say_the_same_words_again_and_again_take_no_time(was, now, work):
    before, after = marked(was, now)
    assert (bare(before), bare(after)) == (was, now)
    assert work[0] < 100 * MOST_PIECES


def test_one_change_in_an_endless_text_of_the_same_words_is_marked(work):
    text = words(20_000, FEW).split()
    changed = [*text[:9_000], "never", *text[9_001:]]
    before, after = marked(" ".join(text), " ".join(changed))
    assert f"<del>{text[9_000]}</del>" in before
    assert "<ins>never</ins>" in after
    assert before.count("<del>") == after.count("<ins>") == 1
    assert work[0] < 10


def test_of_a_long_text_the_lines_that_changed_are_marked():
    lines = [words(10, MANY) + f" {number}" for number in range(500)]
    was, now = "\n".join(lines), "\n".join(["First.", *lines[:250], "New.", *lines[251:], "Last."])
    before, after = marked(was, now)
    assert re.findall("<del>(.+)\n</del>", before) == [lines[250]]
    assert "<ins>First.\n</ins>" in after
    assert "<ins>New.\n</ins>" in after
    assert bare(after) == now
