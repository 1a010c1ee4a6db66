"""Forms made from a guide: one question, one field, named by its slug."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from navigator.guide.answers import AnswerError, check_answer
from navigator.guide.model import Kind, Question
from navigator.guide.voice import Reader

FAULTS = {
    "empty": _("Choose an answer. If you do not know, choose “not sure”."),
    "unknown-choice": _("Choose one of the answers on this page."),
    "too-many": _("Choose one answer only."),
    "exclusive": _("“{alone}” cannot go with other answers. Keep only that one, or take it away."),
}


class TileMixin:
    """Options that carry a hint, and say whether they exclude the others."""

    question: Question

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        choice = self.question.choice_by_slug[value]
        option["hint"] = choice.hint
        option["attrs"]["id"] = f"{name}-{value}"
        option["alone"] = choice.exclusive and self.question.kind is Kind.SEVERAL
        return option


class OneTile(TileMixin, forms.RadioSelect):
    """Radios that hand on everything that was sent, so that two answers to one can be refused."""

    def value_from_datadict(self, data: MultiValueDict, files: Any, name: str) -> list[str]:
        return data.getlist(name)


class SeveralTiles(TileMixin, forms.CheckboxSelectMultiple):
    """Checkboxes."""


class AnswerField(forms.MultipleChoiceField):
    """An answer to one question. Cleans to a frozenset of choice slugs."""

    def __init__(self, question: Question) -> None:
        widget = OneTile() if question.kind is Kind.ONE else SeveralTiles()
        widget.question = question
        self.question = question
        super().__init__(
            choices=[(choice.slug, choice.label) for choice in question.choices],
            widget=widget,
            label=question.text,
            required=True,
        )

    def clean(self, value: Any) -> frozenset[str]:
        chosen = [str(slug) for slug in value or ()]
        try:
            return check_answer(self.question, chosen)
        except AnswerError as error:
            raise forms.ValidationError(self._fault(error.reason, chosen)) from error

    def _fault(self, reason: str, chosen: list[str]) -> str:
        alone = [
            choice.label
            for choice in self.question.choices
            if choice.exclusive and choice.slug in chosen
        ]
        return FAULTS[reason].format(alone=alone[0] if alone else "")


class QuestionForm(forms.Form):
    """The one form of a question page."""

    def __init__(self, question: Question, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields[question.slug] = AnswerField(question)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.attrs = {
            "hx-post": action,
            "hx-target": "#main",
            "hx-swap": "innerHTML show:window:top",
            "hx-disabled-elt": "find button",
            "autocomplete": "off",  # else the back button brings cleared answers back
            "novalidate": True,
        }
        self.helper.layout = Layout(Field(question.slug, template="tiles/question_field.html"))
        self.helper.add_input(Submit("", _("Continue")))


class ReaderForm(forms.Form):
    """Who is reading."""

    reader = forms.ChoiceField(
        label=_("Who are you here for?"),
        choices=[
            (Reader.SELF.value, _("For myself")),
            (Reader.OTHER.value, _("For someone I care for")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who you are here for."),
            "invalid_choice": _("Choose one of the two answers."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"autocomplete": "off", "novalidate": True}
        self.helper.layout = Layout("reader")
        self.helper.add_input(Submit("", _("Start the questions")))
