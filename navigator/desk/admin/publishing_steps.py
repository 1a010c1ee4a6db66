"""Steps by which a draft becomes an edition, and an edition or a file the draft."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from navigator.desk import drafts
from navigator.editions.readable import newest_readable
from navigator.guide.compare import compare
from navigator.guide.yaml import write_yaml

from .forms import CopyForm, GuideFileForm, NoteForm
from .locking import LOADED, RESTORED
from .named import Names, with_label
from .steps import Step, Steps, may_publish, published, version


class PublishingSteps(Steps):
    """Publish, compare, restore, download, copy and load."""

    def publishing_steps(self) -> dict[str, Step]:
        return {
            "publish": self.publish,
            "editions": self.editions,
            "compare": self.compare,
            "restore": self.restore,
            "export": self.export,
            "copy": self.copy,
        }

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        form = NoteForm(request.POST)
        if not may_publish(request):
            raise PermissionDenied
        if request.method != "POST" or not form.is_valid():
            messages.error(request, "Say in a few words what changed, and why.")
            return self.back(draft)
        try:
            author = cast(User, request.user)  # whoever may publish has an account
            edition = drafts.publish(draft, form.cleaned_data["note"], author)
        except drafts.FaultyDraftError as error:
            what = " ".join(map(with_label, error.findings[:3]))
            messages.error(request, f"Not published. {what}")
            return self.back(draft)
        self.log_change(request, draft, f"Published edition {edition.number}: {edition.note}")
        messages.success(request, f"Published as edition {edition.number}. Readers see it now.")
        return self.back(draft)

    def editions(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        newest = newest_readable(draft.pk)
        context = {
            "editions": draft.editions.select_related("published_by").defer("content"),
            "seen": newest and newest[0],
            "may_publish": may_publish(request),
        }
        return self.page(request, draft, "editions", context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        old, old_guide = version(draft, request.GET.get("old", ""))
        new, new_guide = version(draft, request.GET.get("new", ""))
        changes = Names(draft).changes(compare(old_guide, new_guide))
        return self.page(request, draft, "compare", {"old": old, "new": new, "changes": changes})

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk, "change")
        if not may_publish(request) or request.method != "POST":
            raise PermissionDenied
        number = request.POST.get("number", "")
        name, guide = published(draft, number)
        if "sure" not in request.POST and not drafts.is_in_an_edition(draft):
            newest = newest_readable(draft.pk)
            changes = compare(newest[1], drafts.freeze(draft)) if newest else []
            context = {"name": name, "number": number, "changes": Names(draft).changes(changes)}
            return self.page(request, draft, "restore", context)
        drafts.restore(guide, draft)
        self.log_change(request, draft, f"{RESTORED} {name} as the draft")
        if draft.slug != guide.slug:
            messages.warning(
                request,
                f"Another guide has its slug “{guide.slug}” now, so this one keeps “{draft.slug}”.",
            )
        messages.success(
            request, f"The draft is as {name} was. Readers see it once you publish it."
        )
        return self.back(draft)

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
        form = CopyForm(request.POST or None)
        if not form.is_valid():
            return self.page(request, draft, "copy", {"form": form})
        copied = drafts.copy_draft(draft, form.cleaned_data["slug"], form.cleaned_data["title"])
        self.log_addition(request, copied, f"Copied from {draft.slug}")
        return self.back(copied)

    def load(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = GuideFileForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self.page(request, None, "load", {"form": form})
        with transaction.atomic():
            draft = drafts.write_draft(form.guide)
            self.log_change(request, draft, f"{LOADED} from the file {form.cleaned_data['file']}")
        messages.success(request, f"Loaded {draft} as the draft.")
        return self.back(draft)
