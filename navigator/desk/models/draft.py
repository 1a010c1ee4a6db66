"""The parts of a guide's draft, row by row."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from navigator.desk.models.lines import LinesField
from navigator.guide.model import Kind

from .guide import OTHER, STAFF_NOTE, Guide, Versioned, https_url

SOURCES = "What our own words rely on beside the summary, e.g. an older text by the same publisher."


class PartManager(models.Manager):
    def get_by_natural_key(self, guide: str, slug: str) -> Part:
        return self.get(guide__slug=guide, slug=slug)


class Part(Versioned):
    """Anything that belongs to a guide, has a slug and a place in an order."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE)
    slug = models.SlugField(
        help_text="A short name without spaces, e.g. lung-surgery. Readers never see it as a name."
    )
    position = models.PositiveIntegerField(
        "place", default=0, help_text="Lower numbers come first, e.g. 3"
    )

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
        max_length=300,
        blank=True,
        validators=[https_url],
        help_text="An https address, e.g. https://www.cancer.gov/types/breast",
    )
    note = models.TextField(
        blank=True, help_text="What a reader should know about it, e.g. Older than the summary."
    )
    is_summary = models.BooleanField(
        "is the summary itself",
        default=False,
        help_text="The guide was made from it, e.g. the publisher’s page on treatment options.",
    )

    def __str__(self) -> str:
        return self.title


class Category(Part):
    """A heading that options stand under."""

    name = models.CharField(max_length=120, help_text="A heading, e.g. Hormone therapy")
    about = models.TextField(
        blank=True, help_text="What they have in common, e.g. Surgery is done in a hospital."
    )
    about_other = models.TextField("about, for a caregiver", blank=True, help_text=OTHER)
    source_text = models.TextField(
        "the summary's words",
        blank=True,
        help_text="To the letter, e.g. Treatment options may include:",
    )
    sources = models.ManyToManyField(Source, blank=True, help_text=SOURCES)

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
        help_text="How many a reader may pick, e.g. several, for where it has spread.",
    )
    label = models.CharField(
        "short label", max_length=60, help_text="For summaries, e.g. HER2 result"
    )
    text = models.CharField(
        "question",
        max_length=200,
        help_text="The question itself, e.g. Is the cancer HER2 positive?",
    )
    text_other = models.CharField(
        "question, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    why = models.TextField("why we ask", help_text="Why we ask, e.g. Some drugs act on HER2.")
    why_other = models.TextField("why we ask, for a caregiver", blank=True, help_text=OTHER)
    where = models.TextField(
        "where to find it",
        help_text="Where a reader can find the answer, e.g. Look in your pathology report.",
    )
    where_other = models.TextField("where to find it, for a caregiver", blank=True, help_text=OTHER)
    ask_team = models.TextField(
        "what to ask the care team",
        help_text="What to ask when it is not known, e.g. Is the cancer HER2 positive?",
    )
    ask_team_other = models.TextField(
        "what to ask the care team, for a caregiver", blank=True, help_text=OTHER
    )
    staff_note = models.TextField("note for staff", blank=True, help_text=STAFF_NOTE)

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
    slug = models.SlugField(
        help_text="A short name without spaces, e.g. positive. "
        "When it changes, readers on their way are asked again."
    )
    position = models.PositiveIntegerField(
        "place", default=0, help_text="Lower numbers come first, e.g. 3"
    )
    label = models.CharField("answer", max_length=120, help_text="e.g. Positive, or I am not sure")
    label_other = models.CharField(
        "answer, for a caregiver", max_length=120, blank=True, help_text=OTHER
    )
    hint = models.CharField(
        max_length=200, blank=True, help_text="A short line below it, e.g. More HER2 than normal"
    )
    hint_other = models.CharField(
        "hint, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    statement = models.CharField(
        "as a sentence",
        max_length=200,
        help_text="The answer as a sentence, e.g. The cancer is HER2 positive.",
    )
    statement_other = models.CharField(
        "as a sentence, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    uncertain = models.BooleanField(
        "means “not known”",
        default=False,
        help_text="The reader does not know, e.g. I am not sure.",
    )
    exclusive = models.BooleanField(
        "goes with no other",
        default=False,
        help_text="Cannot go with other answers, e.g. None of these.",
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
        help_text="The heading it stands under, e.g. Surgery",
    )
    name = models.CharField(max_length=160, help_text="e.g. Tamoxifen, after menopause")
    plain = models.TextField(
        "our words",
        help_text="Two to four short sentences, e.g. Tamoxifen is a hormone therapy drug. It ...",
    )
    plain_other = models.TextField("our words, for a caregiver", blank=True, help_text=OTHER)
    drugs = LinesField(help_text="The drugs by name, one a line, e.g. letrozole")
    source_text = models.TextField(
        "the summary's words",
        help_text="To the letter, e.g. • Surgery to remove cancer in the lung.",
    )
    team_questions = LinesField(
        "questions for the care team", help_text="One a line, e.g. How would we know that it works?"
    )
    sources = models.ManyToManyField(
        Source,
        blank=True,
        verbose_name="sources of our words",
        help_text=SOURCES,
    )
    for_everyone = models.BooleanField(
        default=False,
        help_text="Whatever they answer, e.g. trials of new treatments. It needs no rule below.",
    )
    staff_note = models.TextField("note for staff", blank=True, help_text=STAFF_NOTE)

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
    title_other = models.CharField(
        "title, for a caregiver", max_length=160, blank=True, help_text=OTHER
    )
    text = models.TextField(
        help_text="In short sentences, e.g. Some of these treatments are used in men as well."
    )
    text_other = models.TextField("text, for a caregiver", blank=True, help_text=OTHER)
    on_start = models.BooleanField(
        "on the start page too",
        default=False,
        help_text="For what everyone must know before they begin, e.g. who the summary is about.",
    )
    for_everyone = models.BooleanField(
        default=False,
        help_text="Whatever they answer, e.g. trials of new treatments. It needs no rule below.",
    )
    sources = models.ManyToManyField(
        Source,
        blank=True,
        verbose_name="sources of our words",
        help_text=SOURCES,
    )
    staff_note = models.TextField("note for staff", blank=True, help_text=STAFF_NOTE)

    def __str__(self) -> str:
        return self.title


class Term(Part):
    """A glossary entry."""

    name = models.CharField(max_length=120, help_text="The word, e.g. Tamoxifen")
    say = models.CharField(
        "how to say it", max_length=120, blank=True, help_text="e.g. ta-MOX-ih-fen"
    )
    also = LinesField(
        "also called",
        help_text="One a line, e.g. Nolvadex. Each is explained in the texts as well.",
    )
    definition = models.TextField(
        help_text="One to three short sentences, e.g. A doctor who treats cancer with drugs."
    )
    sources = models.ManyToManyField(
        Source,
        blank=True,
        verbose_name="sources of our words",
        help_text=SOURCES,
    )
    staff_note = models.TextField("note for staff", blank=True, help_text=STAFF_NOTE)

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
