"""Steps of the workbench for translators: a guide text by text, side by side, and signing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode

from navigator.desk import models, reviewing, translating
from navigator.desk.rows import freeze, lock
from navigator.guide.glossary import Glossary
from navigator.guide.language import Place, Unit, in_language, units, untranslated
from navigator.guide.model import Guide, Wording
from navigator.guide.own_language import OwnLanguage
from navigator.guide.po import LARGEST, context
from navigator.guide.proofread.translations import Words, remarks
from navigator.guide.review import translation_part
from navigator.guide.texts import why_it_may_stay_empty

from .locking import ProseField
from .named import Names, label_of, marked
from .steps import Step, Steps, language_name

MOST_ON_A_PAGE = 30  # texts
MISSING, TO_CHECK, DONE, ALL = "missing", "to-check", "done", "all"
FILTERS = {TO_CHECK: "To check", MISSING: "Missing", DONE: "Done", ALL: "All texts"}


class WordingForm(forms.Form):
    """A wording, with the text and the wording that the page showed."""

    name = forms.CharField(max_length=300)
    source = ProseField(strip=False)
    was = ProseField(strip=False, required=False)
    text = ProseField(required=False, max_length=LARGEST)


class OfTranslation(Steps):
    """A step that translators take with one language of a draft."""

    def translation_of(self, request: HttpRequest, pk: int) -> tuple[models.Guide, Guide, str]:
        """Return the draft, what it is frozen to, and the language that is asked for."""
        draft = self.draft(request, pk)
        if not request.user.has_perm("desk.translate_guide"):
            raise PermissionDenied
        guide = freeze(draft)
        language = request.GET.get("language", "")
        if language not in [each.slug for each in guide.translations]:
            raise Http404("The guide has no such translation.")
        return draft, guide, language


class TranslationSteps(OfTranslation):
    """Translate a draft into another language, and sign what was translated."""

    def translation_steps(self) -> dict[str, Step]:
        return {
            "translation": self.translation,
            "wording": self.wording,
            "sign": self.sign,
        }

    def translation(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the texts of one state, page by page."""
        draft, guide, language = self.translation_of(request, pk)
        show = request.GET.get("show", "")
        show = show if show in FILTERS else _first_to_do(guide, language)
        kind = request.GET.get("kind", "")
        texts = [*units(guide, language)]
        wanted = [each for each in texts if _is_shown(each, show, kind)]
        names = Names(draft)
        kinds = {each.place[0]: names.plainly(each.place[0], "") for each in texts}
        page = Paginator(wanted, MOST_ON_A_PAGE).get_page(request.GET.get("page", ""))
        return self.page(
            request,
            draft,
            "translation",
            {
                **_for_row(request, language),
                "digest": translation_part(guide, language).digest,
                "progress": translating.progress(guide, language),
                "signature": _signature(draft, guide, language),
                "not_done": len(untranslated(guide, language)),
                "me": reviewing.translator(request.user),
                "filters": FILTERS.items(),
                "kinds": kinds.items(),
                "show": show,
                "kind": kind,
                "page": page,
                "rows": map(_Row(names, guide, language).of, page),
                "has_words": language in dict(settings.LANGUAGES),
            },
        )

    def wording(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the wording of one text. htmx gets its row again, others the page it was on."""
        draft, guide, language = self.translation_of(request, pk)
        form = WordingForm(request.POST)
        if request.method != "POST" or not form.is_valid():
            raise PermissionDenied
        sent, user = form.cleaned_data, cast(User, request.user)
        try:
            shown = _sent(guide, language, sent)
            saved = translating.save_wording(draft, language, shown, sent["text"], user)
        except translating.ChangedTextError as error:
            row: dict[str, Any] = {"gone": True}
            if error.unit:
                row = _Row(Names(draft), guide, language).of(error.unit)
            return self._show_text(request, draft, language, row | {"written": sent["text"]})
        except translating.RefusedWordingError as error:
            row = _Row(Names(draft), guide, language).of(error.unit)
            row |= {"refused": str(error), "text": sent["text"]}
            return self._show_text(request, draft, language, row)
        if ((saved.wording and saved.wording.text) or "") != sent["was"] or shown.is_to_check:
            done = "Translated" if sent["text"] else "Took away the translation of"
            self.log_change(request, draft, f"{done} “{sent['name']}” into “{language}”")
        if "HX-Request" in request.headers:
            row = _Row(Names(draft), guide, language).of(saved) | {"told": "Saved."}
            return self._show_text(request, draft, language, row)
        messages.success(request, "Saved.")
        return redirect(translation_url(draft, language, request.GET) + f"#{anchor(saved)}")

    def _show_text(
        self, request: HttpRequest, draft: models.Guide, language: str, row: dict[str, Any]
    ) -> HttpResponse:
        """Show a text by itself, for htmx or as a page of what is not saved."""
        context = _for_row(request, language) | {"row": row, "draft": draft}
        if "HX-Request" in request.headers:
            return render(request, "admin/desk/_translated.html", context)
        context["back"] = translation_url(draft, language, request.GET)
        return self.page(request, draft, "translated", context)

    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep that a translator signs the translation as the page showed it."""
        with transaction.atomic():
            lock(pk)
            draft, guide, language = self.translation_of(request, pk)
            me = reviewing.translator(request.user)
            if request.method != "POST" or me is None:
                raise PermissionDenied
            part = translation_part(guide, language)
            if request.POST.get("digest") != part.digest:
                what = "The translation has changed meanwhile: it is not signed yet."
                messages.error(request, what)
            elif untranslated(guide, language):
                messages.error(request, "A text is missing or to check: it is not signed yet.")
            elif _signature(draft, guide, language) is None:
                reviewing.approve(draft, part, me)
                what = f"Signed the translation into “{language}” as {me}"
                self.log_change(request, draft, what)
                messages.success(request, "Signed. Readers are told once the draft is published.")
        return redirect(translation_url(draft, language))


def _sent(guide: Guide, language: str, sent: dict[str, str]) -> Unit:
    """Return the text as the page showed it. Raises ChangedTextError where it is gone."""
    unit = translating.unit_named(guide, language, sent["name"])
    if unit is None:
        raise translating.ChangedTextError(None)
    former = unit.wording.source if unit.wording else ""
    was = Wording(language, unit.field, former, sent["was"]) if sent["was"] else None
    return replace(unit, source=sent["source"], wording=was)


def _first_to_do(guide: Guide, language: str) -> str:
    """Return what to show who asks for nothing: what is to do first."""
    done = translating.progress(guide, language)
    return TO_CHECK if done.texts_to_check else MISSING if done.missing_texts else ALL


def _is_shown(unit: Unit, show: str, kind: str) -> bool:
    is_in = {
        TO_CHECK: unit.is_to_check,
        MISSING: unit.is_missing,
        DONE: unit.is_done,
        ALL: True,
    }
    return is_in[show] and kind in ("", unit.place[0])


def anchor(unit: Unit) -> str:
    """Return the place of a text on the page."""
    return "text-" + context(unit.place, unit.field).replace(" ", "-")


def translation_url(draft: models.Guide, language: str, asked: Mapping[str, str] = {}) -> str:
    """Return the address of the page, as far as it was asked for."""
    kept = {name: asked[name] for name in ("show", "kind", "page") if name in asked}
    url = reverse("admin:translation_guide", args=[draft.pk])
    return f"{url}?{urlencode({'language': language} | kept)}"


def _signature(draft: models.Guide, guide: Guide, language: str) -> models.Approval | None:
    found = reviewing.signatures(draft, guide)
    return next((each for part, each in found if part.slug == language), None)


def _for_row(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return what the row of a text is shown with, whichever it is."""
    return {
        "language": language,
        "language_name": language_name(language),
        "asked": request.GET.urlencode(),
    }


def label_of_text(place: Place, field: str) -> str:
    """Return what a text is called in its part, e.g. answer “child”, statement."""
    kind, _, answer = place
    label = label_of(kind, field, of_answer=bool(answer))
    return f"answer “{answer}”, {label}" if answer else label


class _Row:
    """Makes what is shown of a text: its part, its source, its wording, and words to use."""

    def __init__(self, names: Names, guide: Guide, language: str) -> None:
        self.names, self.guide = names, guide
        self.words = Words.of(guide, language)
        self.glossary = Glossary(guide.terms)
        self.terms = in_language(guide, language).term_by_slug

    def of(self, unit: Unit) -> dict[str, Any]:
        """Return a text as its template has it."""
        was: str = ""
        now: str = escape(unit.source)
        if unit.wording and unit.is_to_check:
            was, now = marked(unit.wording.source, unit.source)
        return {
            "unit": unit,
            "name": context(unit.place, unit.field),
            "anchor": anchor(unit),
            "part": self.names.of(*unit.place[:2]),
            "label": label_of_text(unit.place, unit.field),
            "may_stay_empty": why_it_may_stay_empty(unit.field),
            "text": unit.wording.text if unit.wording else "",
            "was": was,
            "now": now,
            "own": self.guide.language,
            "lines": min(12, 2 + len(unit.source) // 45),
            "remarks": remarks(self.words, unit),
            "terms": [
                (term.name, self.terms[term.slug].name)
                for term in self.glossary.used_in([unit.source])
                if not isinstance(self.terms[term.slug].name, OwnLanguage)
            ],
        }


def translation_on_workbench(guide: Guide) -> dict[str, Any]:
    """Return how far each translation is."""
    return {
        "translations": [
            (each, language_name(each.slug), translating.progress(guide, each.slug))
            for each in guide.translations
        ]
    }
