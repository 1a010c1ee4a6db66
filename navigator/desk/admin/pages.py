"""What the workbench and the comparison of versions show: plain data for their templates."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from navigator.desk import drafts, models
from navigator.desk.drafts import freeze
from navigator.editions.models import Edition
from navigator.editions.readable import newest_readable, read
from navigator.guide.compare import Change, compare
from navigator.guide.model import Guide

from .log import about
from .named import Names
from .numbers import as_number

DRAFT = "draft"
LATEST = 10  # changes shown on the workbench


def workbench(draft: models.Guide) -> dict[str, Any]:
    """What differs from what readers see, what the proofreader found, and ways to the parts."""
    names = Names(draft)
    guide = freeze(draft)
    findings = drafts.proofread_draft(draft, guide)
    return {
        "seen": seen(draft),
        "last": draft.editions.defer("content").first(),
        "changes": names.changes(unpublished(draft, guide)),
        "findings": names.findings(findings),
        "stopping": sum(finding.stops_publishing for finding in findings),
        "parts": _parts(draft, names),
        "log": recent_changes(names),
    }


def seen(draft: models.Guide) -> Edition | None:
    """The edition that readers see, which is not the last where that one cannot be read."""
    found = newest_readable(draft.pk)
    return None if found is None else found[0]


def unpublished(draft: models.Guide, guide: Guide) -> list[Change]:
    """What the draft has that readers do not see. Empty where they see nothing of it."""
    found = newest_readable(draft.pk)
    return [] if found is None else compare(found[1], guide)


def _parts(draft: models.Guide, names: Names) -> list[tuple[str, str, int]]:
    """The list of each kind of part in this guide: what it is called, where it is, how many."""
    return [
        (
            model._meta.verbose_name_plural,
            reverse(f"admin:desk_{model._meta.model_name}_changelist")
            + f"?guide__id__exact={draft.pk}",
            len(keys),
        )
        for model, keys in names.keys.items()
    ]


def recent_changes(names: Names) -> QuerySet[LogEntry]:
    """Who changed what in this guide, the latest first."""
    mine = about(models.Guide, names.draft.pk)
    for model, keys in names.keys.items():
        mine |= about(model, *keys)
    # What was deleted has no key any more by which it could be told which guide it was of.
    mine |= Q(content_type__app_label="desk", action_flag=DELETION)
    return LogEntry.objects.filter(mine).select_related("user")[:LATEST]


def version(draft: models.Guide, name: str) -> tuple[str, Guide]:
    """The draft, or the edition with that number, and what it is called. Raises Http404."""
    if name == DRAFT:
        return "the draft", freeze(draft)
    return edition(draft, name)


def edition(draft: models.Guide, number: str) -> tuple[str, Guide]:
    """The edition with that number, and what it is called. Raises Http404.

    One that cannot be read is as good as gone: the workbench says why.
    """
    found = draft.editions.filter(number=as_number(number)).first()
    guide = None if found is None else read(found)
    if guide is None:
        raise Http404("There is no such edition.")
    return f"edition {found.number}", guide


def comparison(draft: models.Guide, old: str, new: str) -> dict[str, Any]:
    """Every change between two versions of a guide."""
    old_name, old_guide = version(draft, old)
    new_name, new_guide = version(draft, new)
    changes = Names(draft).changes(compare(old_guide, new_guide))
    return {"old": old_name, "new": new_name, "changes": changes}
