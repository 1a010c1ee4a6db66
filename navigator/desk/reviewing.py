"""Approvals and comments on the parts of a draft: what holds, and what is to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from navigator.guide.held import Row
from navigator.guide.model import Guide
from navigator.guide.review import Approved, Part, Review, parts, translation_part

from . import models
from .rows import TWICE, lock

DUE_SOON = 30  # days


class State(StrEnum):
    """Where the review of a part stands."""

    APPROVED = "approved"
    WAITS = "waits"  # a reviewer's comment, for the editor
    ASKED_AGAIN = "asked again"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True)
class Standing:
    """A part with what reviewers and editors said of it.

    `holding` are the approvals that hold, the newest first; `lapsed` is the newest of the others
    where none holds.
    """

    part: Part
    state: State
    holding: tuple[models.Approval, ...]
    lapsed: models.Approval | None
    comments: tuple[models.Comment, ...]

    def is_held_by(self, name: str, role: str, on: date) -> bool:
        """Tell if an approval of that day by them holds already."""
        return (name, role, on) in [(each.reviewer, each.role, each.on) for each in self.holding]

    def written_since(self, key: int, user: User) -> list[models.Comment]:
        """Return what others wrote after the comment with that key, the last that a page showed."""
        return [each for each in self.comments if each.pk > key and each.author_id != user.pk]

    def objection_to_paper(self, on: date) -> models.Comment | None:
        """Return what a reviewer wrote after the part was signed on paper on a day, or None.

        What they wrote on the same day counts until it is answered.
        """
        waits = self.comments and self.comments[-1].by_reviewer
        for each in reversed(self.comments):
            if each.by_reviewer and (_day(each) > on or (waits and _day(each) == on)):
                return each
        return None


def standings(draft: models.Guide, guide: Guide) -> list[Standing]:
    """Return where each part of what a draft was frozen to stands."""
    approvals = _by_part(models.Approval.objects.filter(guide=draft).select_related("account"))
    comments = _by_part(models.Comment.objects.filter(guide=draft).select_related("author"))
    return [_standing(part, approvals[part.key], comments[part.key]) for part in parts(guide)]


def _by_part(rows: Iterable[Any]) -> defaultdict[Row, list[Any]]:
    found: defaultdict[Row, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.kind, row.slug].append(row)
    return found


def _standing(
    part: Part, approvals: list[models.Approval], comments: list[models.Comment]
) -> Standing:
    """Return where the review of a part stands.

    An approval holds for exactly that content, until a reviewer says something after it.
    """
    said = [each for each in comments if each.by_reviewer]
    holding: dict[str, models.Approval] = {}
    for each in approvals:
        is_taken_back = any(_came_later(comment, each) for comment in said)
        if each.digest == part.digest and not is_taken_back:
            holding.setdefault(each.reviewer, each)
    lapsed = approvals[0] if approvals and not holding else None
    if holding:
        state = State.APPROVED
    elif comments and (lapsed is None or _came_later(comments[-1], lapsed)):
        state = State.WAITS if comments[-1].by_reviewer else State.ASKED_AGAIN
    else:
        state = State.CHANGED if lapsed else State.NEW
    return Standing(part, state, tuple(holding.values()), lapsed, tuple(comments))


def _came_later(comment: models.Comment, approval: models.Approval) -> bool:
    """Tell if a comment is newer than an approval, which on paper has the day it was signed."""
    is_after_paper = approval.on_paper and _day(comment) > approval.on
    return is_after_paper or comment.at >= approval.at


def _day(comment: models.Comment) -> date:
    return timezone.localdate(comment.at)


def review_of(draft: models.Guide, guide: Guide) -> Review:
    """Return how much of a guide is approved; the draft was frozen to that guide."""
    found = standings(draft, guide)
    approved = [
        Approved(*standing.part.key, each.reviewer, each.role, each.on)
        for standing in found
        for each in standing.holding
    ]
    signed = [
        Approved(*part.key, each.reviewer, each.role, each.on)
        for part, each in signatures(draft, guide)
    ]
    return Review(len(found), tuple(approved), tuple(signed))


def signatures(draft: models.Guide, guide: Guide) -> Iterator[tuple[Part, models.Approval]]:
    """Yield the latest signature under each translation that holds: nothing of it has changed."""
    for translation in guide.translations:
        part = translation_part(guide, translation.slug)
        approvals = models.Approval.objects.filter(guide=draft, kind=part.kind, slug=part.slug)
        if holding := approvals.filter(digest=part.digest).first():
            yield part, holding


def reviewer(user: Any) -> models.Reviewer | None:
    """Return as whom a member of staff approves, if they may."""
    return _named(user, "desk.review_guide")


def translator(user: Any) -> models.Reviewer | None:
    """Return as whom a member of staff signs translations, if they may."""
    return _named(user, "desk.translate_guide")


def _named(user: Any, right: str) -> models.Reviewer | None:
    return models.Reviewer.objects.filter(user=user).first() if user.has_perm(right) else None


def approve(draft: models.Guide, part: Part, by: models.Reviewer) -> models.Approval:
    """Keep that somebody approves a part as it is, or signs a translation. Hold the lock.

    What it was is kept as well, but for a translation, whose texts tell when they were saved.
    """
    return models.Approval.objects.create(
        guide=draft,
        kind=part.kind,
        slug=part.slug,
        digest=part.digest,
        content={} if part.kind == "translation" else part.content,
        reviewer=by.name,
        role=by.role,
        on=timezone.localdate(),
        account=by.user,
    )


def enter_from_paper(
    draft: models.Guide, signed: Iterable[Part], name: str, role: str, on: date, account: User
) -> None:
    """Keep that somebody signed parts on paper, as this member of staff enters it.

    Hold the lock.
    """
    models.Approval.objects.bulk_create(
        models.Approval(
            guide=draft,
            kind=part.kind,
            slug=part.slug,
            digest=part.digest,
            content=part.content,
            reviewer=name,
            role=role,
            on=on,
            on_paper=True,
            account=account,
        )
        for part in signed
    )


def comment(
    draft: models.Guide, part: Part, text: str, author: User, *, by_reviewer: bool
) -> models.Comment | None:
    """Keep what a reviewer says of a part, or an editor answers. None: they said it just now."""
    said: dict[str, Any] = {
        "guide": draft,
        "kind": part.kind,
        "slug": part.slug,
        "text": text,
        "author": author,
        "by_reviewer": by_reviewer,
    }
    with transaction.atomic():
        lock(draft.pk)
        if models.Comment.objects.filter(**said, at__gt=timezone.now() - TWICE).exists():
            return None  # the button was pressed twice
        return models.Comment.objects.create(**said)


# Days on which a review is due.


def is_due(draft: models.Guide, days: int = DUE_SOON) -> bool:
    """Tell if the next review of a guide is due within so many days, or overdue."""
    due = draft.review_due_on
    return due is not None and (due - timezone.localdate()).days <= days


def due_in_words(draft: models.Guide) -> str:
    """Return when the next review of a guide is due, as a sentence."""
    if draft.review_due_on is None:
        return "No day is set for the next review."
    left = (draft.review_due_on - timezone.localdate()).days
    on = date_format(draft.review_due_on)
    if left < 0:
        return f"The review is overdue: it was due on {on}."
    if left == 0:
        return f"The review is due today, {on}."
    return f"The review is due on {on}, in {left} day{'' if left == 1 else 's'}."
