"""The pages that show options: one reader's own, the handout, and those that are for everyone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from navigator.guide.model import Guide
from navigator.guide.pathway import counted

from . import page
from .frames import Writer
from .guide_view import CommonView, GuideView
from .options_sheet import OptionsSheet
from .paper import HandoutSheet
from .trials import TrialSearchForm, panel

# On pages with the search for trials, whose form leads on to NCI.
LEADS_TO_NCI = {"Content-Security-Policy": settings.POLICY_TO_NCI}


class OptionsView(GuideView):
    """What may apply to this reader, what depends on something, and what is not listed."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        options = page.build(self.edition, self.reader, self.walk)
        sheet = OptionsSheet(self.edition, self.reader, options, self._difference())
        response = self.told(HttpResponse(sheet.html(**self.shown), headers=LEADS_TO_NCI))
        if self.stored.changed:
            self.stored = replace(self.stored, changed=None)
            self.keep(response)
        return response

    def _difference(self) -> page.Difference | None:
        """What the answer that was just changed did to the list, told once."""
        changed = self.stored.changed
        if changed is None or changed.question not in self.guide.question_by_slug:
            return None
        was = counted(self.guide, self.stored.before_change())
        return page.difference(self.guide, changed.question, was, self.walk.counted)


class PaperView(GuideView):
    """A page for paper, in normal or in large print."""

    @property
    def shown(self) -> dict[str, Any]:
        large = self.request.GET.get("print") == "large"
        return super().shown | {"large": large, "today": timezone.localdate()}


class HandoutView(PaperView):
    """What this reader takes along."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        options = page.build(self.edition, self.reader, self.walk)
        sheet = HandoutSheet(self.edition, self.reader, options)
        return self.told(HttpResponse(sheet.html(**self.shown)))


class WorksheetView(PaperView):
    """All questions on paper, to fill in with the care team."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        writer = Writer(self.edition, self.reader)
        return self.told(HttpResponse(writer.piece("readers/worksheet.html", **self.shown)))


class AllOptionsView(CommonView):
    """Every option by category, or those of one category."""

    template_name = "readers/all_options.html"

    @property
    def part(self) -> str:
        chosen = self.request.GET.get("type", "")
        return chosen if any(each.slug == chosen for each in self.guide.categories) else ""

    @staticmethod
    def shown(guide: Guide, part: str) -> dict[str, Any]:
        groups = page.all_options(guide)
        of_part = [group for group in groups if group.category.slug == part]
        return {
            "groups": of_part or groups,
            "categories": [group.category for group in groups],
            "chosen": part if of_part else "",
        }


@method_decorator(csrf_exempt, name="dispatch")
class TrialsView(GuideView):
    """The search for trials, sent on to NCI. A POST, so that age and ZIP stay out of our log.

    Whoever sends it from elsewhere can only lead to NCI's search, as a link could: it needs no
    token, and works where cookies are blocked.
    """

    template_name = "readers/trials.html"

    def open(self, request: HttpRequest, slug: str, **wanted: int) -> None:
        super().open(request, slug, **wanted)
        if not self.guide.trial_topics:
            raise Http404("This guide has no types of cancer to search for.")

    def page(self, **context: Any) -> HttpResponse:
        response = super().page(**panel(self.guide) | context)
        for name, value in LEADS_TO_NCI.items():
            response.headers[name] = value
        return response

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        form = TrialSearchForm(self.guide, request.POST)
        if not form.is_valid():
            return self.page(status=422, trial_form=form)
        response = HttpResponseRedirect(form.url())
        response["Referrer-Policy"] = "no-referrer"
        return response


class GlossaryView(CommonView):
    """The terms."""

    template_name = "readers/glossary.html"

    @staticmethod
    def shown(guide: Guide, part: str) -> dict[str, Any]:
        return {"terms": sorted(guide.terms, key=lambda term: term.name.lower())}


class AboutView(CommonView):
    """Source, edition, review, and how options are chosen."""

    template_name = "readers/about.html"
