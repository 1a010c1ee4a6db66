"""What staff keep about the rows of a draft, and what is no part of the guide itself.

A row of a guide goes by its kind and slug, as in `navigator.guide.model.KINDS`; the guide itself
has no slug. So what is kept outlives a row that was deleted or came back from a file.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .guides import Guide, seen_signs


class OfRow(models.Model):
    """Something that is kept about a row of a guide."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    slug = models.CharField(max_length=50, blank=True)

    class Meta:
        abstract = True


class Wording(OfRow):
    """A text of a row in another language, as `navigator.guide.model.Wording` has it.

    `answer` is the slug of the answer that it is of, in a question. `saved_by` and `saved_at` are
    empty for what came with a file at the machine.
    """

    answer = models.CharField(max_length=50, blank=True)
    language = models.CharField(max_length=12)
    field = models.CharField(max_length=60)
    source = models.TextField()
    text = models.TextField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "kind", "slug", "answer", "language", "field"],
                name="wording_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class RowToCheckQuerySet(models.QuerySet["RowToCheck"]):
    def open_in(self, guide: Guide) -> RowToCheckQuerySet:
        """Return the rows of a guide that nobody has settled yet."""
        return self.filter(guide=guide, settled_at__isnull=True)


class RowToCheck(OfRow):
    """A row that rests on a statement of the summary that has changed, until somebody settles it.

    `was` and `now` are the statement with its lead-in, before and after; `now` is empty where it is
    gone. `before` is the whole text of the summary that the row was last right with.
    """

    was = models.TextField()
    now = models.TextField(blank=True)
    before = models.TextField(blank=True)
    since = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = RowToCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "kind", "slug"],
                condition=Q(settled_at__isnull=True),
                name="row_to_check_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}".strip()


class Reviewer(models.Model):
    """A clinician who reviews guides: an account, with the role that readers are told."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviewer"
    )
    name = models.CharField(
        max_length=120,
        validators=[seen_signs],
        help_text="As readers see it, e.g. Dr. Ana Silva",
    )
    role = models.CharField(
        max_length=120,
        validators=[seen_signs],
        help_text="As readers see it, e.g. pediatrician",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class Approval(OfRow):
    """A clinician's approval of a row, for exactly the content that has this digest.

    `content` is that content, to tell later what has changed since. `account` is the reviewer's
    own, or that of who entered what was signed on paper.
    """

    digest = models.CharField(max_length=64)
    content = models.JSONField()
    reviewer = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    on = models.DateField("approved on")
    on_paper = models.BooleanField("signed on paper", default=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("entered at", auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}".strip()


class Comment(OfRow):
    """What a reviewer says of a row, or what an editor answers."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_reviewer = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Acceptance(OfRow):
    """A warning of the proofreader that somebody accepts, for a reason.

    `code`, `field` and `answer` are those of the finding, and `digest` is its digest: it stands for
    what was found as it was. `what` is what was told then.
    """

    code = models.CharField(max_length=40)
    field = models.CharField(max_length=60, blank=True)
    answer = models.CharField(max_length=50, blank=True)
    digest = models.CharField(max_length=64)
    what = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "digest"], name="accepted_once"),
        ]

    def __str__(self) -> str:
        return self.what


class PublishRequest(models.Model):
    """An editor's wish to have the draft published, until somebody publishes or declines it."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="publish_requests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(help_text="What changed, and why.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="Why not, or which edition it became.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.note
