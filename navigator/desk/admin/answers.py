"""The answers of a question: edited with it, and searched for in rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.http import HttpRequest
from django.urls import URLPattern

from navigator.desk import models

from .locking import KeptRows, OfGuideAdmin, Sent, in_words


class ChoiceFormSet(KeptRows):
    """The answers of a question."""

    kind = "Answer"

    def row_in_words(self, form: forms.ModelForm, sent: Sent) -> str:
        return in_words(form.fields["label"], sent.get("label", []))


class ChoiceForm(forms.ModelForm):
    """One answer, which is not removed while a rule names it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(DELETE) and self.instance.pk is not None:
            rules = sorted({str(pick) for pick in self.instance.picks.all()})
            if rules:
                cleaned[DELETE] = False
                raise ValidationError(
                    f"This answer is still used in {' and in '.join(rules)}. "
                    "Take it out there first, then remove it here."
                )
        return cleaned


class ChoiceInline(admin.StackedInline):
    """The answers of a question."""

    model = models.Choice
    form = ChoiceForm
    formset = ChoiceFormSet
    extra = 0
    ordering = ("position",)
    prepopulated_fields: ClassVar = {"slug": ("label",)}
    fields = (
        ("label", "label_other"),
        ("statement", "statement_other"),
        ("hint", "hint_other"),
        "least",
        ("position", "slug", "uncertain", "not_covered", "exclusive"),
    )
    verbose_name = "answer"


@admin.register(models.Choice)
class ChoiceAdmin(OfGuideAdmin):
    """Answers are edited with their question; this serves the search inside rules."""

    guide_key = "question.guide_id"
    search_fields = ("label", "statement", "question__label", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Choice]:
        choices = super().get_queryset(request).select_related("question")
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            choices = choices.filter(question__guide__in=self._guides(request))
        return choices.order_by("question__guide", "question__position", "position")

    def _guides(self, request: HttpRequest) -> QuerySet[models.Guide]:
        """The guide whose rule is edited. Not known yet, answers of several would be mixed up."""
        guides = models.Guide.objects.all()
        slug = request.GET.get("guide", "")
        if slug:
            return guides.filter(slug=slug)
        return guides if guides.count() == 1 else guides.none()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}  # not in the menu

    def get_urls(self) -> list[URLPattern]:
        return []  # and no pages of their own, which the log of a guide would know nothing of
