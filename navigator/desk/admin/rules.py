"""Rules as rows: each row names answers, and the rows of one situation hold together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.http import HttpRequest

from navigator.desk import models
from navigator.desk.placing import next_place
from navigator.guide.model import Test

from .locking import KeptRows, Picked, Sent, in_words


class RuleRowForm(forms.ModelForm):
    """One row of a rule, e.g. any of "Age: 18 or more"."""

    answers = forms.ModelMultipleChoiceField(
        queryset=models.Choice.objects.none(),
        label="answers",
        widget=Picked,
        error_messages={"required": "Pick at least one answer, or remove this row."},
    )

    class Meta:
        model = models.Condition
        fields = ("situation", "test", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        for name in ("situation", "test", "number"):
            # The heading of its column is all that is seen of its label.
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        if self.instance.pk:
            self.initial["answers"] = [pick.choice_id for pick in self.instance.picks.all()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        questions = {answer.question for answer in cleaned.get("answers", ())}
        if cleaned.get("test") == Test.ONLY and len(questions) > 1:
            several = "These answers belong to several questions: put those of each in its own row."
            self.add_error("answers", several)
        return cleaned

    def clean_number(self) -> int:
        number = self.cleaned_data["number"]
        return 1 if number is None else number

    def clean_situation(self) -> int:
        number = self.cleaned_data["situation"]
        if number < 1:
            raise ValidationError("Ways to be listed are numbered from 1.")
        return number

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self.instance.picks.all().delete()
        models.ConditionChoice.objects.bulk_create(
            models.ConditionChoice(condition=self.instance, choice=choice, position=position)
            for position, choice in enumerate(self.cleaned_data["answers"])
        )


class RuleFormSet(KeptRows):
    """The rows of one rule, all of them on answers of the guide that the rule belongs to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        guide = instance.guide_id if instance else None
        self.answers = models.Choice.objects.filter(question__guide=guide)
        in_order = self.answers.select_related("question").order_by(
            "question__position", "question_id", "position", "pk"
        )
        self.by_question = _by_question(in_order)
        super().__init__(*args, **kwargs)

    def row_in_words(self, form: forms.ModelForm, sent: Sent) -> str:
        field: Any = form.fields["answers"]
        field.queryset = self.answers
        test, number, answers = (
            in_words(form.fields[name], sent.get(name, []))
            for name in ("test", "number", "answers")
        )
        counted = f" ({number})" if sent.get("test") == [models.AT_LEAST] else ""
        return f"{test}{counted}: {answers}"

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        field: Any = form.fields["answers"]
        field.queryset = self.answers
        field.choices = self.by_question
        if DELETE in form.fields:
            form.fields[DELETE].widget.attrs["aria-label"] = "take out this row"

    def save_new(self, form: Any, commit: bool = True) -> models.Condition:
        """Save a new row after those that are there."""
        form.instance.position = next_place(self.get_queryset())
        return super().save_new(form, commit)


def _by_question(answers: Iterable[models.Choice]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return answers to pick under the labels of their questions."""
    return [
        (question.label, [(answer.pk, answer.label) for answer in answers])
        for question, answers in groupby(answers, key=attrgetter("question"))
    ]


class RuleInline(admin.TabularInline):
    """When an option or a notice applies."""

    model = models.Condition
    form = RuleRowForm
    formset = RuleFormSet
    fields: ClassVar[Any] = ("test", "number", "situation", "answers")
    verbose_name = "row"
    verbose_name_plural = "Only for readers who answered so"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Offer a row where there is none yet, so that answers can be picked at once."""
        return 0 if obj and obj.pk and (obj.for_everyone or obj.conditions.exists()) else 1


class AskWhenInline(RuleInline):
    """When a question is asked."""

    verbose_name_plural = "Asked only of those who answered so (no rows: of all)"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0
