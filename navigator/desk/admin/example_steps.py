"""Steps of the workbench on example readers: keep one, and accept what one gets now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from navigator.desk import drafts, models
from navigator.desk.placing import new_part
from navigator.desk.rows import lock
from navigator.editions.readable import newest_readable
from navigator.guide.examples import Difference, Outcome, as_now, run
from navigator.guide.model import Answered, ExampleReader, Guide
from navigator.guide.proofread import broken
from navigator.guide.proofread.examples import gets_instead
from navigator.guide.proofread.references import too_many

from .forms import AcceptForm, ExampleForm
from .locking import is_being_told
from .named import Names
from .seen import meanwhile, seen_draft, what_was_seen
from .steps import Step, Steps, may_publish
from .trying import TryReaderForm, try_reader, why


class ExampleSteps(Steps):
    """Try a reader, keep them as an example, accept what an example reader gets now."""

    def example_steps(self) -> dict[str, Step]:
        return {"try": self.try_reader, "accept": self.accept}

    def try_reader(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        sent = request.POST if "example-keep" in request.POST else None
        who = request.POST.get("example-who", "")
        form = ExampleForm(sent, prefix="example", initial={"who": who})
        if form.is_valid():
            if self._keep(request, draft, form.cleaned_data["who"]):
                return redirect("admin:try_guide", draft.pk)
            draft.refresh_from_db()

        def tried(guide: Guide) -> dict[str, Any]:
            found = try_reader(guide, newest_readable(draft.pk), request.POST or None)
            may_change = self.has_change_permission(request, draft)
            carried = what_was_seen(draft, guide)
            return found | carried | {"example_form": form, "may_change": may_change}

        return self.page_on_guide(request, draft, "try_reader", tried)

    def _keep(self, request: HttpRequest, draft: models.Guide, who: str) -> bool:
        """Keep what was picked, with what it gives now, as an example reader, if that can be."""
        if not self.has_change_permission(request, draft):
            raise PermissionDenied
        try:
            with transaction.atomic():
                (draft,) = lock(draft.pk)
                return self._keep_seen(request, draft, who)
        except drafts.FaultyDraftError:
            messages.error(request, f"“{who}” is not kept: the draft cannot be read just now.")
        except drafts.ChangedMeanwhileError:
            messages.warning(request, meanwhile(request, draft, "kept"))
        return False

    def _keep_seen(self, request: HttpRequest, draft: models.Guide, who: str) -> bool:
        guide = drafts.showable(draft)
        form = TryReaderForm(guide, request.POST)
        if not form.is_valid():
            messages.error(request, "Not kept: a reader could not pick these together.")
            return False
        said = [
            Answered(question.slug, tuple(form.cleaned_data[question.slug]))
            for question in guide.questions
            if form.cleaned_data[question.slug]
        ]
        example = as_now(guide, ExampleReader(slug="new", who=who, answers=tuple(said)))
        if (who, example.answers) in [(each.who, each.answers) for each in guide.example_readers]:
            if not is_being_told(request):  # else the button was pressed twice
                messages.info(request, f"“{who}” is an example reader already, who says the same.")
            return True
        # A question may be called “seen”, as the field is elsewhere.
        drafts.check_seen(request.POST.get("example-seen", ""), draft)
        if what := too_many("example_readers", len(guide.example_readers) + 1):
            messages.error(request, f"Not kept. {what} Delete one that is not needed first.")
            return False
        rows: Any = models.ExampleReader.objects
        row = rows.create(
            **new_part(draft, models.ExampleReader, who, "reader"),
            who=who,
            answers=example.answers,
            match=example.match,
            depends=example.depends,
        )
        self.log_change(request, draft, f"Added the example reader “{row}”.")
        messages.success(request, f"Kept “{row}” as an example reader, with what they get now.")
        return True

    def accept(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take what the ticked example readers get now as what is expected, with a reason."""
        draft = self.draft(request, pk, "change")
        if not may_publish(request) or request.method != "POST":
            raise PermissionDenied
        form = AcceptForm(request.POST)
        there = draft.examplereader_set.filter(slug__in=request.POST.getlist("example"))
        ticked = [row.slug for row in there]
        if not ticked or not form.is_valid():
            messages.error(request, "Not accepted. Tick whom it is right for, and say why.")
            return self.back(draft)
        try:
            with transaction.atomic():
                draft = seen_draft(request, pk)
                accepted = self._accept(request, draft, ticked, form.cleaned_data["reason"])
                drafts.check_size(draft)
        except drafts.FaultyDraftError as error:
            what = Names(draft).in_sentences(error.findings)
            messages.error(request, f"Not accepted. Put this right first. {what}")
        except drafts.ChangedMeanwhileError:
            messages.warning(request, meanwhile(request, draft, "accepted"))
        else:
            messages.success(request, f"Accepted: {accepted}. This is what is expected now.")
        return self.back(draft)

    def _accept(
        self, request: HttpRequest, draft: models.Guide, ticked: list[str], reason: str
    ) -> str:
        guide = drafts.showable(draft)
        told = f"Accepted by {request.user} on {timezone.localdate()}: {reason}"
        rows: dict[str, Any] = {row.slug: row for row in draft.examplereader_set.all()}
        names = []
        for example in guide.example_readers:
            if example.slug not in ticked:
                continue
            now, row = as_now(guide, example), rows[example.slug]
            row.answers, row.match, row.depends = now.answers, now.match, now.depends
            row.staff_note = f"{row.staff_note}\n\n{told}".strip()
            row.version += 1
            row.save()
            names.append(f"“{row}”")
        accepted = ", ".join(names)
        self.log_change(request, draft, f"Accepted what {accepted} get now: {reason}")
        return accepted


def example_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return how many example readers there are, and those who get something else now."""
    if broken(guide):
        return {"examples": len(guide.example_readers), "changed_examples": []}
    changed = [
        (each.example, _in_words(guide, each)) for each in run(guide) if not each.is_as_expected
    ]
    return {"examples": len(guide.example_readers), "changed_examples": changed}


def _in_words(guide: Guide, found: Outcome) -> list[tuple[str, str]]:
    """Return what differs, and why: the option or question, and what is said of it."""
    asked = [(slug, "is not asked any more, or not so") for slug in found.not_asked]
    return asked + [_difference(guide, each) for each in found.differences]


def _difference(guide: Guide, each: Difference) -> tuple[str, str]:
    if each.result is None:
        return each.option, "is gone"
    instead = gets_instead(each.result.verdict, each.expected)
    return each.result.option.name, f"{instead}. {why(guide, each.result)}".strip()
