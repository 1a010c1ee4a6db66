"""The pages that show options: one reader's own, the handout, and those that are for everyone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt

from navigator.guide.model import Guide

from .guide_view import CommonView, GuideView
from .options_page import options_page, terms_on_paper
from .trials import TrialSearchForm, can_search, search_sites


class OptionsView(GuideView):
    """The options that may apply to this reader, that depend on something, that are not listed.

    Each is a row that opens; with `?open=all` in the address, all of them are open.
    """

    template_name = "readers/options.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        page = options_page(self.guide, self.walk, self.stored.changed, self.stored.before)
        open_all = request.GET.get("open") == "all"
        response = self.page(page=page, code=self.code, open_all=open_all)
        if self.stored.changed:
            self.stored = replace(self.stored, changed="", was=frozenset())
            self.keep(response)
        return leading_to_search(response, self.guide)


class PaperView(GuideView):
    """A page for paper, in normal or in large print."""

    def page(self, status: int = 200, **shown: Any) -> HttpResponse:
        large = self.request.GET.get("print") == "large"
        day = timezone.localdate()
        # The script puts the reader's own day in its place.
        today = format_html('<time data-today datetime="{}">{}</time>', day, date_format(day))
        return super().page(status, large=large, today=today, **shown)


class HandoutView(PaperView):
    """The paper that this reader takes along."""

    template_name = "readers/handout.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        page = options_page(self.guide, self.walk)
        terms, drugs = terms_on_paper(self.edition, page)
        return self.page(page=page, code=self.code, terms=terms, drugs=drugs)


class WorksheetView(PaperView):
    """All questions on paper, to fill in with the care team."""

    template_name = "readers/worksheet.html"


class AllOptionsView(CommonView):
    """Every option by category, or those of one category. They open like the reader's own."""

    template_name = "readers/all_options.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        in_use = {option.category for option in self.guide.options}
        categories = [each for each in self.guide.categories if each.slug in in_use]
        chosen = [each for each in categories if each.slug == request.GET.get("type")]
        open_all = request.GET.get("open") == "all"
        return self.page(categories=categories, chosen=chosen, open_all=open_all)


@method_decorator(csrf_exempt, name="dispatch")
class TrialsView(GuideView):
    """The search for trials, sent on to another site. A POST, so that no log gets what was typed.

    Whoever sends it from elsewhere can only lead to that search, as a link could: it needs no
    token, and works where cookies are blocked.
    """

    template_name = "readers/trials.html"

    def open(self, slug: str, at_least: int = 0) -> None:
        super().open(slug, at_least)
        if not can_search(self.guide):
            raise Http404("This guide has no search for trials.")

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return leading_to_search(self.page(form=TrialSearchForm(self.guide)), self.guide)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        form = TrialSearchForm(self.guide, request.POST)
        if not form.is_valid():
            return leading_to_search(self.page(422, form=form), self.guide)
        response = HttpResponseRedirect(form.url())
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


class GlossaryView(CommonView):
    """The terms."""

    template_name = "readers/glossary.html"


class AboutView(CommonView):
    """Source, edition, review, and how options are chosen."""

    template_name = "readers/about.html"


def leading_to_search(response: HttpResponse, guide: Guide) -> HttpResponse:
    """Allow a page's form to lead on to the guide's search: browsers hold redirects to it too."""
    if can_search(guide):
        targets = " ".join(("form-action 'self'", *search_sites(guide)))
        policy = settings.POLICY.replace("form-action 'self'", targets)
        response.headers["Content-Security-Policy"] = policy
    return response
