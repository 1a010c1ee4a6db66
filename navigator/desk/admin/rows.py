"""Rows below a form (answers, a rule) that somebody else may have changed while it was open.

A row that was sent is matched to one that is there now, by its key or else by what it is: keys do
not outlive a guide that is restored. So no row that is gone can keep anybody from saving.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.forms.formsets import ManagementForm

from .locking import INITIAL, TAKEN, Difference, as_sent, in_words, remember_what_was_there

Sent = dict[str, list[str]]


class KeptRows(forms.BaseInlineFormSet):
    """Keeps the rows of both: of whoever sends this, and of whoever saved while it was open."""

    kind = "row"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._added_by_them: set[Any] = set()  # keys
        self._removed_by_them: set[int] = set()  # places in `forms`
        self._taken: set[int] = set()  # places in `forms`
        if self.is_bound and self.instance.pk is not None:
            self._match_rows()

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is not None:
            remember_what_was_there(form)

    # What a kind of row has to say.

    def identity(self, row: Model) -> Any:
        """What tells this row from the others, beside its key."""
        raise NotImplementedError

    def sent_identity(self, sent: Sent) -> Any:
        """The same of a row as it was sent."""
        raise NotImplementedError

    def row_in_words(self, form: forms.ModelForm) -> str:
        """A row as an editor reads it."""
        raise NotImplementedError

    def differences(self) -> Iterator[Difference]:
        """What the rows of the two have in two states."""
        for place, form in enumerate(self.forms):
            yield from self._differences(place, form)

    def _differences(self, place: int, form: forms.ModelForm) -> Iterator[Difference]:
        words = self.row_in_words(form)
        what = f"{self.kind} {place + 1}"
        if place in self._removed_by_them:
            yield Difference(what, "removed", f"{words} (to leave it out, tick “delete” below)")
        elif form.instance.pk in self._added_by_them:
            yield Difference(what, words, "not there before; it has been added below")
        elif place in self._taken:
            yield Difference(what, words, TAKEN)
        elif form.instance.pk is not None and form.is_valid():
            if form.cleaned_data.get(DELETE):
                yield Difference(what, words, "removed")
                return
            for name in form.changed_data:
                field = form.fields[name]
                theirs = in_words(field, form.get_initial_for_field(field, name))
                yours = in_words(field, form.cleaned_data[name])
                yield Difference(f"{what}, {str(field.label).lower()}", theirs, yours)

    # Matching what was sent to what is there.

    def _match_rows(self) -> None:
        counts = ManagementForm(self.data, prefix=self.prefix)
        if not counts.is_valid():
            return
        total = min(counts.cleaned_data["TOTAL_FORMS"], self.absolute_max)
        sent = [self._sent(number) for number in range(total)]
        initial = counts.cleaned_data["INITIAL_FORMS"]
        unseen = {str(row.pk): row for row in self.get_queryset()}
        now = dict(unseen)
        there = {self._key(row) for row in sent[:initial]} & unseen.keys()
        for key in there:
            del unseen[key]
        known, gone = [], []
        for row in sent[:initial]:
            if self._key(row) in there or self._adopt(row, unseen):
                known.append(row)
            elif not row.get(DELETE):
                gone.append(row | {self._key_name: [""]})
        if self._is_stale:
            self._taken = {
                place
                for place, row in enumerate(known)
                if self._take_theirs(row, self._as_sent(now[self._key(row)]))
            }
            known += [self._as_sent(row) for row in unseen.values()]
            self._added_by_them = {row.pk for row in unseen.values()}
        self._removed_by_them = set(range(len(known), len(known) + len(gone)))
        self._send(known, gone + sent[initial:])

    def _take_theirs(self, sent: Sent, theirs: Sent) -> bool:
        """Take what another has saved of a row, where this editor changed nothing in it."""
        before = {
            name.removeprefix(INITIAL): values
            for name, values in sent.items()
            if name.startswith(INITIAL)
        }
        touched = not before or any(
            _plain(sent.get(name, [])) != _plain(values) for name, values in before.items()
        )
        differs = any(_plain(sent.get(name, [])) != _plain(theirs.get(name, [])) for name in before)
        sent |= {name: values for name, values in theirs.items() if name.startswith(INITIAL)}
        if touched or not differs:
            return False
        sent.update({name: theirs.get(name, []) for name in before})
        return True

    @property
    def _is_stale(self) -> bool:
        return self.data.get("seen_version") != str(self.instance.version)

    @property
    def _key_name(self) -> str:
        return self.model._meta.pk.name

    def _key(self, sent: Sent) -> str:
        return next(iter(sent.get(self._key_name, ())), "")

    def _adopt(self, sent: Sent, unseen: dict[str, Model]) -> bool:
        """Give a row whose key is gone the key of the row that has come in its place, if any."""
        wanted = self.sent_identity(sent)
        key = next((key for key, row in unseen.items() if self.identity(row) == wanted), None)
        if key is None:
            return False
        sent[self._key_name] = [key]
        del unseen[key]
        return True

    def _sent(self, number: int) -> Sent:
        """A row as it was sent, with what the form had been opened with under INITIAL."""
        prefix = f"{self.add_prefix(number)}-"
        return {
            name.replace(prefix, "", 1): self.data.getlist(name)
            for name in self.data
            if name.removeprefix(INITIAL).startswith(prefix)
        }

    def _as_sent(self, row: Model) -> Sent:
        """What a browser would send of a row as it is."""
        form = self.form(instance=row)
        sent = {self._key_name: [str(row.pk)]}
        for name, field in form.fields.items():
            values = as_sent(field, form.get_initial_for_field(field, name))
            sent |= {name: values, INITIAL + name: values or [""]}
        return sent

    def _send(self, known: list[Sent], new: list[Sent]) -> None:
        """Put rows in place of those that were sent: known ones first, as Django has it."""
        self.data = self.data.copy()
        for name in [name for name in self.data if self._is_of_a_row(name)]:
            del self.data[name]
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(known))
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(known) + len(new))
        for number, row in enumerate(known + new):
            for name, values in row.items():
                start = INITIAL if name.startswith(INITIAL) else ""
                whole = f"{start}{self.add_prefix(number)}-{name.removeprefix(INITIAL)}"
                if values:
                    self.data.setlist(whole, values)

    def _is_of_a_row(self, name: str) -> bool:
        start, _, rest = name.removeprefix(INITIAL).partition(f"{self.prefix}-")
        return not start and rest.partition("-")[0].isdecimal()


def _plain(values: list[str]) -> list[str]:
    """Values to compare: line ends are no change, and a box that is not ticked is not sent."""
    plain = [each.replace("\r\n", "\n").strip() for each in values]
    return ["on" if each == "True" else each for each in plain if each not in ("", "False")]
