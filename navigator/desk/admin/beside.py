"""The preview beside the form of a part: as readers see it, its rule in words, whom it changes.

All of it is made of what is typed, and nothing is saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from navigator.desk import models
from navigator.desk.rows import PLACES, freeze
from navigator.editions.published import Published
from navigator.guide.examples import said
from navigator.guide.model import KINDS, Guide, Option, Question
from navigator.guide.pathway import selection_for
from navigator.guide.proofread import broken
from navigator.guide.rule_words import sentences
from navigator.guide.verdicts import Verdict
from navigator.guide.voice import Reader, for_reader
from navigator.numbers import as_number

from .as_typed import guide_with, part_as_typed
from .moving import OrderedAdmin

# The kinds of part that can be shown.
SHOWN = {"category", "notice", "option", "panel", "question", "term"}
NOT_THERE = "not there"
IN_WORDS = {
    Verdict.MATCH: "listed",
    Verdict.DEPENDS: "depends on an answer",
    Verdict.NO: "not listed",
}


class Effect(NamedTuple):
    """An option that an example reader gets otherwise by what is typed."""

    who: str
    option: str
    was: str
    now: str


class Asked(NamedTuple):
    """A question as it stands on its page, with nothing chosen yet."""

    question: Question


def guide_of_new(request: HttpRequest) -> models.Guide | None:
    """Return the guide of a new part: it is named, or its list was open, or there is no other."""
    listed = QueryDict(request.GET.get("_changelist_filters", "")).get("guide__id__exact", "")
    sent = request.POST.get("guide") or request.GET.get("guide") or listed
    guides = models.Guide.objects.all()
    if sent:
        return guides.filter(pk=as_number(sent)).first()
    return guides[0] if len(guides) == 1 else None


class BesideAdmin(OrderedAdmin):
    """Parts of a guide whose form has something beside it."""

    def get_urls(self) -> list[URLPattern]:
        urls: list[URLPattern] = super().get_urls()
        name = self.model._meta.model_name
        if name not in SHOWN:
            return urls
        view = self.admin_site.admin_view(self.beside)
        return [
            path("add/beside/", view, name=f"desk_{name}_beside_new"),
            path("<int:pk>/beside/", view, name=f"desk_{name}_beside"),
            *urls,
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        name = self.model._meta.model_name
        row = context.get("original")
        if name in SHOWN and self._may_save(request, row):
            url = f"admin:desk_{name}_beside"
            context["beside_url"] = reverse(url, args=[row.pk]) if row else reverse(f"{url}_new")
            if not row:
                context["beside_url"] += f"?{request.GET.urlencode()}"
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return response

    def _may_save(self, request: HttpRequest, row: models.Part | None) -> bool:
        if row is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, row)

    def beside(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Return what stands beside a form, which is sent as it would be saved."""
        row = None if pk is None else self.get_object(request, str(pk))
        if pk is not None and row is None:
            raise Http404("There is no such row.")
        if request.method != "POST" or not self._may_save(request, row):
            raise PermissionDenied
        draft = row.guide if row else guide_of_new(request)
        if draft is None:
            raise Http404("There is no such guide.")
        before, saved_as = freeze(draft), row.slug if row else ""
        form = self.get_form(request, row, change=row is not None)(request.POST, instance=row)
        form.is_valid()
        formsets, _ = self._create_formsets(  # type: ignore[attr-defined]
            request, form.instance, change=row is not None
        )
        place = PLACES[self.model]
        kind = KINDS[place]
        taken = {slug for other, slug in before.part_by_row if other == kind}
        part = part_as_typed(form, formsets, taken)
        after = guide_with(before, place, part, saved_as)
        shown = guide_with(_known_lines(after), place, _known(before, part), part.slug)
        is_broken = bool(broken(before) or broken(after))
        context = {
            "seen": list(_seen(kind, draft, shown, part.slug)),
            "effects": [] if is_broken else list(effects(before, after)),
            "has_examples": bool(before.example_readers) and not is_broken,
            **_rule(after, part),
        }
        return render(request, "admin/desk/beside.html", context)


def _known(guide: Guide, part: Any) -> Any:
    """Return the part without treatments that the guide does not have, which cannot be shown."""
    if not isinstance(part, Option):
        return part
    known = tuple(slug for slug in part.treatments if slug in guide.term_by_slug)
    return replace(part, treatments=known)


def _rule(guide: Guide, part: Any) -> dict[str, Any]:
    """Return the rule of a part in words, if a part of its kind can have one."""
    asks = hasattr(part, "ask_when")
    situations = getattr(part, "ask_when" if asks else "situations", None)
    if situations is None:
        return {}
    return {
        "has_rule": True,
        "asks": asks,
        "for_everyone": getattr(part, "for_everyone", False),
        "situations": [sentences(guide, each) for each in situations],
    }


def _known_lines(guide: Guide) -> Guide:
    """Return the guide without lines of a report whose answer is not there any more."""
    lines = tuple(
        line
        for line in guide.report_lines
        if line.choice in guide.question_by_slug[line.question].choice_by_slug
    )
    return replace(guide, report_lines=lines)


def _seen(kind: str, draft: models.Guide, guide: Guide, slug: str) -> Iterator[tuple[str, str]]:
    """Yield how a patient sees a part, and how a caregiver does where that differs."""
    edition = Published(0, timezone.now(), guide, draft.pk, is_draft=True)
    shown = ""
    for reader, title in ((Reader.SELF, "As a patient sees it"), (Reader.OTHER, "As a caregiver")):
        words = for_reader(guide, reader)
        there = words.part_by_row[kind, slug]
        asked: list[Question] = []
        if kind == "question":
            asked = [there]
        elif kind == "panel":
            asked = [each for each in words.questions if each.panel == there.slug]
        context: dict[str, Any] = {
            "edition": edition,
            "guide": words,
            "reader": reader,
            "language": guide.language,
            "panel": words.panel_by_slug.get(asked[0].panel) if asked else None,
            "asked": [Asked(each) for each in asked],
            kind: there,
        }
        html = render_to_string(f"admin/desk/beside/{kind}.html", context)
        if html != shown:
            yield title, html
        shown = shown or html


def effects(before: Guide, after: Guide) -> Iterator[Effect]:
    """Yield what example readers get otherwise. An option that is gone or new is not there."""
    for example in before.example_readers:
        answers = said(example)
        was, now = (selection_for(guide, answers).by_slug for guide in (before, after))
        for slug in {**was, **now}:
            verdicts = [
                IN_WORDS[found[slug].verdict] if slug in found else NOT_THERE
                for found in (was, now)
            ]
            if verdicts[0] != verdicts[1]:
                option = (now.get(slug) or was[slug]).option
                yield Effect(example.who, option.name, *verdicts)
