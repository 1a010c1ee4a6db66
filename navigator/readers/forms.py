"""The forms that readers send: who they are, an answer, what to compare, a return code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from navigator.guide.answers import AnswerError, Answers, check_answer, range_of
from navigator.guide.model import Choice, Kind, Question
from navigator.guide.return_code import CodeError, ReturnCode, read
from navigator.guide.voice import Reader

from .messages import filled
from .options_page import Card

MOST_BESIDE = 4  # options that fit side by side
NUMBER = "number"  # ends the id of the field that a number is typed into
REST = "rest"  # the name of the button that answers the rest of a panel

FAULTS = {
    "empty": _("Choose an answer. If you do not know, choose “not sure”."),
    "unknown-choice": _("Choose one of the answers on this page."),
    "too-many": _("Choose one answer only."),
    "exclusive": _(
        "“%(alone)s” cannot go with other answers. Keep only that one, or take it away."
    ),
}
FAULTS_IN_A_PANEL = FAULTS | {
    "empty": _("%(label)s: choose an answer. If you do not know, choose “not sure”."),
}
FAULTS_OF_A_NUMBER = FAULTS | {
    "empty": _("Type a number. If you do not know, choose “not sure”."),
    "too-many": _("Type a number, or choose another answer. Not both."),
    "no-number": _("Type a whole number in figures."),
    "out-of-range": _("Type a number from %(lowest)s to %(highest)s."),
}


class AnswerField(forms.Field):
    """An answer to one question. Cleans to a frozenset of choice slugs.

    `said` is the reader's answer of before. Where it is the range of a number, it stays if nothing
    is typed: the number itself is not kept.
    """

    def __init__(self, question: Question, said: frozenset[str]) -> None:
        # Takes all that was sent, of radios as well, so that two answers to one can be refused.
        # Its id is that of the first thing to fill in, which an error leads to.
        first = NUMBER if question.kind is Kind.NUMBER else question.choices[0].slug
        widget = forms.SelectMultiple(attrs={"id": f"{question.slug}-{first}"})
        super().__init__(initial=said, widget=widget)
        self.question = question

    def clean(self, value: list[str]) -> frozenset[str]:
        question = self.question
        try:
            if question.kind is Kind.NUMBER:
                value = self._number(value)
            return check_answer(question, value)
        except AnswerError as error:
            faults = FAULTS_IN_A_PANEL if question.panel else FAULTS
            if question.kind is Kind.NUMBER:
                faults = FAULTS_OF_A_NUMBER
            about = {
                "label": question.label,
                "alone": self._alone(value),
                "lowest": question.ranges[0].least if question.ranges else 0,
                "highest": question.highest,
            }
            raise forms.ValidationError(filled(faults[error.reason], **about)) from error

    def _number(self, sent: list[str]) -> list[str]:
        """Return the choices that were sent, with the range in place of a number."""
        choices = self.question.choice_by_slug
        chosen = [
            each if each in choices else range_of(self.question, each)
            for each in sent
            if each.strip()
        ]
        return chosen or [slug for slug in self.initial if not choices[slug].leaves_open]

    def _alone(self, chosen: list[str]) -> str:
        """The label of what cannot go with other answers."""
        labels = (c.label for c in self.question.choices if c.exclusive and c.slug in chosen)
        return next(labels, "")


class Asked(NamedTuple):
    """A question as it stands on its page: what is chosen in it, or typed.

    `said` is the range that a number of before fell into.
    """

    question: Question
    field: forms.BoundField
    chosen: Collection[str]
    typed: str
    said: Choice | None


class QuestionForm(forms.Form):
    """The one form of a page with questions: a field for each, named by the question's slug.

    With `rest` among what was sent, all that was left empty is answered as not known.
    """

    def __init__(
        self, questions: Iterable[Question], said: Answers, sent: QueryDict | None = None
    ) -> None:
        if sent is not None and REST in sent:
            sent = sent.copy()
            for question in questions:
                if question.uncertain and not any(sent.getlist(question.slug)):
                    sent.setlist(question.slug, sorted(question.uncertain)[:1])
        super().__init__(sent)
        for question in questions:
            self.fields[question.slug] = AnswerField(question, said.get(question.slug, frozenset()))

    def asked(self) -> list[Asked]:
        """Return each question of the page."""
        return [self._asked(self[slug]) for slug in self.fields]

    def _asked(self, bound: forms.BoundField) -> Asked:
        field: Any = bound.field
        question: Question = field.question
        chosen = bound.value()
        if question.kind is not Kind.NUMBER:
            return Asked(question, bound, chosen, "", None)
        typed = [each for each in chosen if each not in question.choice_by_slug]
        said = next((each for each in question.ranges if each.slug in field.initial), None)
        return Asked(question, bound, chosen, "".join(typed[:1]), said)


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
