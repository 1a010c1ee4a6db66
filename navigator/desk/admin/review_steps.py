"""Steps of the workbench by which clinicians review a draft, on the screen or on paper."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from navigator.desk import drafts, models, reviewing
from navigator.desk.reviewing import Standing, State
from navigator.desk.rows import lock
from navigator.guide.model import GUIDE, Guide
from navigator.guide.review import WORDS, Part, changes
from navigator.numbers import as_number

from .forms import CommentForm, PaperForm
from .locking import is_being_told
from .named import Names
from .shown_parts import anchor, called, shown
from .steps import Step, Steps

# What the parts of a kind stand under.
HEADINGS = {
    GUIDE: "Texts of the whole guide",
    "question": "Questions",
    "category": "Categories",
    "option": "Options",
    "notice": "Notices",
    "term": "Glossary",
}
TO_DO = "to-do"


class ReviewSteps(Steps):
    """Approve parts of a draft, comment on them and answer, enter what was signed on paper."""

    def review_steps(self) -> dict[str, Step]:
        return {"review": self.review, "paper": self.paper}

    @admin.display(description="next review due on", ordering="review_due_on")
    def review_due(self, guide: models.Guide) -> str:
        if guide.review_due_on is None or not reviewing.is_due(guide):
            return date_format(guide.review_due_on) if guide.review_due_on else "no day is set"
        return reviewing.due_in_words(guide)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        if request.method == "POST":
            with transaction.atomic():
                (draft,) = lock(pk)
                return self._press(request, draft)
        show, at = request.GET.get("show", ""), request.GET.get("at", "")
        return self._show(request, draft, show, at)

    def _show(
        self, request: HttpRequest, draft: models.Guide, show: str, at: str, typed: str = ""
    ) -> HttpResponse:
        """Show the parts. The box of the one at that place has what was typed there."""

        def page(guide: Guide) -> dict[str, Any]:
            me = reviewing.reviewer(request.user)
            return {
                **_review_page(draft, guide, me, show, at),
                "me": me,
                "lacks_name": me is None and request.user.has_perm("desk.review_guide"),
                "may_answer": self.has_change_permission(request, draft),
                "at": at,
                "typed": typed,
            }

        return self.page_on_guide(request, draft, "review", page)

    def _press(self, request: HttpRequest, draft: models.Guide) -> HttpResponse:
        """Do what a reviewer or an editor pressed at a part, and lead back to its place."""
        press, place = request.POST.get("press", ""), request.POST.get("part", "")
        me = reviewing.reviewer(request.user)
        may = {
            "approve": me is not None,
            "comment": me is not None,
            "answer": self.has_change_permission(request, draft),
        }
        if not may.get(press):
            raise PermissionDenied
        typed = request.POST.get("text", "")
        try:
            guide = drafts.showable(draft)
        except drafts.FaultyDraftError:
            messages.error(request, _kept("The draft cannot be read just now.", typed))
            return redirect("admin:review_guide", draft.pk)
        found = {anchor(each.part): each for each in reviewing.standings(draft, guide)}
        if place not in found:
            messages.error(request, _kept("This part is not in the draft any more.", typed))
            return redirect("admin:review_guide", draft.pk)
        form = CommentForm(request.POST)
        if refused := _refusal(request, found[place], form):
            messages.error(request, refused, extra_tags=place)
            return self._show(request, draft, request.POST.get("show", ""), place, typed)
        self._keep_said(request, draft, guide, found[place], form.cleaned_data["text"])
        return _to_part(request, draft, place)

    def _keep_said(
        self, request: HttpRequest, draft: models.Guide, guide: Guide, found: Standing, text: str
    ) -> None:
        """Keep what was said of a part, and the approval where that was pressed."""
        press, part = request.POST["press"], found.part
        author = cast(User, request.user)  # whoever has a right has an account
        said = text and reviewing.comment(draft, part, text, author, by_reviewer=press != "answer")
        name = called(guide, part)
        me = reviewing.reviewer(request.user)
        if press == "approve" and me is not None:
            is_new = said or me.name not in {held.reviewer for held in found.holding}
            if is_new:
                reviewing.approve(draft, part, me)
            logged = f"Approved {name} as {me}{', with a comment' if said else ''}"
            self._tell(request, draft, part, logged if is_new else "", "Approved.")
        else:
            did = "Commented on" if press == "comment" else "Answered on, and asked again:"
            logged = f"{did} {name}" if said else ""
            self._tell(request, draft, part, logged, "Your words are kept.")

    def _tell(
        self, request: HttpRequest, draft: models.Guide, part: Part, logged: str, told: str
    ) -> None:
        """Log what was done, if it was not a second press, and tell it once."""
        if logged:
            self.log_change(request, draft, logged)
        if logged or not is_being_told(request):
            messages.success(request, told, extra_tags=anchor(part))

    def paper(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Enter which parts somebody signed on paper."""
        draft = self.draft(request, pk, "change")
        if request.method == "POST":
            with transaction.atomic():
                (draft,) = lock(pk)
                return self._paper(request, draft, request.POST)
        return self._paper(request, draft, None)

    def _paper(
        self, request: HttpRequest, draft: models.Guide, sent: QueryDict | None
    ) -> HttpResponse:
        try:
            guide = drafts.showable(draft)
        except drafts.FaultyDraftError as error:
            faults = Names(draft).findings(error.findings)
            return self.page(request, draft, "paper", {"faults": faults})
        form = PaperForm(guide, sent)
        if not form.is_valid():
            return self.page(request, draft, "paper", {"form": form})
        self._enter(request, draft, guide, form)
        for name in form.changed:
            messages.error(
                request,
                f"Not entered: {name}. It has changed since you opened the form. Print it again "
                "and have it signed again.",
            )
        return redirect("admin:review_guide", draft.pk)

    def _enter(
        self, request: HttpRequest, draft: models.Guide, guide: Guide, form: PaperForm
    ) -> None:
        """Enter the parts that were signed, but for those that a reviewer objects to."""
        name, role, on = (form.cleaned_data[field] for field in ("name", "role", "on"))
        ticked = {part.key for part in form.signed}
        signed = [each for each in reviewing.standings(draft, guide) if each.part.key in ticked]
        fresh = []
        held = []
        for each in signed:
            if objection := each.objection_to_paper(on):
                messages.error(
                    request,
                    f"Not entered: {called(guide, each.part)}. {objection.author} wrote on "
                    f"{date_format(timezone.localtime(objection.at))}: “{objection.text}” The "
                    "paper is not newer than that. Answer it first. What was signed on an earlier "
                    "day has to be signed again.",
                )
            elif each.is_held_by(name, role, on):
                held.append(each)
            else:
                fresh.append(each.part)
        if fresh:
            account = cast(User, request.user)
            reviewing.enter_from_paper(draft, fresh, name, role, on, account)
            what = f"{len(fresh)} part{'' if len(fresh) == 1 else 's'} as signed on paper by"
            who = f"{name}, {role} on {date_format(on)}"
            self.log_change(request, draft, f"Entered {what} {who}")
            messages.success(request, f"Entered {what} {who}.")
        elif held and held == signed and not is_being_told(request):
            messages.info(request, "All of this was entered before.")


def _kept(what: str, text: str) -> str:
    """Return what went wrong, with what was typed, so that it is not lost."""
    return f"{what} You wrote: “{text}”" if text else what


def _refusal(request: HttpRequest, found: Standing, form: CommentForm) -> str:
    """Return why nothing is done with what was pressed at a part, or nothing."""
    press = request.POST["press"]
    if form.errors:
        return f"Nothing is sent. {form.errors['text'][0]}"
    if press != "approve" and not form.cleaned_data["text"]:
        return "Write what should change." if press == "comment" else "Write your answer."
    if press == "approve" and request.POST.get("digest") != found.part.digest:
        return (
            "It has changed while you had it open, so nothing is approved yet. Here it is as it is "
            "now."
        )
    last = as_number(request.POST.get("last_comment", ""))
    since = found.written_since(last, cast(User, request.user))
    if since and press != "comment":
        done = "approved" if press == "approve" else "sent"
        return (
            f"{since[-1].author} wrote a comment while you had it open, so nothing is {done} yet. "
            "Read it below, and press again if you still want to."
        )
    return ""


def _to_part(request: HttpRequest, draft: models.Guide, place: str) -> HttpResponse:
    query = {"at": place}
    if request.POST.get("show") == TO_DO:
        query["show"] = TO_DO
    url = reverse("admin:review_guide", args=[draft.pk])
    return redirect(f"{url}?{urlencode(query)}#{place}")


def _review_page(
    draft: models.Guide, guide: Guide, me: models.Reviewer | None, show: str, at: str
) -> dict[str, Any]:
    """Return the parts that are shown, under their headings.

    Asked to show what is to do, it shows that, and the part where something was just pressed.
    """
    found = reviewing.standings(draft, guide)
    wanted = [
        each
        for each in found
        if show != TO_DO or each.state is not State.APPROVED or anchor(each.part) == at
    ]
    names = Names(draft)
    groups: dict[str, list[dict[str, Any]]] = {}
    for each, seen in zip(wanted, shown(guide, [each.part for each in wanted]), strict=True):
        lapsed = each.lapsed
        differing = changes(guide, lapsed.content, each.part.content) if lapsed else []
        group = groups.setdefault(HEADINGS[each.part.kind], [])
        already = me is not None and me.name in {held.reviewer for held in each.holding}
        group.append(
            {
                **seen,
                "standing": each,
                "changes": names.changes(differing),
                "form": "" if each.part.key == WORDS else names.of(*each.part.key),
                "may_approve": me is not None and not already,
                "last_comment": each.comments[-1].pk if each.comments else 0,
            }
        )
    return {
        "guide": guide,
        "groups": list(groups.items()),
        "show": show if show == TO_DO else "",
        **_counts(found),
    }


def _counts(found: list[Standing]) -> dict[str, Any]:
    counts = Counter(each.state for each in found)
    return {
        "parts_in_all": len(found),
        "approved": counts[State.APPROVED],
        "to_do": len(found) - counts[State.APPROVED],
        "waiting": counts[State.WAITS],
    }


def review_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return how far the review is, and when the next one is due."""
    return {
        "review": _counts(reviewing.standings(draft, guide)),
        "review_due": reviewing.due_in_words(draft),
        "review_is_due": reviewing.is_due(draft),
    }
