"""Shared by the guide commands."""

from django.core.management.base import BaseCommand, CommandError

from navigator.desk.models import Guide
from navigator.desk.rows import freeze
from navigator.desk.translating import shown_untranslated


def find_draft(slug: str) -> Guide:
    """Return the draft with that slug. Raises CommandError, which names the ones there are."""
    draft = Guide.objects.filter(slug=slug).first()
    if draft is None:
        slugs = ", ".join(Guide.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no guide with the slug “{slug}”. There are: {slugs}.")
    return draft


def tell_untranslated(command: BaseCommand, draft: Guide) -> None:
    """Say what was published that readers of a language get in the guide's own."""
    for language, texts in shown_untranslated(freeze(draft)).items():
        command.stdout.write(f"Not in “{language}” yet, and shown as they are: {len(texts)} texts.")
