"""Steps of the workbench: the summary, a new text of it, and statements that no row carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from navigator.desk import drafts, models, summaries
from navigator.desk.carrying import NOT_NOW, carry, left_in
from navigator.desk.models import Versioned
from navigator.desk.rows import freeze, lock
from navigator.desk.taking_over import taken_over
from navigator.guide.aligning import Fate, Status, align
from navigator.guide.digest import digest
from navigator.guide.held import Held, Row, hold
from navigator.guide.model import Guide
from navigator.guide.proofread.treatments import drugs_of
from navigator.guide.summary import Form, SummaryError

from .checking_steps import (
    CHANGED_AGAIN,
    LEADS_BACK,
    back_to_summary,
    changes_to_check,
)
from .forms import SLUG_IS_TAKEN, NamesForm, SummaryForm
from .named import Names, marked
from .steps import Step, Steps, may


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
                align("", form.text)
                with transaction.atomic():
                    draft = names.save()
                    where = form.cleaned_data["taken_from"]
                    summaries.keep_summary(draft, form.text, where, timezone.localdate())
                    self.log_addition(request, draft, f"Made this from a summary, from {where}")
            except IntegrityError:
                if not models.Guide.objects.filter(slug=names.cleaned_data["slug"]).exists():
                    raise
                names.add_error("slug", SLUG_IS_TAKEN)
            except SummaryError as error:
                form.add_error(None, str(error))
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
            (draft,) = lock(draft.pk)
            try:
                fates = summaries.fates_with(draft, form.text)
            except SummaryError as error:
                form.add_error(None, str(error))
                return self._summary_page(request, draft, form)
            if request.POST.get("seen") != digest(draft.summary):
                if "seen" in request.POST:
                    messages.error(request, CHANGED_AGAIN)
                return self._new_text_page(request, draft, form, fates)
            where = form.cleaned_data["taken_from"]
            found = summaries.keep_summary(draft, form.text, where, timezone.localdate())
            self.log_change(request, draft, f"Kept a new text of the summary, from {where}")
        messages.success(
            request, f"The new text is kept. {len(found)} row{'s' * (len(found) != 1)} to check."
        )
        return redirect("admin:summary_guide", draft.pk)

    def carry(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry statements in the ways that were picked for them."""
        draft = self.draft_to_change(request, pk)
        made: list[Versioned] = []
        changed: list[Versioned] = []
        try:
            with transaction.atomic():
                (draft,) = lock(draft.pk)
                if request.POST.get("seen") != digest(draft.summary):
                    messages.error(request, CHANGED_AGAIN)
                    return redirect("admin:summary_guide", draft.pk)
                for row, is_new in self._carry(request, draft):
                    (made if is_new else changed).append(row)
                drafts.check_size(draft)
        except drafts.FaultyDraftError as error:
            what = Names(draft).in_sentences(error.findings)
            messages.error(request, f"Nothing is carried. {what}")
            return redirect("admin:summary_guide", draft.pk)
        for row in made:
            messages.success(request, _told(row, "{} “{}” is made. Fill in what is left."))
        for row in dict.fromkeys(changed):
            messages.success(request, _told(row, "{} “{}” carries more of the summary."))
        if not made and not changed:
            messages.info(request, "Nothing was picked that no row carries yet.")
        if len(made) == 1:
            return redirect(back_to_summary(made[0]))
        return redirect("admin:summary_guide", draft.pk)

    def _carry(self, request: HttpRequest, draft: models.Guide) -> Iterator[tuple[Versioned, bool]]:
        """Carry what was sent, and log it. Yield each row, and if it is new."""
        guide = freeze(draft)
        left = left_in(draft, hold(guide))
        sent = [(each, request.POST.get(f"way-{each.place}", NOT_NOW)) for each in left.values()]
        for row, is_new in carry(draft, drugs_of(guide), sent):
            may(request, "add" if is_new else "change", row)
            if is_new:
                self.log_addition(request, row, f"Made “{row}” of a statement of the summary")
            else:
                self.log_change(request, row, f"Let “{row}” carry a statement of the summary")
            if isinstance(row, models.Source) and not is_new:  # it has the summary's new title
                user = cast(User, request.user)  # whoever may change has an account
                summaries.settle(draft, ("source", row.slug), user)
            yield row, is_new

    def _summary_page(
        self, request: HttpRequest, draft: models.Guide, form: SummaryForm
    ) -> HttpResponse:
        guide, names = freeze(draft), Names(draft, LEADS_BACK)
        marks = summaries.rows_to_check(draft, guide)
        context = {
            "form": form,
            "may_change": self.has_change_permission(request, draft),
            "seen": digest(draft.summary),
            **_statements(guide, draft, names, marks),
            "to_check": len(marks),
            "changes": changes_to_check(draft, guide, names, marks),
            "ticked": request.GET.get("tick") == "all",
        }
        return self.page(request, draft, "summary", context)

    def _new_text_page(
        self, request: HttpRequest, draft: models.Guide, form: SummaryForm, fates: list[Fate]
    ) -> HttpResponse:
        guide, names = freeze(draft), Names(draft)
        held = summaries.held_to(draft, guide)
        rows = []
        for fate in fates:
            if not fate.is_settled:
                old, new = (each.text if each else "" for each in (fate.old, fate.new))
                changed = marked(old, new) if fate.status is Status.REWORDED else (old, new)
                concerned = summaries.concerned(guide, held, fate)
                rows.append((fate, *changed, [names.of(*row) for row in concerned]))
        context = {
            "rows": rows,
            "of_the_whole": [names.of(*row) for row in summaries.of_the_whole(guide)],
            "same": len(fates) - len(rows),
            "is_done": summaries.is_done(draft, guide, form.text, fates),
            "text": form.text,
            "taken_from": form.cleaned_data["taken_from"],
            "seen": digest(draft.summary),
        }
        return self.page(request, draft, "summary_new", context)


def _told(row: Versioned, what: str) -> str:
    link = format_html('<a href="{}">{}</a>', back_to_summary(row), row)
    return format_html(what, str(row._meta.verbose_name).capitalize(), link)


def summary_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return how many rows are to check, and how many statements no row carries or waits for."""
    marks, held = summaries.rows_to_check(draft, guide), hold(guide)
    return {
        "rows_to_check": len(marks),
        "statements_not_carried": len(_to_carry(held, _waiting(guide, marks))),
    }


def _waiting(guide: Guide, marks: Iterable[models.RowToCheck]) -> dict[str, list[Row]]:
    """Return by its words each statement that a row carries once it takes the new words over."""
    waiting: dict[str, list[Row]] = {}
    for mark in marks:
        if taken_over(guide, mark):
            for was, now in summaries.pairs(mark):
                # The lead-ins wait with their bullets.
                lines = now.splitlines() if was else []
                for words in ("\n".join(lines[:count]) for count in range(1, len(lines) + 1)):
                    waiting.setdefault(words, []).append((mark.kind, mark.slug))
    return waiting


def _to_carry(held: Held, waiting: dict[str, list[Row]]) -> list[int]:
    """Return the places of statements that no row carries, or will carry when it is settled."""
    return [
        place
        for place, statement in enumerate(held.statements)
        if held.not_carried[place] and statement.whole not in waiting
    ]


def _statements(
    guide: Guide, draft: models.Guide, names: Names, marks: Iterable[models.RowToCheck]
) -> dict[str, Any]:
    """Return the statements, each with the rows that carry it or what none carries."""
    held, waiting = hold(guide), _waiting(guide, marks)
    to_carry, left = _to_carry(held, waiting), left_in(draft, held)
    found: list[dict[str, Any]] = [
        {
            "statement": statement,
            "carriers": [names.of(*row) for row in held.carriers[place]],
            "waiting": [
                names.of(*row) for row in waiting.get(statement.whole, []) if place in left
            ],
            "carry": left[place] if place in to_carry else None,
        }
        for place, statement in enumerate(held.statements)
    ]
    return {
        "statements": found,
        "not_carried": len(to_carry),
        "first_left": to_carry[0] if to_carry else None,
        "needs_categories": any(
            left[place].statement.form is Form.BULLET and left[place].guess == NOT_NOW
            for place in to_carry
        ),
    }
