"""Rules as rows: each row picks answers of one question, rows of one situation hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from navigator.desk import models
from navigator.desk.drafts import freeze
from navigator.desk.preview import may_preview
from navigator.guide.model import Condition, Situation, Test
from navigator.guide.rule_words import sentences

from .locking import in_words
from .numbers import as_number
from .rows import KeptRows, Sent

# What Django calls the rows in the forms of options and notices, and of questions.
ASK_WHEN = "ask_when"
PREFIXES = ("conditions", ASK_WHEN)
MOST_ROWS = 200


class AnswersOfGuide(AutocompleteSelectMultiple):
    """Searches the answers of one guide only."""

    guide: str = ""

    def get_url(self) -> str:
        return super().get_url() + (f"?guide={self.guide}" if self.guide else "")


class RuleRowForm(forms.ModelForm):
    """One row of a rule. The answers are picked together, e.g. "HER2 result: Positive"."""

    answers = forms.ModelMultipleChoiceField(
        queryset=models.Choice.objects.select_related("question"),
        widget=AnswersOfGuide(models.Condition._meta.get_field("choices"), admin.site),
        help_text="Type to search, e.g. HER2. All answers of a row belong to one question. "
        "Where there are several guides, save something new once before you pick answers.",
        error_messages={"required": "Pick at least one answer, or remove this row."},
    )

    class Meta:
        model = models.Condition
        fields = ("situation", "test")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["answers"] = [pick.choice_id for pick in self.instance.picks.all()]

    def clean_answers(self) -> Any:
        answers = self.cleaned_data["answers"]
        questions = {answer.question for answer in answers}
        if len(questions) > 1:
            raise ValidationError(
                "These answers belong to %(number)s questions; put them in %(number)s rows.",
                params={"number": {2: "two", 3: "three"}.get(len(questions), len(questions))},
            )
        return answers

    def clean_situation(self) -> int:
        number = self.cleaned_data["situation"]
        if number < 1:
            raise ValidationError("Situations are numbered from 1.")
        return number

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.picks.all().delete()
        models.ConditionChoice.objects.bulk_create(
            models.ConditionChoice(condition=self.instance, choice=choice, position=position)
            for position, choice in enumerate(self.cleaned_data["answers"])
        )


class RuleFormSet(KeptRows):
    """The rows of one rule, all of them on answers of the guide that the rule belongs to."""

    kind = "Row"

    def identity(self, row: models.Condition) -> tuple[str, int | None]:
        """Its situation and its question: a situation seldom asks twice about one thing."""
        picked = row.choices.values_list("question", flat=True)
        return str(row.situation), picked.first()

    def sent_identity(self, sent: Sent) -> tuple[str, int | None]:
        answers = [as_number(pk) for pk in sent.get("answers", ())]
        picked = models.Choice.objects.filter(pk__in=answers).values_list("question", flat=True)
        return next(iter(sent.get("situation", ())), "1"), picked.first()

    def row_in_words(self, form: RuleRowForm) -> str:
        test = in_words(form.fields["test"], form["test"].value())
        picked = [as_number(str(pk)) for pk in form["answers"].value() or ()]
        return f"{test}: {in_words(form.fields['answers'], picked)}"

    def _construct_form(self, i: int, **kwargs: Any) -> RuleRowForm:
        return self._limited(super()._construct_form(i, **kwargs))

    @property
    def empty_form(self) -> RuleRowForm:
        return self._limited(super().empty_form)

    def save_new(self, form: RuleRowForm, commit: bool = True) -> models.Condition:
        """A new row comes after those that are there."""
        form.instance.position = 1 + max((row.position for row in self.get_queryset()), default=-1)
        return super().save_new(form, commit)

    def _limited(self, form: RuleRowForm) -> RuleRowForm:
        if self.instance.guide_id:
            field = form.fields["answers"]
            field.queryset = field.queryset.filter(question__guide=self.instance.guide_id)
            field.widget.guide = self.instance.guide.slug
        return form


class RuleInline(admin.TabularInline):
    """When an option or a notice applies."""

    model = models.Condition
    form = RuleRowForm
    formset = RuleFormSet
    fields = ("situation", "test", "answers")
    extra = 0
    verbose_name = "row"
    verbose_name_plural = "Listed when (or tick “for everyone”)"

    class Media:
        css = {"all": ["css/staff.css"]}
        js = ["django_htmx/htmx-2.min.js", "js/staff.js"]


class AskWhenInline(RuleInline):
    """When a question is asked. Its rows are one situation: all must hold."""

    fields = ("test", "answers")
    verbose_name_plural = "Asked only when (no rows: always)"


def rule_words(request: HttpRequest) -> HttpResponse:
    """The rule that a form holds just now, saved or not, in plain words."""
    if not may_preview(request):
        raise PermissionDenied
    rows = list(_rows(request.POST))
    choices = models.Choice.objects.select_related("question__guide").in_bulk(
        {pk for row in rows for pk in row.answers}
    )
    situations: list[list[str]] = []
    if choices:
        guide = freeze(next(iter(choices.values())).question.guide)
        situations = [sentences(guide, each) for each in _situations(rows, choices)]
    context = {
        "situations": situations,
        "for_everyone": "for_everyone" in request.POST,
        "asks": f"{ASK_WHEN}-TOTAL_FORMS" in request.POST,
    }
    return render(request, "admin/desk/_rule_words.html", context)


@dataclass(frozen=True)
class _Row:
    situation: int
    test: Test
    answers: tuple[int, ...]


def _rows(posted: QueryDict) -> Iterator[_Row]:
    """The rows of a form that are filled in and not marked for deletion."""
    prefix = next((each for each in PREFIXES if f"{each}-TOTAL_FORMS" in posted), "")
    total = as_number(posted.get(f"{prefix}-TOTAL_FORMS", "0"))
    for i in range(min(total, MOST_ROWS)):
        row = f"{prefix}-{i}-"
        answers = tuple(as_number(pk) for pk in posted.getlist(row + "answers"))
        if answers and not posted.get(row + "DELETE"):
            test = Test.ONLY if posted.get(row + "test") == Test.ONLY else Test.ANY
            yield _Row(as_number(posted.get(row + "situation", "1")), test, answers)


def _situations(rows: list[_Row], choices: dict[int, models.Choice]) -> Iterator[Situation]:
    by_number = attrgetter("situation")
    for _, together in groupby(sorted(rows, key=by_number), key=by_number):
        yield Situation(tuple(each for row in together for each in _conditions(row, choices)))


def _conditions(row: _Row, choices: dict[int, models.Choice]) -> Iterator[Condition]:
    """One condition; one for each question while a row still mixes several."""
    by_question: dict[str, list[str]] = {}
    for choice in (choices[pk] for pk in row.answers if pk in choices):
        by_question.setdefault(choice.question.slug, []).append(choice.slug)
    for question, slugs in by_question.items():
        yield Condition(question, tuple(slugs), row.test)
