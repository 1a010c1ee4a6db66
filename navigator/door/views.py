"""The steps of the door after the password, and what staff do about their second step."""

from __future__ import annotations

import time
from base64 import b32encode
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.models import User
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_otp import login, verify_token
from django_otp.models import Device

from navigator.numbers import as_number
from navigator.qr import qr_code
from navigator.trail.alerts import tell_owner
from navigator.trail.notes import note

from . import lockout, passkeys, steps
from .forms import CodeForm, NewPasswordForm
from .models import CODE_LENGTH, BackupCodes, Passkey, Phone
from .passkeys import PasskeyError
from .sessions import BEGAN

SOON = 10 * 60  # seconds after the login


@method_decorator(never_cache, name="dispatch")
class StepView(RedirectURLMixin, FormView):
    """A step of the door, for whoever stands before it; everyone else is led to theirs."""

    site: Any = None  # the StaffSite that shows it
    step: str
    next_page = "admin:index"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.site.step(request) != self.step:
            return self.go_on()
        return super().dispatch(request, *args, **kwargs)

    def go_on(self) -> HttpResponse:
        """Lead to the next step, or to what was wanted."""
        step = self.site.step(self.request)
        if step is None:
            response: HttpResponse = HttpResponseRedirect(self.get_success_url())
            steps.let_browser_be_known(self.request, response)
            return response
        wanted = self.get_redirect_url()
        response = redirect(f"admin:{step}")
        if wanted:
            response["Location"] += f"?{urlencode({'next': wanted})}"
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everywhere = self.site.each_context(self.request)
        return super().get_context_data(**everywhere | {"next": self.get_redirect_url()} | kwargs)

    def comes_in(self, device: Device) -> HttpResponse:
        """Go on, after the second step was proved by a device."""
        login(self.request, device)
        self.request.session[steps.PROVED] = True
        self.request.session.cycle_key()
        note(self.request, "came in", self.request.user.get_username(), device.name)
        return self.go_on()


class CodeView(StepView):
    """The second step, at every login: a code from the phone, a backup code, or a passkey."""

    step = "code"
    form_class = CodeForm
    template_name = "door/code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "credential" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            passkey = passkeys.used(request, self._user, request.POST["credential"])
        except PasskeyError:
            return self._refuse(CodeForm(), "This passkey did not prove who you are. Try again.")
        return self.comes_in(passkey)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        code = form.cleaned_data["code"]
        device = self._backup_codes() if len(code) == CODE_LENGTH else steps.phone_of(self._user)
        proved = device and verify_token(self._user, device.persistent_id, code)
        if proved:
            return self.comes_in(proved)
        return self._refuse(form, self._why(device))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phone = steps.phone_of(self._user)
        shown: dict[str, Any] = {"phone": phone, "backup_codes": self._backup_codes()}
        if Passkey.objects.filter(user=self._user).exists():
            shown["passkey_options"] = passkeys.options_to_use(self.request, self._user)
        return super().get_context_data(**shown | kwargs)

    @property
    def _user(self) -> User:
        return self.request.user  # type: ignore[return-value]  # the password is given

    def _backup_codes(self) -> BackupCodes | None:
        return BackupCodes.objects.filter(user=self._user).exclude(hashes=[]).first()

    def _refuse(self, form: CodeForm, why: str) -> HttpResponse:
        note(self.request, "gave a wrong code", self._user.get_username())
        if form.is_bound:
            form.add_error("code", why)
        return self.render_to_response(self.get_context_data(form=form, refused=why), status=422)

    def _why(self, device: Device | None) -> str:
        if isinstance(device, Phone) and not device.is_readable:
            return (
                "The codes of this phone cannot be checked any more, for the site’s own key has "
                "changed. Ask a superuser to forget your second step."
            )
        wait = ""
        if device is not None:
            device.refresh_from_db()
            allowed, _ = device.verify_is_allowed()
            wait = "" if allowed else " Wait a little longer after each wrong one."
        return f"This is not the code that is due now. Each works once.{wait}"


class EnrolView(StepView):
    """At the first login: a phone, which has to prove that it has the key, or a passkey."""

    step = "enrol"
    form_class = CodeForm
    template_name = "door/enrol.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.site.step(request) == self.step:
            self.phone = _unproved_phone(request)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "credential" not in request.POST:
            return super().post(request, *args, **kwargs)
        passkey = add_passkey(request)
        if passkey is None:
            return self.render_to_response(self.get_context_data(), status=422)
        return self.comes_in(passkey)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        user, code = self.request.user, form.cleaned_data["code"]
        is_of_phone = len(code) != CODE_LENGTH
        if not (is_of_phone and verify_token(user, self.phone.persistent_id, code)):
            note(self.request, "gave a wrong code", user.get_username())
            form.add_error("code", "This is not the code that the phone shows for this key now.")
            return self.form_invalid(form)
        self.phone.refresh_from_db()
        self.phone.confirmed = True
        self.phone.save()
        note(self.request, "enrolled a phone", user.get_username())
        tell_owner(self.phone.user, "A phone was enrolled for the second step.")
        return self.comes_in(self.phone)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = b32encode(self.phone.key).decode()
        shown = {
            "key": " ".join(key[start : start + 4] for start in range(0, len(key), 4)),
            "picture": qr_code(self.phone.config_url, "The key below, as a picture"),
            "passkey_options": passkeys.options_to_add(self.request, self.phone.user),
        }
        return super().get_context_data(**shown | kwargs)


class NewPasswordView(StepView):
    """The last step of who got their password from somebody else: they choose one themselves."""

    step = "new_password"
    form_class = NewPasswordForm
    template_name = "door/new_password.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        user = form.save()
        update_session_auth_hash(self.request, user)
        steps.password_is_own(self.request)
        return self.go_on()


@method_decorator(never_cache, name="dispatch")
class KnownBrowserView(View):
    """Lets a browser be known to an account, by a link that a superuser gave its owner."""

    site: Any = None

    def get(self, request: HttpRequest) -> HttpResponse:
        is_good = steps.read_link(request.GET.get("token", "")) is not None
        shown = {**self.site.each_context(request), "is_good": is_good}
        return render(request, "door/known.html", shown, status=200 if is_good else 410)

    def post(self, request: HttpRequest) -> HttpResponse:
        read = steps.read_link(request.GET.get("token", ""))
        if read is None:
            return self.get(request)
        response = redirect("admin:login")
        lockout.remember(response, *read)
        note(request, "used a link to be let in", read[0])
        return response


class SecondStepView(View):
    """What an account has for the second step, for its owner: passkeys and codes come and go.

    Only soon after a login, so that nobody can add a key of theirs at a desk that was left.
    """

    site: Any = None

    def get(self, request: HttpRequest, codes: list[str] | None = None) -> HttpResponse:
        user = request.user
        backup = BackupCodes.objects.filter(user=user).first()
        shown = {
            **self.site.each_context(request),
            "title": "Your second step",
            "phone": steps.phone_of(user),  # type: ignore[arg-type]  # they are in
            "passkeys": Passkey.objects.filter(user=user).order_by("added_at"),
            "left": len(backup.hashes) if backup else 0,
            "codes": codes,
            "passkey_options": passkeys.options_to_add(request, user),  # type: ignore[arg-type]
        }
        return render(request, "door/second_step.html", shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        if time.time() - request.session[BEGAN] > SOON:
            logout(request)
            messages.warning(request, "For this, log in once more: your login was a while ago.")
            return redirect(f"{reverse('admin:login')}?next={reverse('admin:second_step')}")
        if "make_codes" in request.POST:
            return self.get(request, self._make_codes(request))
        if "remove" in request.POST:
            self._remove(request, request.POST["remove"])
        elif "credential" in request.POST and add_passkey(request) is not None:
            messages.success(request, "The passkey is added.")
        return redirect("admin:second_step")

    def _make_codes(self, request: HttpRequest) -> list[str]:
        backup, _ = BackupCodes.objects.get_or_create(
            user=request.user, defaults={"name": "backup code"}
        )
        note(request, "made backup codes", request.user.get_username())
        tell_owner(request.user, "New backup codes were made.")
        return backup.make()

    def _remove(self, request: HttpRequest, key: str) -> None:
        mine = Passkey.objects.filter(user=request.user)
        passkey = mine.filter(pk=as_number(key)).first()
        if passkey is None:
            messages.warning(request, "It is gone already.")
        elif mine.count() == 1 and steps.phone_of(request.user) is None:  # type: ignore[arg-type]
            messages.error(request, "You have no other second step. Add another one first.")
        else:
            passkey.delete()
            note(request, "removed a passkey", request.user.get_username(), passkey.name)
            tell_owner(request.user, "A passkey was removed.")
            messages.success(request, f"Removed: {passkey.name}.")


def add_passkey(request: HttpRequest) -> Passkey | None:
    """Keep the passkey that a form brings, or say that it is none."""
    user: User = request.user  # type: ignore[assignment]  # the password is given
    try:
        passkey = passkeys.add(request, user, request.POST["credential"])
    except PasskeyError:
        messages.error(request, "No passkey was added: the browser did not prove it. Try again.")
        return None
    note(request, "added a passkey", user.get_username(), passkey.name)
    tell_owner(user, "A passkey was added.")
    return passkey


def _unproved_phone(request: HttpRequest) -> Phone:
    # Two visits at once may each make one; from then on the first of them is the one.
    unproved = Phone.objects.filter(user=request.user, confirmed=False).order_by("pk")
    first = next((phone for phone in unproved if phone.is_readable), None)
    return first or Phone.objects.create(user=request.user, confirmed=False, name="phone")


@never_cache
@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Forget the password that was given: somebody else sits down, or the phone is not at hand."""
    logout(request)
    return redirect("admin:login")
