"""Shared by the guide commands."""

from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from navigator.desk.log import edition_in_words, log_at_the_machine
from navigator.desk.models import Guide
from navigator.desk.rows import freeze
from navigator.desk.translating import shown_untranslated
from navigator.editions.models import Edition
from navigator.editions.readable import Newest
from navigator.guide.examples import replaced


def not_blank(text: str) -> str:
    """Return what was given as a note. Raises ArgumentTypeError where it says nothing."""
    if not text.strip():
        raise ArgumentTypeError("say something")
    return text


def find_draft(slug: str) -> Guide:
    """Return the draft with that slug. Raises CommandError, which names the ones there are."""
    draft = Guide.objects.filter(slug=slug).first()
    if draft is None:
        slugs = ", ".join(Guide.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no guide with the slug “{slug}”. There are: {slugs}.")
    return draft


def tell_published(
    command: BaseCommand, draft: Guide, edition: Edition, before: Newest | None
) -> None:
    """Log that a draft was published, and print what that did.

    It may have brought a guide back, dropped example readers of the edition `before`, or have texts
    that readers of a language get in the guide's own.
    """
    guide = freeze(draft)
    log_at_the_machine(draft, edition_in_words(edition))
    command.stdout.write(f"Published {edition}.")
    if before is not None and before.told:
        command.stdout.write("The guide was withdrawn. Readers have it again.")
    for each in replaced(before.guide, guide) if before is not None else []:
        command.stdout.write(f"Example reader dropped: {each.who}")
    for language, texts in shown_untranslated(guide).items():
        command.stdout.write(f"Not in “{language}” yet, and shown as they are: {len(texts)} texts.")
