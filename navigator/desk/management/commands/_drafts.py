"""Shared by the guide commands."""

from django.core.management.base import CommandError

from navigator.desk.models import Guide


def find_draft(slug: str) -> Guide:
    """Return the draft with that slug. Raises CommandError, which names the ones there are."""
    draft = Guide.objects.filter(slug=slug).first()
    if draft is None:
        slugs = ", ".join(Guide.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no guide with the slug “{slug}”. There are: {slugs}.")
    return draft
