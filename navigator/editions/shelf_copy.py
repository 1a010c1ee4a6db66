"""A signed copy of the newest editions on disk: what a process starts from without a database.

It is signed because readers trust what they are shown: a file that somebody changed is not served.
"""

from __future__ import annotations

import logging
import os
import tempfile
from datetime import datetime

from django.conf import settings
from django.core import signing

from navigator.guide import review
from navigator.guide.plain import PlainDataError, from_plain, to_plain

from .published import Published

logger = logging.getLogger(__name__)

SALT = "navigator.editions.shelf_copy"


def write(editions: dict[int, Published]) -> None:
    """Put the editions in the file's place, whole or not at all. Raises OSError."""
    rows = [
        (
            key,
            each.number,
            each.published_at.isoformat(),
            to_plain(each.guide),
            each.review.to_plain(),
            each.withdrawn,
        )
        for key, each in editions.items()
    ]
    place = settings.SHELF_COPY
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(signing.dumps(rows, salt=SALT))
            file.flush()
            os.fsync(handle)
        os.replace(name, place)
    except BaseException:
        os.unlink(name)
        raise


def read() -> dict[int, Published]:
    """Return the editions in the file; none, and a line in the log, where it is of no use."""
    try:
        rows = signing.loads(settings.SHELF_COPY.read_text(encoding="ascii"), salt=SALT)
        return {
            key: Published(
                number,
                datetime.fromisoformat(published_at),
                from_plain(content),
                key,
                review=review.from_plain(reviewed),
                withdrawn=withdrawn,
            )
            for key, number, published_at, content, reviewed, withdrawn in rows
        }
    except FileNotFoundError:
        return {}
    except PlainDataError:
        logger.exception("%s is of another version of the site", settings.SHELF_COPY)
        return {}
    except (OSError, ValueError, signing.BadSignature) as error:
        logger.error("%s cannot be used: %s", settings.SHELF_COPY, error)
        return {}
