"""What a row to check becomes when it takes the new words of the summary over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from navigator.guide import model as parts
from navigator.guide.held import OWN_WORDS
from navigator.guide.model import GUIDE
from navigator.guide.summary import BULLET, Form, Statement, letters, statements

from . import models
from .summaries import pairs

# The fields of a row that hold words of the summary. A heading is a name or a title.
WORDS = {
    GUIDE: OWN_WORDS,
    "category": ("name", "source_text"),
    "source": ("title",),
}


def taken_over(guide: parts.Guide, mark: models.RowToCheck) -> dict[str, Any]:
    """Return the fields of a row that change when it takes the new words over.

    An option also goes to the category that is named as the heading of its statement; `category`
    is then that one's slug. Nothing changes where the old words are not in the row as they were.
    """
    part = guide.part_by_row[mark.kind, mark.slug]
    if mark.kind == "option":
        new: dict[str, Any] = _option(guide, part, pairs(mark))
    else:
        new = {name: _field(getattr(part, name), mark) for name in WORDS.get(mark.kind, ())}
    return {name: value for name, value in new.items() if value != getattr(part, name)}


def as_quoted(statement: Statement, words: str, carried: str) -> str:
    """Return words of a statement as an option quotes them, below what its category `carried`."""
    text = f"{BULLET} {words}" if statement.form is Form.BULLET else words
    is_carried = letters(statement.lead) in letters(carried)
    return text if is_carried else f"{statement.lead}\n{text}"


def _option(
    guide: parts.Guide, option: parts.Option, changed: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    text, category = option.source_text, option.category
    stated = {letters(each.whole): each for each in statements(guide.summary)}
    named = {letters(each.name): each.slug for each in guide.categories}
    for was, now in changed:
        before, after = statements(was)[-1], stated.get(letters(now))
        if after is None:
            text = _replaced(text, was, now) or text  # an option without a statement is retired
            continue
        target = named.get(letters(after.heading), category)
        quoted = {letters(each) for each in (was, before.text, f"{BULLET} {before.text}")}
        if letters(text) in quoted:
            carried = guide.category_by_slug[target].source_text
            is_reworded_there = target == category and letters(before.lead) in letters(carried)
            if before.lead and is_reworded_there:
                after = replace(after, lead="")
            quote = as_quoted(after, after.text, carried)
            # A bullet that is quoted without its sign stays so.
            text = quote if letters(quote) != letters(f"{BULLET} {text}") else text
        else:
            text = _replaced(text, was, now)
        category = target
    return {"source_text": text, "category": category}


def _field(value: Any, mark: models.RowToCheck) -> Any:
    if isinstance(value, tuple):
        return tuple(filter(None, (_field(each, mark) for each in value)))
    for was, now in pairs(mark):
        value = _replaced(value, was, now)
    return value


def _replaced(text: str, was: str, now: str) -> str:
    """Return a text with what a statement is now in place of what it was."""
    if letters(text) == letters(was):
        return now
    if not now:
        gone = letters(statements(was)[-1].text)
        lines = [line for line in text.splitlines() if letters(line.lstrip(f"{BULLET} ")) != gone]
        return "\n".join(lines).strip()
    # The statement itself, then the lead-in that it belongs to.
    for old, new in zip(reversed(statements(was)), reversed(statements(now)), strict=False):
        if old.text in text:
            text = text.replace(old.text, new.text)
        elif len(old.sentences) == len(new.sentences):
            for before, after in zip(old.sentences, new.sentences, strict=True):
                text = text.replace(before, after)
    return text
