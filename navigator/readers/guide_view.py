"""What every page of a guide has in common: its edition, its reader, and what they said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape
from django.views import View

from navigator.editions.published import Published
from navigator.editions.shelf import shelf_for
from navigator.guide.model import Guide
from navigator.guide.pathway import Walk
from navigator.guide.voice import Reader

from . import answer_store
from .answer_store import News, Stored
from .caching import KEPT_BY_NOBODY, for_everyone, tag_of
from .frames import in_its_language, origin
from .frames import render as html


class EditionView(View):
    """A page of one guide. What is said to one reader, nobody on the way may keep."""

    template_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.open(request, kwargs["guide"])
        response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        return response

    def url(self, name: str, *steps: str) -> str:
        """The address of a page of this guide."""
        return self.edition.once(_url, name, *steps)

    def open(self, request: HttpRequest, slug: str, **wanted: int) -> None:
        """Take the guide's edition from the shelf."""
        edition = shelf_for(request).get(slug, **wanted)
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
        template = template or self.template_name
        with in_its_language(self.edition):
            return render(self.request, template, shown | context, status=status)


class CommonView(EditionView):
    """A page that is the same for everyone: it knows nothing of its reader, and is made once.

    A browser may keep an edition's, and asks whether it is still the newest.
    """

    @property
    def part(self) -> str:
        """Which part of it is asked for, where it has parts."""
        return ""

    @staticmethod
    def shown(guide: Guide, part: str) -> dict[str, Any]:
        """What its template is shown besides the guide."""
        return {}

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        page, tag = self.edition.once(_common, type(self), self.part, origin(request)["origin"])
        return HttpResponse(page) if self.edition.is_draft else for_everyone(request, page, tag)


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
    def reader(self) -> Reader:
        """Whose words to use."""
        return self.stored.reader or Reader.SELF

    @property
    def guide(self) -> Guide:
        return self.edition.guide_for(self.reader)

    @cached_property
    def walk(self) -> Walk:
        """How far the reader has come. An answer of this request is taken in before it is asked."""
        return Walk(self.guide, self.stored.answers)

    def next_url(self) -> str:
        """The next question that is worth asking, or the options."""
        if self.walk.next is None:
            return self.url("options")
        return self.url("question", self.walk.next.slug)

    @property
    def shown(self) -> dict[str, Any]:
        """What every template of a reader's pages asks for."""
        return {"news": self.stored.news, "is_empty": self.stored.is_empty}

    @property
    def csrf_token(self) -> bytes:
        """What a form of this site has to be sent with.

        One that just came with a form was found to be right, and does for the next form as well:
        to draw a new one takes as long as finding the next question. Where nothing was sent, it is
        new, so that nobody can have a page compressed with the same one again and again.
        """
        sent = self.request.POST.get("csrfmiddlewaretoken")
        return escape(sent or get_token(self.request)).encode()

    def page(self, **context: Any) -> HttpResponse:
        """Render a page."""
        return self.told(super().page(reader=self.reader, **self.shown, **context))

    def told(self, response: HttpResponse) -> HttpResponse:
        """A page that tells the reader what happened to their answers: it does so once."""
        if self.stored.news:
            self.stored = replace(self.stored, news=News.NONE)
            self.keep(response)
        return response

    def keep(self, response: HttpResponse) -> None:
        """Send what the reader said along with the response."""
        answer_store.write(self.request, response, self.edition, self.stored)


def _url(edition: Published, name: str, *steps: str) -> str:
    return reverse(name, args=[edition.guide.slug, *steps])


def _common(edition: Published, view: type[CommonView], part: str, site: str) -> tuple[bytes, str]:
    """A page and its ETag."""
    shown = view.shown(edition.guide, part)
    page = html(edition, Reader.SELF, view.template_name, origin=site, **shown).encode()
    return page, tag_of(page)
