"""The trail as superusers see it, and what else is for them alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Trail
from .notes import note


def note_step(request: HttpRequest, row: Any, message: Any) -> None:
    """Write a step at the desk into the trail: what is told in a sentence, and no edit of a form.

    The first word of the sentence says what was done: published, withdrew, approved.
    """
    if isinstance(message, str):
        what = message.split()[0].lower()
        note(request, what, request.user.get_username(), f"{row}: {message}")


class SuperusersOnly:
    """No right that a role could be given opens these pages. What is done there is in the trail."""

    def has_module_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    has_view_permission = has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_module_permission

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        note(request, f"added a {obj._meta.verbose_name}", request.user.get_username(), str(obj))
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_change(request, obj, message)  # type: ignore[misc]
        detail = f"{obj}: {entry.get_change_message()}"
        note(request, f"changed a {obj._meta.verbose_name}", request.user.get_username(), detail)
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for obj in queryset:
            what = f"deleted a {obj._meta.verbose_name}"
            note(request, what, request.user.get_username(), str(obj))
        return super().log_deletions(request, queryset)  # type: ignore[misc]


@admin.register(Trail)
class TrailAdmin(SuperusersOnly, admin.ModelAdmin):
    """What staff and strangers did. Nobody adds, changes or deletes a line."""

    list_display = ("at", "account", "what", "detail", "address")
    list_display_links = None
    list_filter = ("what", "at")
    search_fields = ("account", "address", "detail")
    list_per_page = 200
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission
