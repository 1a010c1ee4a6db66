"""Changes and findings of a draft as an editor reads them: parts by name, with links."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, islice
from operator import attrgetter

from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from navigator.desk import models
from navigator.guide.compare import Change
from navigator.guide.held import Row
from navigator.guide.model import GUIDE
from navigator.guide.proofread import Finding

# Two texts that share less than this are shown without marks: nearly every word would have one.
ALIKE = 0.4
MOST_TOLD = 3  # findings in one message


@dataclass(frozen=True)
class ChangedRow:
    """A row that differs from the newest edition. In a form `value` stands for it.

    `part` is its name as a link to its form.
    """

    value: str
    name: str
    part: str
    chosen: bool
    changes: list[tuple[str, str, str]]


def as_value(row: Row) -> str:
    """Return what stands for a row in a form, e.g. `option:town-card`."""
    return ":".join(row)


def rows_sent(values: Iterable[str]) -> set[Row]:
    """Return the rows that values of a form stand for."""
    return {(kind, slug) for kind, _, slug in (value.partition(":") for value in values)}


class Names:
    """The names of a draft's parts, by kind and slug."""

    def __init__(self, draft: models.Guide) -> None:
        self.draft = draft
        self.rows = {
            kind: {row.slug: row for row in model._default_manager.filter(guide=draft)}
            for kind, model in models.PART_MODELS.items()
        }

    def plainly(self, kind: str, slug: str) -> str:
        """Return what a part is called. Without a slug, it is the order of all of its kind."""
        if kind == GUIDE:
            return "Texts of the whole guide"
        if not slug:
            return str(models.PART_MODELS[kind]._meta.verbose_name_plural).capitalize()
        return f"{kind.capitalize()} “{self.rows[kind].get(slug, slug)}”"

    def of(self, kind: str, slug: str) -> str:
        """Return the same, as a link to its form if it has one."""
        row = self.draft if kind == GUIDE else self.rows[kind].get(slug)
        if row is None:
            return escape(self.plainly(kind, slug))
        url = form_url(row) + ("#texts" if kind == GUIDE else "")
        return format_html('<a href="{}">{}</a>', url, self.plainly(kind, slug))

    def changes(self, changes: Iterable[Change]) -> list[tuple[str, str, str, str]]:
        """Return of each: the part, the label of its field, what it said and what it says."""
        return [
            (self.of(each.kind, each.slug), label(each), *marked(each.was, each.now))
            for each in changes
        ]

    def changed_rows(
        self, changes: Iterable[Change], chosen: Collection[Row] | None = None
    ) -> list[ChangedRow]:
        """Return the rows that differ, each with its changes. Unless some are chosen, all are."""
        return [
            ChangedRow(
                value=as_value(row),
                name=self.plainly(*row),
                part=self.of(*row),
                chosen=chosen is None or row in chosen,
                changes=[(label(each), *marked(each.was, each.now)) for each in of_row],
            )
            for row, of_row in groupby(changes, key=attrgetter("row"))
        ]

    def in_sentences(self, findings: Iterable[Finding]) -> str:
        """Return the first of what was found, each with the name of the row it is in."""
        first = islice(findings, MOST_TOLD)
        return " ".join(
            f"{self.plainly(each.kind, each.slug)}: {with_label(each)}" for each in first
        )

    def findings(self, findings: Iterable[Finding]) -> list[tuple[str, str, bool]]:
        """Return of each: the part, what was found, and if it stops publishing."""
        return [
            (self.of(each.kind, each.slug), with_label(each), each.stops_publishing)
            for each in findings
        ]


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
