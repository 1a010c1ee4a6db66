"""Editions: published, immutable, numbered copies of whole guides."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class EditionFixedError(Exception):
    """Raised by whatever would change or delete an edition."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest(self) -> EditionQuerySet:
        """Return the newest edition of each guide."""
        of_guide = Edition.objects.filter(guide=models.OuterRef("guide")).order_by("-number")
        return self.filter(number=models.Subquery(of_guide.values("number")[:1]))

    def update(self, **kwargs: object) -> int:
        raise EditionFixedError("An edition cannot be changed. Publish a new one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise EditionFixedError("An edition cannot be deleted.")


class Edition(models.Model):
    """An immutable, numbered, published copy of a whole guide, as JSON.

    `review` tells who had approved what of it, see `navigator.guide.review`. One with `withdrawn`
    takes the guide from its readers, who are told this text instead; its content is that of the
    edition before. `digest` is the hash of all of this and of the edition before, whose own hash is
    `before`, see `chain`.
    """

    guide = models.ForeignKey("desk.Guide", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    review = models.JSONField(default=dict)
    withdrawn = models.TextField("what readers are told instead", blank=True)
    note = models.TextField(help_text="What changed, and why.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )

    before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "-number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="edition_number_in_guide")
        ]

    def __str__(self) -> str:
        return f"{self.guide}, edition {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise EditionFixedError("An edition cannot be changed. Publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise EditionFixedError("An edition cannot be deleted.")


class ChainEnd(models.Model):
    """The end of a guide's chain of editions, kept apart from them.

    So one that was taken off the end is missed, and a guide that was withdrawn stays so, whatever
    is done to the edition that says it.
    """

    guide = models.OneToOneField("desk.Guide", on_delete=models.PROTECT, related_name="chain_end")
    digest = models.CharField(max_length=64)
    is_withdrawn = models.BooleanField()

    def __str__(self) -> str:
        return f"The end of the editions of {self.guide}"
