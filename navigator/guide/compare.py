"""What differs between two versions of a guide, each change named with its old and new wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from navigator.guide.model import KINDS, Guide, Question, Review, Situation

from .rule_words import situations_in_words

# Compared part by part, not as a whole.
NESTED = {*KINDS, "choices"}


@dataclass(frozen=True)
class Change:
    """One difference. `was` is empty for what was added, `now` for what was taken away."""

    kind: str
    slug: str
    field: str
    was: str = ""
    now: str = ""


def compare(old: Guide, new: Guide) -> list[Change]:
    """Everything that differs, in the order of the guide."""
    comparison = _Comparison(old, new)
    changes = list(comparison.fields("guide", new.slug, old, new))
    for name, kind in KINDS.items():
        changes += comparison.parts(kind, getattr(old, name), getattr(new, name))
    return changes


@dataclass(frozen=True)
class _Comparison:
    """Holds the two guides, since a rule can only be put in words with its guide at hand."""

    old: Guide
    new: Guide

    def parts(self, kind: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        before = {part.slug: part for part in old}
        after = {part.slug: part for part in new}
        for slug in [slug for slug in before if slug not in after]:
            yield Change(kind, slug, "removed", was=_title(before[slug]))
        for slug, part in after.items():
            if slug not in before:
                yield Change(kind, slug, "added", now=_title(part))
                continue
            yield from self.fields(kind, slug, before[slug], part)
            if isinstance(part, Question):
                yield from self._choices(before[slug], part)
        yield from _order(kind, before, after)

    def fields(self, kind: str, slug: str, old: Any, new: Any) -> Iterator[Change]:
        for name in (field.name for field in fields(new) if field.name not in NESTED):
            was, now = getattr(old, name), getattr(new, name)
            if was != now:
                label = name.replace("_", " ")
                yield Change(kind, slug, label, _shown(self.old, was), _shown(self.new, now))

    def _choices(self, old: Question, new: Question) -> Iterator[Change]:
        for change in self.parts("answer", old.choices, new.choices):
            label = " ".join(filter(None, (change.kind, change.slug, change.field)))
            yield replace(change, kind="question", slug=new.slug, field=label)


def _order(kind: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    was = [slug for slug in before if slug in after]
    now = [slug for slug in after if slug in before]
    if was != now:
        yield Change(kind, "", "order", "\n".join(was), "\n".join(now))


def _shown(guide: Guide, value: Any) -> str:
    """A field's value as an editor would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Situation():
            return "\n".join(situations_in_words(guide, (value,)))
        case Review():
            return ", ".join(str(part) for part in vars(value).values() if part)
        case (Situation(), *_):
            return "\nor\n".join(situations_in_words(guide, value))
        case tuple():
            return "\n".join(value)
    return str(value)


def _title(part: Any) -> str:
    """What a part is called in the admin."""
    return next(
        getattr(part, name) for name in ("name", "title", "label", "slug") if hasattr(part, name)
    )
