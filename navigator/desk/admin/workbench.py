"""A guide's own page: its draft beside what readers see, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from navigator.desk import drafts, models, preview
from navigator.guide.yaml import write_yaml

from . import pages, picture, trying
from .forms import CopyForm, GuideFileForm, NoteForm
from .locking import LOADED, RESTORED
from .named import Names
from .parts import LockedAdmin
from .rules import rule_words


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
        (
            "Start page",
            {
                "classes": ("collapse",),
                "fields": (
                    ("introduction", "introduction_other"),
                    ("about_condition", "about_condition_other"),
                    ("decision", "decision_other"),
                    ("have_at_hand", "have_at_hand_other"),
                    "minutes",
                ),
            },
        ),
        (
            "Options page and handout",
            {
                "classes": ("collapse",),
                "fields": (
                    ("next_steps", "next_steps_other"),
                    ("what_matters", "what_matters_other"),
                    ("help_now", "help_now_other"),
                    ("trials_about", "trials_about_other"),
                    "trials_url",
                ),
            },
        ),
        (
            "Search for trials",
            {
                "classes": ("collapse",),
                "fields": (
                    ("trials_search_name", "trials_topics_label"),
                    ("trials_search_url", "trials_search_near_url"),
                    ("trials_place_label", "trials_place_digits"),
                ),
            },
        ),
        (
            "The source's own words",
            {
                "classes": ("collapse",),
                "fields": ("source_intro", "source_trials", "disclaimer", "attribution"),
            },
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
        context = {} if draft is None else pages.workbench(draft)
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
            edition = drafts.publish(draft, form.cleaned_data["note"], request.user)
        except drafts.FaultyDraftError as error:
            what = " ".join(finding.what for finding in error.findings[:3])
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
        draft = self._draft(request, pk)
        return self._page(request, draft, "picture", picture.picture(draft))

    def try_reader(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        return self._page(request, draft, "try_reader", trying.try_reader(draft, request))

    def editions(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        published = draft.editions.select_related("published_by").defer("content")
        context = {
            "editions": published,
            "seen": pages.seen(draft),
            "may_publish": may_publish(request),
        }
        return self._page(request, draft, "editions", context)

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        context = pages.comparison(draft, request.GET.get("old", ""), request.GET.get("new", ""))
        return self._page(request, draft, "compare", context)

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk, "change")
        if not may_publish(request) or request.method != "POST":
            raise PermissionDenied
        name, guide = pages.edition(draft, request.POST.get("number", ""))
        if "sure" not in request.POST and not drafts.is_in_an_edition(draft):
            lost = Names(draft).changes(pages.unpublished(draft, drafts.freeze(draft)))
            number = request.POST["number"]
            return self._page(
                request, draft, "restore", {"name": name, "number": number, "changes": lost}
            )
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
        shown = everywhere | {"draft": draft, "opts": self.model._meta} | context
        return render(request, f"admin/desk/{name}.html", shown)


def may_publish(request: HttpRequest) -> bool:
    """Whether this member of staff may publish and restore."""
    return request.user.has_perm("desk.publish_guide")


def leave_preview(request: HttpRequest) -> HttpResponse:
    """Back from the draft to the workbench that it was opened from."""
    draft = preview.leave(request)
    if draft is None:
        return redirect("admin:desk_guide_changelist")
    return redirect("admin:desk_guide_change", draft.pk)
