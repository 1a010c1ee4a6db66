"""Steps by which an edition, a file or one row of an edition becomes the draft, or a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse

from navigator.desk import drafts, models
from navigator.desk.log import (
    PUT_BACK,
    RESTORED,
    counted,
    in_a_row,
    loaded_in_words,
    replaced_in_words,
)
from navigator.desk.rows import freeze, lock_by_slug, with_rest_of_draft
from navigator.desk.summaries import rows_to_check
from navigator.editions.readable import newest
from navigator.guide.compare import compare
from navigator.guide.model import Guide
from navigator.guide.yaml import write_yaml
from navigator.trail.notes import note_step

from .forms import (
    SLUG_IS_TAKEN,
    GuideFileForm,
    NamesForm,
    SeenFileForm,
)
from .named import Names, rows_sent
from .seen import meanwhile, seen_draft, what_was_seen
from .steps import Step, Steps, may_publish, published, version

MOST_ON_A_PAGE = 50  # editions


class ReplacingSteps(Steps):
    """Editions, compare, restore, put back, download, copy, load."""

    def replacing_steps(self) -> dict[str, Step]:
        return {
            "editions": self.editions,
            "compare": self.compare,
            "restore": self.restore,
            "put_back": self.put_back,
            "export": self.export,
            "copy": self.copy,
        }

    # Editions

    def editions(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        served = newest(draft.pk)
        editions = draft.editions.select_related("published_by").defer("content", "review")
        pages = Paginator(editions, MOST_ON_A_PAGE)
        context = {
            "page": pages.get_page(request.GET.get("page", "")),
            "numbers": draft.editions.values_list("number", flat=True),
            "served": served,
            "may_publish": may_publish(request),
        }
        return self.page(request, draft, "editions", context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        old, old_guide = version(draft, request.GET.get("old", ""))
        new, new_guide = version(draft, request.GET.get("new", ""))
        changes = Names(draft).changes(compare(old_guide, new_guide))
        return self.page(request, draft, "compare", {"old": old, "new": new, "changes": changes})

    # What replaces the draft, or rows of it

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if not may_publish(request) or request.method != "POST":
            raise PermissionDenied
        name, guide = published(draft, request.POST.get("number", ""))
        refused = ""
        if "seen" in request.POST:
            try:
                with transaction.atomic():
                    draft = seen_draft(request, pk)
                    kept = drafts.restorable(guide, draft)
                    what = f"{RESTORED} {name} as the draft."
                    self._replace(request, draft, kept, drafts.restore, what)
            except drafts.ChangedMeanwhileError:
                draft.refresh_from_db()
                refused = meanwhile(request, draft, "restored")
            else:
                if draft.slug != guide.slug:
                    messages.warning(
                        request,
                        f"Another guide has its address “{guide.slug}” now, so this one keeps "
                        f"“{draft.slug}”.",
                    )
                messages.success(
                    request, f"The draft is as {name} was. Readers see it once you publish it."
                )
                return self.back(draft)
        return self._show_restore(request, draft, name, guide, refused)

    def _show_restore(
        self, request: HttpRequest, draft: models.Guide, name: str, guide: Guide, refused: str
    ) -> HttpResponse:
        """Show what would differ with this guide of an edition as the draft."""
        now = freeze(draft)
        changes = compare(now, drafts.restorable(guide, draft))
        if not changes:
            messages.info(request, f"The draft is as {name} was already, so nothing was done.")
            return self.back(draft)
        context = what_was_seen(draft, now) | {
            "name": name,
            "number": request.POST.get("number", ""),
            "changes": Names(draft).changes(changes),
            "refused": refused,
            "would_be_gone": not drafts.is_in_an_edition(draft),
        }
        return self.page(request, draft, "restore", context)

    def put_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo what the draft has of one row."""
        draft = self.draft(request, pk, "change")
        served = newest(draft.pk)
        if request.method != "POST":
            raise PermissionDenied
        if served is None:
            raise Http404("There is no edition.")
        edition, guide = served.edition, served.guide
        (row,) = rows_sent([request.POST.get("row", "")])
        try:
            with transaction.atomic():
                draft = seen_draft(request, pk)
                if row not in {each.row for each in compare(guide, freeze(draft))}:
                    raise Http404("There is no such row, or nothing to put back.")
                back = drafts.with_row_of(guide, draft, row)
                name = Names(draft).plainly(*row)
                what = f"{PUT_BACK} what edition {edition.number} has."
                self._replace(request, draft, back, drafts.load, what)
        except drafts.ChangedMeanwhileError:
            messages.warning(request, meanwhile(request, draft, "put back"))
        except drafts.FaultyDraftError as error:
            messages.error(request, f"Not put back. {Names(draft).in_sentences(error.findings)}")
        else:
            messages.success(request, f"{name}: put back as edition {edition.number} has it.")
        return self.back(draft)

    def _replace(
        self,
        request: HttpRequest,
        draft: models.Guide,
        guide: Guide,
        put: Callable[[Guide, models.Guide, User], object],
        what: str,
    ) -> None:
        """Put the guide in place of the draft, and log what that changed."""
        told = replaced_in_words(what, freeze(draft), guide)
        put(guide, draft, cast(User, request.user))  # whoever may change has an account
        self.log_change(request, draft, told)

    # Out, and in again

    def export(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        note_step(request, draft, "Exported the draft as a file.")
        response = HttpResponse(
            write_yaml(freeze(draft)), content_type="application/yaml; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{draft.slug}.yaml"'
        return response

    def copy(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, refused = NamesForm(request.POST or None), ""
        if form.is_valid():
            slug = form.cleaned_data["slug"]
            try:
                with transaction.atomic():
                    draft = seen_draft(request, pk)
                    copied = drafts.copy_draft(draft, slug, form.cleaned_data["title"])
                    rows = in_a_row(counted(freeze(copied)))
                    self.log_addition(request, copied, f"Copied this from “{draft}”: {rows}.")
                return self.back(copied)
            except drafts.ChangedMeanwhileError:
                draft.refresh_from_db()
                refused = meanwhile(request, draft, "copied")
            except IntegrityError:
                if not models.Guide.objects.filter(slug=slug).exists():
                    raise
                form.add_error("slug", SLUG_IS_TAKEN)
        context = {"form": form, "refused": refused, **what_was_seen(draft, freeze(draft))}
        return self.page(request, draft, "copy", context)

    def load(self, request: HttpRequest) -> HttpResponse:
        """Show what a file would change, and load it once that was seen."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form: GuideFileForm | SeenFileForm = (
            SeenFileForm(request.POST)
            if "content" in request.POST
            else GuideFileForm(request.POST or None, request.FILES or None)
        )
        if not form.is_valid():
            if isinstance(form, SeenFileForm):
                messages.error(request, "The file did not come whole, so nothing was loaded.")
                form = GuideFileForm()
            return self.page(request, None, "load", {"form": form})
        if isinstance(form, GuideFileForm):
            return self._show_file(request, form)
        try:
            draft = self._load(request, form.guide, form.cleaned_data["file"])
        except (drafts.ChangedMeanwhileError, IntegrityError):
            return self._show_file(request, form, is_late=True)
        messages.success(request, f"Loaded {draft} as the draft.")
        if count := len(rows_to_check(draft, freeze(draft))):
            messages.warning(
                request, f"{count} row{'s' * (count != 1)} to check on the page “The summary”."
            )
        return self.back(draft)

    def _show_file(
        self, request: HttpRequest, form: GuideFileForm | SeenFileForm, is_late: bool = False
    ) -> HttpResponse:
        """Show what a file would change, or else what it has."""
        draft = models.Guide.objects.filter(slug=form.guide.slug).first()
        now = freeze(draft) if draft else None
        guide = with_rest_of_draft(form.guide, draft)
        context = what_was_seen(draft, now) | {
            "guide": guide,
            "text": form.text,
            "file": form.cleaned_data["file"],
            "there": draft,
        }
        if draft is None or now is None:
            context["counts"] = counted(guide)
            context["refused"] = (
                is_late and "The guide with this address is gone: nothing was loaded."
            )
            return self.page(request, None, "load_seen", context)
        changes = compare(now, guide)
        if not changes:
            messages.info(request, "The draft is as the file already, so nothing was done.")
            return self.back(draft)
        context["changes"] = Names(draft).changes(changes)
        context["would_be_gone"] = not drafts.is_in_an_edition(draft)
        context["refused"] = is_late and meanwhile(request, draft, "loaded")
        return self.page(request, None, "load_seen", context)

    def _load(self, request: HttpRequest, guide: Guide, file: str) -> models.Guide:
        """Make a file the draft that was seen, or a new one where there was none."""
        with transaction.atomic():
            there = lock_by_slug(guide.slug)
            drafts.check_seen(request.POST.get("seen", ""), there)
            kept = with_rest_of_draft(guide, there)
            what = loaded_in_words(file, freeze(there) if there else None, kept)
            user = cast(User, request.user)  # whoever may change has an account
            draft = drafts.load(kept, there, user)
            log = self.log_change if there else self.log_addition
            log(request, draft, what)
        return draft
