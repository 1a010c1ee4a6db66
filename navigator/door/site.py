"""The admin behind its door: a password, and where it is open to the public a six-digit code."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from .keys import refuse_odd_keys
from .turns import TooManyError, a_turn

LAST = 99  # in the menu: what says no place, by its name


class StaffSite(AdminSite):
    """Every view of the admin asks `has_permission` first, so it is enough to be strict there."""

    @property
    def login_form(self) -> type:  # type: ignore[override]  # an attribute, of Django's own site
        from .forms import PasswordForm  # models are not there yet when Django imports this module

        return PasswordForm

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user  # with is_verified(), by django_otp's middleware
        return self.gave_password(request) and (not settings.STAFF_NEED_CODE or user.is_verified())

    def gave_password(self, request: HttpRequest) -> bool:
        """Return whether they are past the first step of the door, at least."""
        return super().has_permission(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Return the menu in the order of the work: an admin can say its `menu_place`."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=self._menu_place)
        return sorted(apps, key=lambda app: min(map(self._menu_place, app["models"])))

    def _menu_place(self, model: dict) -> int:
        return getattr(self._registry[model["model"]], "menu_place", LAST)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            refuse_odd_keys(request)
            return view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(inner, view), cacheable)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from . import views  # as in login_form

        return [
            path("code/", views.CodeView.as_view(site=self), name="code"),
            path("enrol/", views.EnrolView.as_view(site=self), name="enrol"),
            path("start-again/", views.start_again, name="start_again"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The first step; whoever took it is sent on to the second."""
        if request.method != "POST":
            if self.gave_password(request):
                return self._next_step(request)
            return super().login(request, extra_context)
        try:
            with a_turn():
                return super().login(request, extra_context)
        except TooManyError:
            response = render(request, "door/busy.html", status=429)
            response["Retry-After"] = "5"
            return response

    def _next_step(self, request: HttpRequest) -> HttpResponse:
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
        return HttpResponseRedirect(reverse("admin:code") + query)
