"""Forms and lists for the parts of a guide."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from navigator.desk import models
from navigator.desk.placing import next_place
from navigator.numbers import as_number

from .answers import ChoiceInline
from .moving import OrderedAdmin
from .rules import AskWhenInline, RuleInline


class OfItsRule(admin.RelatedOnlyFieldListFilter):
    """Filters by what the rules of the rows name, and not by "nothing"."""

    include_empty_choice = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = f"{self.title} in its rule"


def guide_of_new(request: HttpRequest) -> models.Guide | None:
    """Return the guide of a new part: it is named, or its list was open, or there is no other."""
    listed = QueryDict(request.GET.get("_changelist_filters", "")).get("guide__id__exact", "")
    sent = request.POST.get("guide") or request.GET.get("guide") or listed
    guides = models.Guide.objects.all()
    if sent:
        return guides.filter(pk=as_number(sent)).first()
    return guides[0] if len(guides) == 1 else None


class PartAdmin(OrderedAdmin):
    """A part of a guide, which has its place among others of its kind."""

    actions = None  # no deleting of many at once: each may hold up a rule
    list_filter: ClassVar[Any] = ("guide",)
    ordering = ("guide", "position", "pk")
    list_per_page = 200

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Name the guide of a row only where there are several."""
        columns = list(super().get_list_display(request))
        if models.Guide.objects.count() == 1:
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
        """Put a new part at the end of its guide."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        initial.pop("_changelist_filters", None)
        guide = guide_of_new(request)
        rows = self.model._default_manager.filter(guide=guide)
        return {"position": next_place(rows)} | initial | {"guide": guide and guide.pk}

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
        form = super().get_form(request, obj, change, **kwargs)
        guide = guide_of_new(request) if obj is None else obj.guide
        pointing = {"guide", "sources", *models.part_fields(self.model)}
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


@admin.register(models.Question)
class QuestionAdmin(PartAdmin):
    menu_place = 1
    when_slug_changes = (
        "The slug was changed. Readers who are on their way when you publish will be asked this "
        "question again."
    )
    prepopulated_fields: ClassVar = {"slug": ("label",)}
    list_display = ("label", "text", "guide", "position")
    search_fields = ("slug", "label", "text", "choices__label", "choices__statement")
    inlines = (ChoiceInline, AskWhenInline)
    change_form_template = "admin/desk/ruled_change_form.html"
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position", "panel", "kind", "label")}),
        ("What is asked", {"fields": (("text", "text_other"), ("unit", "highest"))}),
        ("Help", {"fields": (("why", "why_other"), ("where", "where_other"))}),
        ("For the care team", {"fields": (("ask_team", "ask_team_other"),)}),
        ("For staff", {"fields": ("staff_note",)}),
    )


@admin.register(models.Panel)
class PanelAdmin(PartAdmin):
    menu_place = 1.5
    prepopulated_fields: ClassVar = {"slug": ("text",)}
    list_display = ("text", "guide", "position")
    search_fields = ("slug", "text", "why", "where")
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position")}),
        ("What is asked", {"fields": (("text", "text_other"),)}),
        ("Help", {"fields": (("why", "why_other"), ("where", "where_other"))}),
        ("For staff", {"fields": ("staff_note",)}),
    )


@admin.register(models.Option)
class OptionAdmin(PartAdmin):
    menu_place = 3
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    list_display = ("name", "category", "listed", "guide", "position")
    list_filter = (
        "guide",
        ("category", admin.RelatedOnlyFieldListFilter),
        "for_everyone",
        ("conditions__choices__question", OfItsRule),
        ("conditions__choices", OfItsRule),
    )
    search_fields = ("slug", "name", "plain", "treatments", "source_text", "staff_note")
    inlines = (RuleInline,)
    change_form_template = "admin/desk/ruled_change_form.html"
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position", "category", "name")}),
        ("In our words", {"fields": (("plain", "plain_other"), ("treatments", "team_questions"))}),
        ("What it rests on", {"fields": ("source_text", "sources")}),
        ("For staff", {"fields": ("staff_note",)}),
        ("Who it is for", {"fields": ("for_everyone", "is_trial", "excludes")}),
    )

    @admin.display(description="listed", ordering="for_everyone")
    def listed(self, option: models.Option) -> str:
        return "for everyone" if option.for_everyone else "by its rule"


@admin.register(models.Notice)
class NoticeAdmin(PartAdmin):
    menu_place = 4
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    list_display = ("title", "on_start", "for_everyone", "guide", "position")
    list_filter = ("guide", ("option", admin.RelatedOnlyFieldListFilter))
    search_fields = ("slug", "title", "text")
    inlines = (RuleInline,)
    change_form_template = "admin/desk/ruled_change_form.html"
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position", "option")}),
        (
            "What it says",
            {"fields": (("title", "title_other"), ("text", "text_other"), "sources")},
        ),
        ("For staff", {"fields": ("staff_note",)}),
        ("Who it is for", {"fields": ("on_start", "on_top", "for_everyone")}),
    )


@admin.register(models.Category)
class CategoryAdmin(PartAdmin):
    menu_place = 2
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    list_display = ("name", "guide", "position")
    fields = (
        *("seen_version", "guide", "slug", "position"),
        *("name", "about", "about_other", "none_listed", "none_listed_other"),
        *("source_text", "sources"),
    )
    search_fields = ("slug", "name", "about")


@admin.register(models.Term)
class TermAdmin(PartAdmin):
    menu_place = 5
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    list_display = ("name", "say", "definition", "guide", "position")
    fields = (
        *("seen_version", "guide", "slug", "position"),
        *("name", "say", "also", "is_drug", "definition", "sources", "staff_note"),
    )
    search_fields = ("slug", "name", "also", "definition")


@admin.register(models.Source)
class SourceAdmin(PartAdmin):
    menu_place = 10
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    list_display = ("title", "publisher", "dated", "guide", "position")
    fields = (
        *("seen_version", "guide", "slug", "position"),
        *("title", "publisher", "dated", "url", "note", "is_summary"),
    )
    search_fields = ("slug", "title", "publisher", "note")


@admin.register(models.TrialTopic)
class TrialTopicAdmin(PartAdmin):
    menu_place = 11
    prepopulated_fields: ClassVar = {"slug": ("label",)}
    list_display = ("label", "code", "broadest", "guide", "position")
    fields = ("seen_version", "guide", "slug", "position", "label", "code", "broadest")
    search_fields = ("slug", "label", "code")


@admin.register(models.FactKind)
class FactKindAdmin(PartAdmin):
    menu_place = 7
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    list_display = ("name", "needed", "urgent", "on_paper", "guide", "position")
    fields = (
        *("seen_version", "guide", "slug", "position"),
        *("name", "name_other", "ask", "ask_other", "needed", "urgent", "on_paper"),
    )
    search_fields = ("slug", "name", "ask")


@admin.register(models.Fact)
class FactAdmin(PartAdmin):
    menu_place = 6
    list_display = ("text", "treatment", "kind", "guide", "position")
    list_filter = (
        "guide",
        ("kind", admin.RelatedOnlyFieldListFilter),
        ("treatment", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("treatment", "kind")
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position", "treatment", "kind")}),
        ("What it says", {"fields": (("text", "text_other"), "sources")}),
        ("For staff", {"fields": ("staff_note",)}),
    )
    search_fields = ("slug", "text", "treatment__name", "staff_note")


@admin.register(models.Matter)
class MatterAdmin(PartAdmin):
    menu_place = 8
    prepopulated_fields: ClassVar = {"slug": ("text",)}
    list_display = ("text", "kinds", "guide", "position")
    fields = ("seen_version", "guide", "slug", "position", "text", "text_other", "kinds")
    search_fields = ("slug", "text", "kinds")


@admin.register(models.ReportLine)
class ReportLineAdmin(PartAdmin):
    menu_place = 9
    prepopulated_fields: ClassVar = {"slug": ("test", "result")}
    list_display = ("test", "result", "question", "choice", "guide", "position")
    list_filter = ("guide", ("question", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("question",)
    fieldsets = (
        (None, {"fields": ("seen_version", "guide", "slug", "position")}),
        ("What the report says", {"fields": (("test", "result"),)}),
        (
            "What it means",
            {"fields": (("question", "choice"), ("text", "text_other"), "sources")},
        ),
        ("For staff", {"fields": ("staff_note",)}),
    )
    search_fields = ("slug", "test", "result", "text", "staff_note")


@admin.register(models.ExampleReader)
class ExampleReaderAdmin(PartAdmin):
    """Example readers are kept on the page “Try a reader”, and accepted on the workbench."""

    menu_place = 12
    list_display = ("who", "guide", "position")
    fields = ("seen_version", "guide", "slug", "position", "who", "said", "expected", "staff_note")
    readonly_fields = ("said", "expected")
    search_fields = ("slug", "who", "staff_note")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="what they say")
    def said(self, example: models.ExampleReader) -> str:
        return "; ".join(f"{each.question}: {', '.join(each.choices)}" for each in example.answers)

    @admin.display(description="what they should get")
    def expected(self, example: models.ExampleReader) -> str:
        match, depends = ", ".join(example.match), ", ".join(example.depends)
        return f"Match: {match or 'none'}. Depends: {depends or 'none'}."
