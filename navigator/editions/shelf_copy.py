"""A signed copy of the newest editions on disk: what a process starts from without a database.

It is signed because readers trust what they are shown: a file that somebody changed is not served.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing

logger = logging.getLogger(__name__)

SALT = "navigator.editions.shelf_copy"


@dataclass(frozen=True)
class EditionCopy:
    """The columns of an edition that readers are served from; `content` is plain data."""

    guide: int
    number: int
    published_at: datetime
    content: Any


def write(editions: Iterable[EditionCopy]) -> None:
    """Put the editions in the file's place, whole or not at all. Raises OSError."""
    rows = [
        [each.guide, each.number, each.published_at.isoformat(), each.content] for each in editions
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


def read() -> list[EditionCopy]:
    """The editions in the file; none, and a line in the log, where it cannot be trusted."""
    try:
        rows = signing.loads(settings.SHELF_COPY.read_text(encoding="ascii"), salt=SALT)
    except FileNotFoundError:
        return []
    except (OSError, ValueError, signing.BadSignature) as error:
        logger.error("%s cannot be used: %s", settings.SHELF_COPY, error)
        return []
    return [
        EditionCopy(guide, number, datetime.fromisoformat(published_at), content)
        for guide, number, published_at, content in rows
    ]
