"""Some rows of a guide as another version of it has them, and the rest as they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from .held import Row
from .model import GUIDE, KINDS, Guide

OWN = [field.name for field in fields(Guide) if field.name not in KINDS]


def with_rows(base: Guide, other: Guide, rows: Collection[Row]) -> Guide:
    """Return `base` with these rows as `other` has them: changed, added or removed.

    The guide's own texts are one row, `(GUIDE, "")`; the order of a kind is one as well, such as
    `("option", "")`. A row that `other` adds stands after the one that it follows there. Whether
    the result makes sense is for the proofreader to tell: a row may name one that is not there.
    """
    changed: dict[str, Any] = {}
    if (GUIDE, "") in rows:
        changed = {name: getattr(other, name) for name in OWN}
    for place, kind in KINDS.items():
        changed[place] = _parts(kind, getattr(base, place), getattr(other, place), rows)
    return replace(base, **changed)


def _parts(
    kind: str, base: Sequence[Any], other: Sequence[Any], rows: Collection[Row]
) -> tuple[Any, ...]:
    """Return the parts of a kind."""
    there = {part.slug: part for part in other}
    kept = {part.slug: part for part in base if (kind, part.slug) not in rows}
    kept |= {slug: part for slug, part in there.items() if (kind, slug) in rows}
    first, second = (other, base) if (kind, "") in rows else (base, other)
    order = [part.slug for part in first if part.slug in kept]
    follows = 0  # the place after the one before it in `second`
    for slug in (part.slug for part in second if part.slug in kept):
        if slug not in order:
            order.insert(follows, slug)
        follows = order.index(slug) + 1
    return tuple(kept[slug] for slug in order)
