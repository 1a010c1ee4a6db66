"""Editions as a chain: each holds a hash of what it holds, and of the edition before it.

So an edition that somebody changed in the database, or took out of it, is found: by the shelf,
which does not serve it, and by `check_editions`, which names it.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from navigator.guide.digest import digest

from .models import Edition


def digest_of(edition: Any) -> str:
    """Return the hash of an edition: of all that it holds, and of the one before."""
    return digest(
        {
            "guide": edition.guide_id,
            "number": edition.number,
            "content": edition.content,
            "review": edition.review,
            "withdrawn": edition.withdrawn,
            "note": edition.note,
            "published_at": edition.published_at.astimezone(UTC).isoformat(),
            "published_by": edition.published_by_id,
            "before": edition.before,
        }
    )


def is_as_published(edition: Edition) -> bool:
    """Tell if an edition holds what it held when it was published."""
    return edition.digest == digest_of(edition)


def broken_links(guide: int) -> list[str]:
    """Return what is wrong with the editions of the guide with this key, a sentence each."""
    found, before, number = [], "", 0
    for edition in Edition.objects.filter(guide=guide).order_by("number"):
        if edition.number != number + 1:
            found.append(f"Before edition {edition.number}, one is missing.")
        elif edition.before != before:
            found.append(f"Edition {edition.number} does not follow the one before it.")
        if not is_as_published(edition):
            found.append(f"Edition {edition.number} is not as it was published.")
        before, number = edition.digest, edition.number
    return found
