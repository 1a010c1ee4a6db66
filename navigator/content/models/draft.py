"""What staff edit: the draft of each guide, row by row.

A field has the name of the dataclass field in `navigator.matching.guide` that it becomes, so that
`editions` can carry rows over without knowing each one. Readers never see these rows.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from navigator.content.lines import LinesField
from navigator.matching.guide import Kind, Test

OTHER = "The same for someone who cares for the patient. Leave empty if the first fits both."
STAFF_NOTE = "For staff only: what had to be judged, and why. Readers never see it."
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
        unique=True, help_text="Its place in the address, e.g. metastatic-breast-cancer."
    )
    title = models.CharField(max_length=120, help_text="e.g. Metastatic breast cancer")
    language = models.CharField(max_length=12, default="en", help_text="e.g. en, es")
    summary = models.TextField(help_text="One or two sentences for the home page.")
    summary_other = models.TextField(blank=True, help_text=OTHER)
    about_condition = models.TextField(
        help_text="What the condition is, in two or three sentences."
    )
    about_condition_other = models.TextField(blank=True, help_text=OTHER)
    decision = models.TextField(help_text="Which decision the guide helps with.")
    decision_other = models.TextField(blank=True, help_text=OTHER)
    have_at_hand = LinesField(help_text="What helps to have at hand, one a line.")
    have_at_hand_other = LinesField(help_text=OTHER)
    minutes = models.PositiveSmallIntegerField(help_text="How long the questions take, e.g. 5.")
    next_steps = LinesField(help_text="What to do with the list of options, one step a line.")
    next_steps_other = LinesField(help_text=OTHER)
    what_matters = LinesField(
        help_text="What may matter to a reader, to tick on the handout, one a line."
    )
    what_matters_other = LinesField(help_text=OTHER)
    help_now = models.TextField(help_text="How to get help now.")
    help_now_other = models.TextField(blank=True, help_text=OTHER)
    trials_about = models.TextField(help_text="What a clinical trial is.")
    trials_about_other = models.TextField(blank=True, help_text=OTHER)
    trials_url = models.CharField(
        "general information about trials",
        max_length=300,
        validators=[https_url],
        help_text="An https address, e.g. https://www.cancer.gov/research/participate/clinical-trials",
    )
    source_intro = models.TextField(help_text="The summary's opening words, to the letter.")
    source_trials = models.TextField(
        blank=True, help_text="What the summary says about trials, to the letter."
    )
    disclaimer = models.TextField(help_text="The source's disclaimer, to the letter.")
    attribution = models.TextField(help_text="The source's attribution, to the letter.")
    reviewer = models.CharField(max_length=120, blank=True, help_text="e.g. Dr. Ana Silva")
    reviewer_role = models.CharField(max_length=120, blank=True, help_text="e.g. Oncologist")
    reviewed_on = models.DateField(
        null=True, blank=True, help_text="Empty: the site says that it has not been reviewed."
    )
    review_due_on = models.DateField(
        null=True, blank=True, help_text="When it should be reviewed again, e.g. a year later."
    )
    staff_note = models.TextField(blank=True, help_text=STAFF_NOTE)

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


class PartManager(models.Manager):
    def get_by_natural_key(self, guide: str, slug: str) -> Part:
        return self.get(guide__slug=guide, slug=slug)


class Part(Versioned):
    """Anything that belongs to a guide, has a slug and a place in an order."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE)
    slug = models.SlugField(help_text="Short, lower case, with hyphens. Never shown to readers.")
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers come first.")

    objects = PartManager()

    class Meta:
        abstract = True
        ordering = ["guide", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "slug"], name="%(class)s_slug_in_guide")
        ]

    def natural_key(self) -> tuple[str, str]:
        return (self.guide.slug, self.slug)


class Source(Part):
    """Something that statements rely on."""

    title = models.CharField(max_length=300, help_text="e.g. Breast Cancer Treatment")
    publisher = models.CharField(max_length=200, help_text="e.g. National Cancer Institute (NCI)")
    dated = models.CharField(max_length=60, blank=True, help_text="e.g. about 2017")
    url = models.CharField(
        max_length=300, blank=True, validators=[https_url], help_text="An https address."
    )
    note = models.TextField(blank=True, help_text="What a reader should know about this source.")

    def __str__(self) -> str:
        return self.title


class Category(Part):
    """A heading that options stand under."""

    name = models.CharField(max_length=120, help_text="A heading, e.g. Hormone therapy")
    about = models.TextField(blank=True, help_text="What treatments of this kind have in common.")
    about_other = models.TextField(blank=True, help_text=OTHER)
    source_text = models.TextField(blank=True, help_text="The summary's words above its list.")
    sources = models.ManyToManyField(
        Source, blank=True, help_text="What our own words rely on, beside the summary."
    )

    class Meta(Part.Meta):
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Question(Part):
    """One page of the questionnaire."""

    kind = models.CharField(
        "answers",
        max_length=10,
        choices=[(Kind.ONE, "one of them"), (Kind.SEVERAL, "several of them")],
        help_text="How many answers a reader may choose.",
    )
    label = models.CharField(max_length=60, help_text="For summaries, e.g. HER2 result")
    text = models.CharField(
        max_length=200, help_text="The question itself, e.g. Is the cancer HER2 positive?"
    )
    text_other = models.CharField(max_length=200, blank=True, help_text=OTHER)
    why = models.TextField(help_text="Why we ask, e.g. Some drugs act on HER2.")
    why_other = models.TextField(blank=True, help_text=OTHER)
    where = models.TextField(
        help_text="Where a reader can find the answer, e.g. Look in your pathology report."
    )
    where_other = models.TextField(blank=True, help_text=OTHER)
    ask_team = models.TextField(
        help_text="What to ask when it is not known, e.g. Is the cancer HER2 positive?"
    )
    ask_team_other = models.TextField(blank=True, help_text=OTHER)
    staff_note = models.TextField(blank=True, help_text=STAFF_NOTE)

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.guide.slug, self.slug])


class ChoiceManager(models.Manager["Choice"]):
    def get_by_natural_key(self, guide: str, question: str, slug: str) -> Choice:
        return self.get(question__guide__slug=guide, question__slug=question, slug=slug)


class Choice(models.Model):
    """One answer to a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    slug = models.SlugField(help_text="Short, lower case, with hyphens, e.g. positive")
    position = models.PositiveIntegerField(default=0, help_text="Lower numbers come first.")
    label = models.CharField(max_length=120, help_text="e.g. Positive, or I am not sure")
    label_other = models.CharField(max_length=120, blank=True, help_text=OTHER)
    hint = models.CharField(
        max_length=200, blank=True, help_text="A short line below it, e.g. More HER2 than normal"
    )
    hint_other = models.CharField(max_length=200, blank=True, help_text=OTHER)
    statement = models.CharField(
        max_length=200, help_text="The answer as a sentence, e.g. The cancer is HER2 positive."
    )
    statement_other = models.CharField(max_length=200, blank=True, help_text=OTHER)
    uncertain = models.BooleanField(
        default=False, help_text="The reader does not know, e.g. I am not sure."
    )
    exclusive = models.BooleanField(
        default=False, help_text="Cannot go with other answers, e.g. None of these."
    )

    objects = ChoiceManager()

    class Meta:
        ordering = ["question", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "slug"], name="choice_slug_in_question")
        ]

    def __str__(self) -> str:
        return f"{self.question.label}: {self.label}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.question.natural_key(), self.slug)


class Option(Part):
    """One treatment statement of the summary."""

    category = models.ForeignKey(
        Category,
        on_delete=models.RESTRICT,
        related_name="options",
        help_text="The heading it stands under.",
    )
    name = models.CharField(max_length=160, help_text="e.g. Tamoxifen, after menopause")
    plain = models.TextField(help_text="What it is, in two to four short sentences.")
    plain_other = models.TextField(blank=True, help_text=OTHER)
    drugs = LinesField(help_text="The drugs by name, one a line, e.g. letrozole")
    source_text = models.TextField(help_text="The summary's own words, to the letter.")
    team_questions = LinesField(help_text="What to ask the care team, one question a line.")
    sources = models.ManyToManyField(
        Source, blank=True, help_text="What our own words rely on, beside the summary."
    )
    for_everyone = models.BooleanField(
        default=False, help_text="Whatever was answered. Then it needs no rule below."
    )
    staff_note = models.TextField(blank=True, help_text=STAFF_NOTE)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("all-options", args=[self.guide.slug]) + f"#option-{self.slug}"

    def clean(self) -> None:
        if self.category_id and self.guide_id and self.category.guide_id != self.guide_id:
            raise ValidationError({"category": "This category belongs to another guide."})


class Notice(Part):
    """Something to tell readers in a situation, or everyone."""

    title = models.CharField(max_length=160, help_text="e.g. The summary was written about women")
    title_other = models.CharField(max_length=160, blank=True, help_text=OTHER)
    text = models.TextField(help_text="What to say, in short sentences.")
    text_other = models.TextField(blank=True, help_text=OTHER)
    on_start = models.BooleanField(default=False, help_text="Show on the start page as well.")
    for_everyone = models.BooleanField(
        default=False, help_text="Whatever was answered. Then it needs no rule below."
    )
    sources = models.ManyToManyField(
        Source, blank=True, help_text="What our own words rely on, beside the summary."
    )
    staff_note = models.TextField(blank=True, help_text=STAFF_NOTE)

    def __str__(self) -> str:
        return self.title


class Term(Part):
    """A glossary entry."""

    name = models.CharField(max_length=120, help_text="The word, e.g. Tamoxifen")
    say = models.CharField(max_length=120, blank=True, help_text="How to say it: ta-MOX-ih-fen")
    also = LinesField(help_text="Other names for it, one a line.")
    definition = models.TextField(help_text="What it means, in one to three short sentences.")
    sources = models.ManyToManyField(
        Source, blank=True, help_text="What our own words rely on, beside the summary."
    )
    staff_note = models.TextField(blank=True, help_text=STAFF_NOTE)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("glossary", args=[self.guide.slug]) + f"#{self.slug}"


class TrialTopic(Part):
    """A type of cancer to search trials for at NCI. The first is the broadest."""

    label = models.CharField(max_length=120, help_text="e.g. HER2 positive breast cancer")
    code = models.CharField(max_length=120, help_text="NCI Thesaurus code, e.g. C4872")

    def __str__(self) -> str:
        return self.label


class Condition(models.Model):
    """A row of a rule: a set of choices of one question, and a test.

    The rows of one thing that share a `situation` number must all hold together; another number
    is another situation. A question's rows are its "ask when", which is one situation.
    """

    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    notice = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.CASCADE, related_name="ask_when"
    )
    situation = models.PositiveSmallIntegerField(
        default=1, help_text="Rows with the same number must all hold together."
    )
    test = models.CharField(
        max_length=4,
        choices=[(Test.ANY, "any of these"), (Test.ONLY, "nothing else than these")],
        default=Test.ANY,
        help_text="How the answers picked here are held against what a reader chose.",
    )
    choices = models.ManyToManyField(Choice, through="ConditionChoice")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["situation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="condition_belongs_to_one_thing",
                condition=Q(option__isnull=False, notice__isnull=True, question__isnull=True)
                | Q(option__isnull=True, notice__isnull=False, question__isnull=True)
                | Q(option__isnull=True, notice__isnull=True, question__isnull=False),
            ),
            models.CheckConstraint(
                name="ask_when_is_one_situation",
                condition=Q(question__isnull=True) | Q(situation=1),
            ),
        ]

    def __str__(self) -> str:
        # Asked of deleted rows too, so it cannot look at what was picked.
        return f"situation {self.situation}, {self.get_test_display()}"

    @property
    def belongs_to(self) -> Part:
        """The option, notice or question whose rule this is a row of."""
        return self.option or self.notice or self.question


class ConditionChoice(models.Model):
    """A choice that a rule names. It protects the choice: deleting one must not bend a rule."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="picks")
    choice = models.ForeignKey(Choice, on_delete=models.RESTRICT, related_name="picks")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["condition", "choice"], name="choice_once_a_condition")
        ]

    def __str__(self) -> str:
        return f"the rule of “{self.condition.belongs_to}”"
