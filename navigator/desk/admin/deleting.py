"""Pages that delete: tell what goes with a row and what holds it back, as an editor reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db.models import Model
from django.utils.html import format_html
from django.utils.text import Truncator

from navigator.desk import models
from navigator.editions.models import Edition

from .named import TABLES, form_url

MOST_NAMES, LONGEST_NAME = 5, 60
# Rows that no editor knows by the name of their model, in one and in several.
CALLED: dict[type[Model], tuple[str, str]] = {
    models.Choice: ("answer", "answers"),
    models.Condition: ("row of a rule", "rows of a rule"),
    models.RowToCheck: ("row to check", "rows to check"),
    models.Acceptance: ("accepted warning", "accepted warnings"),
    models.PublishRequest: ("wish to have it published", "wishes to have it published"),
}
NAMED = (models.Part, models.Choice)  # told by name; others are counted


def goes_with(collector: NestedObjects, deleted: Iterable[Model]) -> list[str]:
    """Return what is deleted with rows, of each kind how many and which."""
    found = []
    by_model: Any = collector.model_objs
    for model, rows in by_model.items():
        others = sorted(set(rows) - set(deleted), key=lambda row: row.pk)
        # Which sources a row has, and which answers a row of a rule names, is a part of that row.
        if others and not model._meta.auto_created and model is not models.ConditionChoice:
            found.append(_counted(model, others))
    return found


def _counted(model: type[Model], rows: list[Any]) -> str:
    meta = model._meta
    one, several = CALLED.get(model, (str(meta.verbose_name), str(meta.verbose_name_plural)))
    counted = f"{len(rows)} {one if len(rows) == 1 else several}"
    if not issubclass(model, NAMED):
        return counted
    first = (row.label if model is models.Choice else str(row) for row in rows[:MOST_NAMES])
    names = ", ".join(f"“{Truncator(each).chars(LONGEST_NAME)}”" for each in first)
    more = f" and {len(rows) - MOST_NAMES} more" if len(rows) > MOST_NAMES else ""
    return f"{counted}: {names}{more}"


def held_by(collector: NestedObjects) -> list[str]:
    """Return what uses rows, so that they cannot be deleted, as links to where it does."""
    rows = sorted(collector.protected, key=lambda row: (row._meta.model_name, row.pk))
    editions = sum(isinstance(row, Edition) for row in rows)
    if editions:  # nothing else can be done about it, whatever else there is
        return [f"{editions} published edition{'' if editions == 1 else 's'}"]
    return list(dict.fromkeys(_links(rows)))


def _links(rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, models.ConditionChoice):
            owner = row.condition.belongs_to
            table = TABLES["ask_when" if isinstance(owner, models.Question) else "situations"]
            kind = f"The rule of the {owner._meta.verbose_name}" if owner else "A rule"
            yield _link(owner, kind, f"#{table}")
        elif isinstance(row, models.Part):
            yield _link(row, str(row._meta.verbose_name).capitalize(), "")
        else:
            yield format_html("{} “{}”", str(row._meta.verbose_name).capitalize(), row)


def _link(row: Any, kind: str, anchor: str) -> str:
    return format_html('{} <a href="{}{}">“{}”</a>', kind, form_url(row), anchor, row)
