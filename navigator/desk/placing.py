"""Where a new row goes: its place in an order, and a slug that is free."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, Max, QuerySet
from django.utils.text import slugify

from . import models

LONGEST_START = 40  # characters of a slug that is made of words; a number may follow


def next_place(rows: QuerySet[Any]) -> int:
    """Return the place after the last of these rows."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def put_in_order(rows: Sequence[models.Part]) -> None:
    """Number rows in this order.

    Only those whose place changes are saved, and nothing else of them: no text that was just
    changed is taken back.
    """
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
            row.version = F("version") + 1
            row.save(update_fields=["position", "version"])
            row.refresh_from_db(fields=["version"])


def new_part(
    draft: models.Guide, model: type[models.Part], words: str, fallback: str
) -> dict[str, Any]:
    """Return the guide of a new row, a slug that is free in it, and its place at the end.

    The slug is made of the words, or is the fallback where they have no letters.
    """
    rows = model._default_manager.filter(guide=draft)
    slug = free_slug(words, set(rows.values_list("slug", flat=True)), fallback)
    return {"guide": draft, "slug": slug, "position": next_place(rows)}


def free_slug(words: str, taken: Collection[str], fallback: str) -> str:
    """Return a slug made of words that is not taken. Words without letters give the fallback."""
    start = slugify(words)[:LONGEST_START].strip("-") or fallback
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (start, *numbered) if each not in taken)
