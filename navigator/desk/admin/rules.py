"""Rules as rows: each row picks answers of one question, rows of one situation hold together."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from navigator.desk import models
from navigator.desk.placing import next_place
from navigator.desk.preview import may_preview
from navigator.desk.rows import conditions, freeze
from navigator.guide.model import AtLeast, Condition, Situation, Test
from navigator.guide.rule_words import sentences
from navigator.numbers import as_number

from .locking import KeptRows, Sent, in_words

# What Django calls the answers of a row in the forms of options and notices, and of questions.
ANSWERS = re.compile(r"(?P<row>(?:conditions|ask_when)-\d+-)answers")


class AnswersOfGuide(AutocompleteSelectMultiple):
    """Searches the answers of one guide only."""

    guide: str = ""

    def get_url(self) -> str:
        return super().get_url() + (f"?guide={self.guide}" if self.guide else "")


class RuleRowForm(forms.ModelForm):
    """One row of a rule. The answers are picked together, e.g. "Age: 18 or more"."""

    answers = forms.ModelMultipleChoiceField(
        queryset=models.Choice.objects.select_related("question"),
        label="answers",
        widget=AnswersOfGuide(models.Condition._meta.get_field("choices"), admin.site),
        help_text="Type to search, e.g. age.",
        error_messages={"required": "Pick at least one answer, or remove this row."},
    )

    class Meta:
        model = models.Condition
        fields = ("situation", "test", "number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
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
            raise ValidationError("Situations are numbered from 1.")
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

    def row_in_words(self, form: forms.ModelForm, sent: Sent) -> str:
        test, number, answers = (
            in_words(form.fields[name], sent.get(name, []))
            for name in ("test", "number", "answers")
        )
        counted = f" ({number})" if sent.get("test") == [models.AT_LEAST] else ""
        return f"{test}{counted}: {answers}"

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if self.instance.guide_id:
            field: Any = form.fields["answers"]
            field.queryset = field.queryset.filter(question__guide=self.instance.guide_id)
            field.widget.guide = self.instance.guide.slug

    def save_new(self, form: Any, commit: bool = True) -> models.Condition:
        """Save a new row after those that are there."""
        form.instance.position = next_place(self.get_queryset())
        return super().save_new(form, commit)


class RuleInline(admin.TabularInline):
    """When an option or a notice applies."""

    model = models.Condition
    form = RuleRowForm
    formset = RuleFormSet
    fields: ClassVar[Any] = ("situation", "test", "number", "answers")
    extra = 0
    verbose_name = "row"
    verbose_name_plural = "Listed when (or tick “for everyone”)"

    class Media:
        css = {"all": ["css/staff.css"]}
        js = ["django_htmx/htmx-2.min.js", "js/staff.js"]


class AskWhenInline(RuleInline):
    """When a question is asked."""

    verbose_name_plural = "Asked only when (no rows: always)"


def rule_words(request: HttpRequest) -> HttpResponse:
    """Tell the rule that a form holds just now, saved or not, in plain words."""
    if not may_preview(request):
        raise PermissionDenied
    sent = request.POST
    picked = {
        answers["row"]: [as_number(key) for key in sent.getlist(answers[0])]
        for answers in filter(None, map(ANSWERS.fullmatch, sent))
        if answers["row"] + "DELETE" not in sent
    }
    choices = models.Choice.objects.select_related("question__guide").in_bulk(
        {key for keys in picked.values() for key in keys}
    )
    situations: defaultdict[int, list[Condition | AtLeast]] = defaultdict(list)
    for row, keys in picked.items():
        named = [choices[key] for key in keys if key in choices]
        if named:
            test = sent.get(row + "test", "")
            test = test if test in (*Test, models.AT_LEAST) else Test.ANY
            number = as_number(sent.get(row + "number", "1"))
            situation = as_number(sent.get(row + "situation", "1"))
            situations[situation] += conditions(test, number, named)
    words = []
    if situations:
        guide = freeze(next(iter(choices.values())).question.guide)
        words = [
            sentences(guide, Situation(tuple(situations[each]))) for each in sorted(situations)
        ]
    context = {
        "situations": words,
        "for_everyone": "for_everyone" in sent,
        "asks": "ask_when-TOTAL_FORMS" in sent,
    }
    return render(request, "admin/desk/_rule_words.html", context)
