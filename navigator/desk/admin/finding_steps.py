"""Steps of the workbench on what the proofreader found: accept warnings, and take that back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from navigator.desk import accepting, drafts, models
from navigator.desk.log import MOST_NAMES
from navigator.desk.rows import freeze, lock
from navigator.guide.model import Guide
from navigator.guide.proofread import Finding
from navigator.guide.proofread.groups import in_a_sentence
from navigator.numbers import as_number

from .forms import AcceptForm
from .named import FoundRow, Names, with_label
from .steps import Step, Steps

FEW = 3  # rows that are shown at once; more are folded


@dataclass(frozen=True)
class Group:
    """Warnings of one kind. `what` is the sentence that tells of them all."""

    code: str
    what: str
    rows: list[tuple[FoundRow, models.Acceptance | None]]

    @property
    def is_long(self) -> bool:
        return len(self.rows) > FEW


class FindingSteps(Steps):
    """Accept warnings with a reason, take an acceptance back."""

    def finding_steps(self) -> dict[str, Step]:
        return {"accept_warnings": self.accept_warnings, "take_back": self.take_back}

    def accept_warnings(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept the warnings that were sent, as far as they are still what the page showed."""
        draft = self.draft_to_change(request, pk)
        form = AcceptForm(request.POST)
        sent = set(request.POST.getlist("all" if "accept-all" in request.POST else "warning"))
        if not sent or not form.is_valid():
            messages.error(request, "Not accepted. Tick what is right as it is, and say why.")
            return self.back(draft)
        reason = form.cleaned_data["reason"]
        with transaction.atomic():
            (draft,) = lock(draft.pk)
            found = accepting.sort_out(draft, drafts.proofread_draft(draft, freeze(draft)))
            chosen = {each.digest: each for each in found.warnings if each.digest in sent}
            already = {each.digest: kept for each, kept in found.accepted if each.digest in sent}
            if chosen:
                user = cast(User, request.user)  # whoever may change has an account
                told = [replace(each, what=with_label(each)) for each in chosen.values()]
                accepting.accept(draft, told, reason, user)
                what = _in_words(Names(draft), [*chosen.values()])
                self.log_change(request, draft, f"Accepted {what} The reason: {reason}")
        if chosen:
            messages.success(request, f"Accepted {_counted(len(chosen))}.")
        if already:
            by = ", ".join(sorted({str(kept.by) for kept in already.values()}))
            messages.info(request, f"Accepted already, by {by}: {_counted(len(already))}.")
        if sent - chosen.keys() - already.keys():
            messages.warning(
                request,
                "Something has changed while you had this page open, so not all of it is "
                "accepted. Look at what is found now.",
            )
        return self.back(draft)

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back that a warning is accepted."""
        draft = self.draft_to_change(request, pk)
        key = as_number(request.POST.get("acceptance", ""))
        with transaction.atomic():
            lock(draft.pk)
            kept = models.Acceptance.objects.filter(guide=draft, pk=key).first()
            if kept is not None:
                kept.delete()
                name = Names(draft).plainly(kept.kind, kept.slug)
                what = f"Took back that a warning is accepted. {name}: {kept.what}"
                self.log_change(request, draft, what)
        if kept is None:
            messages.info(request, "Somebody has taken this back already.")
        else:
            messages.success(request, "Taken back: the warning stands again.")
        return self.back(draft)


def _counted(count: int) -> str:
    return f"{count} warning{'' if count == 1 else 's'}"


def _in_words(names: Names, warnings: Sequence[Finding]) -> str:
    """Return what is accepted: one warning as it is told, of more their kinds and some rows."""
    counted = _counted(len(warnings))
    if len(warnings) == 1:
        (one,) = warnings
        return f"{counted}. {names.plainly(one.kind, one.slug)}: {with_label(one)}"
    codes = Counter(each.code for each in warnings)
    kinds = " ".join(in_a_sentence(code, count) for code, count in codes.items())
    rows = list(dict.fromkeys(names.plainly(each.kind, each.slug) for each in warnings))
    more = f" and {len(rows) - MOST_NAMES} more" if len(rows) > MOST_NAMES else ""
    return f"{counted}. {kinds} In: {', '.join(rows[:MOST_NAMES])}{more}."


def findings_on_workbench(draft: models.Guide, guide: Guide, names: Names) -> dict[str, Any]:
    """Return the errors, the warnings by their kinds, and those that are accepted."""
    found = accepting.sort_out(draft, drafts.proofread_draft(draft, guide))
    codes = Counter(each.code for each in found.warnings)
    return {
        "stopping": [names.found(each) for each in found.errors],
        "warnings": len(found.warnings),
        "groups": [
            Group(
                code,
                in_a_sentence(code, count),
                [
                    (names.found(each), found.before.get(each.digest))
                    for each in found.warnings
                    if each.code == code
                ],
            )
            for code, count in codes.items()
        ],
        "accepted": [(names.found(each), kept) for each, kept in found.accepted],
    }
