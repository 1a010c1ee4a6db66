"""The parts of a guide: whatever belongs to one and has a slug there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from navigator.desk.lines import LinesField
from navigator.guide.model import Kind
from navigator.guide.proofread.references import FIELDS

from .answers_field import AnswersField
from .guides import OTHER, Guide, Judged, Versioned, https_url

HIGHEST = 9999  # of numbers that readers type in


class Placed(models.Model):
    """A row that has its place among others."""

    position = models.PositiveIntegerField(
        "place", default=0, help_text="Lower numbers come first, e.g. 3"
    )

    class Meta:
        abstract = True


class Part(Versioned, Placed):
    """Anything that belongs to a guide, has a slug and a place in an order."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE)
    slug = models.SlugField(
        "short name",
        help_text="Letters, digits and hyphens, e.g. day-spray. Empty: it is made by itself. "
        "Readers never see it as a name.",
    )

    class Meta:
        abstract = True
        ordering = ["guide", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "slug"], name="%(class)s_slug_in_guide")
        ]

    def clean(self) -> None:
        for name, model in part_fields(type(self)).items():
            other = getattr(self, name) if getattr(self, f"{name}_id") else None
            if other is not None and self.guide_id and other.guide_id != self.guide_id:
                called = model._meta.verbose_name
                raise ValidationError({name: f"This {called} belongs to another guide."})


def part_fields(model: type[models.Model]) -> dict[str, type[Part]]:
    """Return the columns by which a part points to another, and to what kind of part."""
    return {
        each.name: each.related_model
        for each in (model._meta.concrete_fields if issubclass(model, Part) else ())
        if isinstance(each.related_model, type) and issubclass(each.related_model, Part)
    }


class Source(Part):
    """Something that statements rely on."""

    title = models.CharField(max_length=300, help_text="e.g. Treating asthma")
    publisher = models.CharField(max_length=200, help_text="e.g. Asthma Society")
    dated = models.CharField(max_length=60, blank=True, help_text="e.g. about 2017")
    url = models.CharField(
        max_length=300,
        blank=True,
        validators=[https_url],
        help_text="An https address, e.g. https://asthma.example/treatment",
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


class Cited(models.Model):
    """A row with words of our own, which rely on sources."""

    sources = models.ManyToManyField(
        Source,
        blank=True,
        verbose_name="sources of our words",
        help_text="What our own words rely on beside the summary, e.g. an older text by the same "
        "publisher.",
    )

    class Meta:
        abstract = True


class Category(Part, Cited):
    """A heading that options stand under."""

    name = models.CharField(max_length=120, help_text="A heading, e.g. Sprays")
    about = models.TextField(
        blank=True, help_text="What they have in common, e.g. A spray is breathed in."
    )
    about_other = models.TextField("about, for a caregiver", blank=True, help_text=OTHER)
    none_listed = models.TextField(
        "where none is listed",
        blank=True,
        help_text="What to tell a reader for whom nothing here is listed: for whom the summary "
        "names it, e.g. The summary names sprays for asthma that has lasted for a year.",
    )
    none_listed_other = models.TextField(
        "where none is listed, for a caregiver", blank=True, help_text=OTHER
    )
    source_text = models.TextField(
        "the summary's words",
        blank=True,
        help_text="To the letter, e.g. Treatment options may include:",
    )

    class Meta(Part.Meta):
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Panel(Part, Judged):
    """Several questions on one page, such as tests of one sample."""

    text = models.CharField(
        "heading", max_length=200, help_text="Of the page, e.g. What did the allergy tests find?"
    )
    text_other = models.CharField(
        "heading, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    why = models.TextField("why we ask", help_text="e.g. Some sprays help against some allergies.")
    why_other = models.TextField("why we ask, for a caregiver", blank=True, help_text=OTHER)
    where = models.TextField(
        "where to find it",
        help_text="Where a reader can find the results, e.g. Look in the letter of the lab.",
    )
    where_other = models.TextField("where to find it, for a caregiver", blank=True, help_text=OTHER)

    def __str__(self) -> str:
        return self.text


class Question(Part, Judged):
    """Something that a reader is asked, on a page of its own or on that of a panel."""

    kind = models.CharField(
        "answers",
        max_length=10,
        choices=[
            (Kind.ONE, "one of them"),
            (Kind.SEVERAL, "several of them"),
            (Kind.NUMBER, "a number is typed in"),
        ],
        default=Kind.ONE,
        help_text="How many a reader may pick, e.g. several, for what they have tried. A number "
        "falls in one of the ranges below.",
    )
    panel = models.ForeignKey(
        Panel,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="questions",
        help_text="The page that it stands on with others, e.g. What did the allergy tests find? "
        "Without one, it has a page of its own.",
    )
    label = models.CharField("short label", max_length=60, help_text="For summaries, e.g. Age")
    text = models.CharField(
        "question", max_length=200, help_text="The question itself, e.g. How old are you?"
    )
    text_other = models.CharField(
        "question, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    why = models.TextField(
        "why we ask",
        blank=True,
        help_text="Why we ask, e.g. Some sprays are for adults. On the page of a panel, leave it "
        "empty unless this question needs a word of its own.",
    )
    why_other = models.TextField("why we ask, for a caregiver", blank=True, help_text=OTHER)
    where = models.TextField(
        "where to find it",
        blank=True,
        help_text="Where a reader can find the answer, e.g. Look in your test results.",
    )
    where_other = models.TextField("where to find it, for a caregiver", blank=True, help_text=OTHER)
    ask_team = models.TextField(
        "what to ask the care team",
        help_text="What to ask when it is not known, e.g. How severe is my asthma?",
    )
    ask_team_other = models.TextField(
        "what to ask the care team, for a caregiver", blank=True, help_text=OTHER
    )
    unit = models.CharField(
        max_length=30, blank=True, help_text="Of a number: what it counts, e.g. years"
    )
    highest = models.PositiveSmallIntegerField(
        "highest number",
        null=True,
        blank=True,
        validators=[MaxValueValidator(HIGHEST)],
        help_text="Of a number: the greatest that can be right, e.g. 120. A greater one is taken "
        "for a slip.",
    )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.guide.slug, self.slug])

    def clean(self) -> None:
        super().clean()
        if self.slug in FIELDS:
            raise ValidationError({"slug": "Another field of the form has this name already."})
        needed = [] if self.panel_id else ["why", "where"]
        if self.kind == Kind.NUMBER:
            needed += ["unit", "highest"]
        empty = [name for name in needed if getattr(self, name) in ("", None)]
        if empty:
            raise ValidationError(dict.fromkeys(empty, "Readers need this: fill it in."))


class Choice(Placed):
    """One answer to a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    slug = models.SlugField(
        "short name",
        help_text="Letters, digits and hyphens, e.g. adult. Empty: it is made by itself. "
        "When it changes, readers on their way are asked again.",
    )
    label = models.CharField("answer", max_length=120, help_text="e.g. 18 or more")
    label_other = models.CharField(
        "answer, for a caregiver", max_length=120, blank=True, help_text=OTHER
    )
    hint = models.CharField(
        max_length=200, blank=True, help_text="A short line below it, e.g. On the day you start"
    )
    hint_other = models.CharField(
        "hint, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    statement = models.CharField(
        "as a sentence",
        max_length=200,
        help_text="The answer as a sentence, e.g. You are 18 or older.",
    )
    statement_other = models.CharField(
        "as a sentence, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    uncertain = models.BooleanField(
        "means “not known”",
        default=False,
        help_text="The reader does not know, e.g. I am not sure.",
    )
    not_covered = models.BooleanField(
        "the summary does not say",
        default=False,
        help_text="The summary does not speak of such people, so it rules nothing out for them.",
    )
    exclusive = models.BooleanField(
        "goes with no other",
        default=False,
        help_text="Cannot go with other answers, e.g. None of these.",
    )
    least = models.PositiveSmallIntegerField(
        "from",
        null=True,
        blank=True,
        validators=[MaxValueValidator(HIGHEST)],
        help_text="Of a number: where this range begins, e.g. 18. It ends where the next begins.",
    )

    class Meta:
        ordering = ["question", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "slug"], name="choice_slug_in_question")
        ]

    def __str__(self) -> str:
        return f"{self.question.label}: {self.label}"


class Ruled(Cited, Judged):
    """A row with words of our own for those readers whom its rule picks."""

    for_everyone = models.BooleanField(
        default=False,
        help_text="Whatever they answer, e.g. trials of new treatments. It needs no rule below.",
    )

    class Meta:
        abstract = True


class Option(Part, Ruled):
    """One treatment statement of the summary."""

    category = models.ForeignKey(
        Category,
        on_delete=models.RESTRICT,
        related_name="options",
        help_text="The heading it stands under, e.g. Sprays",
    )
    name = models.CharField(max_length=160, help_text="e.g. Spray by day, for adults")
    plain = models.TextField(
        "our words", help_text="Two to four short sentences, e.g. This spray opens the airways. ..."
    )
    plain_other = models.TextField("our words, for a caregiver", blank=True, help_text=OTHER)
    treatments = LinesField(
        help_text="As the glossary calls them, one a line, in the summary's order, e.g. Salbutamol"
    )
    source_text = models.TextField(
        "the summary's words", help_text="To the letter, e.g. • A spray to open the airways."
    )
    team_questions = LinesField(
        "questions for the care team", help_text="One a line, e.g. How would we know that it works?"
    )
    is_trial = models.BooleanField(
        "a kind of clinical trial",
        default=False,
        help_text="Trials are listed by themselves, and not counted among treatments.",
    )
    excludes = LinesField(
        "never together with",
        help_text="Names of options that no reader may get together with this one, one a line, "
        "e.g. Spray by night. You are told where they would. Readers never see this.",
    )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("all-options", args=[self.guide.slug]) + f"#option-{self.slug}"

    def clean(self) -> None:
        super().clean()
        if self.slug and self.slug in self.excludes:
            raise ValidationError({"excludes": "An option cannot exclude itself."})


class Notice(Part, Ruled):
    """Something to tell readers in a situation, or everyone."""

    option = models.ForeignKey(
        Option,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="remarks",
        help_text="For a remark on one option, which stands with it; e.g. Spray by day",
    )
    title = models.CharField(max_length=160, help_text="e.g. The summary was written for adults")
    title_other = models.CharField(
        "title, for a caregiver", max_length=160, blank=True, help_text=OTHER
    )
    text = models.TextField(
        help_text="In short sentences, e.g. Some of these treatments are for the young as well."
    )
    text_other = models.TextField("text, for a caregiver", blank=True, help_text=OTHER)
    on_start = models.BooleanField(
        "on the start page too",
        default=False,
        help_text="For what everyone must know before they begin, e.g. who the summary is about.",
    )

    on_top = models.BooleanField(
        "before the options",
        default=False,
        help_text="For what a reader has to know before the list. Others stand after it.",
    )

    def __str__(self) -> str:
        return self.title


class Term(Part, Cited, Judged):
    """A glossary entry."""

    name = models.CharField(max_length=120, help_text="The word, e.g. Bronchi")
    say = models.CharField("how to say it", max_length=120, blank=True, help_text="e.g. BRON-ky")
    also = LinesField(
        "also called",
        help_text="One a line, e.g. airways. Each is explained in the texts as well.",
    )
    is_drug = models.BooleanField(
        "is a drug", default=False, help_text="Its name is printed with how to say it."
    )
    definition = models.TextField(
        help_text="One to three short sentences, e.g. The tubes that air goes through."
    )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("glossary", args=[self.guide.slug]) + f"#{self.slug}"


class TrialTopic(Part):
    """A topic to search trials for. The search begins with the first."""

    label = models.CharField(max_length=120, help_text="e.g. Asthma in childhood")
    code = models.CharField(
        max_length=120, help_text="As the trial search knows it, e.g. C4872 or, for two, C1|C2"
    )
    broadest = models.BooleanField(
        default=False,
        help_text="Always finds something, and is offered beside any other, e.g. Asthma.",
    )

    def __str__(self) -> str:
        return self.label


class FactKind(Part):
    """A kind of fact about treatments."""

    name = models.CharField(max_length=120, help_text="A short heading, e.g. How it is given")
    name_other = models.CharField(
        "name, for a caregiver", max_length=120, blank=True, help_text=OTHER
    )
    ask = models.CharField(
        "what to ask",
        max_length=200,
        help_text="Where no source tells it, e.g. How often is it taken?",
    )
    ask_other = models.CharField(
        "what to ask, for a caregiver", max_length=200, blank=True, help_text=OTHER
    )
    needed = models.BooleanField(
        default=False, help_text="The proofreader tells which treatments have no such fact."
    )
    urgent = models.BooleanField(
        default=False, help_text="Set apart wherever it shows, e.g. what to call about at once."
    )
    on_paper = models.BooleanField(
        default=False, help_text="The handout tells it of each treatment that a reader picked."
    )

    class Meta(Part.Meta):
        verbose_name = "kind of fact"
        verbose_name_plural = "kinds of fact"

    def __str__(self) -> str:
        return self.name


class Fact(Part, Cited, Judged):
    """One thing about a treatment that helps to decide. It shows wherever the treatment does."""

    treatment = models.ForeignKey(
        Term,
        on_delete=models.RESTRICT,
        related_name="facts",
        help_text="Its term in the glossary, e.g. Salbutamol",
    )
    kind = models.ForeignKey(
        FactKind, on_delete=models.RESTRICT, related_name="facts", help_text="e.g. How it is given"
    )
    text = models.TextField(help_text="A sentence or two, e.g. A spray, twice a day.")
    text_other = models.TextField("text, for a caregiver", blank=True, help_text=OTHER)

    def __str__(self) -> str:
        return self.text


class Matter(Part):
    """Something that may matter to a reader, to tick."""

    text = models.CharField("what may matter", max_length=160, help_text="e.g. Sleeping well")
    text_other = models.CharField(
        "what may matter, for a caregiver", max_length=160, blank=True, help_text=OTHER
    )
    kinds = LinesField(
        "kinds of fact",
        help_text="Names of those that tell of it, one a line, e.g. How it is given. They come "
        "first where treatments are compared.",
    )

    class Meta(Part.Meta):
        verbose_name = "thing that matters"
        verbose_name_plural = "things that matter"

    def __str__(self) -> str:
        return self.text


class ReportLine(Part, Cited, Judged):
    """A line as a lab report may have it, and the answer that it means."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="report_lines", help_text="e.g. Allergies"
    )
    choice = models.SlugField(
        "answer", help_text="The short name of the answer that it means, e.g. pollen"
    )
    test = models.CharField(max_length=120, help_text="As the report names it, e.g. IgE, birch")
    result = models.CharField(max_length=120, help_text="As the report gives it, e.g. class 3")
    text = models.TextField(
        "what it says", blank=True, help_text="In a sentence or two, e.g. Class 2 or more counts."
    )
    text_other = models.TextField("what it says, for a caregiver", blank=True, help_text=OTHER)

    class Meta(Part.Meta):
        verbose_name = "line of a report"
        verbose_name_plural = "lines of a report"

    def __str__(self) -> str:
        return f"{self.test} {self.result}"

    def clean(self) -> None:
        super().clean()
        answers = Choice.objects.filter(question=self.question_id)
        if self.question_id and not answers.filter(slug=self.choice).exists():
            what = f"The question has no answer with the short name “{self.choice}”."
            raise ValidationError({"choice": what})


class ExampleReader(Part, Judged):
    """Named answers, and the verdicts that are expected for them."""

    who = models.CharField(
        "who it is", max_length=120, help_text="e.g. A child with asthma at night only"
    )
    answers = AnswersField(help_text="What this reader says.")
    match = LinesField("options that match", help_text="Their short names, one a line.")
    depends = LinesField(
        "options that depend",
        help_text="Their short names, one a line. Every option in neither list should not be "
        "listed.",
    )

    class Meta(Part.Meta):
        verbose_name = "example reader"

    def __str__(self) -> str:
        return self.who


class Translation(Part, Judged):
    """A language that readers can have a guide in. Its short name is the code of the language."""

    shown = models.BooleanField(
        "readers are offered it",
        default=False,
        help_text="Tick it once most of the texts are there: readers get the others as they are.",
    )
    quotes_from = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        verbose_name="where the publisher’s own words are from",
        help_text="The source of what is quoted in this language, e.g. the publisher’s page in it.",
    )

    class Meta(Part.Meta):
        verbose_name = "translation"

    def __str__(self) -> str:
        return self.slug


# The model of each kind of part, as `navigator.guide.model.KINDS` calls it.
PART_MODELS: dict[str, type[Part]] = {
    "category": Category,
    "panel": Panel,
    "question": Question,
    "option": Option,
    "notice": Notice,
    "term": Term,
    "source": Source,
    "trial topic": TrialTopic,
    "kind of fact": FactKind,
    "fact": Fact,
    "thing that matters": Matter,
    "line of a report": ReportLine,
    "example reader": ExampleReader,
    "translation": Translation,
}
