"""manage.py tell_due_reviews: send mail to those who are told that a review is due."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser

from navigator.desk.models import Guide
from navigator.desk.reviewing import DUE_SOON, due_in_words, is_due


class Command(BaseCommand):
    help = "Tells of each guide whose medical review is due. For cron, e.g. once a week."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=DUE_SOON,
            help=f"how many days before it is due; default: {DUE_SOON}",
        )

    def handle(self, *, days: int, **options: Any) -> None:
        failed = False
        for draft in Guide.objects.order_by("review_due_on", "title"):
            if not is_due(draft, days):
                continue
            self.stdout.write(f"{draft}: {due_in_words(draft)}")
            told = ", ".join(draft.review_told)
            if not told:
                self.stdout.write("  Nobody is told: the guide names no address.")
            elif not settings.EMAIL_HOST:
                self.stdout.write(f"  No mail is sent to {told}: EMAIL_HOST is not set.")
            else:
                try:
                    _tell(draft)
                except (OSError, SMTPException) as error:
                    failed = True
                    self.stderr.write(f"  The mail to {told} was not sent: {error}")
                else:
                    self.stdout.write(f"  Sent to {told}.")
        if failed:
            raise CommandError("Not every mail was sent.")


def _tell(draft: Guide) -> None:
    """Send one mail to all who are told. Raises OSError and SMTPException."""
    send_mail(
        f"Medical review of “{' '.join(draft.title.split())}”",
        f"{due_in_words(draft)}\n\n"
        "Ask the reviewers to look at it: the page “Review” of its workbench shows each part, and "
        "what is to do. Then set the day of the next review on the workbench, and publish.\n\n"
        "You get this because the guide names your address under “Who is told”.\n",
        None,
        draft.review_told,
    )
