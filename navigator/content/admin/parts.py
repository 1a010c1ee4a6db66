"""Forms and lists for the parts of a guide."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models as db
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from navigator.content import models

from .locking import LockedForm, PlaceForm, save_place
from .rows import KeptRows, Sent
from .rules import AskWhenInline, RuleInline

RelatedOnly = admin.RelatedOnlyFieldListFilter


class ProseField(forms.CharField):
    """A text of several lines. Browsers send line ends as CR LF; a guide has plain LF."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, self.to_python(data))


class LockedAdmin(admin.ModelAdmin):
    """A form that two people can have open without losing anybody's work."""

    form = LockedForm
    change_form_template = "admin/content/locked_change_form.html"
    save_on_top = True
    formfield_overrides: ClassVar = {
        db.TextField: {"form_class": ProseField, "widget": AdminTextareaWidget}
    }

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Where somebody else has saved meanwhile, show both versions."""
        form = context["adminform"].form
        if form.theirs is not None:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["both_versions"] = [
                each for holder in (form, *formsets) for each in holder.differences()
            ]
        return super().render_change_form(request, context, *args, **kwargs)


class PartAdmin(LockedAdmin):
    """What all parts have in common: the order they come in, and the guide they belong to."""

    list_filter = ("guide",)
    list_editable = ("position",)
    ordering = ("guide", "position")
    list_per_page = 200

    def view_on_site(self, part: models.Part) -> str | None:
        """Where readers find it, if anywhere. In a preview, the draft is shown there."""
        return part.get_absolute_url() if hasattr(part, "get_absolute_url") else None

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Where there is one guide, a new part belongs to it, at its end."""
        initial = super().get_changeform_initial_data(request)
        guides = list(models.Guide.objects.all()[:2])
        if len(guides) == 1:
            initial.setdefault("guide", guides[0].pk)
        last = self.model.objects.aggregate(last=db.Max("position"))["last"]
        initial.setdefault("position", 0 if last is None else last + 1)
        return initial

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": PlaceForm} | kwargs)

    def save_model(
        self, request: HttpRequest, obj: models.Part, form: forms.ModelForm, change: bool
    ) -> None:
        """A list saves places and nothing else."""
        if isinstance(form, PlaceForm):
            save_place(obj)
        else:
            super().save_model(request, obj, form, change)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer the categories and sources of the part's own guide, once it has one."""
        form = super().get_form(request, obj, **kwargs)
        for name in ("category", "sources"):
            if obj is not None and name in form.base_fields:
                field = form.base_fields[name]
                field.queryset = field.queryset.filter(guide=obj.guide_id)
        return form


class ChoiceFormSet(KeptRows):
    """The answers of a question, each known by its slug."""

    kind = "Answer"

    def identity(self, row: models.Choice) -> str:
        return row.slug

    def sent_identity(self, sent: Sent) -> str:
        return next(iter(sent.get("slug", ())), "")

    def row_in_words(self, form: forms.ModelForm) -> str:
        return str(form["label"].value())


class ChoiceInline(admin.StackedInline):
    """The answers of a question."""

    model = models.Choice
    formset = ChoiceFormSet
    extra = 0
    ordering = ("position",)
    fields = (
        ("position", "slug"),
        ("label", "label_other"),
        ("hint", "hint_other"),
        ("statement", "statement_other"),
        ("uncertain", "exclusive"),
    )
    verbose_name = "answer"


@admin.register(models.Question)
class QuestionAdmin(PartAdmin):
    list_display = ("label", "text", "kind", "guide", "position")
    search_fields = ("slug", "label", "text", "choices__label", "choices__statement")
    inlines = (ChoiceInline, AskWhenInline)
    change_form_template = "admin/content/ruled_change_form.html"
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position", "kind", "label")}),
        ("What is asked", {"fields": ("text", "text_other")}),
        ("Help", {"fields": ("why", "why_other", "where", "where_other")}),
        ("For the care team", {"fields": ("ask_team", "ask_team_other")}),
        ("For staff", {"fields": ("staff_note",)}),
    )


@admin.register(models.Choice)
class ChoiceAdmin(admin.ModelAdmin):
    """Answers are edited with their question; this serves the search inside rules."""

    search_fields = ("label", "statement", "question__label", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Choice]:
        choices = super().get_queryset(request).select_related("question")
        if request.resolver_match.url_name == "autocomplete":
            choices = choices.filter(question__guide__in=self._guides(request))
        return choices.order_by("question__guide", "question__position", "position")

    def _guides(self, request: HttpRequest) -> QuerySet[models.Guide]:
        """The guide whose rule is edited. Not known yet, answers of several would be mixed up."""
        guides = models.Guide.objects.all()
        slug = request.GET.get("guide", "")
        if slug:
            return guides.filter(slug=slug)
        return guides if guides.count() == 1 else guides.none()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}  # not in the menu


@admin.register(models.Option)
class OptionAdmin(PartAdmin):
    list_display = ("name", "category", "for_everyone", "guide", "position")
    list_filter = (
        "guide",
        ("category", RelatedOnly),
        "for_everyone",
        ("conditions__choices__question", RelatedOnly),
        ("conditions__choices", RelatedOnly),
    )
    search_fields = ("slug", "name", "plain", "drugs", "source_text", "staff_note")
    inlines = (RuleInline,)
    change_form_template = "admin/content/ruled_change_form.html"
    filter_horizontal = ("sources",)
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position", "category", "name")}),
        ("In our words", {"fields": ("plain", "plain_other", "drugs", "team_questions")}),
        ("In the summary's words", {"fields": ("source_text", "sources")}),
        ("For staff", {"fields": ("staff_note",)}),
        ("Who it is for", {"fields": ("for_everyone",)}),
    )


@admin.register(models.Notice)
class NoticeAdmin(PartAdmin):
    list_display = ("title", "on_start", "for_everyone", "guide", "position")
    search_fields = ("slug", "title", "text")
    inlines = (RuleInline,)
    change_form_template = "admin/content/ruled_change_form.html"
    filter_horizontal = ("sources",)
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position")}),
        ("What it says", {"fields": ("title", "title_other", "text", "text_other", "sources")}),
        ("For staff", {"fields": ("staff_note",)}),
        ("Who it is for", {"fields": ("on_start", "for_everyone")}),
    )


@admin.register(models.Category)
class CategoryAdmin(PartAdmin):
    list_display = ("name", "guide", "position")
    search_fields = ("slug", "name", "about")
    filter_horizontal = ("sources",)


@admin.register(models.Term)
class TermAdmin(PartAdmin):
    list_display = ("name", "say", "definition", "guide", "position")
    search_fields = ("slug", "name", "also", "definition")
    filter_horizontal = ("sources",)


@admin.register(models.Source)
class SourceAdmin(PartAdmin):
    list_display = ("title", "publisher", "dated", "guide", "position")
    search_fields = ("slug", "title", "publisher", "note")


@admin.register(models.TrialTopic)
class TrialTopicAdmin(PartAdmin):
    list_display = ("label", "code", "guide", "position")
    search_fields = ("slug", "label", "code")
