"""Two people can have one form open: the second to save is told, and nobody's work is lost.

A form carries the version that its row had when it was opened, and under `initial-…` what each
field held then. Where the row has another version by now, what this editor did not change is taken
from the row, what they did change stays, and nothing is saved before they have seen both. A row's
version rises with every save of its form, which saves what hangs on it (answers, rules) as well.

Values are held against each other as browsers send them: lists of texts, by the field's name.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.contrib.messages.storage.session import SessionStorage
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db import router, transaction
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst

from navigator.desk.log import guide_of, log_of, logged, who_changed
from navigator.desk.models import PART_MODELS, Guide, Part, Versioned
from navigator.desk.rows import PLACES, TWICE, lock
from navigator.desk.summaries import settle
from navigator.guide.model import GUIDE
from navigator.guide.proofread.references import too_many
from navigator.numbers import as_number
from navigator.parcel import CAME_BACK
from navigator.trail.notes import note_step

from .deleting import goes_with, held_by

PRESS = "press"  # names the digest of what was sent, in what is logged
BACK, TO_SUMMARY = "back", "summary"  # in the address of a form: where saving leads
INITIAL = "initial-"  # how Django begins the names of what a form was opened with
TAKEN = "You had not changed it, so theirs is in the form."

Sent = dict[str, list[str]]
Both = tuple[str, str, str]  # what differs, in their version, in this editor's


class LockedForm(forms.ModelForm):
    """Refuses to save over somebody else's change; saving again, after reading it, goes through."""

    data: Any
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, files, instance=instance, **kwargs)
        self.both_versions: list[Both] = []
        self.initial["seen_version"] = self.instance.version
        if self.instance.pk is not None:
            send_along_what_is_there(self)
        self.came_late = self.is_bound and is_stale(self.data, self.instance)
        if self.came_late:
            sent = dict(self.data.lists())
            self.both_versions = merge(type(self)(instance=self.instance), sent)
            # The next save is made by someone who has seen both versions.
            sent["seen_version"] = [str(self.instance.version)]
            self.data = MultiValueDict(sent)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.came_late:
            raise ValidationError(
                f"{who_changed(self.instance)} while you had this page open. Nothing is saved "
                "yet, and nothing of yours is lost: it is in the form below, with theirs where you "
                "had changed nothing. Save again to keep it so.",
                code="changed-meanwhile",
            )
        if CAME_BACK in self.data:
            raise ValidationError(
                "Your text is back, nothing is saved yet. Look it through and press Save.",
                code="came-back",
            )
        if self.instance.pk is not None:
            self.instance.version += 1
        elif isinstance(self.instance, Part):
            rows = self._meta.model._default_manager.filter(guide=cleaned.get("guide"))
            if what := too_many(PLACES[self._meta.model], rows.count() + 1):
                raise ValidationError(f"{what} Delete one that is not needed any more first.")
        return cleaned


class KeptRows(forms.BaseInlineFormSet):
    """Rows below a form: those that were sent, and those that somebody else has added meanwhile."""

    data: Any
    kind = "Row"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.both_versions: list[Both] = []
        if self.data and is_stale(self.data, self.instance):
            self._keep_the_rows_of_both()

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is not None:
            send_along_what_is_there(form)

    def row_in_words(self, form: forms.ModelForm, sent: Sent) -> str:
        """Return a row as an editor reads it."""
        raise NotImplementedError

    def _keep_the_rows_of_both(self) -> None:
        """Match the rows by their keys. What was removed is sent anew, as a row without a key."""
        there = {str(row.pk): self.form(instance=row) for row in self.get_queryset()}
        words = {key: self.row_in_words(form, as_sent(form)) for key, form in there.items()}
        rows = self._take_rows_out()
        self._replace_keys_that_are_gone(rows, words)
        known: list[tuple[Sent, list[Both]]] = []  # come first, as Django has it
        new: list[tuple[Sent, list[Both]]] = []
        for sent in rows:
            key = _key(sent)
            form = there.pop(key, None)
            if form is not None and DELETE in sent:
                known.append((sent, [("", words[key], "removed")]))
            elif form is not None:
                known.append((sent, merge(form, sent)))
            elif not key:
                new.append((sent, []))
            elif DELETE not in sent:
                yours = self.row_in_words(self.form(), sent)
                yours = f"{yours} (to leave it out, tick “delete” below)"
                new.append((sent | {"id": [""]}, [("", "removed", yours)]))
        for key, form in there.items():
            sent = as_sent(form)
            sent |= {INITIAL + name: values or [""] for name, values in sent.items()}
            theirs = [("", words[key], "not there before; it has been added below")]
            known.append((sent | {"id": [key]}, theirs))
        self._put_rows_in(known + new, len(known))

    def _replace_keys_that_are_gone(self, rows: list[Sent], words: dict[str, str]) -> None:
        """Take rows that say the same for those sent: they came back under other keys."""
        free = [key for key in words if key not in map(_key, rows)]
        for sent in rows:
            if _key(sent) and _key(sent) not in words:
                same = self.row_in_words(self.form(), sent)
                found = next((key for key in free if words[key] == same), None)
                if found:
                    free.remove(found)
                    sent["id"] = [found]

    def _take_rows_out(self) -> list[Sent]:
        """Take the rows out of what was sent, each with the names that its fields have in it."""
        total = as_number(self.data.get(f"{self.prefix}-TOTAL_FORMS", ""))
        of_a_row = re.compile(rf"({INITIAL})?{re.escape(str(self.prefix))}-([0-9]{{1,4}})-(.+)")
        rows: defaultdict[int, Sent] = defaultdict(dict)
        rest: MultiValueDict[str, str] = MultiValueDict()
        for name, values in self.data.lists():
            found = of_a_row.fullmatch(name)
            if found:
                rows[int(found[2])][(found[1] or "") + found[3]] = values
            else:
                rest.setlist(name, values)
        self.data = rest
        return [rows[place] for place in sorted(rows) if place < min(total, self.absolute_max)]

    def _put_rows_in(self, rows: list[tuple[Sent, list[Both]]], known: int) -> None:
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(known)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))
        for place, (sent, differing) in enumerate(rows):
            for name, values in sent.items():
                start = INITIAL if name.startswith(INITIAL) else ""
                name_in_all = f"{start}{self.add_prefix(place)}-{name.removeprefix(INITIAL)}"
                self.data.setlist(name_in_all, values)
            for field, theirs, yours in differing:
                what = ", ".join(filter(None, [f"{self.kind} {place + 1}", field.lower()]))
                self.both_versions.append((what, theirs, yours))


def _key(sent: Sent) -> str:
    return sent.get("id", [""])[0]


def is_stale(sent: Any, row: Versioned) -> bool:
    """Tell if a form that was sent had been opened before the row was last saved."""
    return row.pk is not None and sent.get("seen_version") != str(row.version)


def send_along_what_is_there(form: forms.ModelForm) -> None:
    for name, field in form.fields.items():
        if name != DELETE and not field.widget.is_hidden:
            field.show_hidden_initial = True


def as_sent(form: forms.ModelForm) -> Sent:
    """Return what a browser would send of a form that was opened just now."""
    sent = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        if field.disabled or field.widget.is_hidden:
            continue
        if isinstance(field, forms.BooleanField):
            sent[name] = ["on"] if value else []
        else:
            values = value if isinstance(value, list | tuple) else [value]
            sent[name] = ["" if each is None else str(each) for each in values]
    return sent


def merge(opened_now: forms.ModelForm, sent: Sent) -> list[Both]:
    """Put what is there now in place of what was sent unchanged. Return what differs."""
    tells = any(name.startswith(INITIAL) for name in sent)
    differing = []
    for name, theirs in as_sent(opened_now).items():
        field = opened_now.fields[name]
        yours, before = sent.get(name, []), sent.get(INITIAL + name, [])
        sent[INITIAL + name] = theirs or [""]
        if _same(field, yours, theirs):
            continue
        unchanged = tells and _same(field, yours, before)
        if unchanged:
            sent[name] = theirs
        in_yours = TAKEN if unchanged else in_words(field, yours)
        differing.append((str(field.label), in_words(field, theirs), in_yours))
    return differing


def _same(field: forms.Field, one: list[str], other: list[str]) -> bool:
    if isinstance(field, forms.BooleanField):
        ticked = {"on", "True"}
        return bool(ticked & set(one)) == bool(ticked & set(other))
    return _plain(one) == _plain(other)


def _plain(values: list[str]) -> list[str]:
    """Browsers end lines in their own way, and send what was picked in the order of the page."""
    return sorted(filter(None, (each.replace("\r\n", "\n").strip() for each in values)))


def in_words(field: Any, values: list[str]) -> str:
    """Return a value as an editor reads it, with names in place of keys."""
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        rows = field.queryset.model._default_manager.in_bulk(map(as_number, values))
        return ", ".join(map(str, rows.values())) or "(nothing)"
    if isinstance(field, forms.BooleanField):
        return "yes" if values else "no"
    names = dict(getattr(field, "choices", ()))
    return ", ".join(str(names.get(each, each)) for each in values)


class ProseField(forms.CharField):
    """A text of several lines. Browsers send line ends as CR LF; a guide has plain LF."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, self.to_python(data))


class Picked(forms.CheckboxSelectMultiple):
    """Boxes to tick, under headings where there are any. Folded, it says what is picked."""

    template_name = "admin/desk/picked.html"


class OfGuideAdmin(admin.ModelAdmin):
    """Rows of guides. Whatever is sent waits for the guide, and is logged as something of it."""

    guide_key = "guide_id"  # the column of a row with the key of its guide

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view

        def show() -> HttpResponse:
            is_sent = request.method == "POST"
            if is_sent and object_id and self.get_object(request, object_id) is None:
                raise Http404  # whose page keeps what was typed
            saved = saved_just_now(request, self.model) if is_sent else None
            if saved is None:
                return view(request, object_id, form_url, extra_context)
            # Told once as well: either of the two answers may be the one that the browser shows.
            request.is_told = is_being_told(request)  # type: ignore[attr-defined]
            respond = self.response_change if object_id else self.response_add
            return respond(request, saved)

        return self._locked(request, [object_id or ""], show)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        view = super().delete_view
        return self._locked(request, [object_id], lambda: view(request, object_id, extra_context))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return what goes with rows and what holds them back, in words."""
        _, counts, lacking, _ = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        held = held_by(collector)  # told before any right that somebody lacks
        return goes_with(collector, objs), counts, set() if held else lacking, held

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        view = super().changelist_view
        context = {"title": capfirst(self.model._meta.verbose_name_plural), **(extra_context or {})}
        return self._locked(
            request, request.POST.getlist("_selected_action"), lambda: view(request, context)
        )

    def _locked(
        self, request: HttpRequest, keys: Iterable[str], view: Callable[[], HttpResponse]
    ) -> HttpResponse:
        """Answer what changes something once the guides of these rows are locked."""
        if request.method != "POST":
            return view()
        with transaction.atomic():
            rows = self.model._default_manager.filter(pk__in=map(as_number, keys))
            new = as_number(request.POST.get("guide", ""))  # of a row that is about to be added
            lock(*rows.values_list(self.guide_key, flat=True), new)
            return view()

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        note_step(request, obj, message)
        return super().log_addition(request, obj, self._logged(request, obj, message))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        note_step(request, obj, message)
        return super().log_change(request, obj, self._logged(request, obj, message))

    def message_user(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if not getattr(request, "is_told", False):
            super().message_user(request, *args, **kwargs)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        user = cast(User, request.user)  # whoever may delete has an account
        for row in queryset:
            of_guide = self._logged(request, row, [])
            LogEntry.objects.log_actions(user.pk, [row], DELETION, of_guide, single_object=True)

    def _logged(self, request: HttpRequest, row: Any, message: Any) -> Any:
        """Return what is logged of a row, with a digest by which a second press is known."""
        is_form = not isinstance(message, str)
        return logged(row, [{PRESS: _digest(request)}, *message] if is_form else message)


def is_being_told(request: HttpRequest) -> bool:
    """Tell if words wait for the next page, as the first of two presses leaves some."""
    return bool(request.session.get(SessionStorage.session_key))


def _digest(request: HttpRequest) -> str:
    """Return a digest of what a form sent, which is the same where a button was pressed twice."""
    return sha256(f"{request.get_full_path()} {sorted(request.POST.lists())}".encode()).hexdigest()


def saved_just_now(request: HttpRequest, model: type[db.Model]) -> Any:
    """Return the row that this form has saved already, if somebody pressed its button twice."""
    user = cast(User, request.user)  # whoever is at the desk has an account
    entries = LogEntry.objects.order_by("-pk")
    recent = entries.filter(user=user, action_time__gt=timezone.now() - TWICE)
    entry = recent.first()
    pressed = json.dumps({PRESS: _digest(request)})
    if entry is None or pressed not in entry.change_message:
        return None
    if entries.filter(log_of(model, as_number(entry.object_id or ""))).first() != entry:
        return None  # somebody else has saved it since
    return model._default_manager.filter(pk=entry.object_id).first()


class LockedAdmin(OfGuideAdmin):
    """A form that two people can have open without losing anybody's work."""

    form = LockedForm
    shows_again = True  # what comes back through the login, and saves nothing of it
    change_form_template = "admin/desk/locked_change_form.html"
    save_on_top = True
    when_slug_changes = ""
    formfield_overrides: ClassVar = {
        db.TextField: {"form_class": ProseField, "widget": AdminTextareaWidget(attrs={"rows": 3})},
        db.ManyToManyField: {"widget": Picked},
    }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, settle the row, and tell what a new slug will mean for readers."""
        super().save_model(request, obj, form, change)
        if change:
            settle_saved(obj, form.initial.get("slug", ""), request.user)
        if change and self.when_slug_changes and "slug" in form.changed_data:
            messages.warning(request, self.when_slug_changes)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Lead back to the page of the summary, for who came from there."""
        if request.GET.get(BACK) == TO_SUMMARY:
            return redirect("admin:summary_guide", guide_of(obj))
        return super().response_post_save_change(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what is wrong, and both versions where somebody else has saved meanwhile."""
        form: Any = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context["both_versions"] = [
            each for sent in (form, *formsets) for each in sent.both_versions
        ]
        if context.get("errors"):
            context["problems"] = [
                *_problems(form),
                *(problem for formset in formsets for problem in _problems_of_rows(formset)),
            ]
            context["errors"] = None  # Django's own sentence on them, which leads nowhere
        return super().render_change_form(request, context, *args, **kwargs)


Problem = tuple[str, str]  # what is wrong, and the id of what it is about, if any


def _problems(form: forms.BaseForm, row: str = "") -> Iterator[Problem]:
    """Yield what is wrong in a form, or in this row below it."""
    for what in form.non_field_errors():
        yield f"{row}{what}", form.prefix or ""
    for field in form:
        for what in field.errors:
            yield f"{row}{field.label}: {what}", field.id_for_label or field.auto_id


def _problems_of_rows(formset: forms.BaseFormSet) -> Iterator[Problem]:
    kind = getattr(formset, "kind", "Row")
    for what in formset.non_form_errors():
        yield str(what), ""
    for number, form in enumerate(formset.forms, start=1):
        yield from _problems(form, f"{kind} {number}: ")


def settle_saved(row: Any, slug: str, user: Any) -> None:
    """Settle a row that was saved in its form: whoever saves it has seen it. `slug`: as it was."""
    if isinstance(row, Guide):
        settle(row, (GUIDE, ""), user)
    for kind, model in PART_MODELS.items():
        if type(row) is model:
            settle(row.guide, (kind, slug), user)
