"""Accounts and roles, for superusers alone: whoever can edit them can make themselves anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html

from navigator.trail.admin import SuperusersOnly
from navigator.trail.alerts import tell_owner
from navigator.trail.models import Trail
from navigator.trail.notes import WRONG

from . import lockout
from .models import GivenPassword, Passkey, Phone
from .steps import forget_second_step, link_to_let_in


class AccountAdmin(SuperusersOnly, UserAdmin):
    list_display = (
        "username",
        "closed_until",
        "last_wrong",
        "has_second_step",
        "is_active",
    )
    actions = ("forget_second_step", "let_in")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it would take along what they changed; untick “active” instead

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        of_account = {"user": OuterRef("pk")}
        closed = lockout.closed().filter(account=OuterRef("username")).order_by("-last_at")
        wrong = Trail.objects.filter(account=OuterRef("username"), what=WRONG)
        phones = Phone.objects.filter(confirmed=True, **of_account)
        keys = Passkey.objects.filter(**of_account)
        accounts: QuerySet[User] = super().get_queryset(request)
        return accounts.annotate(
            closed_at=Subquery(closed.values("last_at")[:1]),
            wrong_at=Subquery(wrong.values("at")[:1]),
            second_step=Exists(phones) | Exists(keys),
        )

    @admin.display(description="closed until", ordering="closed_at", empty_value="")
    def closed_until(self, account: Any) -> datetime | None:
        """After five wrong passwords: to strangers, or to a browser that is known."""
        return account.closed_at and account.closed_at + lockout.CLOSED

    @admin.display(description="last wrong password", ordering="wrong_at", empty_value="")
    def last_wrong(self, account: Any) -> datetime | None:
        wrong_at: datetime | None = account.wrong_at
        return wrong_at

    @admin.display(description="second step", boolean=True, ordering="second_step")
    def has_second_step(self, account: Any) -> bool:
        return bool(account.second_step)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and have the first password of a new account changed."""
        super().save_model(request, obj, form, change)
        if not change:
            GivenPassword.objects.get_or_create(user=obj)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002  # as Django calls it
        form_url: str = "",
    ) -> HttpResponse:
        """Change the password of somebody else, who then changes it again."""
        account = self.get_object(request, unquote(id))
        if account == request.user:
            return redirect("admin:password_change")  # which asks for the one that they have
        response = super().user_change_password(request, id, form_url)
        if account and request.method == "POST" and response.status_code == 302:
            GivenPassword.objects.get_or_create(user=account)
            tell_owner(account, "The password was changed by somebody who looks after accounts.")
        return response

    @admin.action(description="Forget the second step: it is enrolled anew at the next login")
    def forget_second_step(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            forget_second_step(account)
            self.log_change(request, account, "Forgot the second step")
            tell_owner(account, "The second step was forgotten: something is enrolled anew.")
        messages.success(
            request, "Forgotten. They enrol a phone or a passkey when they log in next."
        )

    @admin.action(description="Let in: forget the wrong passwords, and give a link for a browser")
    def let_in(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        for account in accounts:
            name = account.get_username()
            lockout.forget(name)
            self.log_change(request, account, "Let in")
            words = (
                "“{}” can log in again. If strangers go on guessing, give them this link, which is "
                "good for 15 minutes and opens nothing by itself: {}"
            )
            link = request.build_absolute_uri(link_to_let_in(name))
            messages.success(request, format_html(words, name, link))


class RoleAdmin(SuperusersOnly, GroupAdmin):
    pass


admin.site.unregister([User, Group])
admin.site.register(User, AccountAdmin)
admin.site.register(Group, RoleAdmin)
