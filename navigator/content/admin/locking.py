"""When two people save the same row, the second is told, and sees both versions.

Each form carries the version it was opened with. A row's version rises with every save of its form,
which saves what hangs on it (answers, rules) as well.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from navigator.content.models import Versioned


class LockedForm(forms.ModelForm):
    """Refuses to save over somebody else's change; saving again, after reading it, goes through."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        # The next save is made by someone who has seen both versions.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = now.version
        raise ValidationError(self._both_versions(now, cleaned), code="changed-meanwhile")

    def _both_versions(self, now: Versioned, cleaned: dict[str, Any]) -> SafeString:
        rows = [
            (self.fields[name].label, theirs, yours)
            for name, theirs, yours in self._differences(now, cleaned)
        ]
        return format_html(
            "{} while you had this page open. Nothing of yours is lost: it is in the form below. "
            "Save again to keep your version of what differs.<ul>{}</ul>",
            _who_changed(now),
            format_html_join("", "<li><b>{}</b><br>Theirs: {}<br>Yours: {}</li>", rows)
            or format_html("<li>{}</li>", "What differs is in the rows below the form."),
        )

    def _differences(self, now: Versioned, cleaned: dict[str, Any]) -> list[tuple[str, Any, Any]]:
        theirs = forms.model_to_dict(now, fields=[*self.fields])
        return [
            (name, theirs[name], self.data.get(self.add_prefix(name), ""))
            for name in theirs
            if name in cleaned and self.fields[name].has_changed(theirs[name], self._raw(name))
        ]

    def _raw(self, name: str) -> Any:
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


def _who_changed(row: Versioned) -> str:
    last = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
        )
        .select_related("user")
        .order_by("-action_time")
        .first()
    )
    return f"{last.user.get_username()} changed this" if last else "Somebody changed this"
