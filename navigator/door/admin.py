"""Accounts and roles, for superusers alone: whoever can edit them can make themselves anything."""

from __future__ import annotations

import logging
from typing import Any

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

logger = logging.getLogger(__name__)


class SuperusersOnly:
    """No right that a role could be given opens these pages."""

    def has_module_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    has_view_permission = has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_module_permission


class AccountAdmin(SuperusersOnly, UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_staff", "is_active", "has_phone")
    actions = ("forget_phone", "unlock")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it would take along what they changed; untick “active” instead

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        enrolled = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(phone=Exists(enrolled))

    @admin.display(description="phone enrolled", boolean=True)
    def has_phone(self, account: User) -> bool:
        return bool(getattr(account, "phone", False))

    @admin.action(description="Forget the phone: a new one is enrolled at the next login")
    def forget_phone(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            TOTPDevice.objects.filter(user=account).delete()
            self.log_change(request, account, "Forgot the phone")
            logger.warning("%s forgot the phone of %s", request.user, account)
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
