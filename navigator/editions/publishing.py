"""Guides become editions."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from navigator.guide.model import Guide
from navigator.guide.plain import to_plain

from .models import Edition


def publish_as_next(guide: Guide, draft: int, note: str, author: User | None = None) -> Edition:
    """Publish a guide as the next edition of the draft with this key.

    The caller holds a lock on the draft, so that two who publish at once get two numbers.
    """
    last = Edition.objects.filter(guide=draft).aggregate(last=Max("number"))["last"] or 0
    return Edition.objects.create(
        guide_id=draft,
        number=last + 1,
        content=to_plain(guide),
        note=note,
        published_at=timezone.now(),
        published_by=author,
    )
