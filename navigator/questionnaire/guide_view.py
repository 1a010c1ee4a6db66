"""What every page of a guide has in common: its edition, its reader, and what they said."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import cache_control, never_cache

from navigator.content import preview
from navigator.matching.guide import Guide
from navigator.matching.pathway import Walk
from navigator.matching.voice import Reader

from . import answer_store
from .answer_store import News, Stored


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class EditionView(View):
    """A page of one guide that is the same for everyone: it knows nothing of its reader."""

    template_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.open(request, kwargs["guide"])
        except preview.BrokenDraftError as error:
            return render(request, "broken_draft.html", {"findings": error.findings}, status=409)
        # The site's own words around a guide are in the guide's language, as far as they are there.
        with translation.override(self.guide.language):
            return super().dispatch(request, *args, **kwargs)

    def open(self, request: HttpRequest, slug: str, **wanted: int) -> None:
        """Take the guide's edition from the shelf."""
        edition = preview.edition_for(request, slug, **wanted)
        if edition is None:
            raise Http404("There is no such guide.")
        self.edition = edition

    @property
    def guide(self) -> Guide:
        return self.edition.guide

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page()

    def page(
        self, *, template: str | None = None, status: int = 200, **context: Any
    ) -> HttpResponse:
        """Render a page of the guide."""
        shown = {"guide": self.guide, "edition": self.edition}
        return render(self.request, template or self.template_name, shown | context, status=status)


@method_decorator(never_cache, name="dispatch")
class GuideView(EditionView):
    """A page of one guide for one reader, in the words for them."""

    stored: Stored

    def open(self, request: HttpRequest, slug: str, **wanted: int) -> None:
        """Take the guide's edition, and what the reader said to it."""
        super().open(request, slug, **wanted)
        self.stored = answer_store.read(request, self.edition)
        if self.stored.seen > self.edition.number and not wanted:
            # Another process has published since this one looked, and served this reader.
            self.open(request, slug, at_least=self.stored.seen)

    @property
    def guide(self) -> Guide:
        return self.edition.guide_for(self.stored.reader or Reader.SELF)

    @cached_property
    def walk(self) -> Walk:
        """How far the reader has come. An answer of this request is taken in before it is asked."""
        return Walk(self.guide, self.stored.answers)

    def next_url(self) -> str:
        """The next question that is worth asking, or the options."""
        if self.walk.next is None:
            return reverse("options", args=[self.guide.slug])
        return reverse("question", args=[self.guide.slug, self.walk.next.slug])

    def page(self, **context: Any) -> HttpResponse:
        """Render a page, and tell the reader what happened to their answers, once."""
        response = super().page(stored=self.stored, news=self.stored.news, **context)
        if self.stored.news:
            self.stored = replace(self.stored, news=News.NONE)
            self.keep(response)
        return response

    def keep(self, response: HttpResponse) -> None:
        """Send what the reader said along with the response."""
        answer_store.write(self.request, response, self.edition, self.stored)
