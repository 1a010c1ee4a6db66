"""A guide's draft: the texts that belong to the whole of it, and what every row of a draft has.

A field has the name of the dataclass field in `navigator.guide.model` that it becomes, so that
`editions` can carry rows over without knowing each one. Readers never see these rows.
"""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse

from navigator.desk.models.lines import LinesField

OTHER = "For someone who cares for the patient, e.g. “they” for “you”. Empty: the first fits both."
STAFF_NOTE = (
    "What had to be judged, and why, e.g. The spine counts as an organ. Never shown to readers."
)
https_url = URLValidator(schemes=["https"])


class Versioned(models.Model):
    """A row that two people may have open at once: `version` rises with every save in the admin."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class GuideManager(models.Manager["Guide"]):
    def get_by_natural_key(self, slug: str) -> Guide:
        return self.get(slug=slug)


class Guide(Versioned):
    """A guide's draft: the texts that belong to the whole of it."""

    slug = models.SlugField(
        unique=True,
        help_text="Its place in the address, e.g. metastatic-breast-cancer. "
        "When it changes, links that people have kept stop working.",
    )
    title = models.CharField(max_length=120, help_text="e.g. Metastatic breast cancer")
    language = models.CharField(max_length=12, default="en", help_text="e.g. en, es")
    publisher = models.CharField(
        "publisher of the summary",
        max_length=120,
        help_text="As it reads in a sentence, e.g. the National Cancer Institute",
    )
    introduction = models.TextField(
        "introduction on the home page",
        help_text="One or two sentences, e.g. For people whose breast cancer has spread.",
    )
    introduction_other = models.TextField(
        "introduction on the home page, for a caregiver", blank=True, help_text=OTHER
    )
    about_condition = models.TextField(
        "about the condition",
        help_text="In two or three sentences, e.g. Metastatic means that it has spread.",
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
        help_text="What helps to have at hand, one a line, e.g. Your pathology report",
    )
    have_at_hand_other = LinesField("what to have at hand, for a caregiver", help_text=OTHER)
    minutes = models.PositiveSmallIntegerField(
        "minutes it takes", help_text="How long the questions take, e.g. 5."
    )
    next_steps = LinesField(
        "next steps", help_text="What to do with the list, one step a line, e.g. Print this page."
    )
    next_steps_other = LinesField("next steps, for a caregiver", help_text=OTHER)
    what_matters = LinesField(
        "what may matter",
        help_text="What a reader can tick on the handout, one a line, e.g. Less pain",
    )
    what_matters_other = LinesField("what may matter, for a caregiver", help_text=OTHER)
    help_now = models.TextField(
        "how to get help now",
        help_text="Who to call, e.g. Call your care team. If you feel very unwell, call 911.",
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
        help_text="An https address, e.g. https://www.cancer.gov/research/participate/clinical-trials",
    )
    trials_search_name = models.CharField(
        "site of the trial search",
        max_length=60,
        blank=True,
        help_text="Its name as it reads after “Search at”, e.g. cancer.gov",
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
        "what the topics of trials are", max_length=60, blank=True, help_text="e.g. Type of cancer"
    )
    trials_place_label = models.CharField(
        "what a place is told by", max_length=60, blank=True, help_text="e.g. ZIP code"
    )
    trials_place_digits = models.PositiveSmallIntegerField(
        "digits that it has", default=0, help_text="e.g. 5. With 0, anything may be typed."
    )
    source_intro = models.TextField(
        "the summary's opening words",
        help_text="To the letter, e.g. For treatment options for metastatic cancer, ...",
    )
    source_trials = models.TextField(
        "the summary on trials",
        blank=True,
        help_text="To the letter, e.g. Use our clinical trial search to find trials.",
    )
    disclaimer = models.TextField(
        help_text="The source's, to the letter. It stands on every page with options."
    )
    attribution = models.TextField(
        help_text="The source's, to the letter, e.g. Adapted from ..., with its date."
    )
    reviewer = models.CharField(max_length=120, blank=True, help_text="e.g. Dr. Ana Silva")
    reviewer_role = models.CharField(
        "reviewer's role", max_length=120, blank=True, help_text="e.g. Oncologist"
    )
    reviewed_on = models.DateField(
        null=True,
        blank=True,
        help_text="e.g. today. While it is empty, the site says that it has not been reviewed.",
    )
    review_due_on = models.DateField(
        "next review due on",
        null=True,
        blank=True,
        help_text="e.g. a year after the review. The proofreader tells when it has passed.",
    )
    staff_note = models.TextField("note for staff", blank=True, help_text=STAFF_NOTE)

    objects = GuideManager()

    class Meta:
        ordering = ["title"]
        permissions = [("publish_guide", "Can publish and restore editions")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("start", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
