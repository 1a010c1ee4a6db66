"""Steps by which a draft becomes an edition, and what was done with it so far."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from navigator.desk import drafts, models
from navigator.desk.log import edition_in_words, log_of_guide, told
from navigator.desk.rows import freeze, lock
from navigator.desk.translating import shown_untranslated
from navigator.editions.chain import is_as_published
from navigator.editions.readable import newest
from navigator.guide.compare import compare
from navigator.guide.digest import digest
from navigator.guide.examples import replaced
from navigator.guide.held import Row
from navigator.guide.language import Unit
from navigator.guide.model import KINDS, Guide
from navigator.guide.plain import to_plain
from navigator.numbers import as_number

from .forms import (
    AskForm,
    DeclineForm,
    NoteForm,
)
from .named import Names, rows_sent
from .seen import meanwhile, what_was_seen
from .steps import Step, Steps, language_name, may_publish

EXAMPLE = KINDS["example_readers"]
LATEST = 10  # entries of the log that the workbench shows
MOST_ON_A_PAGE = 100  # of the log


class PublishingSteps(Steps):
    """Publish, ask for it or decline that, and the log."""

    def publishing_steps(self) -> dict[str, Step]:
        return {
            "publish": self.publish,
            "ask": self.ask,
            "decline": self.decline,
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
        dropped = _replaced_examples(draft, rows)
        if refused := _refusal(form, dropped):
            return self._publish_again(request, draft, form, rows, {"refused": refused})
        was, note = request.POST.get("seen", ""), _note(form, dropped)
        author = cast(User, request.user)  # whoever may publish has an account
        try:
            with transaction.atomic():
                edition = drafts.publish(
                    draft,
                    note,
                    author,
                    was=was,
                    rows=rows,
                    untranslated="untranslated" in request.POST,
                )
                self.log_change(request, draft, edition_in_words(edition))
        except drafts.ChangedMeanwhileError:
            return self._publish_late(request, draft, form, rows)
        except drafts.UntranslatedError as error:
            what = "Not published yet. Some texts would be shown untranslated: say that they may."
            # Those of what would be published, which may be others than those of the draft.
            context: dict[str, Any] = {"refused": what, "untranslated": _counted(error.texts)}
            return self._publish_again(request, draft, form, rows, context)
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
        now = freeze(draft)
        number, _, was = request.POST.get("seen", "").partition("-")
        served = newest(draft.pk)
        is_newer = served is not None and served.edition.number > as_number(number)
        # A draft that is another by now may have been published with what this page did not show.
        if served is not None and is_newer and not served.told and was == digest(to_plain(now)):
            edition = served.edition
            if not rows & {each.row for each in compare(served.guide, now)}:
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
        now = publishing_on_workbench(draft, freeze(draft), Names(draft), rows)
        now |= {"note_form": form, "may_publish": True}
        now["may_be_untranslated"] = "untranslated" in request.POST
        return self.page(request, draft, "publish", now | context)

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
            lock(draft.pk)
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
            lock(draft.pk)
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

    def log(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        pages = Paginator(log_of_guide(draft), MOST_ON_A_PAGE)
        page = pages.get_page(request.GET.get("page", ""))
        return self.page(request, draft, "log", {"page": page, "log": told(page)})


def _replaced_examples(draft: models.Guide, rows: Collection[Row]) -> str:
    """Return who is dropped from the example readers of the newest edition with these rows."""
    served = newest(draft.pk)
    found = replaced(served.guide, freeze(draft)) if served else []
    return ", ".join(each.who for each in found if (EXAMPLE, each.slug) in rows)


def _refusal(form: NoteForm, dropped: str) -> str:
    """Return what is missing in the form, with which these example readers would be dropped."""
    if not form.is_valid():
        return "Not published yet. Say in a few words what changed, and why."
    if dropped and not form.cleaned_data["why_replaced"]:
        return "Not published yet. Say why it is right to drop these example readers."
    return ""


def _note(form: NoteForm, dropped: str) -> str:
    """Return the note of an edition, with the reason why example readers were dropped."""
    note: str = form.cleaned_data["note"]
    reason = f"\n\nExample readers dropped ({dropped}): {form.cleaned_data['why_replaced']}"
    return note + reason if dropped else note


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
        "last": last,
        # One that is served was held against its hash already.
        "last_is_changed": last is not None and last != edition and not is_as_published(last),
        "served": served,
        "changes": changes,
        "rows": names.changed_rows(changes, chosen),
        "waiting": open_now,
        "log": told(log_of_guide(draft)[:LATEST]),
        "untranslated": _counted(shown_untranslated(guide)),
        "replaced": replaced(served.guide, guide) if served else [],
        "note_form": NoteForm(),
        "ask_form": AskForm(),
    }


def _counted(texts: dict[str, list[Unit]]) -> list[tuple[str, str, int]]:
    """Return the name and code of each language, with how many texts it has."""
    return [(language_name(code), code, len(found)) for code, found in texts.items()]
