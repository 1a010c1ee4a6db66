"""A guide's own page: its draft beside what readers see, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from navigator.desk import models
from navigator.desk.log import plural
from navigator.desk.rows import freeze
from navigator.editions.models import ChainEnd

from .checking_steps import CheckingSteps
from .example_steps import ExampleSteps, example_on_workbench
from .finding_steps import FindingSteps, findings_on_workbench
from .named import Names
from .picture import picture
from .publishing_steps import PublishingSteps, publishing_on_workbench
from .replacing_steps import ReplacingSteps
from .review_steps import ReviewSteps, review_on_workbench
from .search_steps import SearchForm, SearchSteps
from .steps import may_publish
from .summary_steps import SummarySteps, summary_on_workbench
from .translation_file_steps import TranslationFileSteps
from .translation_steps import TranslationSteps, translation_on_workbench
from .withdraw_steps import WithdrawSteps


def folded(title: str, *fields: str | tuple[str, ...]) -> tuple[str, Any]:
    """Return a part of the form that is closed until it is wanted."""
    return title, {"classes": ("collapse",), "fields": fields}


@admin.register(models.Guide)
class GuideAdmin(
    SummarySteps,
    CheckingSteps,
    ReviewSteps,
    ExampleSteps,
    FindingSteps,
    SearchSteps,
    TranslationSteps,
    TranslationFileSteps,
    PublishingSteps,
    ReplacingSteps,
    WithdrawSteps,
):
    """The workbench. Its steps are small views of their own below the guide's address."""

    guide_key = "pk"
    menu_place = 0
    when_slug_changes = (
        "The address of the guide was changed. Once you publish, links that "
        "people have kept to the old address lead nowhere."
    )
    list_display = ("title", "slug", "newest_edition", "waiting", "review_due")
    search_fields = ("title", "slug")
    change_form_template = "admin/desk/guide_workbench.html"
    change_list_template = "admin/desk/guide_list.html"
    actions = None  # no deleting of many at once
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
            "The source's own words",
            *("source_intro", "source_trials", "source_asides", "disclaimer", "attribution"),
        ),
        folded("Next medical review", ("review_due_on", "review_told")),
        ("For staff", {"fields": ("staff_note",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Close no part of the form in which something that readers need is still to be filled in.

        A new guide needs nearly all of it. A form that was sent may come back with something wrong
        in any part.
        """
        guide, is_sent = obj or models.Guide(), request.method == "POST"
        return [
            (
                title,
                {**options, "classes": ()}
                if is_sent or _lacks(guide, options["fields"])
                else options,
            )
            for title, options in super().get_fieldsets(request, obj)
        ]

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Lead to the guide's own page, where its parts are added."""
        return redirect("admin:desk_guide_change", obj.pk)

    def view_on_site(self, guide: models.Guide) -> str:
        return guide.get_absolute_url()

    @admin.display(description="newest edition")
    def newest_edition(self, guide: models.Guide) -> str:
        edition = guide.editions.defer("content", "review").first()
        if edition is None:
            return "none yet"
        end = ChainEnd.objects.filter(guide=guide).first()
        is_withdrawn = edition.withdrawn or end is None or end.is_withdrawn
        withdrawn = ", withdrawn" if is_withdrawn else ""
        return f"{edition.number}, {timezone.localdate(edition.published_at)}{withdrawn}"

    @admin.display(description="waits to be published")
    def waiting(self, guide: models.Guide) -> str:
        asked = guide.publish_requests.filter(answered_at=None).select_related("asked_by")
        return ", ".join(f"asked for by {each.asked_by}" for each in asked) or "no"

    def get_urls(self) -> list[URLPattern]:
        steps = {
            "preview": self.preview,
            "picture": self.picture,
            **self.summary_steps(),
            **self.checking_steps(),
            **self.review_steps(),
            **self.example_steps(),
            **self.finding_steps(),
            **self.search_steps(),
            **self.translation_steps(),
            **self.translation_file_steps(),
            **self.publishing_steps(),
            **self.replacing_steps(),
            **self.withdraw_steps(),
        }
        view = self.admin_site.admin_view
        return [
            path("from-summary/", view(self.from_summary), name="from_summary"),
            path("load/", view(self.load), name="load_guide"),
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
        context["may_publish"] = may_publish(request)
        if draft is not None:
            context["my_request"] = draft.publish_requests.filter(asked_by=request.user).last()
        context["show_save_and_add_another"] = False
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        return redirect("preview:start", draft.slug)

    def picture(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page_on_guide(request, self.draft(request, pk), "picture", picture)


def _lacks(guide: models.Guide, fields: Iterable[Any]) -> bool:
    """Return whether one of these fields is empty that must not be."""
    names = [name for each in fields for name in ([each] if isinstance(each, str) else each)]
    columns = {each.name: each for each in models.Guide._meta.concrete_fields}
    return any(
        not columns[name].blank and getattr(guide, name) in ("", None)
        for name in names
        if name in columns
    )


def workbench(draft: models.Guide) -> dict[str, Any]:
    """Return what differs from what readers see, what was found, and the ways to the parts."""
    names = Names(draft)
    guide = freeze(draft)
    parts = []
    for kind, rows in names.rows.items():
        model = models.PART_MODELS[kind]._meta
        url = reverse(f"admin:desk_{model.model_name}_changelist")
        parts.append((plural(kind, len(rows)), f"{url}?guide__id__exact={draft.pk}", len(rows)))
    return {
        "parts": parts,
        "search_form": SearchForm(),
        **findings_on_workbench(draft, guide, names),
        **publishing_on_workbench(draft, guide, names),
        **summary_on_workbench(draft, guide),
        **review_on_workbench(draft, guide),
        **example_on_workbench(draft, guide),
        **translation_on_workbench(guide),
    }
