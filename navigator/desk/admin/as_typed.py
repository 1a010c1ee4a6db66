"""A part of a guide as it stands in a form just now, saved or not, and the guide with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import forms

from navigator.desk import models, rows
from navigator.desk.placing import free_slug
from navigator.guide import model as parts

NEW = "new"  # how the slug begins of what has none yet


def part_as_typed(
    form: Any, formsets: Iterable[forms.BaseInlineFormSet], taken: Collection[str]
) -> Any:
    """Return the part that a form makes. What cannot be saved as it is stays as it was saved.

    Slugs stay as they were saved, too: other parts, and rules, know them. A new part has one that
    is not taken.
    """
    form.is_valid()
    row, typed = form.instance, form.cleaned_data
    part = getattr(parts, type(row).__name__)
    values = rows.columns(row, part)
    values["slug"] = form.initial.get("slug") or free_slug(NEW, taken, NEW)
    for name in models.part_fields(type(row)):
        other = typed.get(name)
        values[name] = other.slug if other else ""
    if isinstance(row, models.Cited):
        values["sources"] = tuple(source.slug for source in typed.get("sources", ()))
    if isinstance(row, models.Question):
        values["kind"] = parts.Kind(row.kind)
    for formset in formsets:
        formset.is_valid()
        if formset.model is models.Choice:
            values["choices"] = _choices(_kept(formset))
        else:
            name = "ask_when" if isinstance(row, models.Question) else "situations"
            values[name] = _situations(formset)
    return part(**values)


def guide_with(guide: parts.Guide, place: str, part: Any, saved_as: str) -> parts.Guide:
    """Return the guide with a part in place of the one that has this slug, or as its last.

    `place` is the field of the guide that holds parts of its kind.
    """
    others = getattr(guide, place)
    if any(each.slug == saved_as for each in others):
        changed = tuple(part if each.slug == saved_as else each for each in others)
    else:
        changed = (*others, part)
    changes: dict[str, Any] = {place: changed}
    return replace(guide, **changes)


def _kept(formset: Any) -> list[forms.ModelForm]:
    """Return the rows of a formset that would be saved, in the order of their places."""
    kept = [
        form
        for form in formset.forms
        if (form.instance.pk or form.has_changed())
        and not formset._should_delete_form(form)  # Django's own, which has no public name
    ]
    return sorted(kept, key=_place)


def _place(form: forms.ModelForm) -> tuple[bool, int]:
    """Return where a row stands; one that has no place yet comes after the others."""
    position = form.cleaned_data.get("position")
    return position is None, position or 0


def _choices(kept: list[forms.ModelForm]) -> tuple[parts.Choice, ...]:
    made: dict[str, parts.Choice] = {}
    for form in kept:
        values = rows.columns(form.instance, parts.Choice)
        saved = form.initial.get("slug") if form.instance.pk else ""
        slug = saved or free_slug(values["slug"] or NEW, made, NEW)
        made[slug] = parts.Choice(**values | {"slug": slug})
    return tuple(made.values())


def _situations(formset: Any) -> tuple[parts.Situation, ...]:
    named = [
        (
            typed.get("situation") or 1,
            rows.conditions(
                typed.get("test") or parts.Test.ANY, typed.get("number") or 1, typed["answers"]
            ),
        )
        for typed in (form.cleaned_data for form in _kept(formset))
        if typed.get("answers")
    ]
    return tuple(
        parts.Situation(tuple(each for _, made in together for each in made))
        for _, together in groupby(sorted(named, key=itemgetter(0)), key=itemgetter(0))
    )
