"""The small forms of the workbench."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from navigator.desk import models
from navigator.desk.drafts import freeze, is_in_an_edition
from navigator.guide.model import Guide
from navigator.guide.proofread.references import RESERVED
from navigator.guide.summary import LARGEST as LARGEST_SUMMARY
from navigator.guide.summary import SummaryError, check_summary, read_summary
from navigator.guide.yaml import LARGEST, GuideFileError, read_guide


class NoteForm(forms.Form):
    """A word on a new edition."""

    note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What changed, and why, e.g. Clearer words for sprays; new review date.",
    )


class CopyForm(forms.ModelForm):
    """The names of a copy."""

    class Meta:
        model = models.Guide
        fields = ("title", "slug")
        help_texts = {
            "title": "e.g. Asthma in old age",
            "slug": "Its place in the address, e.g. asthma-in-old-age",
        }
        error_messages = {"slug": {"unique": "There is a guide with this slug already."}}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError("This is the address of another page of the site.")
        return slug


class GuideFileForm(forms.Form):
    """A guide file. Once the form is valid, `guide` is what it holds.

    What no edition has would be gone for good, so that has to be wanted.
    """

    guide: Guide

    file = forms.FileField(
        label="Guide file", help_text="A .yaml file, such as the one that “Download” gives."
    )
    replace = forms.BooleanField(
        label="Replace the draft, even where changes in it were never published",
        required=False,
        help_text="e.g. when the file is that draft, put right.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "file" in cleaned and not cleaned["replace"]:
            draft = models.Guide.objects.filter(slug=self.guide.slug).first()
            if draft is not None and not (is_in_an_edition(draft) or freeze(draft) == self.guide):
                self.add_error(
                    "replace",
                    f"The draft of “{draft}” has changes that are in no edition. Publish or "
                    "download them first; or tick this, pick the file again, and they are gone.",
                )
        return cleaned

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.guide = read_guide(file.read(LARGEST + 1))
        except GuideFileError as error:
            raise ValidationError(str(error).splitlines()) from error
        return file


class SummaryForm(forms.Form):
    """A text of the summary, from a file or pasted. Once the form is valid, `text` is that."""

    text: str

    file = forms.FileField(
        label="File", required=False, help_text="Plain text in UTF-8, such as a .txt file."
    )
    pasted = forms.CharField(
        label="Or the text itself",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Open the page of the summary, copy what you can read, and paste it here.",
    )
    taken_from = forms.CharField(
        label="Where it was taken from",
        max_length=300,
        help_text="e.g. https://asthma.example/treatment",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "")
        if file and pasted:
            raise ValidationError("Give a file or a text, not both.")
        try:
            # Four bytes at most make a character in UTF-8.
            content = file.read(4 * LARGEST_SUMMARY + 4) if file else b""
            self.text = read_summary(content) if file else check_summary(pasted)
        except SummaryError as error:
            raise ValidationError(str(error)) from error
        return cleaned
