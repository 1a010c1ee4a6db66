"""The pages that show options: one reader's own, the handout, and those that are for everyone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from navigator.matching.pathway import counted
from navigator.questionnaire.answer_store import News
from navigator.questionnaire.guide_view import GuideView
from navigator.questionnaire.views import next_url

from . import page
from .trials import TrialSearchForm, broad_url


class OptionsView(GuideView):
    """What may apply to this reader, what depends on something, and what is not listed."""

    template_name = "options/options.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = self.page(
            options=page.build(self.guide, self.answers),
            difference=self._difference(),
            resume=next_url(self.guide, self.stored),
            **_trials(self),
        )
        if self.stored.changed:
            self.keep(response, replace(self.stored, news=News.NONE, changed=None))
        return response

    def _difference(self) -> page.Difference | None:
        """What the answer that was just changed did to the list, told once."""
        changed = self.stored.changed
        if changed is None or changed.question not in self.guide.question_by_slug:
            return None
        was = counted(self.guide, self.stored.before_change())
        return page.difference(self.guide, changed.question, was, self.answers)


class HandoutView(GuideView):
    """The same for paper."""

    template_name = "options/handout.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page(
            options=page.build(self.guide, self.answers),
            broad_url=broad_url(self.guide),
            today=timezone.localdate(),
        )


class AllOptionsView(GuideView):
    """Every option by category."""

    template_name = "options/all_options.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page(groups=page.all_options(self.guide), **_trials(self))


class TrialsView(GuideView):
    """The search for trials, sent on to NCI. A POST, so that age and ZIP stay out of our log."""

    template_name = "options/trials.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page(**_trials(self))

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        form = TrialSearchForm(self.guide, request.POST)
        if not form.is_valid():
            return self.page(status=422, **(_trials(self) | {"trial_form": form}))
        response = HttpResponseRedirect(form.url())
        response["Referrer-Policy"] = "no-referrer"
        return response


class GlossaryView(GuideView):
    """The terms."""

    template_name = "options/glossary.html"

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page(terms=sorted(self.guide.terms, key=lambda term: term.name.lower()))


class AboutView(GuideView):
    """Source, edition, review, and how options are chosen."""

    template_name = "options/about.html"


def _trials(view: GuideView) -> dict[str, Any]:
    return {"trial_form": TrialSearchForm(view.guide), "broad_url": broad_url(view.guide)}
