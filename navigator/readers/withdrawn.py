"""The page that stands in place of every page of a guide that was taken from its readers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from navigator.editions.published import Published
from navigator.editions.readable import TAKEN_DOWN
from navigator.guide.own_language import OwnLanguage
from navigator.guide.voice import Reader

from . import answer_store
from .caching import KEPT_BY_NOBODY
from .languages import language_of, links


def taken_down(request: HttpRequest, edition: Published, *, by_code: bool = False) -> HttpResponse:
    """Tell a reader that the guide was taken down, and how to get help now, with status 410.

    Nothing of theirs is changed: they go on once the guide is published again. `by_code` is true
    where they came with a return code.
    """
    stored = answer_store.read(request, edition)
    language = language_of(request, edition)
    guide = edition.guide_for(stored.reader or Reader.SELF, language)
    own, told = edition.guide.language, edition.withdrawn
    with translation.override(own):
        is_ours = told == str(TAKEN_DOWN)
    context: dict[str, Any] = {
        # What staff wrote is in the guide's own language alone; ours stands before it.
        "ours": TAKEN_DOWN if is_ours or language != own else "",
        "title": guide.title,
        "told": "" if is_ours else told if language == own else OwnLanguage(told, own),
        "help_now": guide.help_now,
        "slug": guide.slug,
        "holds_answers": not stored.is_empty,
        "by_code": by_code,
    }
    with translation.override(language):
        context["languages"] = links(request, edition.languages, language)
        response = render(request, "readers/taken_down.html", context, status=410)
    response.headers["Cache-Control"] = KEPT_BY_NOBODY
    return response
