"""A guide's own page: its draft beside what readers see, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse

from navigator.desk import drafts, models, preview
from navigator.editions.readable import newest_readable, read
from navigator.guide.compare import compare
from navigator.guide.model import Guide
from navigator.guide.yaml import write_yaml
from navigator.numbers import as_number

from .forms import CopyForm, GuideFileForm, NoteForm
from .locking import LOADED, RESTORED, LockedAdmin
from .named import Names, with_label
from .picture import picture
from .rules import rule_words
from .trying import try_reader


def folded(title: str, *fields: str | tuple[str, ...]) -> tuple[str, Any]:
    """Return a part of the form that is closed until it is wanted."""
    return title, {"classes": ("collapse",), "fields": fields}


@admin.register(models.Guide)
class GuideAdmin(LockedAdmin):
    """The workbench. Its steps are small views of their own below the guide's address."""

    menu_place = 0
    when_slug_changes = (
        "The slug was changed, and with it the address of the guide. Once you publish, links that "
        "people have kept to the old address lead nowhere."
    )
    list_display = ("title", "slug", "newest_edition", "reviewed_on", "review_due_on")
    search_fields = ("title", "slug")
    change_form_template = "admin/desk/guide_workbench.html"
    change_list_template = "admin/desk/guide_list.html"
    save_on_top = False  # at the top stands what publishes, which is not to be mixed up with it
    fieldsets = (
        (None, {"fields": ("seen_version", "title", "slug", "language", "publisher")}),
        folded(
            "Start page",
            ("introduction", "introduction_other"),
            ("about_condition", "about_condition_other"),
            ("decision", "decision_other"),
            ("have_at_hand", "have_at_hand_other"),
            "minutes",
        ),
        folded(
            "Options page and handout",
            ("next_steps", "next_steps_other"),
            ("help_now", "help_now_other"),
            ("trials_about", "trials_about_other"),
            "trials_url",
        ),
        folded(
            "Search for trials",
            ("trials_search_name", "trials_topics_label"),
            ("trials_search_url", "trials_search_near_url"),
            ("trials_place_label", "trials_place_digits"),
        ),
        folded("About page", "how_made"),
        folded(
            "The source's own words", "source_intro", "source_trials", "disclaimer", "attribution"
        ),
        (
            "Medical review",
            {"fields": (("reviewer", "reviewer_role"), ("reviewed_on", "review_due_on"))},
        ),
        ("For staff", {"fields": ("staff_note",)}),
    )

    def view_on_site(self, guide: models.Guide) -> str:
        return guide.get_absolute_url()

    @admin.display(description="newest edition")
    def newest_edition(self, guide: models.Guide) -> str:
        edition = guide.editions.first()
        return f"{edition.number}, {edition.published_at:%Y-%m-%d}" if edition else "none yet"

    def get_urls(self) -> list[URLPattern]:
        steps = {
            "publish": self.publish,
            "preview": self.preview,
            "picture": self.picture,
            "try": self.try_reader,
            "editions": self.editions,
            "compare": self.compare,
            "restore": self.restore,
            "export": self.export,
            "copy": self.copy,
        }
        view = self.admin_site.admin_view
        return [
            path("load/", view(self.load), name="load_guide"),
            path("rule-words/", view(rule_words), name="rule_words"),
            path("leave-preview/", view(leave_preview), name="leave_preview"),
            *(
                path(f"<int:pk>/{name}/", view(step), name=f"{name}_guide")
                for name, step in steps.items()
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        draft = self.get_object(request, object_id)
        context = {} if draft is None else workbench(draft)
        context["note_form"] = NoteForm()
        context["may_publish"] = may_publish(request)
        context["show_save_and_add_another"] = False
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    # The steps: each looks up the draft, checks who asks, and leads back to the workbench.

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk, "change")
        form = NoteForm(request.POST)
        if not may_publish(request):
            raise PermissionDenied
        if request.method != "POST" or not form.is_valid():
            messages.error(request, "Say in a few words what changed, and why.")
            return self._back(draft)
        try:
            author = cast(User, request.user)  # whoever may publish has an account
            edition = drafts.publish(draft, form.cleaned_data["note"], author)
        except drafts.FaultyDraftError as error:
            what = " ".join(map(with_label, error.findings[:3]))
            messages.error(request, f"Not published. {what}")
            return self._back(draft)
        self.log_change(request, draft, f"Published edition {edition.number}: {edition.note}")
        messages.success(request, f"Published as edition {edition.number}. Readers see it now.")
        return self._back(draft)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        preview.enter(request, draft)
        return redirect(draft.get_absolute_url())

    def picture(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page_on_guide(request, self._draft(request, pk), "picture", picture)

    def try_reader(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)

        def tried(guide: Guide) -> dict[str, Any]:
            return try_reader(guide, newest_readable(draft.pk), request.POST or None)

        return self._page_on_guide(request, draft, "try_reader", tried)

    def editions(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        newest = newest_readable(draft.pk)
        context = {
            "editions": draft.editions.select_related("published_by").defer("content"),
            "seen": newest and newest[0],
            "may_publish": may_publish(request),
        }
        return self._page(request, draft, "editions", context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        old, old_guide = version(draft, request.GET.get("old", ""))
        new, new_guide = version(draft, request.GET.get("new", ""))
        changes = Names(draft).changes(compare(old_guide, new_guide))
        return self._page(request, draft, "compare", {"old": old, "new": new, "changes": changes})

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk, "change")
        if not may_publish(request) or request.method != "POST":
            raise PermissionDenied
        number = request.POST.get("number", "")
        name, guide = published(draft, number)
        if "sure" not in request.POST and not drafts.is_in_an_edition(draft):
            newest = newest_readable(draft.pk)
            changes = compare(newest[1], drafts.freeze(draft)) if newest else []
            context = {"name": name, "number": number, "changes": Names(draft).changes(changes)}
            return self._page(request, draft, "restore", context)
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
        return self._back(draft)

    def export(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        response = HttpResponse(
            write_yaml(drafts.freeze(draft)), content_type="application/yaml; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{draft.slug}.yaml"'
        return response

    def copy(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopyForm(request.POST or None)
        if not form.is_valid():
            return self._page(request, draft, "copy", {"form": form})
        copied = drafts.copy_draft(draft, form.cleaned_data["slug"], form.cleaned_data["title"])
        self.log_addition(request, copied, f"Copied from {draft.slug}")
        return self._back(copied)

    def load(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = GuideFileForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            return self._page(request, None, "load", {"form": form})
        with transaction.atomic():
            draft = drafts.write_draft(form.guide)
            self.log_change(request, draft, f"{LOADED} from the file {form.cleaned_data['file']}")
        messages.success(request, f"Loaded {draft} as the draft.")
        return self._back(draft)

    def _draft(self, request: HttpRequest, pk: int, right: str = "view") -> models.Guide:
        draft = get_object_or_404(models.Guide, pk=pk)
        if not getattr(self, f"has_{right}_permission")(request, draft):
            raise PermissionDenied
        return draft

    def _back(self, draft: models.Guide) -> HttpResponse:
        return redirect("admin:desk_guide_change", draft.pk)

    def _page(
        self, request: HttpRequest, draft: models.Guide | None, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        everywhere = self.admin_site.each_context(request)
        context = everywhere | {"draft": draft, "opts": self.model._meta} | context
        return render(request, f"admin/desk/{name}.html", context)

    def _page_on_guide(
        self,
        request: HttpRequest,
        draft: models.Guide,
        name: str,
        make: Callable[[Guide], dict[str, Any]],
    ) -> HttpResponse:
        """Render what is made of the frozen draft, or what has to be put right before."""
        try:
            context = make(drafts.showable(draft))
        except drafts.FaultyDraftError as error:
            context = {"faults": Names(draft).findings(error.findings)}
        return self._page(request, draft, name, context)


def workbench(draft: models.Guide) -> dict[str, Any]:
    """Return what differs from what readers see, what was found, and the ways to the parts."""
    names = Names(draft)
    guide = drafts.freeze(draft)
    seen, seen_guide = newest_readable(draft.pk) or (None, None)
    findings = drafts.proofread_draft(draft, guide)
    parts = []
    for kind, rows in names.rows.items():
        model = models.PART_MODELS[kind]._meta
        url = reverse(f"admin:desk_{model.model_name}_changelist")
        parts.append((model.verbose_name_plural, f"{url}?guide__id__exact={draft.pk}", len(rows)))
    return {
        "seen": seen,
        "last": draft.editions.defer("content").first(),
        "changes": names.changes(compare(seen_guide, guide) if seen_guide else []),
        "findings": names.findings(findings),
        "stopping": sum(finding.stops_publishing for finding in findings),
        "parts": parts,
        "log": names.log(),
    }


def version(draft: models.Guide, name: str) -> tuple[str, Guide]:
    """Return what a version is called, and its guide: the draft, or an edition by its number."""
    return ("the draft", drafts.freeze(draft)) if name == "draft" else published(draft, name)


def published(draft: models.Guide, number: str) -> tuple[str, Guide]:
    """Return what an edition is called, and its guide. Raises Http404.

    One that cannot be read is as good as gone: the workbench says why.
    """
    edition = draft.editions.filter(number=as_number(number)).first()
    guide = read(edition) if edition else None
    if guide is None:
        raise Http404("There is no such edition.")
    return f"edition {as_number(number)}", guide


def may_publish(request: HttpRequest) -> bool:
    """Tell if this member of staff may publish and restore."""
    return request.user.has_perm("desk.publish_guide")


def leave_preview(request: HttpRequest) -> HttpResponse:
    """Lead back from the draft to the workbench that it was opened from."""
    draft = preview.leave(request)
    if draft is None:
        return redirect("admin:desk_guide_changelist")
    return redirect("admin:desk_guide_change", draft.pk)
