"""Views that every page of a guide builds on: with its edition, its reader, and their answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.views import View
from django_htmx.middleware import HtmxDetails

from navigator.editions.published import Published
from navigator.editions.shelf import shelf_for
from navigator.guide.model import Guide
from navigator.guide.pathway import Walk
from navigator.guide.return_code import encode
from navigator.guide.voice import Reader

from . import answer_store
from .answer_store import News, Stored
from .caching import KEPT_BY_NOBODY, for_everyone
from .languages import language_asked, language_of, links, moved
from .withdrawn import taken_down


class EditionView(View):
    """A page of one guide, in the guide's language."""

    template_name: str
    edition: Published
    stays_when_withdrawn = False
    address = ""  # of the page, where that is not the one that was asked for
    second = ""  # language of a page that has two

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.open(kwargs["guide"])
        if language_asked(request) and self.language == self.edition.guide.language:
            # The guide's own language needs no code, and others it may not have any more.
            own = moved(request, request.get_full_path(), "")
            return HttpResponseRedirect(own, preserve_request=True)
        if self.edition.withdrawn and not self.stays_when_withdrawn:
            return taken_down(request, self.edition)
        with translation.override(self.language):
            response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        return response

    def open(self, slug: str, at_least: int = 0) -> None:
        """Take the guide's edition from the shelf."""
        edition = shelf_for(self.request).get(slug, at_least)
        if edition is None:
            raise Http404("There is no such guide.")
        self.edition = edition

    @property
    def reader(self) -> Reader:
        """The voice to speak in."""
        return Reader.SELF

    @property
    def guide(self) -> Guide:
        """The guide in the words for the reader."""
        return self.edition.guide_for(self.reader, self.language)

    @property
    def language(self) -> str:
        """The language of the page. The site's own words are in it as far as they are there."""
        return language_of(self.request, self.edition)

    def url(self, name: str, *steps: str) -> str:
        """The address of a page of this guide."""
        return reverse(name, args=[self.guide.slug, *steps])

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page()

    def page(self, status: int = 200, **shown: Any) -> HttpResponse:
        """Render the view's template."""
        context = {
            "edition": self.edition,
            "guide": self.guide,
            "reader": self.reader,
            "language": self.language,
            "second": self.second,
            "kept": self.edition.kept_for(self.reader, self.language, self.second),
            "languages": links(self.request, self.edition.languages, self.language, self.address),
        }
        return render(self.request, self.template_name, context | shown, status=status)


class CommonView(EditionView):
    """A page that is the same for everyone. A browser may keep it, and asks if it is the newest."""

    def page(self, status: int = 200, **shown: Any) -> HttpResponse:
        return for_everyone(self.request, super().page(status, **shown))


class HtmxRequest(HttpRequest):
    """A request as it leaves django-htmx's middleware."""

    htmx: HtmxDetails


class GuideView(EditionView):
    """A page of one guide for one reader, in the words for them."""

    request: HtmxRequest
    stored: Stored

    def open(self, slug: str, at_least: int = 0) -> None:
        """Take the guide's edition, and what the reader said to it."""
        super().open(slug, at_least)
        self.stored = answer_store.read(self.request, self.edition)
        if self.edition.withdrawn:  # there is nothing to tell of a guide that is not shown
            self.stored = replace(self.stored, news=News.NONE)
        if self.stored.seen > self.edition.number and not at_least:
            # Another process has published since this one looked, and served this reader.
            self.open(slug, at_least=self.stored.seen)

    @property
    def reader(self) -> Reader:
        return self.stored.reader or Reader.SELF

    @cached_property
    def walk(self) -> Walk:
        """The reader's way so far. To be asked after an answer of this request is taken in."""
        return Walk(self.guide, self.stored.answers)

    def refuses_former_start(self) -> bool:
        """Refuse what a page of somebody who was here before has sent. The next page says so."""
        start = self.stored.start
        refused = bool(start) and self.request.POST.get("start", start) != start
        if refused:
            self.stored = replace(self.stored, news=News.STARTED_ANEW)
        return refused

    @property
    def code(self) -> str:
        """The return code of the answers that count, or nothing where there are none."""
        counted = self.walk.counted
        if not counted:
            return ""
        key, number = self.edition.guide_key, self.edition.number
        return encode(key, number, self.reader, self.guide, counted)

    def next_url(self) -> str:
        """The next question that is worth asking, or the options."""
        if self.walk.next is None:
            return self.url("options")
        return self.url("question", self.walk.next.slug)

    def page(self, status: int = 200, **shown: Any) -> HttpResponse:
        """Render the view's template, which tells the reader's news once."""
        response = super().page(status, stored=self.stored, **shown)
        if self.stored.news:
            self.stored = replace(self.stored, news=News.NONE)
            self.keep(response)
        return response

    def keep(self, response: HttpResponse) -> None:
        """Send what the reader said along with the response."""
        if self.request.method == "HEAD":
            return  # nobody has seen the page: what it tells once is still to be told
        answer_store.write(response, self.edition, self.stored)
