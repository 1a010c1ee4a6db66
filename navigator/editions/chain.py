"""Editions as a chain: each holds a hash of what it holds, and of the edition before it.

So an edition that somebody changed in the database, or took out of it, is found: by the shelf,
which does not serve it, and by `check_editions`, which names it. Where the chain ends is kept
apart. It is no signature: whoever can write to the database and knows this code can make a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from operator import itemgetter
from typing import Any

from navigator.guide.digest import digest

from .models import ChainEnd, Edition

AT_A_TIME = 20  # editions in memory


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


def faults() -> list[str]:
    """Return what is wrong with the editions of all guides, a sentence each."""
    guides = dict(Edition.objects.values_list("guide", "guide__slug"))
    guides |= dict(ChainEnd.objects.values_list("guide", "guide__slug"))
    return [
        f"{slug}: {fault}"
        for key, slug in sorted(guides.items(), key=itemgetter(1))
        for fault in _broken_links(key)
    ]


def _broken_links(guide: int) -> Iterator[str]:
    """Yield what is wrong with the editions of the guide with this key."""
    before, number = "", 0
    editions = Edition.objects.filter(guide=guide).order_by("number")
    for edition in editions.iterator(chunk_size=AT_A_TIME):
        if edition.number != number + 1:
            yield f"Before edition {edition.number}, one is missing."
        elif edition.before != before:
            yield f"Edition {edition.number} does not follow the one before it."
        if not is_as_published(edition):
            yield f"Edition {edition.number} is not as it was published."
        before, number = edition.digest, edition.number
    end = ChainEnd.objects.filter(guide=guide).first()
    last = editions.last()
    if last is None:
        yield "No edition is left."
    elif end is None or end.digest != last.digest:
        yield f"The newest edition is missing, or edition {number} is not it."
    elif end.is_withdrawn != bool(last.withdrawn):
        yield (
            f"Edition {number} does not say that it withdrew the guide."
            if end.is_withdrawn
            else f"Only edition {number} itself says that it withdrew the guide."
        )
