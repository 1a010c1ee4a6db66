"""The step of the workbench that looks for a phrase in everything of a draft."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from navigator.desk import models
from navigator.desk.rows import freeze
from navigator.guide.model import GUIDE
from navigator.guide.search import STATEMENT, Hit, search

from .named import Names, label
from .steps import Step, Steps

LONGEST = 100  # characters of a phrase
MOST_SHOWN = 200  # places
# What is no column of a row.
LABELS = {"situations": "rule", "ask_when": "asked only when", "summary": ""}


class SearchForm(forms.Form):
    """A phrase to look for."""

    phrase = forms.CharField(
        label="Search everything of this guide",
        widget=forms.SearchInput(attrs={"class": "vTextField"}),
        error_messages={"required": "Write a word or a few that you look for."},
        validators=[
            MaxLengthValidator(
                LONGEST,
                f"Write {LONGEST} characters at most: a few words are enough to find it.",
            )
        ],
    )


class SearchSteps(Steps):
    """Search a draft."""

    def search_steps(self) -> dict[str, Step]:
        return {"search": self.search}

    def search(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self.draft(request, pk)
        form = SearchForm(request.GET if "phrase" in request.GET else None)
        context: dict[str, Any] = {"search_form": form}
        if form.is_valid():
            context |= found(draft, form.cleaned_data["phrase"])
        return self.page(request, draft, "search", context)


def found(draft: models.Guide, phrase: str) -> dict[str, Any]:
    """Return the places that have a phrase, under the kinds of their parts, up to MOST_SHOWN."""
    names = Names(draft)
    hits = list(search(freeze(draft), phrase))
    shown = [
        (_heading(each.kind), (_place(draft, names, each), _label(each), _marked(each)))
        for each in hits[:MOST_SHOWN]
    ]
    return {
        "phrase": phrase,
        "count": len(hits),
        "most": MOST_SHOWN,
        "groups": [
            (heading, [hit for _, hit in of_kind])
            for heading, of_kind in groupby(shown, key=itemgetter(0))
        ],
    }


def _heading(kind: str) -> str:
    if kind == STATEMENT:
        return "Statements of the summary"
    if kind == GUIDE:
        return "Texts of the whole guide"
    return capfirst(str(models.PART_MODELS[kind]._meta.verbose_name_plural))


def _place(draft: models.Guide, names: Names, hit: Hit) -> str:
    """Return the part by its name, as a link to the field in its form."""
    if hit.kind == STATEMENT:
        url = reverse("admin:summary_guide", args=[draft.pk])
        return format_html('<a href="{}#statement-{}">The summary</a>', url, hit.slug)
    return names.of(hit.kind, hit.slug, names.anchor(hit))


def _label(hit: Hit) -> str:
    of_answer = f"answer “{hit.answer}”, " if hit.answer else ""
    return of_answer + LABELS.get(hit.field, label(hit))


def _marked(hit: Hit) -> str:
    pairs = zip(hit.excerpt[::2], [*hit.excerpt[1::2], ""], strict=True)
    return format_html_join(
        "", "{}{}", ((text, format_html("<mark>{}</mark>", it) if it else "") for text, it in pairs)
    )
