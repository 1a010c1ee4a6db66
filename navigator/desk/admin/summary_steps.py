"""Steps of the workbench: the summary, a new text of it, and statements that no row carries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from navigator.desk import drafts, models, summaries
from navigator.desk.carrying import NOT_NOW, carry, left_in
from navigator.guide.digest import digest
from navigator.guide.held import Row, hold
from navigator.guide.model import Guide
from navigator.guide.summary import BULLET, Status, SummaryError, align

from .checking_steps import CHANGED_AGAIN, rows_to_check, to_check
from .forms import SLUG_IS_TAKEN, NamesForm, SummaryForm
from .named import Names, form_url, marked
from .steps import Step, Steps


class SummarySteps(Steps):
    """Look at the summary, take a new text in, and carry what is new in it."""

    def summary_steps(self) -> dict[str, Step]:
        return {"summary": self.summary, "carry": self.carry}

    def from_summary(self, request: HttpRequest) -> HttpResponse:
        """Make a new guide that has nothing yet but its names and its summary."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        names = NamesForm(request.POST or None, instance=models.Guide(minutes=0))
        form = SummaryForm(request.POST or None, request.FILES or None)
        if names.is_valid() and form.is_valid():
            try:
                with transaction.atomic():
                    draft = names.save()
                    where = form.cleaned_data["taken_from"]
                    summaries.keep_summary(draft, form.text, where, timezone.localdate())
                    self.log_addition(request, draft, f"Made this from a summary, from {where}")
            except IntegrityError:
                if not models.Guide.objects.filter(slug=names.cleaned_data["slug"]).exists():
                    raise
                names.add_error("slug", SLUG_IS_TAKEN)
            else:
                messages.success(
                    request, "The guide is made. Say now what becomes of each statement."
                )
                return redirect("admin:summary_guide", draft.pk)
        return self.page(request, None, "from_summary", {"names": names, "form": form})

    def summary(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the summary; a text that was sent is held against it first, then kept."""
        is_sent = request.method == "POST"
        draft = self.draft(request, pk, "change" if is_sent else "view")
        form = SummaryForm(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            initial={"taken_from": draft.summary_from},
        )
        if not form.is_valid():
            return self._summary_page(request, draft, form)
        with transaction.atomic():
            (draft,) = drafts.lock(draft.pk)
            try:
                steps = align(draft.summary, form.text)
            except SummaryError as error:
                form.add_error(None, str(error))
                return self._summary_page(request, draft, form)
            if request.POST.get("seen") != digest(draft.summary):
                if "seen" in request.POST:
                    messages.error(request, CHANGED_AGAIN)
                return self._new_text_page(request, draft, form, steps)
            where = form.cleaned_data["taken_from"]
            found = summaries.keep_summary(draft, form.text, where, timezone.localdate())
            self.log_change(request, draft, f"Kept a new text of the summary, from {where}")
        messages.success(
            request, f"The new text is kept. {len(found)} row{'s' * (len(found) != 1)} to check."
        )
        return redirect("admin:summary_guide", draft.pk)

    def carry(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry statements in the ways that were picked for them."""
        draft = self._draft_to_change(request, pk)
        with transaction.atomic():
            (draft,) = drafts.lock(draft.pk)
            if request.POST.get("seen") != digest(draft.summary):
                messages.error(request, CHANGED_AGAIN)
                return redirect("admin:summary_guide", draft.pk)
            ways = [
                (each, request.POST.get(f"way-{place}", NOT_NOW))
                for place, each in left_in(draft).items()
            ]
            made = []
            for row, is_new in carry(draft, ways):
                if is_new:
                    right = f"desk.add_{row._meta.model_name}"
                    if not request.user.has_perm(right):
                        raise PermissionDenied
                    self.log_addition(request, row, "Made of a statement of the summary")
                    made.append(row)
                else:
                    self.log_change(request, row, "Took in a statement of the summary")
                what = "{} “{}” is made. Fill in what is left." if is_new else "{} “{}” carries it."
                link = format_html('<a href="{}">{}</a>', form_url(row), row)
                kind = str(row._meta.verbose_name).capitalize()
                messages.success(request, format_html(what, kind, link))
        if len(made) == 1:
            return redirect(form_url(made[0]))
        return redirect("admin:summary_guide", draft.pk)

    def _draft_to_change(self, request: HttpRequest, pk: int) -> models.Guide:
        draft = self.draft(request, pk, "change")
        if request.method != "POST":
            raise PermissionDenied
        return draft

    def _summary_page(
        self, request: HttpRequest, draft: models.Guide, form: SummaryForm
    ) -> HttpResponse:
        guide, names = drafts.freeze(draft), Names(draft)
        context = {
            "form": form,
            "may_change": self.has_change_permission(request, draft),
            "seen": digest(draft.summary),
            **_statements(guide, draft, names),
            "to_check": [
                to_check(draft, guide, names, mark) for mark in rows_to_check(draft, guide)
            ],
        }
        return self.page(request, draft, "summary", context)

    def _new_text_page(
        self, request: HttpRequest, draft: models.Guide, form: SummaryForm, steps: list[Any]
    ) -> HttpResponse:
        guide, names = drafts.freeze(draft), Names(draft)
        held = hold(guide)
        rows = []
        for step in steps:
            old, new = (each.text if each else "" for each in (step.old, step.new))
            resting = summaries.resting_on(guide, held, step.old) if step.old else []
            changed = marked(old, new) if step.status is Status.REWORDED else (old, new)
            rows.append((step, *changed, [names.of(*row) for row in resting]))
        context = {
            "rows": [row for row in rows if not row[0].is_settled],
            "same": sum(step.is_settled for step in steps),
            "is_done": summaries.is_done(guide, form.text, steps),
            "text": form.text,
            "taken_from": form.cleaned_data["taken_from"],
            "seen": digest(draft.summary),
        }
        return self.page(request, draft, "summary_new", context)


def summary_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return how many rows are to check, and how many statements no row carries."""
    return {
        "rows_to_check": len(rows_to_check(draft, guide)),
        "statements_not_carried": sum(map(bool, hold(guide).not_carried)),
    }


def _statements(guide: Guide, draft: models.Guide, names: Names) -> dict[str, Any]:
    """Return the statements, each with the rows that carry it or what none carries."""
    held, left = hold(guide), left_in(draft)
    waiting: dict[str, list[Row]] = {}
    for mark in rows_to_check(draft, guide):
        for _, now in summaries.pairs(mark):
            # A lead-in waits with its bullets.
            for words in {now, now.partition(f"\n{BULLET} ")[0]} - {""}:
                waiting.setdefault(words, []).append((mark.kind, mark.slug))
    found = []
    for place, statement in enumerate(held.statements):
        waits = waiting.get(statement.whole, [])
        found.append(
            {
                "place": place,
                "statement": statement,
                "carriers": [names.of(*row) for row in held.carriers[place]],
                "waiting": [names.of(*row) for row in waits] if held.not_carried[place] else [],
                "carry": None if waits else left.get(place),
            }
        )
    return {"statements": found, "not_carried": sum(each["carry"] is not None for each in found)}
