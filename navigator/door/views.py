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
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_otp import login, verify_token
from django_otp.models import Device

from navigator.parcel import PARCEL
from navigator.qr import qr_code
from navigator.trail.alerts import tell_owner
from navigator.trail.notes import WRONG_CODE, note

from . import lockout, passkeys, steps
from .forms import CodeForm, NewPasswordForm
from .models import CODE_LENGTH, BackupCodes, Passkey, Phone
from .passkeys import PasskeyError
from .sessions import BEGAN

SOON = 10 * 60  # seconds after the login
MANY = 5  # wrong codes, of which the owner is told
KEY = "phone_key"  # in a session that is shown one, sealed


@method_decorator(never_cache, name="dispatch")
class StepView(RedirectURLMixin, FormView):
    """A step of the door, for whoever stands before it; everyone else is led to theirs."""

    site: Any = None  # the StaffSite that shows it
    step: str | None
    name: str  # of its address
    next_page = "admin:index"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.site.step(request) != self.step:
            return self.go_on()
        return super().dispatch(request, *args, **kwargs)

    def go_on(self) -> HttpResponse:
        """Lead to the next step, or to what was wanted."""
        step, packed = self.site.step(self.request), self.request.POST.get(PARCEL, "")
        response: HttpResponse
        if step is None:
            response = (
                self.site.through_the_door(self.request, packed)
                if packed
                else HttpResponseRedirect(self.get_success_url())
            )
            steps.let_browser_be_known(self.request, response)
            return response
        if packed:
            return self.site.through_the_door(self.request, packed)
        wanted = self.get_redirect_url()
        response = redirect(f"admin:{step}")
        if wanted:
            response["Location"] += f"?{urlencode({'next': wanted})}"
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everywhere = self.site.each_context(self.request)
        shown = {"next": self.get_redirect_url(), "here": reverse(f"admin:{self.name}")}
        return super().get_context_data(**everywhere | shown | kwargs)

    def comes_in(self, device: Device) -> HttpResponse:
        """Go on, after the second step was proved by a device."""
        login(self.request, device)
        self.request.session[steps.PROVED] = True
        self.request.session.cycle_key()
        note(self.request, "came in", self.request.user.get_username(), device.name)
        return self.go_on()


class CodeView(StepView):
    """The second step, at every login: a code from the phone, a backup code, or a passkey."""

    step = name = "code"
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
        if device and (wait := device.seconds_to_wait()):
            words = f"Wait {wait} seconds, then give a code anew. Nothing was looked at just now."
            return self._refuse(form, words)
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
        note(self.request, WRONG_CODE, self._user.get_username())
        if form.is_bound:
            form.add_error("code", why)
        return self.render_to_response(self.get_context_data(form=form, refused=why), status=422)

    def _why(self, device: Phone | BackupCodes | None) -> str:
        if isinstance(device, Phone) and not device.is_readable:
            return (
                "The codes of this phone cannot be checked any more, for the site’s own key has "
                "changed. Ask a superuser to forget your second step."
            )
        if isinstance(device, Phone | BackupCodes):
            device.refresh_from_db()
            if device.throttling_failure_count == MANY:
                tell_owner(self._user, "Somebody gave the right password, and wrong codes.")
        if isinstance(device, BackupCodes):
            return "This backup code is wrong, or was used. Each works once."
        return "This is not the code that the phone shows now. Each works once."


class PhoneForm(StepView):
    """Shows a key for a phone, and takes it once the phone has proved that it has it.

    The key is in the session until then: nobody else who gives the password is shown the same.
    """

    form_class = CodeForm
    template_name = "door/enrol.html"

    def form_valid(self, form: CodeForm) -> HttpResponse:
        phone, code = self._phone(), form.cleaned_data["code"]
        if len(code) == CODE_LENGTH or not phone.takes(code):
            note(self.request, WRONG_CODE, phone.user.get_username())
            form.add_error("code", "This is not the code that the phone shows for this key now.")
            return self.form_invalid(form)
        del self.request.session[KEY]
        phone.save()
        note(self.request, "enrolled a phone", phone.user.get_username())
        tell_owner(phone.user, "A phone was enrolled for the second step.")
        return self.has_enrolled(phone)

    def has_enrolled(self, phone: Phone) -> HttpResponse:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        phone = self._phone()
        key = b32encode(phone.key).decode()
        shown = {
            "key": " ".join(key[start : start + 4] for start in range(0, len(key), 4)),
            "picture": qr_code(phone.config_url, "The key below, as a picture"),
        }
        return super().get_context_data(**shown | kwargs)

    def _phone(self) -> Phone:
        """Return the account's phone, or a new one, with the key that this session is shown."""
        user: User = self.request.user  # type: ignore[assignment]  # the password is given
        phone = steps.phone_of(user) or Phone(user=user, name="phone")
        phone.sealed_key, phone.last_step = self.request.session.get(KEY, ""), -1
        if not phone.is_readable:  # none was shown yet, or the site's own key has changed since
            phone.new_key()
        self.request.session[KEY] = phone.sealed_key
        return phone


class EnrolView(PhoneForm):
    """At the first login: a phone or a passkey."""

    step = name = "enrol"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "credential" not in request.POST:
            return super().post(request, *args, **kwargs)
        passkey = add_passkey(request)
        if passkey is None:
            return self.render_to_response(self.get_context_data(), status=422)
        return self.has_enrolled(passkey)

    def has_enrolled(self, device: Device) -> HttpResponse:
        where = reverse("admin:second_step")
        words = 'Make <a href="{}">backup codes</a> now, for the day when it is not at hand.'
        messages.info(self.request, format_html(words, where))
        return self.comes_in(device)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: User = self.request.user  # type: ignore[assignment]  # the password is given
        asked = passkeys.options_to_add(self.request, user)
        return super().get_context_data(**{"passkey_options": asked} | kwargs)


class NewPhoneView(PhoneForm):
    """Another phone in place of the one that was enrolled, or one beside passkeys."""

    step, name = None, "new_phone"
    template_name = "door/new_phone.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return login_once_more(request) or super().dispatch(request, *args, **kwargs)

    def has_enrolled(self, phone: Phone) -> HttpResponse:
        messages.success(self.request, "The phone is enrolled. No other opens the door any more.")
        return redirect("admin:second_step")


class NewPasswordView(StepView):
    """The last step of who got their password from somebody else: they choose one themselves."""

    step = name = "new_password"
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
    """The page on which the owner of an account adds and removes second steps."""

    site: Any = None

    def get(self, request: HttpRequest, codes: list[str] | None = None) -> HttpResponse:
        user: User = request.user  # type: ignore[assignment]  # they are in
        backup = BackupCodes.objects.filter(user=user).first() or BackupCodes()
        shown = {
            **self.site.each_context(request),
            "title": "Your second step",
            "phone": steps.phone_of(user),
            "passkeys": Passkey.objects.filter(user=user).order_by("added_at"),
            "left": len(backup.hashes),
            "mark": backup.mark,
            "codes": codes,
            "passkey_options": passkeys.options_to_add(request, user),
        }
        return render(request, "door/second_step.html", shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        if refused := login_once_more(request):
            return refused
        if "make_codes" in request.POST:
            return self.get(request, self._make_codes(request))
        if "remove" in request.POST:
            self._remove(request, request.POST["remove"])
        elif "credential" in request.POST and add_passkey(request) is not None:
            messages.success(request, "The passkey is added.")
        return redirect("admin:second_step")

    def _make_codes(self, request: HttpRequest) -> list[str] | None:
        """Return new codes, or None where a page is sent again: those that it showed count."""
        backup, _ = BackupCodes.objects.get_or_create(
            user=request.user, defaults={"name": "backup code"}
        )
        if request.POST["make_codes"] != backup.mark:
            messages.warning(request, "Codes were made already, and are shown once. They count.")
            return None
        note(request, "made backup codes", request.user.get_username())
        tell_owner(request.user, "New backup codes were made.")
        return backup.make()

    def _remove(self, request: HttpRequest, key: str) -> None:
        """Remove the phone or a passkey, where something is left to come in with."""
        user: Any = request.user
        mine: list[Device] = [*Passkey.objects.filter(user=user)]
        if phone := steps.phone_of(user):
            mine.append(phone)
        removed = next((each for each in mine if each.persistent_id == key), None)
        others = [each for each in mine if each != removed]
        if removed is None:
            messages.warning(request, "It is gone already.")
        elif not others:
            messages.error(request, "You have no other second step. Add another one first.")
        else:
            if user.otp_device == removed:
                login(request, others[0])  # they have proved just now who they are
            removed.delete()
            note(request, f"removed a {removed._meta.verbose_name}", user.get_username())
            tell_owner(user, f"A {removed._meta.verbose_name} was removed.")
            messages.success(request, f"Removed: {removed.name}.")


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


def login_once_more(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the login for who came in a while ago, or None for who has just come in.

    What opens an account is changed soon after a login only, so that nobody can add a key of theirs
    at a desk that was left.
    """
    if time.time() - request.session[BEGAN] <= SOON:
        return None
    logout(request)
    messages.warning(request, "For this, log in once more: your login was a while ago.")
    return redirect(f"{reverse('admin:login')}?next={reverse('admin:second_step')}")


@never_cache
@require_POST
def start_again(request: HttpRequest, site: Any) -> HttpResponse:
    """Forget the password that was given: somebody else sits down, or the phone is not at hand."""
    packed = request.POST.get(PARCEL, "")
    logout(request)
    return site.through_the_door(request, packed) if packed else redirect("admin:login")
