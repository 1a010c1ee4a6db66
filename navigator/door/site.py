"""The admin behind its door: a password, and where it is open to the public a second step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, resolve, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from navigator import parcel
from navigator.parcel import PARCEL

from .keys import refuse_odd_keys
from .searches import limit_search
from .turns import TooManyError, a_turn

LAST = 99  # in the menu: what says no place, by its name

LOST = "What was kept of your text cannot be read any more."


class StaffSite(AdminSite):
    """Every view of the admin asks `has_permission` first, so it is enough to be strict there."""

    login_template = "door/login.html"

    @property
    def login_form(self) -> type:  # type: ignore[override]  # an attribute, of Django's own site
        from .forms import PasswordForm  # models are not there yet when Django imports this module

        return PasswordForm

    def has_permission(self, request: HttpRequest) -> bool:
        return self.step(request) is None

    def step(self, request: HttpRequest) -> str | None:
        """Return the step of the door that somebody stands before, or None for who is in."""
        from .steps import has_given_password, has_lost_second_step, has_second_step

        user: Any = request.user  # with what proved the second step, by django_otp
        if not super().has_permission(request) or has_lost_second_step(request):
            return "login"
        if settings.STAFF_NEED_CODE and getattr(user, "otp_device", None) is None:
            return "code" if has_second_step(user) else "enrol"
        return "new_password" if has_given_password(request) else None

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
            if PARCEL in request.POST:
                return self._unpacked(request, partial(view, request, *args, **kwargs))
            refuse_odd_keys(request)
            limit_search(request)
            return view(request, *args, **kwargs)

        behind = super().admin_view(update_wrapper(inner, view), cacheable)

        def before(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            packed = "" if self.has_permission(request) else parcel.pack(request)
            if packed:
                return self.through_the_door(request, packed)
            response: HttpResponse = behind(request, *args, **kwargs)
            return response

        return update_wrapper(before, behind)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Let each page of the door know the parcel that goes through it."""
        return super().each_context(request) | {"parcel": request.POST.get(PARCEL, "")}

    @method_decorator(never_cache)
    def through_the_door(self, request: HttpRequest, packed: str) -> HttpResponse:
        """Show the step that somebody stands before, or the way back, with their parcel in it."""
        step = self.step(request)
        try:
            opened = parcel.unpack(packed)
        except parcel.ParcelError:
            if step is None:
                messages.error(request, LOST)
            return HttpResponseRedirect(reverse(f"admin:{step or 'index'}"))
        # Whatever was sent is done with, or in the parcel.
        parcel.put_in(request, {PARCEL: packed, REDIRECT_FIELD_NAME: opened.path})
        if step is not None and len(packed) <= parcel.LARGEST:
            request.method = "GET"
            page: HttpResponse = resolve(reverse(f"admin:{step}")).func(request)
            return page
        shown = self.each_context(request) | {"path": opened.path, "step": step}
        return render(request, "door/back.html", shown)

    @method_decorator(never_cache)
    def _unpacked(self, request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
        """Show what a parcel holds in its form, or on a page of its own. Nothing is saved."""
        try:
            opened = parcel.unpack(request.POST[PARCEL])
        except parcel.ParcelError:
            opened = None
        if opened is None or opened.path != request.get_full_path():
            messages.error(request, LOST)
            return HttpResponseRedirect(request.get_full_path())
        match: Any = request.resolver_match
        shows_again = getattr(getattr(match.func, "model_admin", None), "shows_again", False)
        if shows_again and match.url_name.endswith(("_add", "_change")):
            opened.sent[parcel.CAME_BACK] = "yes"
            request.POST = opened.sent  # type: ignore[assignment]
            refuse_odd_keys(request)
            return view()
        sent = [(name, value) for name, values in opened.sent.lists() for value in values]
        shown = {"sent": sent, "texts": parcel.texts(opened.sent), "had_files": opened.had_files}
        parcel.put_in(request, {})
        return render(request, "door/sent_again.html", self.each_context(request) | shown)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from . import views  # as in login_form

        return [
            path("code/", views.CodeView.as_view(site=self), name="code"),
            path("enrol/", views.EnrolView.as_view(site=self), name="enrol"),
            path("new-password/", views.NewPasswordView.as_view(site=self), name="new_password"),
            path("known/", views.KnownBrowserView.as_view(site=self), name="known"),
            path("start-again/", views.start_again, {"site": self}, name="start_again"),
            path(
                "new-phone/",
                self.admin_view(views.NewPhoneView.as_view(site=self)),
                name="new_phone",
            ),
            path(
                "second-step/",
                self.admin_view(views.SecondStepView.as_view(site=self)),
                name="second_step",
            ),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The first step; whoever took it is sent on to the next."""
        extra_context = {"app_path": reverse("admin:login")} | (extra_context or {})
        packed = request.POST.get(PARCEL, "")
        if request.method == "POST" and packed and "username" not in request.POST:
            return self.through_the_door(request, packed)
        if request.method != "POST":
            if self.step(request) == "login":
                if request.user.is_authenticated:
                    logout(request)  # they have lost their second step, or are not on the staff
                return super().login(request, extra_context)
            return self._next_step(request)
        from .lockout import known_browser  # as in login_form
        from .steps import let_browser_be_known

        is_known = bool(known_browser(request, request.POST.get("username", "")))
        look = partial(super().login, request, extra_context)
        response = self._in_turn(request, is_known, look)
        if packed and response.status_code == 302:
            response = self.through_the_door(request, packed)
        if self.has_permission(request):
            let_browser_be_known(request, response)
        return response

    def _in_turn(self, request: HttpRequest, is_known: bool, look: Callable[[], Any]) -> Any:
        """Look at a password in its turn, and answer where too many are wrong or waiting."""
        from .lockout import ClosedError  # as in login_form

        try:
            with a_turn(is_known):
                return look()
        except TooManyError:
            response = render(request, "door/busy.html", self.each_context(request), status=429)
            response["Retry-After"] = "5"
            return response
        except ClosedError:
            return render(request, "door/locked.html", self.each_context(request), status=429)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Django's own page. A wrong password is counted there as it is at the login."""
        from .steps import own_password_changes  # as in login_form

        if request.method != "POST":
            return super().password_change(request, extra_context)
        change = partial(super().password_change, request, extra_context)
        return self._in_turn(request, True, lambda: own_password_changes(request, change))

    def _next_step(self, request: HttpRequest) -> HttpResponse:
        step = self.step(request)
        if step is None:
            return HttpResponseRedirect(reverse("admin:index"))
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
        return HttpResponseRedirect(reverse(f"admin:{step}") + query)
