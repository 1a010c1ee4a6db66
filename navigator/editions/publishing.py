"""Guides become editions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from navigator.guide.model import Guide
from navigator.guide.plain import to_plain

from .chain import digest_of
from .models import Edition


def publish_as_next(
    guide: Guide,
    draft: int,
    note: str,
    author: User | None = None,
    *,
    review: dict[str, Any] | None = None,
) -> Edition:
    """Publish a guide as the next edition of the draft with this key.

    The caller holds a lock on the draft, so that two who publish at once get two numbers.
    """
    return _add(draft, content=to_plain(guide), review=review or {}, note=note, author=author)


def withdraw_as_next(draft: int, told: str, note: str, author: User | None = None) -> Edition:
    """Take a guide from its readers, who are told why, until its next edition.

    The caller holds a lock on the draft, which has an edition.
    """
    last = Edition.objects.filter(guide=draft).latest()
    return _add(
        draft,
        content=last.content,
        review=last.review,
        withdrawn=told,
        note=note,
        author=author,
    )


def _add(draft: int, author: User | None, **held: Any) -> Edition:
    last = Edition.objects.filter(guide=draft).order_by("number").last()
    edition = Edition(
        guide_id=draft,
        number=last.number + 1 if last else 1,
        before=last.digest if last else "",
        published_at=timezone.now(),
        published_by=author,
        **held,
    )
    edition.digest = digest_of(edition)
    edition.save()
    return edition
