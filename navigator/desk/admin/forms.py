"""The small forms of the workbench."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from navigator.desk import models
from navigator.guide.model import Guide
from navigator.guide.proofread.references import RESERVED
from navigator.guide.yaml import LARGEST, GuideFileError, read_guide

SLUG_IS_TAKEN = "There is a guide with this slug already."


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
        error_messages = {"slug": {"unique": SLUG_IS_TAKEN}}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError("This is the address of another page of the site.")
        return slug


class AskForm(forms.Form):
    """An editor's word to those who publish."""

    note = forms.CharField(
        label="What changed, and why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="e.g. Clearer words for sprays. The next clinic starts with them on Monday.",
    )


class DeclineForm(forms.Form):
    """A word to whoever asked."""

    answer = forms.CharField(
        label="Why not",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="e.g. The new dose needs a source first.",
    )


class GuideFileForm(forms.Form):
    """A guide file. Once the form is valid, `guide` is what it holds, `text` how it says so."""

    guide: Guide
    text: str

    file = forms.FileField(
        label="Guide file", help_text="A .yaml file, such as the one that “Download” gives."
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        content = file.read(LARGEST + 1)
        self.guide = _guide_in(content)
        self.text = content.decode("utf-8-sig")
        return file


class SeenFileForm(forms.Form):
    """A guide file that was sent before, and whose differences were shown."""

    guide: Guide
    text: str

    file = forms.CharField(max_length=500, required=False)
    content = forms.CharField(strip=False)

    def clean_content(self) -> str:
        content: str = self.cleaned_data["content"].replace("\r\n", "\n")
        self.guide = _guide_in(content.encode())
        self.text = content
        return content


def _guide_in(content: bytes) -> Guide:
    try:
        return read_guide(content)
    except GuideFileError as error:
        raise ValidationError(str(error).splitlines()) from error
