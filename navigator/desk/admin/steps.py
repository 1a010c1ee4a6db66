"""What the steps of the workbench have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models as db
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info

from navigator.desk import drafts, models
from navigator.desk.rows import freeze
from navigator.editions.readable import guide_in
from navigator.guide.model import Guide
from navigator.numbers import as_number

from .locking import LockedAdmin
from .named import Names

Step = Callable[..., HttpResponse]


class Steps(LockedAdmin):
    """A step is a view of its own below the guide's address.

    It looks up the draft, checks who asks, and leads back to the workbench.
    """

    def draft(self, request: HttpRequest, pk: int, right: str = "view") -> models.Guide:
        draft = get_object_or_404(models.Guide, pk=pk)
        if not getattr(self, f"has_{right}_permission")(request, draft):
            raise PermissionDenied
        return draft

    def draft_to_change(self, request: HttpRequest, pk: int) -> models.Guide:
        """Return the draft that a form was sent for by somebody who may change it."""
        draft = self.draft(request, pk, "change")
        if request.method != "POST":
            raise PermissionDenied
        return draft

    def back(self, draft: models.Guide) -> HttpResponse:
        return redirect("admin:desk_guide_change", draft.pk)

    def page(
        self, request: HttpRequest, draft: models.Guide | None, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        everywhere = self.admin_site.each_context(request)
        context = everywhere | {"draft": draft, "opts": self.model._meta} | context
        return render(request, f"admin/desk/{name}.html", context)

    def page_on_guide(
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
        return self.page(request, draft, name, context)


def version(draft: models.Guide, name: str) -> tuple[str, Guide]:
    """Return what a version is called, and its guide: the draft, or an edition by its number."""
    return ("the draft", freeze(draft)) if name == "draft" else published(draft, name)


def published(draft: models.Guide, number: str) -> tuple[str, Guide]:
    """Return what an edition is called, and its guide. Raises Http404.

    One that cannot be read is as good as gone: the workbench says why.
    """
    guide = guide_in(as_number(number), draft.pk)
    if guide is None:
        raise Http404("There is no such edition.")
    return f"edition {as_number(number)}", guide


def may(request: HttpRequest, way: str, row: db.Model) -> None:
    """Raise PermissionDenied where they may not add, change or delete (`way`) such a row."""
    if not request.user.has_perm(f"desk.{way}_{row._meta.model_name}"):
        raise PermissionDenied


def may_publish(request: HttpRequest) -> bool:
    """Tell if this member of staff may publish and restore."""
    return request.user.has_perm("desk.publish_guide")


def language_name(language: str) -> str:
    """Return what a language is called in English, or its code."""
    try:
        return str(get_language_info(language)["name"])
    except KeyError:
        return language
