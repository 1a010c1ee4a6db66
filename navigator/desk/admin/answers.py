"""The answers of a question, which are edited with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.http import HttpRequest

from navigator.desk import models
from navigator.desk.placing import free_slug, next_place
from navigator.guide.proofread.references import too_many

from .locking import KeptRows, Sent, in_words

# The answer that a new question is offered for who does not know.
NOT_SURE = {"label": "I am not sure", "statement": "The answer is not known.", "uncertain": True}


class ChoiceFormSet(KeptRows):
    """The answers of a question. `offered` are the values that new ones begin with."""

    kind = "Answer"
    offered: tuple[dict[str, Any], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": self.offered})

    def row_in_words(self, form: forms.ModelForm, sent: Sent) -> str:
        return in_words(form.fields["label"], sent.get("label", []))

    def clean(self) -> None:
        """Give each answer without a slug one that is made of its words, and count them."""
        taken = {form.instance.slug for form in self.forms}
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if cleaned.get("label") and cleaned.get("slug") == "":
                slug = free_slug(cleaned["label"], taken, "answer")
                form.instance.slug = cleaned["slug"] = slug
                taken.add(slug)
        super().clean()
        sent = [form.cleaned_data for form in self.forms if form.cleaned_data]
        if what := too_many("choices", sum(not each.get(DELETE) for each in sent)):
            raise ValidationError(f"{what} Take some out, or ask in two questions.")

    def save(self, commit: bool = True) -> Any:
        """Save. An answer may take the slug of one that is deleted or renamed with it."""
        for form in self.initial_forms:
            if "slug" in form.changed_data or form in self.deleted_forms:
                # No slug has a space, so this one is in nobody's way.
                row = models.Choice.objects.filter(pk=form.instance.pk)
                row.update(slug=f"was {form.instance.pk}")
        return super().save(commit)

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
        self.fields["position"].required = self.fields["slug"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None

    def has_changed(self) -> bool:
        """An answer that is offered is saved as it is, unless it is taken out."""
        is_offered = self.instance.pk is None and bool(self.initial.get("label"))
        return is_offered or super().has_changed()

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
    ordering = ("position",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("label", "statement"),
                    ("least", "uncertain", "not_covered", "exclusive"),
                )
            },
        ),
        (
            "Hint, a caregiver’s words, short name",
            {
                "classes": ("collapse",),
                "fields": (
                    *(("hint", "hint_other"), ("label_other", "statement_other")),
                    ("slug", "position"),
                ),
            },
        ),
    )
    verbose_name = "answer"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Offer a new question two answers to fill in, and one for who does not know."""
        return 0 if obj and obj.pk else 3

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.offered = () if obj and obj.pk else ({}, {}, NOT_SURE)
        return formset

    class Media:
        js = ["js/order.js"]
