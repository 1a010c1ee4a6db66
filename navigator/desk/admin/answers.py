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
from navigator.desk.placing import next_place
from navigator.guide.proofread.references import too_many

from .locking import KeptRows, OfGuideAdmin, Sent, in_words


class ChoiceFormSet(KeptRows):
    """The answers of a question."""

    kind = "Answer"

    def clean(self) -> None:
        super().clean()
        sent = [form.cleaned_data for form in self.forms if form.cleaned_data]
        if what := too_many("choices", sum(not each.get(DELETE) for each in sent)):
            raise ValidationError(f"{what} Take some out, or ask in two questions.")

    def row_in_words(self, form: forms.ModelForm, sent: Sent) -> str:
        return in_words(form.fields["label"], sent.get("label", []))

    def save_new(self, form: Any, commit: bool = True) -> models.Choice:
        """Save a new answer after those that are there, where it was given no place."""
        if form.cleaned_data["position"] is None:
            form.instance.position = next_place(self.instance.choices.all())
        choice: models.Choice = super().save_new(form, commit)
        return choice


class ChoiceForm(forms.ModelForm):
    """One answer, which is not removed while a rule names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None

    @property
    def changed_data(self) -> list[str]:
        """A place alone, which the page gives by itself, makes no new answer."""
        changed: list[str] = super().changed_data
        return [] if self.instance.pk is None and changed == ["position"] else changed

    def clean_position(self) -> int | None:
        place: int | None = self.cleaned_data["position"]
        return self.initial["position"] if place is None else place

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

    class Media:
        js = ["js/order.js"]


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
