"""The trail as superusers see it, and what else is for them alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from .models import Trail
from .notes import NOT_ALLOWED, OF_STRANGERS, note

REFUSED = {*OF_STRANGERS, NOT_ALLOWED}


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


class TriedToComeIn(admin.SimpleListFilter):
    """A filter for those who were at the door and did not come in."""

    title = "who did not come in"
    parameter_name = "tried"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Wrong passwords and codes, locked out, refused")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Trail]) -> QuerySet[Trail]:
        return queryset.filter(what__in=REFUSED) if self.value() else queryset


@admin.register(Trail)
class TrailAdmin(SuperusersOnly, admin.ModelAdmin):
    """The list of lines, which nobody adds to, changes or deletes from."""

    list_display = ("when", "who", "what", "where", "detail")
    list_display_links = None
    list_filter = (TriedToComeIn, "what", "at")
    date_hierarchy = "at"
    search_fields = ("account", "address", "what", "detail")
    list_per_page = 50
    actions = None

    @admin.display(ordering="at")
    def when(self, line: Trail) -> str:
        return f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S %Z}"

    @admin.display(description="account", ordering="account")
    def who(self, line: Trail) -> str:
        return _found(line.account)

    @admin.display(description="address", ordering="address")
    def where(self, line: Trail) -> str:
        return _found(line.address or "")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": "Who was at the door, and what was done"}
        return super().changelist_view(request, title | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


def _found(words: str) -> str:
    """Return a link to all lines with these words."""
    return format_html('<a href="?{}">{}</a>', urlencode({"q": words}), words) if words else "-"
