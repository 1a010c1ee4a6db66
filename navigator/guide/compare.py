"""The differences between two versions of a guide, each with its old and its new wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from .model import GUIDE, KINDS, Answered, Guide, Question, Situation, Wording
from .rule_words import sentences

# Compared part by part, not as a whole.
NESTED = {*KINDS, "choices", "wordings"}

# Kind and slug of a part, its field, and the old and new value of that, not in words yet.
RawChange = tuple[str, str, str, Any, Any]


@dataclass(frozen=True)
class Change:
    """One difference in words. `was` is empty for what is new, `now` for what is gone."""

    kind: str
    slug: str
    field: str
    was: str = ""
    now: str = ""

    @property
    def row(self) -> tuple[str, str]:
        """The kind and the slug of the part, as `merging.with_rows` takes it."""
        return self.kind, "" if self.kind == GUIDE else self.slug


def compare(old: Guide, new: Guide) -> list[Change]:
    """Return everything that differs, in the order of the guide."""
    differences = [*_fields(GUIDE, new.slug, old, new)]
    for place, kind in KINDS.items():
        differences += _parts(kind, getattr(old, place), getattr(new, place))
    return [
        Change(kind, slug, field, _in_words(old, was), _in_words(new, now))
        for kind, slug, field, was, now in differences
    ]


def _parts(kind: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[RawChange]:
    before = {part.slug: part for part in old}
    after = {part.slug: part for part in new}
    for slug, part in before.items():
        if slug not in after:
            yield kind, slug, "removed", title(part), None
    for slug, part in after.items():
        if slug not in before:
            yield kind, slug, "added", None, title(part)
            continue
        yield from _fields(kind, slug, before[slug], part)
        if isinstance(part, Question):
            for _, choice, field, was, now in _parts("answer", before[slug].choices, part.choices):
                yield kind, slug, " ".join(filter(None, ("answer", choice, field))), was, now
    was = tuple(slug for slug in before if slug in after)
    now = tuple(slug for slug in after if slug in before)
    if was != now:
        yield kind, "", "order", was, now


def _fields(kind: str, slug: str, old: Any, new: Any) -> Iterator[RawChange]:
    for name in (field.name for field in fields(new) if field.name not in NESTED):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield kind, slug, name.replace("_", " "), was, now
    was, now = _wordings(old), _wordings(new)
    for name in dict.fromkeys([*was, *now]):
        before, after = was.get(name), now.get(name)
        if before and after and before.text == after.text:
            if before.source != after.source:  # it holds for other words, and shows with them
                yield kind, slug, f"{name} is made from", before.source, after.source
        else:
            yield kind, slug, name, before and before.text, after and after.text


def _wordings(part: Any) -> dict[str, Wording]:
    return {field_in(each): each for each in getattr(part, "wordings", ())}


def field_in(wording: Wording) -> str:
    """Return the name of a field with the language of its wording, e.g. `plain other (es)`."""
    return f"{wording.field.replace('_', ' ')} ({wording.language})"


def _in_words(guide: Guide, value: Any) -> str:
    """Return a field's value as an editor would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Situation():
            return "\nand ".join(sentences(guide, value))
        case (Situation(), *_):
            return "\nor\n".join(_in_words(guide, each) for each in value)
        case (Answered(), *_):
            return "\n".join(f"{each.question}: {', '.join(each.choices)}" for each in value)
        case tuple():
            return "\n".join(value)
    return str(value)


def title(part: Any) -> str:
    """Return what a part is called in the admin."""
    names = ("name", "title", "label", "test", "text", "who", "slug")
    return str(next(getattr(part, name) for name in names if hasattr(part, name)))
