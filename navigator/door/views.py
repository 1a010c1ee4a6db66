"""The second step of the door: a code from a phone, and how a phone is enrolled for it."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_otp import login, verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from navigator.qr import qr_code
from navigator.trail.notes import note

from .forms import CodeForm


@method_decorator(never_cache, name="dispatch")
class CodeView(RedirectURLMixin, FormView):
    """The code of the phone that was enrolled, asked for at every login."""

    site: Any = None  # the StaffSite that shows it
    form_class = CodeForm
    template_name = "door/code.html"
    next_page = "admin:index"
    confirmed = True
    other_step = "admin:enrol"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.site.gave_password(request):
            return self._on_to("admin:login")
        if self.site.has_permission(request):
            return HttpResponseRedirect(self.get_success_url())
        enrolled = TOTPDevice.objects.devices_for_user(request.user, confirmed=True).first()
        # With one phone enrolled, a password alone must not be enough to enrol another.
        if bool(enrolled) is not self.confirmed:
            return self._on_to(self.other_step)
        self.device = enrolled or self._new_device(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        user = self.request.user
        device = verify_token(user, self.device.persistent_id, form.cleaned_data["code"])
        if device is None:
            note(self.request, "gave a wrong code", user.get_username())
            form.add_error("code", self._refused())
            return self.form_invalid(form)
        self.accept(device)
        login(self.request, device)
        self.request.session.cycle_key()
        note(self.request, "came in", user.get_username())
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def accept(self, device: TOTPDevice) -> None:
        """Do what a right code does, besides letting them in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everywhere = self.site.each_context(self.request)
        return super().get_context_data(
            **everywhere | {"device": self.device, "next": self.get_redirect_url()} | kwargs
        )

    def _on_to(self, step: str) -> HttpResponse:
        wanted = self.get_redirect_url()
        response = redirect(step)
        if wanted:
            response["Location"] += f"?{urlencode({'next': wanted})}"
        return response

    def _refused(self) -> str:
        self.device.refresh_from_db()
        allowed, _ = self.device.verify_is_allowed()
        wait = "" if allowed else " Wait a little longer after each wrong one."
        return f"This is not the code that is due now. Each works once.{wait}"

    def _new_device(self, request: HttpRequest) -> TOTPDevice:
        # Two visits at once may each make one; from then on the first of them is the one.
        unproved = TOTPDevice.objects.filter(user=request.user, confirmed=False).order_by("pk")
        return unproved.first() or TOTPDevice.objects.create(
            user=request.user, confirmed=False, name="phone"
        )


class EnrolView(CodeView):
    """The key for the phone, at the first login, until a code proves that the phone has it."""

    template_name = "door/enrol.html"
    confirmed = False
    other_step = "admin:code"

    def accept(self, device: TOTPDevice) -> None:
        device.confirmed = True
        device.save()
        note(self.request, "enrolled a phone", self.request.user.get_username())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = b32encode(self.device.bin_key).decode()
        groups = " ".join(key[start : start + 4] for start in range(0, len(key), 4))
        picture = qr_code(self.device.config_url, "The key below, as a picture")
        return super().get_context_data(key=groups, picture=picture, **kwargs)


@never_cache
@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Forget the password that was given: somebody else sits down, or the phone is not at hand."""
    logout(request)
    return redirect("admin:login")
