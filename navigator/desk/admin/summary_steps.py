"""Steps of the workbench: the summary, what a new text of it asks, and what came of each row."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import Truncator

from navigator.desk import drafts, models, summaries
from navigator.guide.digest import digest
from navigator.guide.held import Row, hold
from navigator.guide.model import GUIDE, Guide
from navigator.guide.rule_words import sentences
from navigator.guide.summary import BULLET, Form, Statement, Status, SummaryError, align, letters
from navigator.numbers import as_number

from .forms import SummaryForm
from .named import Names, form_url, marked
from .steps import Step, Steps, new_part

LONGEST_NAME = 80  # of an option that is made of a statement
CHANGED_AGAIN = "The summary has changed while you had this page open. Look at it again."


class SummarySteps(Steps):
    """Look at the summary, take a new text in, and settle what follows from it."""

    def summary_steps(self) -> dict[str, Step]:
        return {"summary": self.summary, "settle": self.settle, "carry": self.carry}

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

    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Settle rows to check in the way that was pressed."""
        draft = self._draft_to_change(request, pk)
        ways = {"take": self._take_over, "right": self._still_right, "retire": self._retire}
        way = ways.get(request.POST.get("do", ""))
        sent = request.POST.getlist("row")
        if way is None or not sent:
            messages.error(request, "Tick a row, or press the button of one.")
            return redirect("admin:summary_guide", draft.pk)
        with transaction.atomic():
            (draft,) = drafts.lock(draft.pk)
            open_marks = {mark.pk: mark for mark in models.RowToCheck.objects.open_in(draft)}
            for each in sent:
                key, _, seen = each.partition(" ")
                mark = open_marks.get(as_number(key))
                if mark is None:
                    messages.info(request, "Somebody has settled this already.")
                elif seen != _seen(mark):
                    messages.error(request, CHANGED_AGAIN)
                elif refused := way(request, draft, mark):
                    messages.error(request, refused)
                else:
                    user = cast(User, request.user)  # whoever may change has an account
                    summaries.settle(draft, (mark.kind, mark.slug), user)
        return redirect("admin:summary_guide", draft.pk)

    def carry(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make an option, a category or an aside of a statement that no row carries."""
        draft = self._draft_to_change(request, pk)
        with transaction.atomic():
            (draft,) = drafts.lock(draft.pk)
            held = hold(drafts.freeze(draft))
            place = as_number(request.POST.get("place", ""))
            left = held.not_carried[place] if place < len(held.statements) else ()
            if request.POST.get("seen") != digest(draft.summary):
                messages.error(request, CHANGED_AGAIN)
            elif not left:
                messages.info(request, "Something carries this statement already.")
            else:
                way = request.POST.get("do", "")
                made = self._make(request, draft, held.statements[place], " ".join(left), way)
                if made is not None:
                    return redirect(form_url(made))
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
            "to_check": [_to_check(guide, names, mark) for mark in _open(draft, guide)],
            "categories": draft.category_set.all(),
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

    # Ways to settle a row. Each returns why not, where it cannot.

    def _take_over(
        self, request: HttpRequest, draft: models.Guide, mark: models.RowToCheck
    ) -> str | None:
        row = _row(draft, mark)
        changed = summaries.with_new_words(row, mark) if row else {}
        if row is None or not changed:
            return "The old words are not in this row as they were. Change it in its form."
        for name, value in changed.items():
            setattr(row, name, value)
        try:
            row.clean_fields(
                exclude=[each.name for each in row._meta.fields if each.name not in changed]
            )
        except ValidationError as error:
            return " ".join(error.messages)
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        self.log_change(request, row, "Took over the new words of the summary")
        messages.success(request, f"“{row}” has the new words of the summary.")
        return None

    def _still_right(
        self, request: HttpRequest, draft: models.Guide, mark: models.RowToCheck
    ) -> str | None:
        row = _row(draft, mark) or draft
        self.log_change(request, row, "Found it still right with the new words of the summary")
        messages.success(request, f"“{row}” is still right.")
        return None

    def _retire(
        self, request: HttpRequest, draft: models.Guide, mark: models.RowToCheck
    ) -> str | None:
        row = _row(draft, mark)
        if not isinstance(row, models.Option) or mark.now:
            return "Only an option whose statement is gone can be retired."
        if not request.user.has_perm("desk.delete_option"):
            raise PermissionDenied
        if refused := _pointing_to(draft, row):
            return refused
        self.log_change(request, draft, f"Retired the option “{row}”: its statement is gone")
        messages.success(request, f"“{row}” is retired.")
        row.delete()
        return None

    # Ways to carry a statement.

    def _make(
        self,
        request: HttpRequest,
        draft: models.Guide,
        statement: Statement,
        words: str,
        way: str,
    ) -> models.Part | None:
        """Make what was wanted of a statement; return the row whose form is to be filled in."""
        if way == "aside":
            asides: Any = (*draft.source_asides, statement.text)
            draft.source_asides = asides
            draft.version += 1
            draft.save(update_fields=["source_asides", "version"])
            self.log_change(request, draft, f"Tells readers nothing: “{statement.text}”")
            messages.success(request, "It is among the lines that tell readers nothing.")
            return None
        if not request.user.has_perm(f"desk.add_{way}"):
            raise PermissionDenied
        if way == "category" and statement.form is Form.HEADING:
            name = Truncator(words).chars(120)
            placed = new_part(draft, models.Category, words, "statement")
            made: models.Part = models.Category(name=name, **placed)
        else:
            category = draft.category_set.filter(
                pk=as_number(request.POST.get("category", ""))
            ).first()
            if category is None or way != "option" or statement.form is Form.HEADING:
                messages.error(request, "Pick the category that the option belongs to.")
                return None
            made = _option(draft, category, statement, words)
        made.save()
        self.log_addition(request, made, "Made of a statement of the summary")
        messages.success(request, f"“{made}” is made. Fill in what is left.")
        return made


def summary_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return how many rows are to check, and how many statements no row carries."""
    return {
        "rows_to_check": len(_open(draft, guide)),
        "statements_not_carried": sum(map(bool, hold(guide).not_carried)),
    }


def _open(draft: models.Guide, guide: Guide) -> list[models.RowToCheck]:
    return [
        mark
        for mark in models.RowToCheck.objects.open_in(draft)
        if (mark.kind, mark.slug) in guide.part_by_row
    ]


def _statements(guide: Guide, draft: models.Guide, names: Names) -> dict[str, Any]:
    """Return the statements, each with the rows that carry it or what none carries."""
    held = hold(guide)
    waiting: dict[str, list[Row]] = {}
    for mark in _open(draft, guide):
        for _, now in summaries.pairs(mark):
            # A lead-in waits with its bullets.
            for words in {now, now.partition(f"\n{BULLET} ")[0]} - {""}:
                waiting.setdefault(words, []).append((mark.kind, mark.slug))
    found = []
    for place, statement in enumerate(held.statements):
        heading = letters(statement.heading)
        own = [each for each in guide.categories if letters(each.name) == heading]
        waits = waiting.get(statement.whole, [])
        found.append(
            {
                "place": place,
                "statement": statement,
                "carriers": [names.of(*row) for row in held.carriers[place]],
                "waiting": [names.of(*row) for row in waits] if held.not_carried[place] else [],
                "left": () if waits else held.not_carried[place],
                "category": own[0].slug if own else "",
            }
        )
    return {"statements": found, "not_carried": sum(bool(each["left"]) for each in found)}


def _to_check(guide: Guide, names: Names, mark: models.RowToCheck) -> dict[str, Any]:
    """Return a row to check with what an editor looks at, and the ways to settle it."""
    part = guide.part_by_row[mark.kind, mark.slug]
    has_rule = mark.kind in ("option", "notice")
    was, now = marked(mark.was, mark.now)
    return {
        "mark": mark,
        "name": names.of(mark.kind, mark.slug),
        "seen": _seen(mark),
        "was": was,
        "now": now,
        "is_same": mark.was == mark.now,
        "plain": next(
            (getattr(part, each) for each in ("plain", "text", "about") if hasattr(part, each)), ""
        ),
        "has_rule": has_rule,
        "for_everyone": has_rule and part.for_everyone,
        "situations": [sentences(guide, each) for each in part.situations] if has_rule else [],
        "may_take": bool(summaries.with_new_words(part, mark)),
        "may_retire": mark.kind == "option" and not mark.now,
    }


def _seen(mark: models.RowToCheck) -> str:
    return digest([mark.was, mark.now])


def _row(draft: models.Guide, mark: models.RowToCheck) -> Any:
    """Return the row that is to check, or None where it is gone."""
    if mark.kind == GUIDE:
        return draft
    model = models.PART_MODELS[mark.kind]
    return model._default_manager.filter(guide=draft, slug=mark.slug).first()


def _pointing_to(draft: models.Guide, option: models.Option) -> str:
    """Return a sentence that names what points to an option, if anything does."""
    pointing = [
        *(f"the remark “{each}”" for each in option.remarks.all()),
        *(
            f"the example reader “{each}”"
            for each in draft.examplereader_set.all()
            if option.slug in {*each.match, *each.depends}
        ),
    ]
    if not pointing:
        return ""
    return f"“{option}” cannot be retired yet. Change these first: {', '.join(pointing)}."


def _option(
    draft: models.Guide, category: models.Category, statement: Statement, words: str
) -> models.Option:
    text = f"{BULLET} {words}" if statement.form is Form.BULLET else words
    if statement.lead and letters(statement.lead) not in letters(category.source_text):
        text = f"{statement.lead}\n{text}"
    placed = new_part(draft, models.Option, words, "statement")
    last = category.options.aggregate(last=Max("position"))["last"]
    if last is not None:
        placed["position"] = last  # it stands after those that were there before it
    name = Truncator(words.rstrip(".")).chars(LONGEST_NAME)
    return models.Option(category=category, name=name, source_text=text, plain="", **placed)
