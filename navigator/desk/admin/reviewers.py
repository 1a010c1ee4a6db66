"""Reviewers: made by superusers alone, for readers are told their names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest

from navigator.desk import models
from navigator.trail.admin import SuperusersOnly

HOW = (
    "A clinician who approves guides. First make an account for them under “Users”: staff, in the "
    "group “Reviewer”. Then say here who they are. Readers see the name and the role beside what "
    "they approved. What was approved before keeps the name and the role that it was approved with."
)


@admin.register(models.Reviewer)
class ReviewerAdmin(SuperusersOnly, admin.ModelAdmin):
    """For superusers alone: whoever is a reviewer speaks to readers as a clinician."""

    menu_place = 14
    list_display = ("name", "role", "user")
    search_fields = ("name", "role", "user__username")
    fieldsets = ((None, {"description": HOW, "fields": ("user", "name", "role")}),)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        kwargs["queryset"] = User.objects.filter(is_staff=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and tell if the account may not approve anything yet."""
        super().save_model(request, obj, form, change)
        if not obj.user.has_perm("desk.review_guide"):
            messages.warning(
                request,
                f"The account “{obj.user}” cannot approve anything yet: put it into the group "
                "“Reviewer”, under “Users”.",
            )
