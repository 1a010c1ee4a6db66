"""Steps of the workbench by which clinicians review a draft, on the screen or on paper."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode

from navigator.desk import drafts, models, reviewing
from navigator.desk.reviewing import Standing, State
from navigator.guide.model import GUIDE, Guide
from navigator.guide.review import WORDS, Part, changes, parts

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
            return self._press(request, draft)

        def page(guide: Guide) -> dict[str, Any]:
            me = reviewing.reviewer(request.user)
            return {
                **_review_page(draft, guide, me, request.GET),
                "me": me,
                "lacks_name": me is None and request.user.has_perm("desk.review_guide"),
                "may_answer": self.has_change_permission(request, draft),
            }

        return self.page_on_guide(request, draft, "review", page)

    def _press(self, request: HttpRequest, draft: models.Guide) -> HttpResponse:
        """Do what a reviewer or an editor pressed at a part, and lead back to its place."""
        press, place = request.POST.get("press"), request.POST.get("part", "")
        me = reviewing.reviewer(request.user)
        may = {
            "approve": me is not None,
            "comment": me is not None,
            "answer": self.has_change_permission(request, draft),
        }
        if not may.get(str(press)):
            raise PermissionDenied
        form = CommentForm(request.POST)
        text = form.cleaned_data["text"] if form.is_valid() else ""
        try:
            guide = drafts.showable(draft)
        except drafts.FaultyDraftError:
            messages.error(request, _kept("The draft cannot be read just now.", text))
            return redirect("admin:review_guide", draft.pk)
        part = next((each for each in parts(guide) if anchor(each) == place), None)
        if part is None:
            messages.error(request, _kept("This part is not in the draft any more.", text))
            return redirect("admin:review_guide", draft.pk)
        name = called(guide, part)
        if form.errors:
            what = f"Nothing is sent. {form.errors['text'][0]}"
            messages.error(request, _kept(what, request.POST["text"]), extra_tags=place)
            return _to_part(request, draft, place)
        if press != "approve" and not text:
            what = "Write what should change." if press == "comment" else "Write your answer."
            messages.error(request, what, extra_tags=place)
            return _to_part(request, draft, place)
        author = cast(User, request.user)  # whoever has a right has an account
        by_reviewer = press != "answer"
        is_new = text and reviewing.comment(draft, part, text, author, by_reviewer=by_reviewer)
        if press == "approve" and me is not None:
            self._approve(request, draft, guide, part, me)
        else:
            did = "Commented on" if press == "comment" else "Answered on, and asked again:"
            logged = f"{did} {name}" if is_new else ""
            self._tell(request, draft, part, logged, "Your words are kept.")
        return _to_part(request, draft, place)

    def _approve(
        self,
        request: HttpRequest,
        draft: models.Guide,
        guide: Guide,
        part: Part,
        me: models.Reviewer,
    ) -> None:
        """Approve a part if it is as the page showed it, and not approved by them already."""
        name = called(guide, part)
        if request.POST.get("digest") != part.digest:
            what = f"{name} has changed while you had it open, so nothing is approved yet. Here it "
            messages.error(request, f"{what}is as it is now.", extra_tags=anchor(part))
            return
        standings = reviewing.standings(draft, guide)
        holding = next(each.holding for each in standings if each.part == part)
        is_new = me.name not in {held.reviewer for held in holding}
        if is_new:
            reviewing.approve(draft, part, me)
        self._tell(request, draft, part, f"Approved {name} as {me}" if is_new else "", "Approved.")

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
        try:
            guide = drafts.showable(draft)
        except drafts.FaultyDraftError as error:
            faults = Names(draft).findings(error.findings)
            return self.page(request, draft, "paper", {"faults": faults})
        form = PaperForm(guide, request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self.page(request, draft, "paper", {"form": form})
        signed, entered = form.signed, form.cleaned_data
        who = f"{entered['name']}, {entered['role']} on {date_format(entered['on'])}"
        if signed:
            account = cast(User, request.user)
            reviewing.enter_from_paper(
                draft, signed, entered["name"], entered["role"], entered["on"], account
            )
            what = f"{len(signed)} part{'' if len(signed) == 1 else 's'} as signed on paper by"
            self.log_change(request, draft, f"Entered {what} {who}")
            messages.success(request, f"Entered {what} {who}.")
        for name in form.changed:
            messages.error(
                request,
                f"Not entered: {name}. It has changed since you opened the form. Print it again "
                "and have it signed again.",
            )
        return redirect("admin:review_guide", draft.pk)


def _kept(what: str, text: str) -> str:
    """Return what went wrong, with what was typed, so that it is not lost."""
    return f"{what} You wrote: “{text}”" if text else what


def _to_part(request: HttpRequest, draft: models.Guide, place: str) -> HttpResponse:
    query = {"at": place}
    if request.POST.get("show") == TO_DO:
        query["show"] = TO_DO
    url = reverse("admin:review_guide", args=[draft.pk])
    return redirect(f"{url}?{urlencode(query)}#{place}")


def _review_page(
    draft: models.Guide, guide: Guide, me: models.Reviewer | None, asked: QueryDict
) -> dict[str, Any]:
    """Return the parts that are shown, under their headings.

    Asked to show what is to do, it shows that, and the part where something was just pressed.
    """
    show, at = asked.get("show", ""), asked.get("at")
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
