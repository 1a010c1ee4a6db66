"""The pages that show options: one reader's own, the handout, and those that are for everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from django_htmx.http import HttpResponseClientRedirect

from navigator.guide.model import Guide

from .forms import MOST_BESIDE, CompareForm
from .guide_view import CommonView, GuideView
from .languages import in_words
from .options_page import OptionsPage, lost_among, options_page, taken_in, terms_on_paper
from .trials import TrialSearchForm, can_search, search_sites

# Questions for the care team whose outcomes are told with the names of options, on paper.
MOST_WITH_NAMES = 4


class OptionsView(GuideView):
    """The options that may apply to this reader, that depend on something, that are not listed.

    Each is a row that opens; with `?open=all` in the address, all of them are open. Posting takes
    in what the reader picked to talk about.
    """

    template_name = "readers/options.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        stored = self.stored
        page = options_page(self.guide, self.walk, stored.picks, stored.changed, stored.before)
        open_all = request.GET.get("open") == "all"
        response = self.page(page=page, code=self.code, open_all=open_all)
        if self.stored.changed:
            self.stored = replace(self.stored, changed="", was=frozenset())
            self.keep(response)
        return leading_to_search(response, self.guide)

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        if not self.refuses_former_start():
            picks, lost, sent = self.stored.picks, self._lost, request.POST.getlist("pick")
            if "forget" in request.POST:
                picks = tuple(slug for slug in picks if slug not in lost)
            else:
                picks = taken_in(self.guide, picks, lost, sent)
            self.stored = replace(self.stored, picks=picks, beside=0)
        response = self._after_picking(request.POST.get("then", ""))
        self.keep(response)
        return response

    @property
    def _lost(self) -> Sequence[str]:
        """The picks that are no longer listed, so that the page has no box for them."""
        return lost_among(self.guide, self.walk.counted, self.stored.picks)

    def _after_picking(self, then: str) -> HttpResponse:
        if then in ("compare", "handout"):
            return HttpResponseRedirect(self.url(then))
        if not self.request.htmx:
            return HttpResponseRedirect(self.url("options") + "#picked")
        if self.stored.news:
            return HttpResponseClientRedirect(self.url("options"))
        number = len(self.stored.picks) - len(self._lost)
        return render(self.request, "readers/_picked.html", {"number": number})


class PaperView(GuideView):
    """A page for paper, in normal or in large print."""

    def page(self, status: int = 200, **shown: Any) -> HttpResponse:
        large = self.request.GET.get("print") == "large"
        # Where the reader's own day is another, the script puts that in its place.
        day, one = timezone.localdate(), timedelta(days=1)
        today = format_html(
            '<time data-today datetime="{}" data-before="{}" data-after="{}">{}</time>',
            *(day, date_format(day - one), date_format(day + one), date_format(day)),
        )
        return super().page(status, large=large, today=today, **shown)


class CompareView(PaperView):
    """The reader's picks side by side. Posting says which of many are to stand first."""

    template_name = "readers/compare.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self._compare(CompareForm(self.shown.picked, self._beside))

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        cards = self.shown.picked
        # With fewer there is nothing to choose: the form is from a page of before.
        if not self.refuses_former_start() and len(cards) > MOST_BESIDE:
            form = CompareForm(cards, self._beside, request.POST)
            if not form.is_valid():
                return self._compare(form, status=422)
            first = form.cleaned_data["beside"]
            picks = tuple(dict.fromkeys([*first, *self.stored.picks]))
            self.stored = replace(self.stored, picks=picks, beside=len(first))
        response = HttpResponseRedirect(self.url("compare"))
        self.keep(response)
        return response

    @cached_property
    def shown(self) -> OptionsPage:
        """The reader's options, with what they picked."""
        return options_page(self.guide, self.walk, self.stored.picks)

    @property
    def _beside(self) -> int:
        """The number of options in the first table."""
        return self.stored.beside or MOST_BESIDE

    def _compare(self, form: CompareForm, status: int = 200) -> HttpResponse:
        """Show the picks in tables: those to compare, then the others."""
        cards, first = form.cards, self._beside
        starts = range(first, len(cards), MOST_BESIDE)
        others = [cards[start : start + MOST_BESIDE] for start in starts]
        return self.page(
            status,
            form=form,
            tables=[each for each in (cards[:first], *others) if each],
            choosing=len(cards) > MOST_BESIDE,
            lost=self.shown.lost,
        )


class HandoutView(PaperView):
    """The paper that this reader takes along.

    With `?second=en` in the address, a care team reads in that language as well which options they
    are, what was said and what is asked.
    """

    template_name = "readers/handout.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        page = options_page(self.guide, self.walk, self.stored.picks)
        wanted = request.GET.get("second")
        others = [each for each in self.edition.languages if each != self.language]
        self.second = next((each for each in others if each == wanted), "")
        if self.second:  # in the other language, the paper has this one as its second
            large = "&print=large" if request.GET.get("print") == "large" else ""
            self.address = self.url("handout") + f"?second={self.language}{large}"
        terms, drugs = terms_on_paper(self.edition, self.guide, page)
        # Paper is short: where something is picked, the others have a sentence each, and where much
        # is not known, what a result would change is told in numbers.
        in_full, many_asks = not page.picked, len(page.asks) > MOST_WITH_NAMES
        return self.page(
            page=page,
            code=self.code,
            terms=terms,
            drugs=drugs,
            in_full=in_full,
            many_asks=many_asks,
            others=[(each, in_words(each)) for each in others],
        )


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
