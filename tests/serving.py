"""Guides as readers are served them, without going through a draft."""

from __future__ import annotations

from django.db import OperationalError
from django.utils import timezone

from navigator.desk.models import Guide as Draft
from navigator.editions.models import Edition
from navigator.editions.publishing import add_to_chain
from navigator.guide.plain import to_plain

from .library import library


class Away:
    """A table that cannot be asked."""

    def __getattr__(self, name):
        raise OperationalError("the database is away")


class LookHere:
    """A look in the test's own thread, whose transaction has what the test wrote."""

    def __init__(self, look):
        look()

    def is_alive(self):
        return False

    def join(self, seconds):
        pass


def serve(guide, number=None) -> Edition:
    """Put the guide before readers as its next edition, proofread or not."""
    return _serve(guide, to_plain(guide), number)


def serve_unreadable(guide) -> Edition:
    """An edition as another version of the site may have written it, after this one's."""
    return _serve(guide, {"format": 2})


def _serve(guide, content, number=None) -> Edition:
    draft, _ = Draft.objects.get_or_create(
        slug=guide.slug, defaults={"title": guide.title, "minutes": guide.minutes}
    )
    last = draft.editions.first()
    edition = Edition(
        guide=draft,
        number=number or (last.number + 1 if last else 1),
        content=content,
        note="for a test",
        published_at=timezone.now(),
        before=last.digest if last else "",
    )
    add_to_chain(edition)
    return edition


SLUG = library().slug


def path_to(*steps, guide=SLUG) -> str:
    """The address of a page of the library guide or another one, as the contract has it."""
    return "/" + "".join(f"{step}/" for step in (guide, *steps))


def question_path(slug, guide=SLUG) -> str:
    return path_to("questions", slug, guide=guide)
