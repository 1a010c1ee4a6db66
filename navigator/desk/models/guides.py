"""The row of a guide's draft, and what rows have in common."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.urls import reverse

from navigator.desk.lines import LinesField
from navigator.guide.proofread.references import PROSE, lines_fault, too_long
from navigator.guide.proofread.signs import fault

OTHER = "For someone who cares for the patient, e.g. “they” for “you”. Empty: the first fits both."
https_url = URLValidator(schemes=["https"])


def seen_signs(text: str) -> None:
    """Refuse a text with a sign that nobody sees, or that turns the direction of the line."""
    if what := fault(text):
        raise ValidationError(what)


class Versioned(models.Model):
    """A row that two people may have open at once: `version` rises with every save in the admin."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check each field, and that no text of several lines is without end, as in a file."""
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for each in self._meta.concrete_fields:
            if not each.editable or each.name in (exclude or ()):
                continue
            if what := text_fault(each, getattr(self, each.attname)):
                errors.setdefault(each.name, []).append(ValidationError(f"This {what}."))
        if errors:
            raise ValidationError(errors)


def text_fault(column: models.Field, value: Any) -> str:
    """Return what is wrong with a text of several lines, or a list of texts, or nothing."""
    if isinstance(column, LinesField):
        return lines_fault(value)
    return too_long(value, PROSE) if isinstance(column, models.TextField) else ""


class Judged(models.Model):
    """A row that says what had to be judged to make it."""

    staff_note = models.TextField(
        "note for staff",
        blank=True,
        help_text="What had to be judged, and why, e.g. “Young” is read as under 12. "
        "Never shown to readers.",
    )

    class Meta:
        abstract = True


class Guide(Versioned, Judged):
    """A guide's draft: the texts that belong to the whole of it."""

    slug = models.SlugField(
        "name in its address",
        unique=True,
        help_text="Small letters and hyphens, e.g. childhood-asthma. "
        "When it changes, links that people have kept stop working.",
    )
    title = models.CharField(max_length=120, help_text="e.g. Asthma in childhood")
    language = models.CharField(max_length=12, default="en", help_text="e.g. en, es")
    publisher = models.CharField(
        "publisher of the summary",
        max_length=120,
        help_text="As it reads in a sentence, e.g. the Asthma Society",
    )
    introduction = models.TextField(
        "introduction on the home page",
        help_text="One or two sentences, e.g. For people who have just found out about asthma.",
    )
    introduction_other = models.TextField(
        "introduction on the home page, for a caregiver", blank=True, help_text=OTHER
    )
    about_condition = models.TextField(
        "about the condition",
        help_text="In two or three sentences, e.g. Asthma makes the airways narrow.",
    )
    about_condition_other = models.TextField(
        "about the condition, for a caregiver", blank=True, help_text=OTHER
    )
    decision = models.TextField(
        "the decision",
        help_text="Which decision the guide helps with, e.g. Which treatments to talk about.",
    )
    decision_other = models.TextField("the decision, for a caregiver", blank=True, help_text=OTHER)
    have_at_hand = LinesField(
        "what to have at hand",
        help_text="What helps to have at hand, one a line, e.g. Your last test results",
    )
    have_at_hand_other = LinesField("what to have at hand, for a caregiver", help_text=OTHER)
    minutes = models.PositiveSmallIntegerField(
        "minutes it takes", help_text="How long the questions take, e.g. 5."
    )
    next_steps = LinesField(
        "next steps", help_text="What to do with the list, one step a line, e.g. Print this page."
    )
    next_steps_other = LinesField("next steps, for a caregiver", help_text=OTHER)
    help_now = models.TextField(
        "how to get help now",
        help_text="Who to call, with the emergency number, e.g. Call your care team.",
    )
    help_now_other = models.TextField(
        "how to get help now, for a caregiver", blank=True, help_text=OTHER
    )
    trials_about = models.TextField(
        "about clinical trials",
        help_text="What they are, e.g. A clinical trial tests a treatment in people.",
    )
    trials_about_other = models.TextField(
        "about clinical trials, for a caregiver", blank=True, help_text=OTHER
    )
    trials_url = models.CharField(
        "general information about trials",
        max_length=300,
        validators=[https_url],
        help_text="An https address, e.g. https://trials.example/about",
    )
    trials_search_name = models.CharField(
        "site of the trial search",
        max_length=60,
        blank=True,
        help_text="Its name as it reads after “Search at”, e.g. trials.example",
    )
    trials_search_url = models.CharField(
        "address of the trial search",
        max_length=300,
        blank=True,
        validators=[https_url],
        help_text="With {code} and {age} where these go, e.g. "
        "https://trials.example/search?type={code}&age={age}",
    )
    trials_search_near_url = models.CharField(
        "address of the trial search near a place",
        max_length=300,
        blank=True,
        validators=[https_url],
        help_text="With {place} as well, e.g. "
        "https://trials.example/search?type={code}&age={age}&near={place}",
    )
    trials_topics_label = models.CharField(
        "what the topics of trials are", max_length=60, blank=True, help_text="e.g. Type of asthma"
    )
    trials_place_label = models.CharField(
        "what a place is told by", max_length=60, blank=True, help_text="e.g. Postal code"
    )
    trials_place_digits = models.PositiveSmallIntegerField(
        "digits that it has", default=0, help_text="e.g. 5. With 0, anything may be typed."
    )
    how_made = models.TextField(
        "how it was made",
        blank=True,
        help_text="Who wrote it, from what, who has looked at it, how often it is looked at, e.g. "
        "Two nurses wrote it. They look at it each spring.",
    )
    source_intro = models.TextField(
        "the summary's opening words",
        help_text="To the letter, e.g. For treatment options for childhood asthma, ...",
    )
    source_trials = models.TextField(
        "the summary on trials",
        blank=True,
        help_text="To the letter, e.g. Use our clinical trial search to find trials.",
    )
    source_asides = LinesField(
        "lines that tell readers nothing",
        help_text="To the letter, one a line, such as a link of the web page, e.g. Skip Navigation",
    )
    summary = models.TextField(
        blank=True,
        editable=False,
        help_text="Its whole text. It is taken in on the page “The summary”.",
    )
    summary_from = models.CharField(
        "where the summary was taken from",
        max_length=300,
        blank=True,
        editable=False,
        help_text="e.g. https://asthma.example/treatment",
    )
    summary_taken_on = models.DateField(
        "when the summary was taken", null=True, blank=True, editable=False
    )
    disclaimer = models.TextField(
        help_text="The source's, to the letter. It stands on every page with options."
    )
    attribution = models.TextField(
        help_text="The source's, to the letter, e.g. Adapted from ..., with its date."
    )
    review_due_on = models.DateField(
        "next review due on",
        null=True,
        blank=True,
        help_text="e.g. a year after the last one. Readers see it; the proofreader tells when it "
        "has passed.",
    )
    copied_from = models.CharField(
        max_length=120,
        blank=True,
        editable=False,
        help_text="The title of the guide that it was copied from, e.g. Asthma in old age",
    )
    review_told = LinesField(
        "who is told",
        help_text="E-mail addresses of those who are told when the review is due, one a line. "
        "Never shown to readers.",
    )

    class Meta:
        ordering = ["title"]
        permissions = [
            ("publish_guide", "Can publish, restore and withdraw"),
            ("review_guide", "Can approve the parts of a guide as a clinician"),
            ("translate_guide", "Can translate a guide, and sign a translation"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("start", args=[self.slug])

    def clean(self) -> None:
        for address in self.review_told:
            try:
                validate_email(address)
            except ValidationError as error:
                what = f"“{address}” is no e-mail address. Put one on each line."
                raise ValidationError({"review_told": what}) from error
