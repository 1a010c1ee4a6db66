"""The words of a row to check, once it takes the new words of the summary over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from navigator.guide import model as parts
from navigator.guide.held import QUOTING_FIELDS
from navigator.guide.model import GUIDE
from navigator.guide.summary import Form, Statement, letters, statements

from . import models
from .summaries import BETWEEN, pairs

# The fields of a row that hold words of the summary. A heading is a name or a title.
WORDS = {
    GUIDE: QUOTING_FIELDS,
    "category": ("name", "source_text"),
    "source": ("title",),
}
Pairs = Sequence[tuple[str, str]]  # a statement with its lead-in, as it was and as it is now


def taken_over(guide: parts.Guide, mark: models.RowToCheck) -> dict[str, Any]:
    """Return the fields of a row that change when it takes the new words over.

    An option also goes to the category that is named as the heading of its statement; `category`
    is then that one's slug. Nothing changes where the old words are not in the row as they were,
    or where it cannot do without them.
    """
    part = guide.part_by_row[mark.kind, mark.slug]
    if mark.kind == "option":
        new: dict[str, Any] = _option(guide, part, pairs(mark))
    else:
        there = _letters_in(guide.summary)
        new = {
            name: _field(getattr(part, name), pairs(mark), there)
            for name in WORDS.get(mark.kind, ())
        }
    model = models.PART_MODELS.get(mark.kind, models.Guide)
    needed = {each.name for each in model._meta.fields if not each.blank}
    return {
        name: value
        for name, value in new.items()
        if value != getattr(part, name) and (value or name not in needed)
    }


def stands_under(guide: parts.Guide, mark: models.RowToCheck) -> str:
    """Return the heading under which the statement of an option stands now; empty for others."""
    if mark.kind != "option" or not mark.now:
        return ""
    now = [new for _, new in pairs(mark) if new]
    found = _statement(guide, now[-1], guide.option_by_slug[mark.slug].category)
    return found.heading if found else ""


def category_named(guide: parts.Guide, heading: str) -> str:
    """Return the slug of the category that is named as a heading."""
    named = (each.slug for each in guide.categories if letters(each.name) == letters(heading))
    return next(named, "")


def as_quoted(statement: Statement, words: str, carried: str) -> str:
    """Return words of a statement as they are quoted below what is `carried` already.

    A bullet brings its lead-ins along, unless they are carried.
    """
    is_carried = letters(statement.lead) in _letters_in(carried)
    return words if is_carried else replace(statement, text=words).whole


def _letters_in(text: str) -> set[str]:
    return {letters(words) for each in statements(text) for words in (each.text, each.whole)}


def _option(guide: parts.Guide, option: parts.Option, changed: Pairs) -> dict[str, Any]:
    text, category = option.source_text, option.category
    there = _letters_in(guide.summary)
    for was, now in changed:
        before, after = statements(was)[-1], _statement(guide, now, category)
        if after is None:
            text = _replaced(text, [(was, now)], there)
            continue
        target = category_named(guide, after.heading) or category
        if letters(text) in {letters(each) for each in (was, before.text, before.bulleted)}:
            carried = guide.category_by_slug[target].source_text
            # The category's own words are put right when it takes them over itself.
            is_reworded = letters(before.lead) in _letters_in(carried) - there
            text = after.text if is_reworded else as_quoted(after, after.text, carried)
        else:
            text = _replaced(text, [(was, now)], there)
        category = target
    return {"source_text": text, "category": category}


def _statement(guide: parts.Guide, whole: str, category: str) -> Statement | None:
    """Return a statement of the summary; of those that say the same, the one of its category."""
    found = [each for each in statements(guide.summary) if letters(each.whole) == letters(whole)]
    own = [each for each in found if category_named(guide, each.heading) == category]
    return next(iter([*own, *found]), None)


def _field(value: Any, changed: Pairs, there: set[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(filter(None, (_replaced(each, changed, there) for each in value)))
    return _replaced(value, changed, there)


def _replaced(text: str, changed: Pairs, there: set[str]) -> str:
    """Return a text with its statements as they are now. What the summary still has stays."""
    new: list[str] = []
    is_changed = False
    for quote in statements(text):
        words = quote.text if letters(quote.text) in there else _now(quote, changed)
        is_changed = is_changed or words != quote.text
        if words and (quote.form is Form.BULLET or quote.lead):
            new.append(f"\n{replace(quote, text=words).bulleted}")
        elif words:
            new.append(f"{BETWEEN}{words}")
    return "".join(new).strip() if is_changed else text


def _now(quote: Statement, changed: Pairs) -> str:
    """Return what a quoted statement, or some sentences of one, says now; empty if it is gone."""
    words = [letters(each) for each in quote.sentences]
    for was, now in changed:
        # The statement itself, then the lead-in that it belongs to.
        new = statements(now)[::-1]
        for place, old in enumerate(statements(was)[::-1]):
            if letters(old.text) == letters(quote.text):
                return new[place].text if place < len(new) else ""
            if place < len(new) and len(old.sentences) == len(new[place].sentences):
                became = dict(zip(map(letters, old.sentences), new[place].sentences, strict=True))
                if all(each in became for each in words):
                    return " ".join(became[each] for each in words)
    return quote.text
