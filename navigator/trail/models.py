"""The trail: what staff and strangers did, kept for those who look after the site."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

LONGEST_NAME, LONGEST_DETAIL = 150, 300


class TrailFixedError(Exception):
    """Raised by whatever would change or delete a line of the trail."""


class TrailQuerySet(models.QuerySet["Trail"]):
    def update(self, **kwargs: object) -> int:
        raise TrailFixedError("A line of the trail cannot be changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TrailFixedError("A line of the trail cannot be deleted.")


class Trail(models.Model):
    """A line of the trail: who did what, from which address and when. It never tells of a reader.

    `account` is a name as it was given, which may be nobody's.
    """

    at = models.DateTimeField("when", default=timezone.now, db_index=True)
    what = models.CharField("what happened", max_length=60)
    account = models.CharField(max_length=LONGEST_NAME, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    detail = models.CharField(max_length=LONGEST_DETAIL, blank=True)

    objects = TrailQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "line of the trail"
        verbose_name_plural = "lines of the trail"

    def __str__(self) -> str:
        return f"{self.account} {self.what} {self.detail}".strip()

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise TrailFixedError("A line of the trail cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise TrailFixedError("A line of the trail cannot be deleted.")
