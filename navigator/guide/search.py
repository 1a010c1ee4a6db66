"""A phrase in everything of a guide: texts in every language, rules in words, the summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from .compare import field_in
from .model import Answered, Guide, Kind, Situation
from .rule_words import sentences
from .summary import statements
from .texts import answer_slug, parts

STATEMENT = "statement"  # the kind of a hit in the summary, whose slug is the statement's place
# What names other parts, which are found by their own names; and the summary, by its statements.
NOT_SEARCHED = {"category", "copied_from", "option", "panel", "question", "sources", "summary"}
NOT_SEARCHED |= {"treatment", "wordings"}
SIGNS = {each: f"[{signs}]" for signs in ("'’‘", '"“”„') for each in signs}
AROUND = 80  # characters of an excerpt before the phrase, and after it


@dataclass(frozen=True)
class Hit:
    """A text that has the phrase; `field` and `answer` as in `proofread.Finding`.

    `excerpt` is what stands around it in pieces: every second one is the phrase.
    """

    kind: str
    slug: str
    field: str
    answer: str
    excerpt: tuple[str, ...]


def search(guide: Guide, phrase: str) -> Iterator[Hit]:
    """Yield the texts that have a phrase, in the order of the guide.

    Capitals, kinds of quotes and line ends do not matter, accents do.
    """
    words = phrase.split()
    pattern = re.compile(r"\s+".join(map(_as_typed, words)), re.IGNORECASE)
    for place, statement in enumerate(statements(guide.summary) if words else ()):
        if excerpt := _excerpt(pattern, statement.text):
            yield Hit(STATEMENT, str(place), "summary", "", excerpt)
    for kind, slug, part in parts(guide) if words else ():
        for field, text in _searched(guide, part):
            if excerpt := _excerpt(pattern, text):
                yield Hit(kind, slug, field, answer_slug(part), excerpt)


def _searched(guide: Guide, part: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of a part, as (field, text); those in other languages last."""
    for field in (each.name for each in fields(part) if each.name not in NOT_SEARCHED):
        for text in _texts(guide, getattr(part, field)):
            yield field, text
    for each in getattr(part, "wordings", ()):
        yield field_in(each), each.text


def _as_typed(word: str) -> str:
    return "".join(SIGNS.get(sign, re.escape(sign)) for sign in word)


def _texts(guide: Guide, value: Any) -> Iterable[str]:
    """Return the texts of a field, a rule and answers in words."""
    match value:
        case Kind():
            return ()
        case str():
            return (value,)
        case Situation():
            return sentences(guide, value)
        case Answered():
            return (f"{value.question}: {', '.join(value.choices)}",)
        case tuple():
            return [text for each in value for text in _texts(guide, each)]
    return ()


def _excerpt(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return what stands around a phrase, in pieces, or nothing where it is not there."""
    found = pattern.search(text)
    if found is None:
        return ()
    start, end = max(found.start() - AROUND, 0), min(found.end() + AROUND, len(text))
    if start:  # at a word, if there is one
        start = text.find(" ", start, found.start()) + 1 or start
    if end < len(text):
        space = text.rfind(" ", found.end(), end)
        end = space if space > 0 else end
    pieces, last = [], start
    for each in pattern.finditer(text, start, end):
        pieces += [text[last : each.start()], each[0]]
        last = each.end()
    pieces.append(text[last:end])
    pieces[0] = ("… " if start else "") + pieces[0]
    pieces[-1] += " …" if end < len(text) else ""
    return tuple(pieces)
