"""Forms and lists for the parts of a guide."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from navigator.desk import models
from navigator.guide.proofread.references import LANGUAGE
from navigator.numbers import as_number

from .answers import ChoiceInline
from .moving import OF_ONE_GUIDE
from .part_admin import PartAdmin, PartForm
from .rules import AskWhenInline, RuleInline

FOR_STAFF: tuple[str, Any] = ("For staff", {"fields": ("staff_note",)})
# What is filled in by itself, and seldom looked at.
TECHNICAL: tuple[str, Any] = (
    "Technical",
    {"classes": ("collapse",), "fields": ("seen_version", "guide", "slug")},
)


def first(*fields: str | tuple[str, ...]) -> tuple[None, Any]:
    """Return fields that stand before the answers or the rule of a part."""
    return None, {"classes": ("first",), "fields": fields}


# What stands over the rule of an option or a notice.
FOR_WHOM: tuple[str, Any] = (
    "For whom",
    {
        "classes": ("first",),
        "fields": ("for_everyone",),
        "description": "Tick “For everyone”, or say in rows what a reader must have answered. "
        "Rows with the same number must all hold. Another number is another way to be listed.",
    },
)


class OfTheGuide(admin.RelatedOnlyFieldListFilter):
    """Filters by other parts, which are those of the guide that is listed."""

    include_empty_choice = False

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        rows = model_admin.get_queryset(request)
        if guide := as_number(request.GET.get(OF_ONE_GUIDE, "")):
            rows = rows.filter(guide=guide)
        keys = rows.values(f"{self.field_path}__pk")
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(False, limit_choices_to={"pk__in": keys}, ordering=ordering)


class OfItsRule(OfTheGuide):
    """Filters by what the rules of the rows name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = f"{self.title} in its rule"


@admin.register(models.Question)
class QuestionAdmin(PartAdmin):
    menu_place = 1
    when_slug_changes = (
        "The short name was changed. Readers who are on their way when you publish will be asked "
        "this question again."
    )
    named_by = ("label",)
    list_display = ("label", "text", "guide", "position")
    search_fields = ("slug", "label", "text", "choices__label", "choices__statement")
    inlines = (ChoiceInline, AskWhenInline)
    fieldsets = (
        first(("label", "kind"), ("text", "text_other"), ("unit", "highest"), "panel"),
        (
            "Why we ask, and where to find it",
            {"fields": (("why", "why_other"), ("where", "where_other"))},
        ),
        ("For the care team", {"fields": (("ask_team", "ask_team_other"),)}),
        FOR_STAFF,
        TECHNICAL,
    )


@admin.register(models.Option)
class OptionAdmin(PartAdmin):
    menu_place = 3
    named_by = ("name",)
    by_name: ClassVar = {"treatments": models.Term, "excludes": models.Option}
    list_display = ("name", "category", "listed", "guide", "position")
    list_filter = (
        "guide",
        ("category", OfTheGuide),
        "for_everyone",
        ("conditions__choices__question", OfItsRule),
        ("conditions__choices", OfItsRule),
    )
    search_fields = ("slug", "name", "plain", "treatments", "source_text", "staff_note")
    inlines = (RuleInline,)
    fieldsets = (
        first("source_text", ("name", "category"), ("plain", "plain_other"), "is_trial"),
        FOR_WHOM,
        ("Good to know", {"fields": (("treatments", "team_questions"), "sources")}),
        FOR_STAFF,
        (TECHNICAL[0], TECHNICAL[1] | {"fields": (*TECHNICAL[1]["fields"], "excludes")}),
    )

    @admin.display(description="listed", ordering="for_everyone")
    def listed(self, option: models.Option) -> str:
        return "for everyone" if option.for_everyone else "by its rule"


@admin.register(models.Notice)
class NoticeAdmin(PartAdmin):
    menu_place = 4
    named_by = ("title",)
    list_display = ("title", "on_start", "for_everyone", "guide", "position")
    list_filter = ("guide", ("option", OfTheGuide))
    search_fields = ("slug", "title", "text")
    inlines = (RuleInline,)
    fieldsets = (
        first(("title", "title_other"), ("text", "text_other"), "option", ("on_start", "on_top")),
        FOR_WHOM,
        ("What it rests on", {"fields": ("sources",)}),
        FOR_STAFF,
        TECHNICAL,
    )


@admin.register(models.Category)
class CategoryAdmin(PartAdmin):
    menu_place = 2
    named_by = ("name",)
    list_display = ("name", "guide", "position")
    fieldsets = (
        (None, {"fields": ("source_text", "name", ("about", "about_other"))}),
        (None, {"fields": (("none_listed", "none_listed_other"), "sources")}),
        TECHNICAL,
    )
    search_fields = ("slug", "name", "about")


@admin.register(models.Term)
class TermAdmin(PartAdmin):
    menu_place = 5
    named_by = ("name",)
    list_display = ("name", "say", "definition", "guide", "position")
    fieldsets = (
        (None, {"fields": ("name", "definition", "is_drug", ("say", "also"), "sources")}),
        FOR_STAFF,
        TECHNICAL,
    )
    search_fields = ("slug", "name", "also", "definition")


@admin.register(models.Source)
class SourceAdmin(PartAdmin):
    menu_place = 10
    named_by = ("title",)
    list_display = ("title", "publisher", "dated", "guide", "position")
    fieldsets = (
        (None, {"fields": ("title", "publisher", "dated", "url", "note", "is_summary")}),
        TECHNICAL,
    )
    search_fields = ("slug", "title", "publisher", "note")


@admin.register(models.TrialTopic)
class TrialTopicAdmin(PartAdmin):
    menu_place = 11
    named_by = ("label",)
    list_display = ("label", "code", "broadest", "guide", "position")
    fieldsets = ((None, {"fields": ("label", "code", "broadest")}), TECHNICAL)
    search_fields = ("slug", "label", "code")


@admin.register(models.FactKind)
class FactKindAdmin(PartAdmin):
    menu_place = 7
    named_by = ("name",)
    list_display = ("name", "needed", "urgent", "on_paper", "guide", "position")
    fieldsets = (
        (None, {"fields": (("name", "name_other"), ("ask", "ask_other"))}),
        (None, {"fields": (("needed", "urgent", "on_paper"),)}),
        TECHNICAL,
    )
    search_fields = ("slug", "name", "ask")


@admin.register(models.Fact)
class FactAdmin(PartAdmin):
    menu_place = 6
    named_by = ("treatment", "kind")
    list_display = ("text", "treatment", "kind", "guide", "position")
    list_filter = (
        "guide",
        ("kind", OfTheGuide),
        ("treatment", OfTheGuide),
    )
    list_select_related = ("treatment", "kind")
    fieldsets = (
        (None, {"fields": (("treatment", "kind"), ("text", "text_other"), "sources")}),
        FOR_STAFF,
        TECHNICAL,
    )
    search_fields = ("slug", "text", "treatment__name", "staff_note")


@admin.register(models.Matter)
class MatterAdmin(PartAdmin):
    menu_place = 8
    named_by = ("text",)
    by_name: ClassVar = {"kinds": models.FactKind}
    list_display = ("text", "kinds", "guide", "position")
    fieldsets = ((None, {"fields": (("text", "text_other"), "kinds")}), TECHNICAL)
    search_fields = ("slug", "text", "kinds")


@admin.register(models.ReportLine)
class ReportLineAdmin(PartAdmin):
    menu_place = 9
    named_by = ("test", "result")
    list_display = ("test", "result", "question", "choice", "guide", "position")
    list_filter = ("guide", ("question", OfTheGuide))
    list_select_related = ("question",)
    fieldsets = (
        ("What the report says", {"fields": (("test", "result"),)}),
        (
            "What it means",
            {"fields": (("question", "choice"), ("text", "text_other"), "sources")},
        ),
        FOR_STAFF,
        TECHNICAL,
    )
    search_fields = ("slug", "test", "result", "text", "staff_note")


class TranslationForm(PartForm):
    """A translation, which goes by the code of its language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = True
            self.fields["slug"].label = "language"
            self.fields["slug"].help_text = "Its code, e.g. es"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        code, guide = cleaned.get("slug", ""), cleaned.get("guide")
        if code and not LANGUAGE.fullmatch(code):
            self.add_error("slug", "This is no code of a language, e.g. es or pt-BR.")
        elif guide and code == guide.language:
            self.add_error("slug", "The guide is in this language itself.")
        return cleaned


@admin.register(models.Translation)
class TranslationAdmin(PartAdmin):
    """A language. Its texts are translated on the page “Translation” of the workbench."""

    form = TranslationForm
    menu_place = 13
    list_display = ("slug", "shown", "guide", "position")
    fieldsets = (
        (None, {"fields": ("slug", "shown", "quotes_from")}),
        FOR_STAFF,
        (TECHNICAL[0], {"classes": ("collapse",), "fields": ("seen_version", "guide")}),
    )
    search_fields = ("slug", "staff_note")


@admin.register(models.ExampleReader)
class ExampleReaderAdmin(PartAdmin):
    """Example readers are kept on the page “Try a reader”, and accepted on the workbench."""

    menu_place = 12
    list_display = ("who", "guide", "position")
    named_by = ("who",)
    fieldsets = ((None, {"fields": ("who", "said", "expected")}), FOR_STAFF, TECHNICAL)
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
