"""Steps by which a draft becomes an edition, and an edition, a file or one row the draft.

A form of these carries what its page showed of the draft (see `drafts.seen`) and the last entry of
its log. Where somebody has saved since, nothing is done: the page is shown again, and says what.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from navigator.desk import drafts, models
from navigator.editions.chain import is_as_published
from navigator.editions.readable import newest, newest_readable
from navigator.guide.compare import compare
from navigator.guide.held import Row
from navigator.guide.model import Guide
from navigator.guide.yaml import write_yaml
from navigator.numbers import as_number

from .forms import (
    SLUG_IS_TAKEN,
    AskForm,
    DeclineForm,
    GuideFileForm,
    NamesForm,
    NoteForm,
    SeenFileForm,
)
from .locking import LOADED, PUT_BACK, RESTORED
from .log import counted, in_a_row, last_of, log_of_guide, rows_in_words, told
from .named import Names, rows_sent, with_label
from .steps import Step, Steps, may_publish, published, version

LATEST = 10  # entries of the log that the workbench shows
MOST_ON_A_PAGE = 100  # of the log
MOST_TOLD = 5  # of what was done while a page was open


class PublishingSteps(Steps):
    """Publish, ask for it, compare, restore, put back, download, copy, load, and the log."""

    def publishing_steps(self) -> dict[str, Step]:
        return {
            "publish": self.publish,
            "ask": self.ask,
            "decline": self.decline,
            "editions": self.editions,
            "compare": self.compare,
            "restore": self.restore,
            "put_back": self.put_back,
            "export": self.export,
            "copy": self.copy,
            "log": self.log,
        }

    # Publishing

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if not may_publish(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.back(draft)
        rows = rows_sent(request.POST.getlist("row"))
        form = NoteForm(request.POST)
        if not form.is_valid():
            what = "Not published yet. Say in a few words what changed, and why."
            return self._publish_again(request, draft, form, rows, {"refused": what})
        author = cast(User, request.user)  # whoever may publish has an account
        was, note = request.POST.get("seen", ""), form.cleaned_data["note"]
        try:
            with transaction.atomic():
                edition = drafts.publish(draft, note, author, was=was, rows=rows)
                self.log_change(request, draft, f"Published edition {edition.number}: {note}")
        except drafts.ChangedMeanwhileError:
            return self._publish_late(request, draft, form, rows)
        except drafts.FaultyDraftError as error:
            names = Names(draft)
            context = {
                "refused": "Not published. Put this right first, or leave out the rows it is in.",
                "stopping_findings": names.findings(error.findings),
                "wanted": [names.plainly(*row) for row in error.wanted],
            }
            return self._publish_again(request, draft, form, rows, context)
        messages.success(request, f"Published as edition {edition.number}. Readers see it now.")
        return self.back(draft)

    def _publish_late(
        self, request: HttpRequest, draft: models.Guide, form: NoteForm, rows: set[Row]
    ) -> HttpResponse:
        """Tell that somebody has saved or published while the page was open."""
        draft.refresh_from_db()
        number = as_number(request.POST.get("seen", "").partition("-")[0])
        edition, guide = newest_readable(draft.pk) or (None, None)
        if (
            edition is not None
            and guide is not None
            and edition.number > number
            and not edition.withdrawn
        ):
            left = {each.row for each in compare(guide, drafts.freeze(draft))}
            if not rows & left:
                by = f", by {edition.published_by}" if edition.published_by else ""
                messages.warning(
                    request,
                    f"Edition {edition.number} was published a moment ago{by}. It has all that you "
                    "chose, so nothing was published again.",
                )
                return self.back(draft)
        refused = meanwhile(request, draft, "published")
        return self._publish_again(request, draft, form, rows, {"refused": refused})

    def _publish_again(
        self,
        request: HttpRequest,
        draft: models.Guide,
        form: NoteForm,
        rows: set[Row],
        context: dict[str, Any],
    ) -> HttpResponse:
        """Show what would be published now, with the note and the rows that were sent."""
        now = publishing_on_workbench(draft, drafts.freeze(draft), Names(draft), rows)
        context |= now | {"note_form": form, "may_publish": True}
        return self.page(request, draft, "publish", context)

    def ask(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if request.method != "POST" or may_publish(request):
            raise PermissionDenied
        form = AskForm(request.POST)
        if not form.is_valid():
            messages.error(
                request, "Nobody was asked yet. Say in a few words what changed, and why."
            )
            return self.back(draft)
        with transaction.atomic():
            drafts.lock(draft.pk)
            editor = cast(User, request.user)
            open_now = draft.publish_requests.filter(asked_by=editor, answered_at=None)
            note = form.cleaned_data["note"]
            if not open_now.filter(note=note).exists():  # pressed twice
                open_now.delete()
                draft.publish_requests.create(asked_by=editor, note=note)
                self.log_change(request, draft, f"Asked for it to be published: {note}")
        messages.success(request, "Those who publish see now that you ask for it.")
        return self.back(draft)

    def decline(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if request.method != "POST" or not may_publish(request):
            raise PermissionDenied
        form = DeclineForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Nothing was answered yet. Say in a few words why not.")
            return self.back(draft)
        with transaction.atomic():
            drafts.lock(draft.pk)
            key, answer = as_number(request.POST.get("request", "")), form.cleaned_data["answer"]
            wish = draft.publish_requests.filter(pk=key, answered_at=None).first()
            if wish is not None:
                wish.answered_by, wish.answered_at = cast(User, request.user), timezone.now()
                wish.answer = answer
                wish.save()
                what = f"Answered {wish.asked_by} that it is not published: {answer}"
                self.log_change(request, draft, what)
        if wish is None:
            messages.warning(request, "This was answered already, so nothing was done.")
        else:
            messages.success(request, f"{wish.asked_by} is told so on the workbench.")
        return self.back(draft)

    # Editions

    def editions(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        served = newest(draft.pk)
        context = {
            "editions": draft.editions.select_related("published_by").defer("content"),
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
        number = request.POST.get("number", "")
        name, guide = published(draft, number)
        refused = ""
        if "seen" in request.POST:
            try:
                with transaction.atomic():
                    draft = seen_draft(request, pk)
                    kept = drafts.with_its_address(guide, draft)
                    self._replace(request, draft, kept, f"{RESTORED} {name} as the draft.")
            except drafts.ChangedMeanwhileError:
                draft.refresh_from_db()
                refused = meanwhile(request, draft, "restored")
            else:
                if draft.slug != guide.slug:
                    messages.warning(
                        request,
                        f"Another guide has its slug “{guide.slug}” now, so this one keeps "
                        f"“{draft.slug}”.",
                    )
                messages.success(
                    request, f"The draft is as {name} was. Readers see it once you publish it."
                )
                return self.back(draft)
        now = drafts.freeze(draft)
        changes = compare(now, drafts.with_its_address(guide, draft))
        if not changes:
            messages.info(request, f"The draft is as {name} was already, so nothing was done.")
            return self.back(draft)
        context = what_was_seen(draft, now) | {
            "name": name,
            "number": number,
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
                if row not in {each.row for each in compare(guide, drafts.freeze(draft))}:
                    raise Http404("There is no such row, or nothing to put back.")
                back = drafts.with_row_of(guide, draft, row)
                name = Names(draft).plainly(*row)
                what = f"{PUT_BACK} what edition {edition.number} has."
                self._replace(request, draft, back, what)
        except drafts.ChangedMeanwhileError:
            messages.warning(request, meanwhile(request, draft, "put back"))
        except drafts.FaultyDraftError as error:
            messages.error(request, f"Not put back. {in_sentences(draft, error)}")
        else:
            messages.success(request, f"{name}: put back as edition {edition.number} has it.")
        return self.back(draft)

    def _replace(self, request: HttpRequest, draft: models.Guide, guide: Guide, what: str) -> None:
        """Make the guide the draft, and log what that changed."""
        changed = rows_in_words(drafts.freeze(draft), guide)
        drafts.write_draft(guide, draft)
        self.log_change(request, draft, f"{what} That changed {changed}.")

    # Out, and in again

    def export(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        response = HttpResponse(
            write_yaml(drafts.freeze(draft)), content_type="application/yaml; charset=utf-8"
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
                    rows = in_a_row(counted(drafts.freeze(copied)))
                    self.log_addition(request, copied, f"Copied this from “{draft}”: {rows}.")
                return self.back(copied)
            except drafts.ChangedMeanwhileError:
                draft.refresh_from_db()
                refused = meanwhile(request, draft, "copied")
            except IntegrityError:
                if not models.Guide.objects.filter(slug=slug).exists():
                    raise
                form.add_error("slug", SLUG_IS_TAKEN)
        context = {"form": form, "refused": refused, **what_was_seen(draft, drafts.freeze(draft))}
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
        return self.back(draft)

    def _show_file(
        self, request: HttpRequest, form: GuideFileForm | SeenFileForm, is_late: bool = False
    ) -> HttpResponse:
        """Show what a file would change, or else what it has."""
        draft = models.Guide.objects.filter(slug=form.guide.slug).first()
        now = drafts.freeze(draft) if draft else None
        context = what_was_seen(draft, now) | {
            "guide": form.guide,
            "text": form.text,
            "file": form.cleaned_data["file"],
            "there": draft,
        }
        if draft is None or now is None:
            context["counts"] = counted(form.guide)
            context["refused"] = is_late and "The guide with this slug is gone: nothing was loaded."
            return self.page(request, None, "load_seen", context)
        changes = compare(now, form.guide)
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
            there = models.Guide.objects.select_for_update().filter(slug=guide.slug).first()
            drafts.check_seen(request.POST.get("seen", ""), there)
            if there is not None:
                self._replace(request, there, guide, f"{LOADED} the file {file}.")
                draft = there
            else:
                draft = drafts.write_draft(guide, models.Guide(version=0))
                rows = in_a_row(counted(guide))
                self.log_addition(request, draft, f"{LOADED} this from the file {file}: {rows}.")
        return draft

    # The log

    def log(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        pages = Paginator(log_of_guide(draft), MOST_ON_A_PAGE)
        page = pages.get_page(request.GET.get("page", ""))
        return self.page(request, draft, "log", {"page": page, "log": told(page)})


def seen_draft(request: HttpRequest, pk: int) -> models.Guide:
    """Lock a draft, and return it if it is as the page showed it. Raises ChangedMeanwhileError."""
    (draft,) = drafts.lock(pk)
    drafts.check_seen(request.POST.get("seen", ""), draft)
    return draft


def what_was_seen(draft: models.Guide | None, guide: Guide | None) -> dict[str, Any]:
    """Return what the forms of a page carry of the draft that it shows."""
    return {
        "last_entry": last_of(draft) if draft else 0,
        "shown": drafts.seen(draft, guide),
    }


def meanwhile(request: HttpRequest, draft: models.Guide, done: str) -> str:
    """Say what was done while a page was open, and that nothing else was."""
    entry = as_number(request.POST.get("last_entry", ""))
    since = told(log_of_guide(draft).filter(pk__gt=entry)[:MOST_TOLD])
    what = " ".join(each.what for each in reversed(since)) or "The draft was changed."
    return (
        f"{what} That was after you had opened this page, so nothing was {done}. Look at what "
        "differs now, and press again if you still want it."
    )


def in_sentences(draft: models.Guide, error: drafts.FaultyDraftError) -> str:
    """Return the first errors, each with the name of the row it is in."""
    names = Names(draft)
    return " ".join(
        f"{names.plainly(each.kind, each.slug)}: {with_label(each)}" for each in error.findings[:3]
    )


def publishing_on_workbench(
    draft: models.Guide, guide: Guide, names: Names, chosen: Collection[Row] | None = None
) -> dict[str, Any]:
    """Return what differs from what readers see, row by row, and who asks for it."""
    carried = what_was_seen(draft, guide)
    served = newest(draft.pk)
    edition = served and served.edition
    last = draft.editions.defer("content").first()
    changes = compare(served.guide, guide) if served else []
    open_now = draft.publish_requests.filter(answered_at=None).select_related("asked_by")
    return carried | {
        "seen": edition,
        "last": last,
        # One that is served was held against its hash already.
        "last_is_changed": last is not None and last != edition and not is_as_published(last),
        "served": served,
        "changes": changes,
        "rows": names.changed_rows(changes, chosen),
        "waiting": open_now,
        "log": told(log_of_guide(draft)[:LATEST]),
        "note_form": NoteForm(),
        "ask_form": AskForm(),
    }
