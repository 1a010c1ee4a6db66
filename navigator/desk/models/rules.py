"""Rules: when an option or a notice applies, and when a question is asked."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from navigator.guide.model import Test

from .parts import HIGHEST, Choice, Notice, Option, Part, Question

AT_LEAST = "at-least"  # the test of a row that counts answers, of any questions


class Condition(models.Model):
    """A row of a rule: a set of choices, and a test.

    With *only*, they are of one question. *None of* several questions says so of each of them, and
    *any of* or *at least* so many is one condition on all.

    The rows of one thing that share a `situation` number must all hold together; another number
    is another situation. A question's rows are its "ask when".
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
        "way to be listed",
        default=1,
        help_text="Rows with the same number must all hold together, e.g. 1. "
        "Another number, e.g. 2, is another way to be listed.",
    )
    test = models.CharField(
        "the reader picked",
        max_length=8,
        choices=[
            (Test.ANY, "any of these"),
            (Test.NONE, "none of these"),
            (Test.ONLY, "these and no other"),
            (AT_LEAST, "at least so many of these"),
        ],
        default=Test.ANY,
        help_text="Usually “any of these”, e.g. by day or by night. “These and no other” is for "
        "what must stand alone, e.g. by day only.",
    )
    number = models.PositiveSmallIntegerField(
        "at least",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)],
        help_text="Of “at least so many of these”: how many, e.g. 2.",
    )
    choices = models.ManyToManyField(Choice, through="ConditionChoice", verbose_name="answers")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "row of a rule"
        verbose_name_plural = "rows of rules"
        ordering = ["situation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="condition_belongs_to_one_thing",
                condition=Q(option__isnull=False, notice__isnull=True, question__isnull=True)
                | Q(option__isnull=True, notice__isnull=False, question__isnull=True)
                | Q(option__isnull=True, notice__isnull=True, question__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Asked of deleted rows too, so it cannot look at what was picked.
        return f"situation {self.situation}, {self.get_test_display()}"

    @property
    def belongs_to(self) -> Part | None:
        """The option, notice or question whose rule this is a row of."""
        return self.option or self.notice or self.question


class ConditionChoice(models.Model):
    """A choice that a rule names. It protects the choice: deleting one must not bend a rule."""

    condition = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="picks")
    choice = models.ForeignKey(Choice, on_delete=models.RESTRICT, related_name="picks")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "used in"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["condition", "choice"], name="choice_once_a_condition")
        ]

    def __str__(self) -> str:
        return f"the rule of “{self.condition.belongs_to}”"
