"""The page of a part of a guide: its form, with what stands beside it, and the list it is in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from navigator.desk import models
from navigator.desk.placing import free_slug, next_place
from navigator.desk.rows import PLACES, freeze, lock, write_draft
from navigator.desk.translating import (
    drop_lost_wordings,
    rename_answers,
    rename_row,
    wordings_of_row,
)
from navigator.guide.model import KINDS
from navigator.guide.proofread import broken
from navigator.guide.proofread.references import FIELDS, LONGEST

from .beside import BesideAdmin, guide_of_new
from .locking import LockedForm, saved_just_now
from .moving import OF_ONE_GUIDE
from .named import form_url
from .names import NamesField

COPY = " (copy)"  # ends the name of a copied part


class PartForm(LockedForm):
    """A part. Where no slug is typed, it is made of the fields that `named_by` names."""

    named_by: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        guide = cleaned.get("guide")
        if guide and "slug" in cleaned and not cleaned["slug"]:
            words = " ".join(str(cleaned.get(name) or "") for name in self.named_by)
            others = type(self.instance)._default_manager.filter(guide=guide)
            taken = {*FIELDS, *others.exclude(pk=self.instance.pk).values_list("slug", flat=True)}
            fallback = str(self.instance._meta.model_name)
            cleaned["slug"] = free_slug(words, taken, fallback)
        return cleaned


class PartAdmin(BesideAdmin):
    """A part of a guide, which has its place among others of its kind."""

    form = PartForm
    named_by: tuple[str, ...] = ()
    by_name: ClassVar[dict[str, Any]] = {}  # what is typed as names, and of what
    save_on_top = False
    actions = None  # no deleting of many at once: each may hold up a rule
    change_form_template = "admin/desk/part_change_form.html"
    list_filter: ClassVar[Any] = ("guide",)
    ordering = ("guide", "position", "pk")
    list_per_page = 200

    def get_urls(self) -> list[URLPattern]:
        urls: list[URLPattern] = super().get_urls()
        name = f"desk_{self.model._meta.model_name}_copy"
        view = self.admin_site.admin_view(self.copy)
        return [path("<int:pk>/copy/", view, name=name), *urls] if self.named_by else urls

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Name the guide of a row only where rows of several are listed."""
        columns = list(super().get_list_display(request))
        if OF_ONE_GUIDE in request.GET or models.Guide.objects.count() == 1:
            columns.remove("guide")
        return columns

    def view_on_site(self, part: models.Part) -> str | None:
        """Return where readers find it, if anywhere. In a preview, the draft is shown there."""
        return part.get_absolute_url() if hasattr(part, "get_absolute_url") else None

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form of a new part, once it is known which guide it belongs to."""
        if guide_of_new(request) is None and self.has_add_permission(request):
            guides = models.Guide.objects.all()
            context = self.admin_site.each_context(request)
            context |= {"guides": guides, "kind": self.model._meta.verbose_name}
            return render(request, "admin/desk/which_guide.html", context)
        return super().add_view(request, form_url, extra_context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new part in its guide, and under the heading of the last one."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        initial.pop("_changelist_filters", None)
        guide = guide_of_new(request)
        if self.model is models.Option:
            last = models.Option.objects.filter(guide=guide).last()
            initial.setdefault("category", last.category_id if last else None)
        return initial | {"guide": guide and guide.pk}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Let the rows below a new part know its guide, whose answers they may name."""
        if obj.guide_id is None:
            obj.guide = guide_of_new(request)
        return super().get_formset_kwargs(request, obj, inline, prefix)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Offer the sources and other parts of the part's own guide, and no others.

        It stays in that guide: rules there may name it.
        """
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.named_by = self.named_by
        guide = guide_of_new(request) if obj is None else obj.guide
        pointing = {"guide", "sources", *models.part_fields(self.model)}
        for name in self.by_name.keys() & form.base_fields.keys():
            model, names = self.by_name[name], form.base_fields[name]
            names.kind = model._meta.verbose_name
            of_guide = model._default_manager.filter(guide=guide)
            names.called = dict(of_guide.values_list("slug", "name"))
        for name in pointing & form.base_fields.keys():
            field: Any = form.base_fields[name]
            if name == "guide":
                # Left in the form, so that a slug that the guide has already is told there.
                field.disabled = obj is not None
                field.queryset = field.queryset.filter(pk=guide and guide.pk)
            else:
                field.queryset = field.queryset.filter(guide=guide)
            # Guides, categories and sources have lists of their own; a form is long enough.
            for way in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{way}_related", False)
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.by_name:
            rows = AdminTextareaWidget(attrs={"rows": 3})
            return db_field.formfield(form_class=NamesField, widget=rows)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, a new part after those that are there."""
        if not change:
            obj.position = next_place(self.model._default_manager.filter(guide=obj.guide))
        super().save_model(request, obj, form, change)

    @property
    def kind(self) -> str:
        """The kind of its parts, as `navigator.guide.model.KINDS` calls it."""
        return KINDS[PLACES[self.model]]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on a part. Its wordings, and those of its answers, go with them."""
        part = form.instance
        if change and "slug" in form.changed_data:
            rename_row(part.guide, self.kind, form.initial["slug"], part.slug)
        super().save_related(request, form, formsets, change)
        for answers in (each for each in formsets if each.model is models.Choice):
            renamed = {
                answer.initial["slug"]: answer.instance.slug
                for answer in answers.initial_forms
                if "slug" in answer.changed_data and answer not in answers.deleted_forms
            }
            rename_answers(part, renamed)
            if answers.deleted_objects:
                drop_lost_wordings(part.guide)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a part, and what is kept of it in other languages."""
        wordings_of_row(obj.guide, self.kind, obj.slug).delete()
        super().delete_model(request, obj)
        drop_lost_wordings(obj.guide)  # of what was deleted with it

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        goes, *others = super().get_deleted_objects(objs, request)
        count = sum(wordings_of_row(row.guide, self.kind, row.slug).count() for row in objs)
        if count:
            goes = [*goes, f"{count} text{'' if count == 1 else 's'} in other languages"]
        return goes, *others

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Stay in the guide where another one is to be added."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            return redirect(f"{request.path}?guide={obj.guide_id}")
        return response

    def get_preserved_filters(self, request: HttpRequest) -> str:
        """Lead back to the list of the guide, for who did not come from a list."""
        filters = super().get_preserved_filters(request)
        match = request.resolver_match
        row = self.get_object(request, match.kwargs.get("object_id", "")) if match else None
        guide = row.guide if row else guide_of_new(request)
        if filters or guide is None or models.Guide.objects.count() == 1:
            return filters
        of_guide = QueryDict(mutable=True)
        of_guide["_changelist_filters"] = f"{OF_ONE_GUIDE}={guide.pk}"
        return of_guide.urlencode()

    def copy(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a copy of a part behind it, and open its form."""
        row = self.model._default_manager.filter(pk=pk).first()
        if row is None:
            raise Http404("There is no such row.")
        if request.method != "POST" or not self.has_add_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            (draft,) = lock(row.guide_id)
            copied = saved_just_now(request, self.model)
            if copied is not None:
                return HttpResponseRedirect(form_url(copied))
            guide = freeze(draft)
            if broken(guide):
                messages.error(
                    request,
                    "Nothing was copied: the guide has errors, which its page tells. Put them "
                    "right first.",
                )
                return HttpResponseRedirect(form_url(row))
            slug = self._copied(guide, draft, row)
            made = self.model._default_manager.get(guide=draft, slug=slug)
            self.log_addition(request, made, [{"added": {}}])
        messages.success(request, f"This is a copy of “{row}”. Change what is different in it.")
        return HttpResponseRedirect(form_url(made))

    def _copied(self, guide: Any, draft: models.Guide, row: Any) -> str:
        """Write the draft with a copy of the row after it, and return the slug of that."""
        place = PLACES[self.model]
        parts = list(getattr(guide, place))
        at = next(number for number, each in enumerate(parts) if each.slug == row.slug)
        slug = free_slug(row.slug, {each.slug for each in parts}, row.slug)
        named = {}
        name = self.named_by[0]
        if isinstance(getattr(parts[at], name), str) and name not in models.part_fields(self.model):
            longest = LONGEST[type(parts[at])].get(name, 0)
            named[name] = getattr(parts[at], name)[: longest - len(COPY)] + COPY
        parts.insert(at + 1, replace(parts[at], slug=slug, **named))
        write_draft(replace(guide, **{place: tuple(parts)}), draft)
        return slug
