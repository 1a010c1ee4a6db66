"""Editions, as far as they are as published and this version of the site can read them.

Somebody may have changed one in the database, or another version have written it, before a step
back for example. That must not take a guide from its readers while an edition before it can still
be served.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext_lazy

from navigator.guide import review
from navigator.guide.model import Guide
from navigator.guide.plain import PlainDataError, from_plain
from navigator.guide.review import Review

from .chain import is_as_published
from .models import ChainEnd, Edition

logger = logging.getLogger(__name__)


# What readers are told where nobody writes something else. It fits patients and caregivers.
TAKEN_DOWN = gettext_lazy(
    "We have taken this guide down while we check it. Talk with the care team before you decide "
    "anything."
)


class Newest(NamedTuple):
    """The newest edition of a guide that can be served, and what is in it.

    Where `told` is not empty, the guide was taken from its readers, who are told this in its place.
    `withdrawal` is the edition that says so, if it is the newest and as it was published.
    """

    edition: Edition
    guide: Guide
    review: Review
    told: str
    withdrawal: Edition | None


def read(edition: Edition) -> tuple[Guide, Review] | None:
    """Return what is in an edition, or None, and a line in the log, where it is not served."""
    if not is_as_published(edition):
        logger.error("%s is not as it was published; the one before is used, if any", edition)
        return None
    try:
        return from_plain(edition.content), review.from_plain(edition.review)
    except PlainDataError:
        logger.exception("%s cannot be read; the one before it is used, if any", edition)
        return None


def newest(guide: int) -> Newest | None:
    """Return the newest edition that can be served of the guide with this key.

    Nothing from before a withdrawal is served, also where the edition that withdrew the guide was
    changed or taken out of the database. So what is missing counts as one.
    """
    end = ChainEnd.objects.filter(guide=guide).first()
    is_withdrawn = end is None or end.is_withdrawn
    withdrawal: Edition | None = None
    above: Edition | None = None
    for edition in _from_the_newest_on(guide):
        is_missing = above is not None and edition.number != above.number - 1
        is_withdrawn = is_withdrawn or is_missing or edition.withdrawn != ""
        is_end = end is not None and edition.digest == end.digest
        if is_end and edition.withdrawn and is_as_published(edition):
            withdrawal = edition
        found = read(edition)
        if found is not None:
            told = _told(found[0], withdrawal) if is_withdrawn else ""
            return Newest(edition, *found, told, withdrawal)
        above = edition
    return None


def _told(guide: Guide, withdrawal: Edition | None) -> str:
    if withdrawal is not None:
        return withdrawal.withdrawn
    with translation.override(guide.language):
        return str(TAKEN_DOWN)


def _from_the_newest_on(guide: int) -> Iterator[Edition]:
    """Yield the editions of a guide, one in memory at a time: the first is nearly always enough."""
    editions = Edition.objects.filter(guide=guide)
    for number in editions.order_by("-number").values_list("number", flat=True):
        yield editions.get(number=number)


def newest_readable(guide: int) -> tuple[Edition, Guide] | None:
    """Return the newest edition that can be served, and its guide, withdrawn or not."""
    found = newest(guide)
    return None if found is None else (found.edition, found.guide)


def guide_in(number: int, guide: int) -> Guide | None:
    """Return the guide with this key as the edition of that number has it, if it can be read."""
    edition = Edition.objects.filter(guide=guide, number=number).first()
    found = read(edition) if edition else None
    return found[0] if found else None
