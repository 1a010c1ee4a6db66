"""The emergency brake: a step of the workbench that takes a guide from its readers."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from navigator.desk import drafts

from .forms import WithdrawForm
from .steps import Step, Steps, may_publish

TOLD = (
    "We have taken this guide down while we check it. Talk with the care team before you decide "
    "anything."
)


class WithdrawSteps(Steps):
    """Withdraw a guide, for a reason, and say what readers are told instead."""

    def withdraw_steps(self) -> dict[str, Step]:
        return {"withdraw": self.withdraw}

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if not may_publish(request):
            raise PermissionDenied
        form = WithdrawForm(request.POST or None, initial={"told": TOLD})
        if not form.is_valid():
            return self.page(request, draft, "withdraw", {"form": form})
        author = cast(User, request.user)  # whoever may publish has an account
        told, note = form.cleaned_data["told"], form.cleaned_data["note"]
        try:
            with transaction.atomic():
                edition = drafts.withdraw(draft, told, note, author)
                what = f"Withdrew the guide, as edition {edition.number}: {note}"
                self.log_change(request, draft, what)
        except drafts.NotWithdrawnError as error:
            messages.warning(request, f"Not withdrawn. {error}")
        else:
            messages.success(request, "Withdrawn. Readers are told so within a few seconds.")
        return self.back(draft)
