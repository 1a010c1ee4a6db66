"""Staff's own pages: the texts of a draft, and the editions that were published."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from . import models

admin.site.site_header = admin.site.site_title = "Navigator"


class ChoiceInline(admin.StackedInline):
    model = models.Choice
    extra = 0


class PartAdmin(admin.ModelAdmin):
    list_display = ["__str__", "slug", "guide", "position"]
    list_filter = ["guide"]
    search_fields = ["slug"]


@admin.register(models.Guide)
class GuideAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "reviewed_on", "review_due_on"]


@admin.register(models.Question)
class QuestionAdmin(PartAdmin):
    inlines = [ChoiceInline]


@admin.register(models.Option)
class OptionAdmin(PartAdmin):
    list_filter = ["guide", "category"]
    search_fields = ["slug", "name", "plain", "source_text"]


for model in (
    models.Category,
    models.Notice,
    models.Term,
    models.Source,
    models.TrialTopic,
):
    admin.site.register(model, PartAdmin)


@admin.register(models.Edition)
class EditionAdmin(admin.ModelAdmin):
    """To look at only: an edition is never changed."""

    list_display = ["__str__", "published_at", "published_by", "note"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
