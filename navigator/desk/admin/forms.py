"""The small forms of the workbench."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from navigator.desk import models
from navigator.guide.model import Guide
from navigator.guide.proofread.references import PROSE, RESERVED
from navigator.guide.review import Part, parts
from navigator.guide.summary import LARGEST as LARGEST_SUMMARY
from navigator.guide.summary import SummaryError, check_summary, read_summary
from navigator.guide.yaml import LARGEST, GuideFileError, read_guide

from .locking import ProseField
from .shown_parts import anchor, called, code

SLUG_IS_TAKEN = "There is a guide with this address already."


class NoteForm(forms.Form):
    """A word on a new edition."""

    note = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What changed, and why, e.g. Clearer words for sprays; new review date.",
    )
    why_replaced = forms.CharField(
        label="Why this is right, e.g. The option they stood for is gone from the summary",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class NamesForm(forms.ModelForm):
    """The names of a new guide, or of a copy."""

    class Meta:
        model = models.Guide
        fields = ("title", "slug")
        help_texts = {
            "title": "e.g. Asthma in old age",
            "slug": "Small letters and hyphens, e.g. asthma-in-old-age",
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


class ExampleForm(forms.Form):
    """The name of an example reader."""

    use_required_attribute = False  # another button of the same form needs no name

    who = forms.CharField(
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        label="Who it is",
        max_length=120,
        help_text="e.g. A child with asthma at night only",
    )


class AcceptForm(forms.Form):
    """Why warnings are accepted, or what example readers get now."""

    reason = forms.CharField(max_length=1000)


class CommentForm(forms.Form):
    """A reviewer's word on a part, or an editor's answer."""

    text = ProseField(required=False, max_length=PROSE, widget=forms.Textarea(attrs={"rows": 3}))


class PaperForm(forms.Form):
    """The parts that somebody signed on paper. Each tick carries the digest that it was for.

    Once the form is valid, `signed` are the parts to enter, and `changed` names those that were
    ticked and have changed since the form was opened.
    """

    name = forms.CharField(
        max_length=120,
        validators=[models.seen_signs],
        help_text="As it is signed, and as readers see it, e.g. Dr. Ana Silva",
    )
    role = forms.CharField(
        max_length=120,
        validators=[models.seen_signs],
        help_text="As readers see it, e.g. pediatrician",
    )
    on = forms.DateField(
        label="Signed on",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day that stands on the paper.",
    )

    def __init__(self, guide: Guide, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self._sent = data.getlist("signed") if data is not None else []
        self.signed: list[Part] = []
        self.changed: list[str] = []
        ticked = dict(each.rsplit(" ", 1) for each in self._ticks())
        self.rows = []
        for part in parts(guide):
            sent, name = ticked.get(anchor(part)), called(guide, part)
            if sent == part.digest:
                self.signed.append(part)
            elif sent is not None:
                self.changed.append(name)
            value = f"{anchor(part)} {part.digest}"
            self.rows.append((value, name, code(part), sent == part.digest))

    def _ticks(self) -> list[str]:
        return [each for each in self._sent if " " in each]

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("This day is still to come.")
        return on

    def clean(self) -> dict[str, Any]:
        if not self._ticks():
            raise ValidationError("Tick the parts that are signed on the paper.")
        if self.errors and self.changed:
            raise ValidationError(
                f"Changed since you opened the form, and not ticked any more: "
                f"{', '.join(self.changed)}."
            )
        return super().clean() or self.cleaned_data


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
