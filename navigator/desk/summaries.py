"""A draft and the text of its summary: what rests on which statement, and what a new text asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from navigator.guide import model as parts
from navigator.guide.held import Held, Row, hold
from navigator.guide.summary import (
    Form,
    Statement,
    Step,
    align,
    check_summary,
    letters,
    statements,
)

from . import drafts, models

BETWEEN = "\n\n"  # the statements of one row


# What rests on a statement.


def resting_on(guide: parts.Guide, held: Held, statement: Statement) -> list[Row]:
    """Return the rows that rest on a statement of the summary that the guide is held to.

    They are those that quote it, the options below a lead-in, and the remarks on an option and the
    facts of its treatments that cite the summary.
    """
    found: dict[Row, None] = {}
    for each, carriers in zip(held.statements, held.carriers, strict=True):
        is_below = statement.form is Form.LEAD and (each.lead, each.heading) == (
            statement.text,
            statement.heading,
        )
        if each == statement or is_below:
            found |= dict.fromkeys(carriers)
    for kind, slug in list(found):
        if kind == "option":
            found |= dict.fromkeys(_told_of(guide, guide.option_by_slug[slug]))
    return list(found)


def _told_of(guide: parts.Guide, option: parts.Option) -> list[Row]:
    """Return the remarks on an option, and what is told of its treatments from the summary."""
    summaries = {source.slug for source in guide.sources if source.is_summary}
    return [
        *(("notice", each.slug) for each in guide.notices if each.option == option.slug),
        *(
            ("fact", each.slug)
            for each in guide.facts
            if each.treatment in option.treatments and summaries & set(each.sources)
        ),
    ]


# A new text.


def is_done(guide: parts.Guide, text: str, steps: Sequence[Step]) -> bool:
    """Tell if a new text asks nothing of the guide."""
    held = hold(replace(guide, summary=text))
    return all(step.is_settled for step in steps) and not any(held.not_carried)


@transaction.atomic
def keep_summary(
    draft: models.Guide, text: str, taken_from: str, taken_on: date
) -> list[models.RowToCheck]:
    """Keep a new text of the summary, and return the rows that are to check for it.

    Raises SummaryError.
    """
    (draft,) = drafts.lock(draft.pk)
    text = check_summary(text)
    guide = drafts.freeze(draft)
    held = hold(guide)
    steps = align(draft.summary, text)
    changed: dict[Row, list[Step]] = {}
    for step in steps:
        if step.old and not _is_untouched(step):
            for row in resting_on(guide, held, step.old):
                changed.setdefault(row, []).append(step)
    open_marks = {(mark.kind, mark.slug): mark for mark in models.RowToCheck.objects.open_in(draft)}
    became = {step.old.whole: step.new.whole if step.new else "" for step in steps if step.old}
    there = {statement.whole for statement in statements(text)}
    marked = []
    for row in {**open_marks, **changed}:
        mark = open_marks.get(row) or models.RowToCheck(guide=draft, kind=row[0], slug=row[1])
        before = pairs(mark)
        now = _followed(before, became, there) + _added(changed.get(row, []), before)
        if not now:
            mark.delete()  # the words are again what they were
            continue
        mark.was = BETWEEN.join(old for old, _ in now)
        mark.now = BETWEEN.join(new for _, new in now) if any(new for _, new in now) else ""
        mark.save()
        marked.append(mark)
    draft.summary, draft.summary_from, draft.summary_taken_on = text, taken_from, taken_on
    draft.version += 1
    draft.save(update_fields=["summary", "summary_from", "summary_taken_on", "version"])
    return marked


def _is_untouched(step: Step) -> bool:
    """Tell if a statement, and the lead-in that it belongs to, are as they were."""
    return (
        step.is_settled
        and step.old is not None
        and step.new is not None
        and letters(step.old.whole) == letters(step.new.whole)
    )


def pairs(mark: models.RowToCheck) -> list[tuple[str, str]]:
    """Return the statements that a row rests on, each as it was and as it is now."""
    was = mark.was.split(BETWEEN) if mark.was else []
    now = mark.now.split(BETWEEN) if mark.now else [""] * len(was)
    return list(zip(was, now, strict=True))


def _followed(
    before: Sequence[tuple[str, str]], became: dict[str, str], there: set[str]
) -> list[tuple[str, str]]:
    """Return what was to check already, with the words that the new text has for it."""
    followed = []
    for was, then in before:
        now = became.get(then, then) or (was if was in there else "")
        if now != was or now == then:
            followed.append((was, now))
    return followed


def _added(steps: Sequence[Step], before: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is to check beside that. A lead-in is not repeated beside its bullet."""
    known = [now for _, now in before]
    bullets = [step.old.lead for step in steps if step.old]
    return [
        (step.old.whole, step.new.whole if step.new else "")
        for step in steps
        if step.old
        and step.old.text not in bullets
        and not any(now == step.old.whole or now.startswith(f"{step.old.text}\n") for now in known)
    ]


# Rows to check.


def settle(draft: models.Guide, row: Row, user: User) -> bool:
    """Settle a row, and tell if it was to check."""
    kind, slug = row
    found = models.RowToCheck.objects.open_in(draft).filter(kind=kind, slug=slug)
    return bool(found.update(settled_by=user, settled_at=timezone.now()))
