"""The forms that readers send: who they are, an answer, what to compare, a return code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from navigator.guide.answers import AnswerError, check_answer
from navigator.guide.model import Question
from navigator.guide.return_code import CodeError, ReturnCode, read
from navigator.guide.voice import Reader

from .options_page import Card

MOST_BESIDE = 4  # options that fit side by side

FAULTS = {
    "empty": _("Choose an answer. If you do not know, choose “not sure”."),
    "unknown-choice": _("Choose one of the answers on this page."),
    "too-many": _("Choose one answer only."),
    "exclusive": _(
        "“%(alone)s” cannot go with other answers. Keep only that one, or take it away."
    ),
}


class AnswerField(forms.Field):
    """An answer to one question. Cleans to a frozenset of choice slugs."""

    # Takes all that was sent, of radios as well, so that two answers to one can be refused.
    widget = forms.CheckboxSelectMultiple

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def clean(self, value: list[str]) -> frozenset[str]:
        try:
            return check_answer(self.question, value)
        except AnswerError as error:
            raise forms.ValidationError(
                FAULTS[error.reason], params={"alone": self._alone(value)}
            ) from error

    def _alone(self, chosen: list[str]) -> str:
        """The label of what cannot go with other answers."""
        labels = (c.label for c in self.question.choices if c.exclusive and c.slug in chosen)
        return next(labels, "")


class QuestionForm(forms.Form):
    """The one form of a question page: one field, named by the question's slug."""

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields[question.slug] = AnswerField(question)

    @property
    def answer(self) -> forms.BoundField:
        """The one field, whatever its name."""
        return self[self.question.slug]


class ReaderForm(forms.Form):
    """The reader: the patient, or someone who cares for them."""

    use_required_attribute = False

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

    def clean_reader(self) -> str:
        """One answer. To take the last of two would start anew for somebody, by a guess."""
        if isinstance(self.data, QueryDict) and len(self.data.getlist("reader")) > 1:
            raise forms.ValidationError(self.fields["reader"].error_messages["invalid_choice"])
        return str(self.cleaned_data["reader"])


class CompareForm(forms.Form):
    """The picked options that are to stand side by side. Cleans to their slugs."""

    use_required_attribute = False

    NUMBER = _("Choose two, three or four.")

    beside = forms.MultipleChoiceField(
        label=_("Which do you want to see side by side?"),
        help_text=NUMBER,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": NUMBER,
            "invalid_choice": _("Choose from those on this page."),
        },
    )

    def __init__(self, cards: Sequence[Card], beside: int, *args: Any) -> None:
        """Make the form for all that is picked, the first `beside` of which stand beside now."""
        super().__init__(*args)
        self.cards = cards
        self.initial["beside"] = [card.option.slug for card in cards[:beside]]
        field: Any = self.fields["beside"]
        field.choices = [(card.option.slug, card.option.name) for card in cards]

    def clean_beside(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["beside"]
        if not 2 <= len(set(chosen)) <= MOST_BESIDE:
            raise forms.ValidationError(self.NUMBER)
        return chosen


class CodeForm(forms.Form):
    """A return code as somebody typed it. Cleans to a `ReturnCode`."""

    use_required_attribute = False

    MISTYPED = _(
        "This code is not quite right. Check each letter and number, and try again. Nothing was "
        "changed."
    )

    code = forms.CharField(
        label=_("Your code"),
        help_text=_(
            "Letters and numbers in groups of four, like AB12-CD34-EF56. You can leave out the "
            "hyphens, and type small letters."
        ),
        max_length=2_000,  # several times what the largest guide's codes have
        error_messages={"required": _("Type your code."), "max_length": MISTYPED},
        widget=forms.TextInput(
            attrs={
                "class": "code-field",
                "autocapitalize": "characters",
                "autocomplete": "off",
                "autocorrect": "off",
                "inputmode": "text",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> ReturnCode:
        try:
            return read(self.cleaned_data["code"])
        except CodeError as error:
            raise forms.ValidationError(self.MISTYPED) from error
