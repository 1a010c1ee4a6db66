"""Changes and findings of a draft as an editor reads them: parts by name, with links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
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
from navigator.guide.search import Hit

# Two texts that share less than this are shown without marks: nearly every word would have one.
ALIKE = 0.4
# Texts are held against each other word by word; longer ones line by line.
WORDS, LINES = re.compile(r"\s+|\S+"), re.compile(r".*\n|.+")
MOST_PIECES = 2_000  # the time it takes grows with their square
LINES_BESIDE, LEAST_FOLDED = 3, 6  # lines of a long text that stand beside what differs
MOST_TOLD = 3  # findings in one message
# What stands below a form is no field of it: by its name in the guide, the place where it begins.
TABLES = {
    "situations": "conditions-group",
    "ask_when": "ask_when-group",
    "choices": "choices-group",
}
# By kind, the row that tells a part from others of the same name: a remark's option, a fact's drug.
BELONGS_TO = {"notice": "option", "fact": "treatment"}


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


@dataclass(frozen=True)
class FoundRow:
    """Something that was found. `part` is the part's name as a link to the field in its form."""

    part: str
    what: str
    stops_publishing: bool
    digest: str


def as_value(row: Row) -> str:
    """Return what stands for a row in a form, e.g. `option:town-card`."""
    return ":".join(row)


def rows_sent(values: Iterable[str]) -> set[Row]:
    """Return the rows that values of a form stand for."""
    return {(kind, slug) for kind, _, slug in (value.partition(":") for value in values)}


class Names:
    """The names of a draft's parts, by kind and slug. `query`: of the links to their forms."""

    def __init__(self, draft: models.Guide, query: str = "") -> None:
        self.draft, self.query = draft, query
        self.rows = {
            kind: {
                row.slug: row
                for row in model._default_manager.filter(guide=draft).select_related(
                    BELONGS_TO.get(kind)
                )
            }
            for kind, model in models.PART_MODELS.items()
        }

    def plainly(self, kind: str, slug: str) -> str:
        """Return what a part is called. Without a slug, it is the order of all of its kind."""
        if kind == GUIDE:
            return "Texts of the whole guide"
        if not slug:
            return str(models.PART_MODELS[kind]._meta.verbose_name_plural).capitalize()
        row = self.rows[kind].get(slug)
        owner = getattr(row, BELONGS_TO.get(kind, ""), None)
        name = f"{kind.capitalize()} “{row or slug}”"
        return f"{name} on “{owner}”" if owner else name

    def of(self, kind: str, slug: str, anchor: str = "") -> str:
        """Return the same, as a link to its form if it has one, or to a place in that."""
        row = self.draft if kind == GUIDE else self.rows[kind].get(slug)
        if row is None:
            return escape(self.plainly(kind, slug))
        anchor = anchor or ("texts" if kind == GUIDE else "")
        url = form_url(row) + self.query + (f"#{anchor}" if anchor else "")
        return format_html('<a href="{}">{}</a>', url, self.plainly(kind, slug))

    def changes(self, changes: Iterable[Change]) -> list[tuple[str, str, str, str]]:
        """Return of each: the part, the label of its field, what it said and what it says."""
        return [
            (self.of(each.kind, each.slug), label(each), *marked(each.was, each.now, folded))
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
                changes=[(label(each), *marked(each.was, each.now, folded)) for each in of_row],
            )
            for row, of_row in groupby(changes, key=attrgetter("row"))
        ]

    def in_sentences(self, findings: Iterable[Finding]) -> str:
        """Return the first of what was found, each with the name of the row it is in."""
        first = islice(findings, MOST_TOLD)
        return " ".join(
            f"{self.plainly(each.kind, each.slug)}: {with_label(each)}" for each in first
        )

    def findings(self, findings: Iterable[Finding]) -> list[FoundRow]:
        """Return findings as they are shown."""
        return [self.found(each) for each in findings]

    def found(self, finding: Finding) -> FoundRow:
        """Return a finding as it is shown."""
        part = self.of(finding.kind, finding.slug, self.anchor(finding))
        return FoundRow(part, with_label(finding), finding.stops_publishing, finding.digest)

    def anchor(self, found: Finding | Hit) -> str:
        """Return what the field of a finding is called in its form; empty without one."""
        if not found.answer:
            model = models.PART_MODELS.get(found.kind, models.Guide)
            has_box = any(each.name == found.field for each in model._meta.get_fields())
            # Answers and rows of a rule stand in tables of their own.
            return TABLES.get(found.field) or (f"id_{found.field}" if has_box else "")
        answers = self.answers.get(found.slug, [])
        if found.answer not in answers:
            return ""
        return f"id_choices-{answers.index(found.answer)}-{found.field}"

    @cached_property
    def answers(self) -> dict[str, list[str]]:
        """By question: the slugs of its answers, in the order of its form."""
        rows = models.Choice.objects.filter(question__guide=self.draft)
        found: dict[str, list[str]] = {}
        for question, slug in rows.order_by("position", "pk").values_list("question__slug", "slug"):
            found.setdefault(question, []).append(slug)
        return found


def form_url(row: Model) -> str:
    return reverse(f"admin:desk_{row._meta.model_name}_change", args=[row.pk])


def marked(was: str, now: str, shown: Callable[[str], str] = str) -> tuple[str, str]:
    """Return two versions of a text, with the words that went and those that came marked.

    What is the same between them is `shown` as it is, or else `folded`.
    """
    for pattern in (WORDS, LINES):
        old, new = pattern.findall(was), pattern.findall(now)
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        middle = [each[start : len(each) - end] for each in (old, new)]
        if max(map(len, middle)) <= MOST_PIECES:
            break
    else:
        return escape(was), escape(now)
    matcher = SequenceMatcher(None, middle[0], middle[1])
    same = start + end + sum(block.size for block in matcher.get_matching_blocks())
    if not was or not now or 2 * same < ALIKE * (len(old) + len(new)):
        return escape(was), escape(now)
    before = after = str(escape(shown("".join(old[:start]))))
    for way, i, j, k, m in matcher.get_opcodes():
        went, came = ("".join(each) for each in (middle[0][i:j], middle[1][k:m]))
        if way == "equal":
            before += escape(shown(went))
            after += escape(shown(came))
        else:
            before += f"<del>{escape(went)}</del>" if went else ""
            after += f"<ins>{escape(came)}</ins>" if came else ""
    rest = escape(shown("".join(old[len(old) - end :])))
    return mark_safe(before + rest), mark_safe(after + rest)  # noqa: S308, escaped piece by piece


def folded(same: str) -> str:
    """Return the first and the last lines of what is the same, where there are many between."""
    lines = same.split("\n")
    between = len(lines) - 2 * LINES_BESIDE
    if between < LEAST_FOLDED:
        return same
    told = f"[… {between} lines as before …]"
    return "\n".join([*lines[:LINES_BESIDE], told, *lines[-LINES_BESIDE:]])


def _alike(old: list[str], new: list[str]) -> int:
    """Return how many pieces two lists begin with alike."""
    shorter = min(len(old), len(new))
    return next((n for n in range(shorter) if old[n] != new[n]), shorter)


def label(about: Change | Finding | Hit) -> str:
    """Return the label in its form of the field that changed, or that something was found in."""
    of_answer = not isinstance(about, Change) and bool(about.answer)
    return label_of(about.kind, about.field, of_answer=of_answer)


def label_of(kind: str, field: str, *, of_answer: bool = False) -> str:
    """Return the label that a field has in the form of such a part, or of an answer."""
    model: type[Model] = models.PART_MODELS.get(kind, models.Guide)
    if of_answer:
        model = models.Choice
    labels = {
        each.name: str(each.verbose_name)
        for each in (*model._meta.fields, *model._meta.many_to_many)
    }
    name, space, language = field.partition(" (")  # of a wording, as in “plain (es)”
    return labels.get(name.replace(" ", "_"), name) + space + language


def with_label(finding: Finding) -> str:
    """Return what was found, with the label of the field that it names."""
    return finding.what.replace(f"“{finding.field}”", f"“{label(finding)}”")
