"""A draft and the text of its summary: what rests on which statement, and what a new text asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from navigator.guide import model as parts
from navigator.guide.aligning import Step, align
from navigator.guide.held import Held, Row, hold
from navigator.guide.summary import Form, Statement, check_summary, letters, statements

from . import models
from .rows import freeze, lock

BETWEEN = "\n\n"  # the statements of one row


# What rests on a statement.


def resting_on(guide: parts.Guide, held: Held, statement: Statement) -> list[Row]:
    """Return the rows that rest on a statement of the summary that the guide is held to.

    They are those that quote it, the options below a lead-in, the remarks on an option, the facts
    of its treatments that cite the summary, and what is said of its category.
    """
    found: dict[Row, None] = {}
    for each, carriers in zip(held.statements, held.carriers, strict=True):
        is_below = (
            statement.form is Form.LEAD
            and each.heading == statement.heading
            and f"{each.lead}\n".startswith(f"{statement.whole}\n")
        )
        if each == statement or is_below:
            found |= dict.fromkeys(carriers)
    for kind, slug in list(found):
        if kind == "option":
            found |= dict.fromkeys(_told_of(guide, guide.option_by_slug[slug]))
    return list(found)


def _is_told_of(category: parts.Category) -> bool:
    return bool(category.about or category.none_listed)


def _told_of(guide: parts.Guide, option: parts.Option) -> list[Row]:
    """Return what is said of an option's category, its remarks, and what its treatments cite."""
    summaries = {source.slug for source in guide.sources if source.is_summary}
    category = guide.category_by_slug[option.category]
    return [
        *([("category", category.slug)] if _is_told_of(category) else []),
        *(("notice", each.slug) for each in guide.notices if each.option == option.slug),
        *(
            ("fact", each.slug)
            for each in guide.facts
            if each.treatment in option.treatments and summaries & set(each.sources)
        ),
    ]


def _concerned(guide: parts.Guide, held: Held, step: Step) -> list[Row]:
    """Return the rows that a change concerns: also what is said where something new stands.

    What is about many statements rests on a lead-in itself, and not on each bullet below it.
    """
    rows = resting_on(guide, held, step.old) if step.old else []
    if step.new and not step.old:
        heading = letters(step.new.heading)
        told_of = filter(_is_told_of, guide.categories)
        rows = [("category", each.slug) for each in told_of if letters(each.name) == heading]
    rows += [("notice", each.slug) for each in guide.notices if _is_of_the_whole(guide, each)]
    return [row for row in rows if not (step.is_settled and _is_about_many(guide, row))]


def _is_of_the_whole(guide: parts.Guide, notice: parts.Notice) -> bool:
    """Tell if a notice stands for itself and cites the summary: any change may concern it."""
    summaries = {source.slug for source in guide.sources if source.is_summary}
    return not notice.option and bool(summaries & set(notice.sources))


def _is_about_many(guide: parts.Guide, row: Row) -> bool:
    part = guide.part_by_row.get(row)
    return row[0] == "category" or (
        isinstance(part, parts.Notice) and _is_of_the_whole(guide, part)
    )


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
    (draft,) = lock(draft.pk)
    text = check_summary(text)
    guide = freeze(draft)
    held = hold(guide)
    steps = align(draft.summary, text)
    # Nothing rests on the first text yet.
    touched = [step for step in steps if draft.summary and not _is_untouched(step)]
    changed: dict[Row, list[Step]] = {}
    for step in touched:
        for row in _concerned(guide, held, step):
            changed.setdefault(row, []).append(step)
    open_marks = {(mark.kind, mark.slug): mark for mark in models.RowToCheck.objects.open_in(draft)}
    became = {step.old.whole: step.new.whole if step.new else "" for step in steps if step.old}
    there = {statement.whole for statement in statements(text)}
    marked = []
    for row in {**open_marks, **changed}:
        mark = open_marks.get(row) or models.RowToCheck(guide=draft, kind=row[0], slug=row[1])
        before = pairs(mark)
        now = _followed(before, became, there) + _added(
            changed.get(row, []), before, _is_about_many(guide, row)
        )
        if not now:
            mark.delete()  # the words are again what they were
            continue
        mark.was = _joined(old for old, _ in now)
        mark.now = _joined(new for _, new in now)
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


def _joined(words: Iterable[str]) -> str:
    found = list(words)
    return BETWEEN.join(found) if any(found) else ""


def pairs(mark: models.RowToCheck) -> list[tuple[str, str]]:
    """Return the statements that a row rests on, each as it was and as it is now."""
    count = max(mark.was.count(BETWEEN), mark.now.count(BETWEEN)) + 1
    was, now = (words.split(BETWEEN) if words else [""] * count for words in (mark.was, mark.now))
    return list(zip(was, now, strict=True)) if mark.was or mark.now else []


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


def _added(
    steps: Sequence[Step], before: Sequence[tuple[str, str]], many: bool
) -> list[tuple[str, str]]:
    """Return what is to check beside that. A lead-in is not repeated beside its bullet.

    `many`: the row is about many statements, and not about one with its lead-in.
    """
    known = [now for _, now in before]
    gone = {was for was, now in before if not now}  # and may have come back
    # A category keeps its lead-in where a bullet below that is gone.
    leads = {step.old.lead for step in steps if step.old and (step.new or not many)}
    return [
        (step.old.whole if step.old else "", step.new.whole if step.new else "")
        for step in steps
        for each in (step.old or step.new,)
        if each
        and each.whole not in leads
        and not (step.old is None and each.whole in gone)
        and not any(now == each.whole or now.startswith(f"{each.whole}\n") for now in known)
    ]


# Rows to check.


def settle(draft: models.Guide, row: Row, user: User) -> bool:
    """Settle a row, and tell if it was to check."""
    kind, slug = row
    found = models.RowToCheck.objects.open_in(draft).filter(kind=kind, slug=slug)
    return bool(found.update(settled_by=user, settled_at=timezone.now()))
