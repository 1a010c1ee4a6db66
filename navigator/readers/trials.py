"""The search for clinical trials: a form, and the address on another site that it leads to."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from navigator.guide.model import Guide
from navigator.guide.own_language import OwnLanguage
from navigator.guide.proofread.reach import ADDRESS
from navigator.numbers import in_plain_digits

from .messages import filled

OLDEST = 120
LONGEST_PLACE = 60


def can_search(guide: Guide) -> bool:
    """Return whether the guide has topics, and a site to search for them."""
    return bool(guide.trial_topics and guide.trials_search_url)


def search_url(guide: Guide, code: str, age: int | None = None, place: str = "") -> str:
    """Return the address of the trials for a topic's code, an age in years and a place.

    A part of the query is left out where there is nothing to put into it.
    """
    address = guide.trials_search_near_url if place else guide.trials_search_url
    values = {"{code}": code, "{age}": "" if age is None else str(age), "{place}": place}
    missing = [name for name, value in values.items() if not value]
    start, _mark, query = address.partition("?")
    parts = [part for part in query.split("&") if not any(name in part for name in missing)]
    url = f"{start}?{'&'.join(parts)}".rstrip("?")
    for name, value in values.items():
        url = url.replace(name, quote(value, safe=""))
    return url


def first_url(guide: Guide) -> str:
    """Return the search that readers begin with: the first topic, everywhere, any age."""
    return search_url(guide, guide.trial_topics[0].code)


def broad_url(guide: Guide) -> str:
    """Return the search that always finds something: the broadest topic, everywhere, any age."""
    topic = next((each for each in guide.trial_topics if each.broadest), guide.trial_topics[0])
    return search_url(guide, topic.code)


def search_sites(guide: Guide) -> list[str]:
    """Return the sites that the form may lead on to, as a Content-Security-Policy names them."""
    found = map(ADDRESS.fullmatch, (guide.trials_search_url, guide.trials_search_near_url))
    return sorted({each["site"] for each in found if each})


class AgeField(forms.IntegerField):
    """A whole number of years, which may be left empty."""

    def to_python(self, value: Any) -> int | None:
        typed = in_plain_digits(value or "")
        if "_" in typed:  # Python takes 5_8 for 58
            raise forms.ValidationError(self.error_messages["invalid"])
        return super().to_python(typed)


class DigitsField(forms.RegexField):
    """A postal code of some digits. More digits after a hyphen narrow it down, and are left out."""

    def __init__(self, digits: int, **kwargs: Any) -> None:
        super().__init__(rf"\A[0-9]{{{digits}}}\Z", **kwargs)

    def to_python(self, value: Any) -> str | None:
        typed = in_plain_digits(value or "")
        code, _hyphen, more = typed.partition("-")
        return super().to_python(code if code and (more.isdigit() or not more) else typed)


class TopicSelect(forms.Select):
    """Topics to choose from. One in another language than the page tells its own."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if isinstance(label := option["label"], OwnLanguage):
            option["attrs"] |= {"lang": label.language, "dir": "auto"}
            option["label"] = str(label)  # no element may stand in an <option>
        return option


class TrialSearchForm(forms.Form):
    """A topic to search for, and an age and a place that may be left empty. Nothing is kept."""

    topic = forms.ChoiceField(
        widget=TopicSelect,
        error_messages={
            "required": _("Choose what to search for."),
            "invalid_choice": _("Choose one of those on this page."),
        },
    )
    age = AgeField(
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

    def __init__(self, guide: Guide, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide
        topic: Any = self.fields["topic"]
        topic.label = guide.trials_topics_label or gettext("Topic")
        topic.choices = [(each.slug, each.label) for each in guide.trial_topics]
        if guide.trials_search_near_url:
            self.fields["place"] = _place_field(guide)

    def url(self) -> str:
        """The search, once the form is valid."""
        chosen = self.cleaned_data
        code = next(t.code for t in self.guide.trial_topics if t.slug == chosen["topic"])
        return search_url(self.guide, code, chosen["age"], chosen.get("place", ""))


def _place_field(guide: Guide) -> forms.CharField:
    """A field for what a place is told by in the guide's country, a postal code for example."""
    label = guide.trials_place_label or gettext("Place")
    digits = guide.trials_place_digits
    wrong = filled(gettext("%(label)s: give %(digits)s digits."), label=label, digits=digits)
    shown: dict[str, Any] = {
        "label": filled(gettext("%(label)s (you can leave this empty)"), label=label),
        "required": False,
        "max_length": LONGEST_PLACE,
        "widget": forms.TextInput(
            attrs={"inputmode": "numeric" if digits else "text", "autocomplete": "off"}
        ),
    }
    if digits:
        return DigitsField(digits, error_messages={"invalid": wrong}, **shown)
    return forms.CharField(**shown)
