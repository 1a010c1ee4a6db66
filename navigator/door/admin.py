"""Accounts and roles, for superusers alone: whoever can edit them can make themselves anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from navigator.trail.admin import SuperusersOnly
from navigator.trail.models import Trail
from navigator.trail.notes import WRONG


class AccountAdmin(SuperusersOnly, UserAdmin):
    list_display = (
        "username",
        "is_locked",
        "last_failure",
        "is_staff",
        "is_active",
        "has_phone",
    )
    actions = ("forget_phone", "unlock")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it would take along what they changed; untick “active” instead

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        enrolled = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(phone=Exists(enrolled))

    @admin.display(description="phone enrolled", boolean=True)
    def has_phone(self, account: User) -> bool:
        return bool(getattr(account, "phone", False))

    @admin.display(description="locked", boolean=True)
    def is_locked(self, account: User) -> bool:
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        tries = AccessAttempt.objects.filter(username=account.get_username())
        most = settings.AXES_FAILURE_LIMIT
        return tries.filter(failures_since_start__gte=most, attempt_time__gt=since).exists()

    @admin.display(description="last wrong password")
    def last_failure(self, account: User) -> datetime | None:
        failed = Trail.objects.filter(account=account.get_username(), what=WRONG).first()
        return failed.at if failed else None

    @admin.action(description="Forget the phone: a new one is enrolled at the next login")
    def forget_phone(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            TOTPDevice.objects.filter(user=account).delete()
            self.log_change(request, account, "Forgot the phone")
        messages.success(request, "Forgotten. They enrol a new one when they log in next.")

    @admin.action(description="Unlock: forget the wrong passwords")
    def unlock(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            reset(username=account.get_username())
            self.log_change(request, account, "Unlocked")
        messages.success(request, "They can log in again.")


class RoleAdmin(SuperusersOnly, GroupAdmin):
    pass


admin.site.unregister([User, Group, TOTPDevice])
admin.site.register(User, AccountAdmin)
admin.site.register(Group, RoleAdmin)
