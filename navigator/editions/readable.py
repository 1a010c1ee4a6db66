"""Editions, as far as this version of the site can read them.

Another version may have written one that this one cannot read, after a step back for example. That
must not take a guide from its readers while an edition before it can still be served.
"""

from __future__ import annotations

import logging

from navigator.guide.model import Guide
from navigator.guide.plain import PlainDataError, from_plain

from .chain import is_as_published
from .models import Edition

logger = logging.getLogger(__name__)


def read(edition: Edition) -> Guide | None:
    """Return the guide in an edition, or None, and a line in the log, where it cannot be read.

    One that is not as it was published is not read either: readers trust what they are shown.
    """
    if not is_as_published(edition):
        logger.error("%s is not as it was published; the one before it is used, if any", edition)
        return None
    try:
        return from_plain(edition.content)
    except PlainDataError:
        logger.exception("%s cannot be read; the one before it is used, if any", edition)
        return None


def newest_readable(guide: int) -> tuple[Edition, Guide] | None:
    """Return the newest edition that can be read of the guide with this key: readers see it."""
    editions = Edition.objects.filter(guide=guide).order_by("-number")
    edition = editions.first()
    while edition is not None:
        content = read(edition)
        if content is not None:
            return edition, content
        edition = editions.filter(number__lt=edition.number).first()
    return None


def guide_in(number: int, guide: int) -> Guide | None:
    """Return the guide with this key as the edition of that number has it, if it can be read."""
    edition = Edition.objects.filter(guide=guide, number=number).first()
    return None if edition is None else read(edition)
