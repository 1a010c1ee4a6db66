"""Steps of the workbench for translators' own tools: a translation goes out and in as a file."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from navigator.desk import drafts, models, translating
from navigator.guide.model import GUIDE, Guide
from navigator.guide.po import (
    LARGEST,
    TranslationFile,
    TranslationFileError,
    place_in,
    read_translation,
    write_translation,
)
from navigator.trail.notes import note_step

from .named import Names, marked
from .seen import meanwhile, seen_draft, what_was_seen
from .steps import Step, language_name
from .translation_steps import OfTranslation, label_of_text, translation_url


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
            raise ValidationError(str(error).split("\n")) from error
        if self.taken.language != self.language:
            raise ValidationError(f"The file is in “{self.taken.language}”.")
        self.text = content.decode("utf-8-sig")
        return cleaned


class TranslationFileSteps(OfTranslation):
    """Give the PO file of a translation; take one in, once it was shown what it would change."""

    def translation_file_steps(self) -> dict[str, Step]:
        return {"translation_file": self.translation_file}

    def translation_file(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft, guide, language = self.translation_of(request, pk)
        if request.method != "POST" and "take" not in request.GET:
            return self._give_translation_file(request, draft, guide, language)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = TranslationFileForm(guide, language, *sent)
        if not form.is_valid():
            context = {"form": form, "language": language, "language_name": language_name(language)}
            return self.page(request, draft, "translation_file", context)
        if form.cleaned_data["file"]:
            return self._show_translation_file(request, draft, form)
        try:
            with transaction.atomic():
                draft = seen_draft(request, pk)
                count = translating.take_in(draft, form.taken, cast(User, request.user))
                if count:
                    wordings = f"{count} wording{'' if count == 1 else 's'}"
                    what = f"Took {wordings} into “{language}” from a file"
                    self.log_change(request, draft, what)
        except drafts.ChangedMeanwhileError:
            return self._show_translation_file(
                request, draft, form, meanwhile(request, draft, "taken in")
            )
        messages.success(request, f"Taken in: {count} new.")
        return redirect(translation_url(draft, language))

    def _give_translation_file(
        self, request: HttpRequest, draft: models.Guide, guide: Guide, language: str
    ) -> HttpResponse:
        note_step(request, draft, f"Exported the translation into “{language}” as a file.")
        response = HttpResponse(
            write_translation(guide, language), content_type="text/x-gettext-translation"
        )
        name = f"{draft.slug}.{language}.po"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _show_translation_file(
        self,
        request: HttpRequest,
        draft: models.Guide,
        form: TranslationFileForm,
        refused: str = "",
    ) -> HttpResponse:
        """Show what a file would change."""
        names = Names(draft)
        context = what_was_seen(draft, form.guide) | {
            "file": form.taken,
            "content": form.text,
            "refused": refused,
            "language": form.language,
            "language_name": language_name(form.language),
            "rows": _differing(names, form.guide, form.taken),
            "unknown": [_unknown(names, each) for each in form.taken.unknown],
        }
        return self.page(request, draft, "translation_file", context)


def _differing(
    names: Names, guide: Guide, file: TranslationFile
) -> list[tuple[str, str, str, str]]:
    """Return what a file would change, as a table of changes has it."""
    rows = []
    for unit, wording in translating.differing(guide, file):
        was = unit.wording.text if unit.wording else ""
        state = "done" if wording.source == unit.source else "to check"
        label = f"{label_of_text(unit.place, unit.field)} (will be {state})"
        rows.append((names.of(*unit.place[:2]), label, *marked(was, wording.text)))
    return rows


def _unknown(names: Names, context: str) -> str:
    """Return what a text is called that the guide does not have: by its part if that is there."""
    (kind, slug, answer), field = place_in(context)
    if kind == GUIDE or slug in names.rows.get(kind, ()):
        return f"{names.plainly(kind, slug)}: {label_of_text((kind, slug, answer), field)}"
    return context
