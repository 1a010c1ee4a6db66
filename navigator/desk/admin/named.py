"""Changes, findings and the log of a draft as an editor reads them: parts by name, with links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from navigator.desk import models
from navigator.guide.compare import Change
from navigator.guide.model import GUIDE
from navigator.guide.proofread import Finding

from .locking import log_of

# Two texts that share less than this are shown without marks: nearly every word would have one.
ALIKE = 0.4
LATEST = 10  # entries of the log that are shown


class Names:
    """The names of a draft's parts, by kind and slug."""

    def __init__(self, draft: models.Guide) -> None:
        self.draft = draft
        self.rows = {
            kind: {row.slug: row for row in model._default_manager.filter(guide=draft)}
            for kind, model in models.PART_MODELS.items()
        }

    def of(self, kind: str, slug: str) -> str:
        """Return what a part is called, as a link to its form if it has one."""
        if kind == GUIDE:
            url = f"{form_url(self.draft)}#texts"
            return format_html('<a href="{}">Texts of the whole guide</a>', url)
        row = self.rows[kind].get(slug)
        if row is None:
            return f"{kind.capitalize()} “{slug}”" if slug else kind.capitalize()
        return format_html('<a href="{}">{} “{}”</a>', form_url(row), kind.capitalize(), row)

    def changes(self, changes: Iterable[Change]) -> list[tuple[str, str, str, str]]:
        """Return of each: the part, the label of its field, what it said and what it says."""
        return [
            (self.of(each.kind, each.slug), label(each), *marked(each.was, each.now))
            for each in changes
        ]

    def findings(self, findings: Iterable[Finding]) -> list[tuple[str, str, bool]]:
        """Return of each: the part, what was found, and if it stops publishing."""
        return [
            (self.of(each.kind, each.slug), with_label(each), each.stops_publishing)
            for each in findings
        ]

    def log(self) -> QuerySet[LogEntry]:
        """Return who changed what in this guide, the latest first."""
        entries = log_of(models.Guide, self.draft.pk)
        for kind, rows in self.rows.items():
            entries |= log_of(models.PART_MODELS[kind], *(row.pk for row in rows.values()))
        # What was deleted has no key any more by which it could be told which guide it was of.
        entries |= Q(content_type__app_label="desk", action_flag=DELETION)
        return LogEntry.objects.filter(entries).select_related("user")[:LATEST]


def form_url(row: Model) -> str:
    return reverse(f"admin:desk_{row._meta.model_name}_change", args=[row.pk])


def marked(was: str, now: str) -> tuple[str, str]:
    """Return two versions of a text, with the words that went and those that came marked."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (was, now))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not was or not now or matcher.ratio() < ALIKE:
        return escape(was), escape(now)
    before, after = "", ""
    for same, i, j, k, m in matcher.get_opcodes():
        went, came = escape("".join(old[i:j])), escape("".join(new[k:m]))
        before += went if same == "equal" or not went else f"<del>{went}</del>"
        after += came if same == "equal" or not came else f"<ins>{came}</ins>"
    return mark_safe(before), mark_safe(after)  # noqa: S308, escaped piece by piece


def label(about: Change | Finding) -> str:
    """Return the label in its form of the field that changed, or that something was found in."""
    model = models.PART_MODELS.get(about.kind, models.Guide)
    labels = {
        each.name: str(each.verbose_name)
        for each in (*model._meta.fields, *model._meta.many_to_many)
    }
    return labels.get(about.field.replace(" ", "_"), about.field)


def with_label(finding: Finding) -> str:
    """Return what was found, with the label of the field that it names."""
    return finding.what.replace(f"“{finding.field}”", f"“{label(finding)}”")
