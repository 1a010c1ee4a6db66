"""The search for clinical trials at NCI: a form, and the link that it makes.

How a link is built was read from the public source of NCI's search application
(NCIOCPL/clinical-trials-search-app, version 2.7.0).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import segno
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from navigator.guide.model import Guide

SEARCH = "https://www.cancer.gov/research/participate/clinical-trials-search/r"
BASIC = "1"
EVERYWHERE, NEAR_ZIP = "0", "1"
OLDEST = 120  # NCI's own limit


def search_url(code: str, *, age: int | None = None, zip_code: str = "") -> str:
    """NCI's search for a cancer type (NCI Thesaurus code), an age in years and a 5-digit ZIP."""
    terms = {"loc": NEAR_ZIP if zip_code else EVERYWHERE, "rl": BASIC, "t": code}
    if age is not None:
        terms["a"] = str(age)
    if zip_code:
        terms["z"] = zip_code
    return f"{SEARCH}?{urlencode(sorted(terms.items()))}"


class TrialSearchForm(forms.Form):
    """What to search for. Age and ZIP are optional; neither is kept."""

    topic = forms.ChoiceField(
        label=_("Type of cancer"),
        error_messages={
            "required": _("Choose a type of cancer."),
            "invalid_choice": _("Choose one of the types of cancer on this page."),
        },
    )
    age = forms.IntegerField(
        label=_("Age in years (you can leave this empty)"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Give the age as a whole number, such as 58."),
            "min_value": _("Give an age from 0 to 120."),
            "max_value": _("Give an age from 0 to 120."),
        },
    )
    zip = forms.RegexField(
        r"\A[0-9]{5}\Z",
        label=_("ZIP code (you can leave this empty)"),
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Give the ZIP code as five digits, such as 20850.")},
    )

    def __init__(self, guide: Guide, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide
        self.fields["topic"].choices = [(topic.slug, topic.label) for topic in guide.trial_topics]
        self.helper = FormHelper()
        self.helper.form_action = reverse("trials", args=[guide.slug])
        self.helper.attrs = {"novalidate": True}
        self.helper.disable_csrf = True  # it changes nothing, so nothing can be forged
        self.helper.layout = Layout("topic", "age", "zip")
        self.helper.add_input(Submit("", _("Search at cancer.gov")))

    def url(self) -> str:
        """The search, once the form is valid."""
        code = next(
            topic.code
            for topic in self.guide.trial_topics
            if topic.slug == self.cleaned_data["topic"]
        )
        return search_url(code, age=self.cleaned_data["age"], zip_code=self.cleaned_data["zip"])


def broad_url(guide: Guide) -> str:
    """The search that always works: the broadest type, everywhere, any age."""
    return search_url(guide.trial_topics[0].code)


def panel(guide: Guide) -> dict[str, Any]:
    """What the panel with the search shows: nothing to search with, where there are no topics."""
    if not guide.trial_topics:
        return {}
    return {"trial_form": TrialSearchForm(guide), "broad_url": broad_url(guide)}


def code_for(url: str) -> SafeString:
    """A QR code of an address, as SVG to stand in a page; its title says what it is."""
    svg = segno.make(url, error="m").svg_inline(
        omitsize=True, border=2, title=str(_("QR code of the address beside it")), lineclass=None
    )
    return mark_safe(svg)  # noqa: S308, made of squares and our own title
