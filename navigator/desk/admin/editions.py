"""Editions, to look at only: they are published and restored on their guide's workbench."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from navigator.editions.models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    menu_place = 13
    list_display = ("__str__", "published_at", "published_by", "note")
    list_filter = ("guide", "published_by")
    search_fields = ("note",)
    list_select_related = ("guide", "published_by")
    exclude = ("content",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """Return them without the whole guides that they hold, which no page here shows."""
        return super().get_queryset(request).defer("content", "review")

    def has_add_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission
