"""Steps of the workbench for translators: a guide text by text, side by side, or as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode

from navigator.desk import models, reviewing, translating
from navigator.desk.rows import freeze
from navigator.guide.glossary import Glossary
from navigator.guide.language import Unit, in_language, units
from navigator.guide.model import KINDS, Guide, Wording
from navigator.guide.own_language import OwnLanguage
from navigator.guide.po import (
    LARGEST,
    TranslationFile,
    TranslationFileError,
    context,
    read_translation,
    write_translation,
)
from navigator.guide.proofread.translations import remarks
from navigator.guide.review import wordings
from navigator.trail.admin import note_step

from .locking import ProseField
from .log import plural
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


class TranslationFileForm(forms.Form):
    """A PO file, or what one held that was sent before. Once valid, `taken` is what it holds."""

    taken: TranslationFile
    text: str

    file = forms.FileField(
        label="PO file",
        required=False,
        help_text="A .po file, such as the one that was downloaded.",
    )
    content = forms.CharField(strip=False, required=False, widget=forms.HiddenInput)

    def __init__(self, guide: Guide, language: str, *args: Any) -> None:
        super().__init__(*args)
        self.guide, self.language = guide, language

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, sent = cleaned.get("file"), cleaned.get("content", "").replace("\r\n", "\n")
        if not file and not sent:
            raise ValidationError("Pick a file.")
        content = file.read(LARGEST + 1) if file else sent.encode()
        try:
            self.taken = read_translation(content, self.guide)
        except TranslationFileError as error:
            raise ValidationError(str(error).splitlines()) from error
        if self.taken.language != self.language:
            raise ValidationError(f"The file is in “{self.taken.language}”.")
        self.text = content.decode("utf-8-sig")
        return cleaned


class TranslationSteps(Steps):
    """Translate a draft into another language, and sign what was translated."""

    def translation_steps(self) -> dict[str, Step]:
        return {
            "translation": self.translation,
            "wording": self.wording,
            "translation_file": self.translation_file,
            "sign": self.sign,
        }

    def _opened(self, request: HttpRequest, pk: int) -> tuple[models.Guide, Guide, str]:
        """Return the draft, what it is frozen to, and the language that is asked for."""
        draft = self.draft(request, pk)
        if not request.user.has_perm("desk.translate_guide"):
            raise PermissionDenied
        guide = freeze(draft)
        language = request.GET.get("language", "")
        if language not in [each.slug for each in guide.translations]:
            raise Http404("The guide has no such translation.")
        return draft, guide, language

    def translation(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the texts of one state, page by page."""
        draft, guide, language = self._opened(request, pk)
        show = request.GET.get("show", "")
        show = show if show in FILTERS else _first_to_do(guide, language)
        kind = request.GET.get("kind", "")
        wanted = [each for each in units(guide, language) if _is_shown(each, show, kind)]
        page = Paginator(wanted, MOST_ON_A_PAGE).get_page(request.GET.get("page", ""))
        return self.page(
            request,
            draft,
            "translation",
            {
                **_for_row(request, language),
                "language_name": language_name(language),
                "digest": wordings(guide, language).digest,
                "progress": translating.progress(guide, language),
                "signature": _signature(draft, guide, language),
                "me": reviewing.translator(request.user),
                "filters": FILTERS.items(),
                "kinds": [(kind, plural(kind).capitalize()) for kind in KINDS.values()],
                "show": show,
                "kind": kind,
                "page": page,
                "rows": map(_Row(draft, guide, language).of, page),
                "has_words": language in dict(settings.LANGUAGES),
            },
        )

    def wording(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the wording of one text. htmx gets its row again, others the page it was on."""
        draft, guide, language = self._opened(request, pk)
        form = WordingForm(request.POST)
        if request.method != "POST" or not form.is_valid():
            raise PermissionDenied
        sent, user = form.cleaned_data, cast(User, request.user)
        try:
            shown = _sent(guide, language, sent)
            saved = translating.save_wording(draft, language, shown, sent["text"], user)
        except translating.ChangedTextError as error:
            return self._not_saved(request, draft, guide, language, error.unit, sent["text"])
        if ((saved.wording and saved.wording.text) or "") != sent["was"] or shown.is_to_check:
            done = "Translated" if sent["text"] else "Took away the translation of"
            self.log_change(request, draft, f"{done} “{sent['name']}” into “{language}”")
        if "HX-Request" in request.headers:
            row = _Row(draft, guide, language).of(saved) | {"told": "Saved."}
            return self._row(request, draft, language, row)
        messages.success(request, "Saved.")
        return redirect(_address(draft, language, request.GET) + f"#{anchor(saved)}")

    def _not_saved(
        self,
        request: HttpRequest,
        draft: models.Guide,
        guide: Guide,
        language: str,
        unit: Unit | None,
        text: str,
    ) -> HttpResponse:
        """Show what there is now, and what was written, which is not saved."""
        if unit is None:
            context = {"gone": True, "written": text, "language": language}
        else:
            context = _Row(draft, guide, language).of(unit) | {"written": text}
        if "HX-Request" in request.headers:
            return self._row(request, draft, language, context)
        context |= _for_row(request, language)
        context["back"] = _address(draft, language, request.GET)
        return self.page(request, draft, "translated", context)

    def _row(
        self, request: HttpRequest, draft: models.Guide, language: str, row: dict[str, Any]
    ) -> HttpResponse:
        context = _for_row(request, language) | row | {"draft": draft}
        return render(request, "admin/desk/_translated.html", context)

    # As a file

    def translation_file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the PO file; take one in, once it was shown what it would change."""
        draft, guide, language = self._opened(request, pk)
        if request.method != "POST" and "take" not in request.GET:
            note_step(request, draft, f"Exported the translation into “{language}” as a file.")
            response = HttpResponse(
                write_translation(guide, language), content_type="text/x-gettext-translation"
            )
            name = f"{draft.slug}.{language}.po"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        form = TranslationFileForm(guide, language, *_sent_with(request))
        if not form.is_valid():
            context = {"form": form, "language": language, "language_name": language_name(language)}
            return self.page(request, draft, "translation_file", context)
        file = form.taken
        if not request.POST.get("content"):
            context = {
                "form": form,
                "file": file,
                "language": language,
                "language_name": language_name(language),
                "content": form.text,
                "rows": _differing(draft, guide, file),
            }
            return self.page(request, draft, "translation_file", context)
        count = translating.take_in(draft, file, cast(User, request.user))
        if count:
            what = f"Took {count} wording{'' if count == 1 else 's'} into “{language}” from a file"
            self.log_change(request, draft, what)
        messages.success(request, f"Taken in: {count} new.")
        return redirect(_address(draft, language, {}))

    def sign(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep that a translator signs the translation as the page showed it."""
        draft, guide, language = self._opened(request, pk)
        me = reviewing.translator(request.user)
        if request.method != "POST" or me is None:
            raise PermissionDenied
        part = wordings(guide, language)
        if request.POST.get("digest") != part.digest:
            messages.error(request, "The translation has changed meanwhile: it is not signed yet.")
        elif _signature(draft, guide, language) is None:
            reviewing.approve(draft, part, me)
            self.log_change(request, draft, f"Signed the translation into “{language}” as {me}")
            messages.success(request, "Signed. Readers are told once the draft is published.")
        return redirect(_address(draft, language, {}))


def _sent_with(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


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


def _address(draft: models.Guide, language: str, asked: Mapping[str, str]) -> str:
    """Return the address of the page, as far as it was asked for."""
    kept = {name: asked[name] for name in ("show", "kind", "page") if name in asked}
    url = reverse("admin:translation_guide", args=[draft.pk])
    return f"{url}?{urlencode({'language': language} | kept)}"


def _signature(draft: models.Guide, guide: Guide, language: str) -> models.Approval | None:
    found = reviewing.signatures(draft, guide)
    return next((each for part, each in found if part.slug == language), None)


def _for_row(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return what the row of a text is shown with, whichever it is."""
    return {"language": language, "asked": request.GET.urlencode()}


class _Row:
    """Makes what is shown of a text: its part, its source, its wording, and words to use."""

    def __init__(self, draft: models.Guide, guide: Guide, language: str) -> None:
        self.names = Names(draft)
        self.guide, self.language = guide, language
        self.glossary = Glossary(guide.terms)
        self.terms = in_language(guide, language).term_by_slug

    def of(self, unit: Unit) -> dict[str, Any]:
        """Return a text as its template has it."""
        kind, slug, answer = unit.place
        was: str = ""
        now: str = escape(unit.source)
        if unit.wording and unit.is_to_check:
            was, now = marked(unit.wording.source, unit.source)
        return {
            "unit": unit,
            "name": context(unit.place, unit.field),
            "anchor": anchor(unit),
            "part": self.names.of(kind, slug),
            "label": label_of(kind, unit.field, of_answer=bool(answer)),
            "answer": answer,
            "was": was,
            "now": now,
            "own": self.guide.language,
            "lines": min(12, 2 + len(unit.source) // 45),
            "remarks": remarks(self.guide, self.language, unit),
            "terms": [
                (term.name, self.terms[term.slug].name)
                for term in self.glossary.used_in([unit.source])
                if not isinstance(self.terms[term.slug].name, OwnLanguage)
            ],
        }


def _differing(
    draft: models.Guide, guide: Guide, file: TranslationFile
) -> list[tuple[str, str, str, str]]:
    """Return what a file would change, as a table of changes has it."""
    names = Names(draft)
    return [
        (
            names.of(*each.unit.place[:2]),
            label_of(each.unit.place[0], each.unit.field, of_answer=bool(each.unit.place[2])),
            *marked(each.unit.wording.text if each.unit.wording else "", each.wording.text),
        )
        for each in translating.differing(guide, file)
    ]


def translation_on_workbench(guide: Guide) -> dict[str, Any]:
    """Return how far each translation is."""
    return {
        "translations": [
            (each, language_name(each.slug), translating.progress(guide, each.slug))
            for each in guide.translations
        ]
    }
