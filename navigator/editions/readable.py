"""Editions, as far as they are as published and this version of the site can read them.

Somebody may have changed one in the database, or another version have written it, before a step
back for example. That must not take a guide from its readers while an edition before it can still
be served.
"""

from __future__ import annotations

import logging
from typing import NamedTuple

from navigator.guide.model import Guide
from navigator.guide.plain import PlainDataError, from_plain

from .chain import is_as_published
from .models import Edition

logger = logging.getLogger(__name__)


class Newest(NamedTuple):
    """The newest edition of a guide that can be served, and what is in it.

    `withdrawal` is the edition that took the guide from its readers, where no later one gave it
    back: this one, or one after it that cannot be read. Then readers are served nothing of it.
    """

    edition: Edition
    guide: Guide
    withdrawal: Edition | None


def read(edition: Edition) -> Guide | None:
    """Return the guide in an edition, or None, and a line in the log, where it is not served."""
    if not is_as_published(edition):
        logger.error("%s is not as it was published; the one before is used, if any", edition)
        return None
    try:
        return from_plain(edition.content)
    except PlainDataError:
        logger.exception("%s cannot be read; the one before it is used, if any", edition)
        return None


def newest(guide: int) -> Newest | None:
    """Return the newest edition that can be served of the guide with this key."""
    editions = Edition.objects.filter(guide=guide).order_by("-number")
    edition, withdrawal = editions.first(), None
    while edition is not None:
        content = read(edition)
        if withdrawal is None and edition.withdrawn and is_as_published(edition):
            withdrawal = edition
        if content is not None:
            return Newest(edition, content, withdrawal)
        edition = editions.filter(number__lt=edition.number).first()
    return None


def newest_readable(guide: int) -> tuple[Edition, Guide] | None:
    """Return the newest edition that can be served, and its guide, withdrawn or not."""
    found = newest(guide)
    return None if found is None else (found.edition, found.guide)


def guide_in(number: int, guide: int) -> Guide | None:
    """Return the guide with this key as the edition of that number has it, if it can be read."""
    edition = Edition.objects.filter(guide=guide, number=number).first()
    return None if edition is None else read(edition)
