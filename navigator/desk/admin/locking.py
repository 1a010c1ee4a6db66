"""When two people save the same row, the second is told, and sees both versions.

Each form carries the version it was opened with. A row's version rises with every save of its form,
which saves what hangs on it (answers, rules) as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db.models import Q
from django.forms.formsets import DELETION_FIELD_NAME as DELETE

from navigator.desk.models import Guide, Versioned

from .log import about

# How the log of a guide begins where the whole of its draft was replaced.
RESTORED, LOADED = "Restored", "Loaded"
INITIAL = "initial-"  # how Django begins the names of what a form was opened with
TAKEN = "You had not changed it, so theirs is in the form."


@dataclass(frozen=True)
class Difference:
    """One thing that two people have left in two states."""

    what: str
    theirs: str
    yours: str


class LockedForm(forms.ModelForm):
    """Refuses to save over somebody else's change; saving again, after reading it, goes through."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    theirs: Versioned | None = None  # the row as somebody else saved it meanwhile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[str, Any] = {}
        if self.instance.pk is not None:
            remember_what_was_there(self)
        self.initial["seen_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is not None:
            self._refuse_if_changed_since(cleaned)
        return cleaned

    def _refuse_if_changed_since(self, cleaned: dict[str, Any]) -> None:
        # Locked until this request's transaction ends, so that nobody slips in between.
        now = type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
        if now.version == cleaned.get("seen_version"):
            self.instance.version = now.version + 1
            return
        self.theirs = now
        # The next save is made by someone who has seen both versions.
        self.data = self.data.copy()
        self._told = {name: cleaned[name] for name in cleaned if self._was_touched(name)}
        self._take_theirs(forms.model_to_dict(now, fields=[*self.fields]))
        self.data[self.add_prefix("seen_version")] = now.version
        raise ValidationError(
            f"{_who_changed(now)} while you had this page open. Nothing is saved yet, and nothing "
            "of yours is lost: it is in the form below, with theirs where you had changed nothing. "
            "Save again to keep it so.",
            code="changed-meanwhile",
        )

    def _was_touched(self, name: str) -> bool:
        """Whether this editor changed a field, as far as the form that was sent can tell."""
        tells = any(each.startswith(INITIAL) for each in self.data)
        return not tells or name in self.changed_data

    def _take_theirs(self, theirs: dict[str, Any]) -> None:
        """Where this editor changed nothing, what the other saved stands."""
        self._taken = [
            name
            for name, value in theirs.items()
            if not self._was_touched(name) and self.fields[name].has_changed(value, self._raw(name))
        ]
        for name, value in theirs.items():
            values = as_sent(self.fields[name], value)
            self.data.setlist(self[name].html_initial_name, values or [""])
            if name in self._taken:
                self.data.setlist(self.add_prefix(name), values)

    def differences(self) -> Iterator[Difference]:
        """What their version and this one have in two states. Empty where nobody came between."""
        theirs = forms.model_to_dict(self.theirs, fields=[*self.fields]) if self.theirs else {}
        for name, value in theirs.items():
            field = self.fields[name]
            if name in self._taken:
                yield Difference(str(field.label), in_words(field, value), TAKEN)
            elif name in self._told and field.has_changed(value, self._raw(name)):
                yours = in_words(field, self._told[name])
                yield Difference(str(field.label), in_words(field, value), yours)

    def _raw(self, name: str) -> Any:
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


def remember_what_was_there(form: forms.ModelForm) -> None:
    """Have the form send along what it was opened with, so that what changed in it can be told."""
    for name, field in form.fields.items():
        if name != DELETE and not field.widget.is_hidden:
            field.show_hidden_initial = True


def as_sent(field: forms.Field, value: Any) -> list[str]:
    """What a browser sends for a field with this value."""
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    value = field.prepare_value(value)
    values = value if isinstance(value, list | tuple) else [value]
    return ["" if each is None else str(each) for each in values]


class PlaceForm(forms.ModelForm):
    """The place of a row, typed into a list: refused where somebody else has moved it meanwhile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Sent along, so that a place which nobody typed over is told from one that was.
        self.fields["position"].show_hidden_initial = True

    def clean_position(self) -> int:
        place, now = self.cleaned_data["position"], self.instance.position
        before = self["position"].html_initial_name
        if "position" in self.changed_data and self.data.get(before) not in (str(now), None):
            self.data = self.data.copy()
            self.data[before] = str(now)
            raise ValidationError(
                f"Somebody else has moved this to {now}. Save again to move it to {place}."
            )
        return place


def save_place(row: Versioned) -> None:
    """Save nothing but the place, so that no text which was just changed is taken back."""
    row.version = db.F("version") + 1
    row.save(update_fields=["position", "version"])


def in_words(field: forms.Field, value: Any) -> str:
    """A value of a form's field as an editor reads it, with names in place of keys."""
    if isinstance(field, forms.ModelChoiceField):
        return _names(field, value)
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str("" if value is None else value)


def _names(field: forms.ModelChoiceField, value: Any) -> str:
    """The rows by name, whether they come as rows or as keys."""
    several = isinstance(field, forms.ModelMultipleChoiceField)
    values = value if several else filter(None, [value])
    keys = [getattr(each, "pk", each) for each in values]
    rows = field.queryset.model._default_manager.in_bulk(keys)
    return ", ".join(str(rows[key]) for key in keys if key in rows) or "(nothing)"


def _who_changed(row: Versioned) -> str:
    of_row = about(type(row), row.pk)
    if hasattr(row, "guide"):
        replaced = Q(change_message__startswith=RESTORED) | Q(change_message__startswith=LOADED)
        of_row |= about(Guide, row.guide_id) & replaced
    last = LogEntry.objects.filter(of_row).select_related("user").order_by("-action_time").first()
    return f"{last.user.get_username()} changed this" if last else "Somebody changed this"
