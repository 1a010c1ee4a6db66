"""Panels: questions on one page, such as tests, which are added by their names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from navigator.desk import models
from navigator.desk.lines import split_lines
from navigator.desk.placing import free_slug, put_in_order
from navigator.guide.model import Kind
from navigator.guide.proofread.references import FIELDS

from .part_admin import PartAdmin, PartForm
from .parts import FOR_STAFF, TECHNICAL, first

# What a test asks and may have found. The name of the test stands for each `{}`.
ASK_TEAM = "Was {} tested, and is it positive or negative?"
RESULTS: tuple[dict[str, Any], ...] = (
    {"slug": "positive", "label": "Positive", "statement": "{} is positive."},
    {"slug": "negative", "label": "Negative", "statement": "{} is negative."},
    {
        "slug": "not-sure",
        "label": "Not sure",
        "statement": "You do not know the {} result.",
        "uncertain": True,
    },
)


class PanelForm(PartForm):
    """A panel, and the names of tests that are to stand on it."""

    tests = forms.CharField(
        label="tests to add",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="One a line, e.g. Birch pollen. Each becomes a question on this page, with the "
        "answers positive, negative and not sure. They can be changed afterwards, like any "
        "question.",
    )

    def clean_tests(self) -> list[str]:
        names = list(dict.fromkeys(split_lines(self.cleaned_data["tests"])))
        longest: int = models.Question._meta.get_field("label").max_length or 0
        for name in names:
            if len(name) > longest:
                raise forms.ValidationError(f"“{name}” has more than {longest} characters.")
        return names


@admin.register(models.Panel)
class PanelAdmin(PartAdmin):
    form = PanelForm
    menu_place = 1.5
    named_by = ("text",)
    list_display = ("text", "guide", "position")
    search_fields = ("slug", "text", "why", "where")
    fieldsets = (
        first(("text", "text_other"), "tests"),
        (
            "Why we ask, and where to find it",
            {"fields": (("why", "why_other"), ("where", "where_other"))},
        ),
        FOR_STAFF,
        TECHNICAL,
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the panel, and a question for each test that was named."""
        super().save_model(request, obj, form, change)
        questions = list(models.Question.objects.filter(guide=obj.guide))
        own = [place for place, each in enumerate(questions, start=1) if each.panel_id == obj.pk]
        at = own[-1] if own else len(questions)
        taken = {*FIELDS, *(each.slug for each in questions)}
        for name in form.cleaned_data["tests"]:
            slug = free_slug(name, taken, "test")
            taken.add(slug)
            question = _question(obj, name, slug)
            questions.insert(at, question)
            at += 1
            self.log_addition(request, question, [{"added": {}}])
        put_in_order(questions)


def _question(panel: models.Panel, name: str, slug: str) -> models.Question:
    """Return a new question about a test, with its answers. Its place is still to be given."""
    question = models.Question.objects.create(
        guide=panel.guide,
        panel=panel,
        slug=slug,
        kind=Kind.ONE,
        label=name,
        text=name,
        ask_team=ASK_TEAM.format(name),
    )
    models.Choice.objects.bulk_create(
        models.Choice(
            question=question,
            position=position,
            **result | {"statement": result["statement"].format(name)},
        )
        for position, result in enumerate(RESULTS)
    )
    return question
