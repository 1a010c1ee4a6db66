"""The step of the workbench by which a Publisher takes a guide from its readers."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from navigator.desk import models
from navigator.desk.log import edition_in_words
from navigator.desk.withdrawing import CannotWithdrawError, withdraw
from navigator.editions.readable import TAKEN_DOWN, newest

from .locking import ProseField
from .steps import Step, Steps, may_publish


class WithdrawForm(forms.Form):
    """Why a guide is withdrawn, for staff, and what readers are told."""

    note = ProseField(
        label="Reason, for staff",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with the edition, and never shown to readers, e.g. The dose of a spray is "
        "wrong.",
    )
    told = ProseField(
        label="What readers are told",
        initial=TAKEN_DOWN,
        max_length=1000,
        validators=[models.seen_signs],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a few calm words: what happened, and what to do now. How to get help stands "
        "below it.",
    )


class WithdrawSteps(Steps):
    """Withdraw a guide."""

    def withdraw_steps(self) -> dict[str, Step]:
        return {"withdraw": self.withdraw}

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if not may_publish(request):
            raise PermissionDenied
        form = WithdrawForm(request.POST or None)
        if not form.is_valid():
            context = {"form": form, "served": newest(draft.pk)}
            return self.page(request, draft, "withdraw", context)
        note, told = form.cleaned_data["note"], form.cleaned_data["told"]
        author = cast(User, request.user)  # whoever may publish has an account
        try:
            with transaction.atomic():
                edition = withdraw(draft, told, note, author)
                self.log_change(request, draft, edition_in_words(edition))
        except CannotWithdrawError as error:
            messages.warning(request, str(error))
            return self.back(draft)
        messages.success(
            request, "The guide is withdrawn. Within 5 seconds no reader sees it any more."
        )
        return self.back(draft)
