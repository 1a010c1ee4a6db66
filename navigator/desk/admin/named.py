"""Changes and findings as an editor reads them: parts by their names, with links to their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from navigator.desk import models
from navigator.guide.compare import Change
from navigator.guide.model import GUIDE
from navigator.guide.proofread import Finding

# Two texts that share less than this are shown without marks: nearly every word would have one.
ALIKE = 0.4


@dataclass(frozen=True)
class Place:
    """A part of a guide: what it is called, and its form if it still has one."""

    kind: str
    name: str
    url: str


@dataclass(frozen=True)
class NamedChange:
    """One difference, with what went and what came marked."""

    place: Place
    field: str
    was: SafeString
    now: SafeString


@dataclass(frozen=True)
class NamedFinding:
    """Something that the proofreader found."""

    place: Place
    what: str
    stops_publishing: bool


class Names:
    """Finds the parts of a draft by kind and slug."""

    def __init__(self, draft: models.Guide) -> None:
        self.draft = draft

    def changes(self, changes: Iterable[Change]) -> list[NamedChange]:
        return [
            NamedChange(
                self._place(change.kind, change.slug),
                _field(change),
                *marked(change.was, change.now),
            )
            for change in changes
        ]

    def findings(self, findings: Iterable[Finding]) -> list[NamedFinding]:
        return [
            NamedFinding(
                self._place(finding.kind, finding.slug), finding.what, finding.stops_publishing
            )
            for finding in findings
        ]

    @cached_property
    def keys(self) -> dict[type[models.Part], set[int]]:
        """The primary keys of all parts."""
        return {model: {row.pk for row in rows.values()} for model, rows in self._rows.items()}

    @cached_property
    def _rows(self) -> dict[type[models.Part], dict[str, models.Part]]:
        return {
            model: {row.slug: row for row in model.objects.filter(guide=self.draft)}
            for model in models.PART_MODELS.values()
        }

    def _place(self, kind: str, slug: str) -> Place:
        if kind == GUIDE:
            return Place("Texts of the whole guide", "", f"{_form_url(self.draft)}#texts")
        row = self._rows[models.PART_MODELS[kind]].get(slug)
        if row is None:
            return Place(kind.capitalize(), slug, "")
        return Place(kind.capitalize(), str(row), _form_url(row))


def marked(was: str, now: str) -> tuple[SafeString, SafeString]:
    """Two versions of a text, with the words that went and those that came marked."""
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


def _form_url(row: Model) -> str:
    return reverse(f"admin:desk_{row._meta.model_name}_change", args=[row.pk])


def _field(change: Change) -> str:
    """The label that a field has in its form."""
    model = models.PART_MODELS.get(change.kind, models.Guide)
    name = change.field.replace(" ", "_")
    labels = {
        each.name: str(each.verbose_name)
        for each in model._meta.get_fields()
        if hasattr(each, "verbose_name")
    }
    return labels.get(name, change.field)
