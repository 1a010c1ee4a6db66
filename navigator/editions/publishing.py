"""Guides become editions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from navigator.guide.model import Guide
from navigator.guide.plain import to_plain

from .chain import digest_of
from .models import ChainEnd, Edition


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


def withdraw_as_next(edition: Edition, told: str, note: str, author: User | None = None) -> Edition:
    """Take a guide from its readers, who are told this instead, until its next edition.

    `edition` is what they are served now. The caller holds a lock on its draft.
    """
    return _add(
        edition.guide_id,
        content=edition.content,
        review=edition.review,
        withdrawn=told,
        note=note,
        author=author,
    )


def _add(draft: int, author: User | None, **held: Any) -> Edition:
    last = Edition.objects.filter(guide=draft).order_by("number").last()
    end = ChainEnd.objects.filter(guide=draft).first()
    edition = Edition(
        guide_id=draft,
        number=last.number + 1 if last else 1,
        before=end.digest if end else "",
        published_at=timezone.now(),
        published_by=author,
        **held,
    )
    add_to_chain(edition)
    return edition


def add_to_chain(edition: Edition) -> None:
    """Store a new edition with its hash, and that it is the newest one."""
    edition.digest = digest_of(edition)
    edition.save()
    ChainEnd.objects.update_or_create(
        guide_id=edition.guide_id,
        defaults={"digest": edition.digest, "is_withdrawn": bool(edition.withdrawn)},
    )
