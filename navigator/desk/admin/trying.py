"""Try a reader: every option's verdict for picked answers, in the draft and in the edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from navigator.editions.models import Edition
from navigator.guide.answers import AnswerError, Answers, check_answer
from navigator.guide.model import Guide, Kind, Question, Situation
from navigator.guide.pathway import selection_for
from navigator.guide.rule_words import conditions_in_words
from navigator.guide.verdicts import Result


class TriedAnswer(forms.MultipleChoiceField):
    """An answer to one question, or none."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, question: Question) -> None:
        one = question.kind is not Kind.SEVERAL
        super().__init__(
            label=question.label,
            required=False,
            choices=[(choice.slug, choice.label) for choice in question.choices],
            help_text="Pick one, or none." if one else "Pick any that fit together, or none.",
        )
        self.question = question

    def validate(self, value: list[str]) -> None:
        try:
            if value:
                check_answer(self.question, value)
        except AnswerError as error:
            raise ValidationError("A reader could not pick these together.") from error


class TryReaderForm(forms.Form):
    """Every question of a guide on one page."""

    def __init__(self, guide: Guide, sent: QueryDict | None) -> None:
        super().__init__(sent)
        for question in guide.questions:
            self.fields[question.slug] = TriedAnswer(question)


def try_reader(
    draft: Guide, newest: tuple[Edition, Guide] | None, sent: QueryDict | None
) -> dict[str, Any]:
    """Return the form, and once it is sent every option with its verdict in both versions."""
    form = TryReaderForm(draft, sent)
    if not form.is_valid():
        return {"form": form}
    answers = Answers({slug: chosen for slug, chosen in form.cleaned_data.items() if chosen})
    edition, published = newest or (None, None)
    now = _verdicts(draft, answers)
    before = _verdicts(published, answers) if published else {}
    options = [
        ((now.get(slug) or before[slug])["name"], now.get(slug, {}), before.get(slug, {}))
        for slug in {**now, **before}
    ]
    differing = sum(one.get("verdict") != other.get("verdict") for _, one, other in options)
    return {
        "form": form,
        "options": options,
        "edition": edition,
        "differing": differing,
    }


def _verdicts(guide: Guide, answers: Answers) -> dict[str, dict[str, Any]]:
    selection = selection_for(guide, answers)
    return {
        slug: {
            "name": result.option.name,
            "verdict": result.verdict,
            "why": why(guide, result),
            "treatments": [term.name for term in guide.treatments_of(result.option)],
            "remarks": [each.title for each in selection.notices if each.option == slug],
        }
        for slug, result in selection.by_slug.items()
    }


def why(guide: Guide, result: Result) -> str:
    """Return why an option has the verdict that it has, in words for staff."""
    if result.depends_on:
        return ", ".join(guide.question_by_slug[slug].label for slug in result.depends_on)
    if result.option.for_everyone:
        return "It is for everyone."
    if result.not_covered:
        return "The summary does not say: " + ", ".join(
            guide.question_by_slug[slug].label for slug in result.not_covered
        )
    if result.unmet:
        wanted = conditions_in_words(guide, Situation(result.unmet))
        return "It is named for: " + "; ".join(wanted)
    return " ".join(
        guide.question_by_slug[reason.question].choice_by_slug[slug].statement
        for reason in result.reasons
        for slug in reason.choices
    )
