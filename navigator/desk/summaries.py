"""A draft and the text of its summary: what rests on which statement, and what a new text asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from navigator.guide import model as parts
from navigator.guide.aligning import Fate, align
from navigator.guide.held import Held, Row, hold
from navigator.guide.summary import (
    Form,
    Statement,
    check_summary,
    letters,
    statements,
)

from . import models
from .rows import freeze, lock

BETWEEN = "\n\n"  # the statements of one row


# What rests on a statement.


def held_to(draft: models.Guide, guide: parts.Guide, text: str | None = None) -> Held:
    """Hold what a draft was frozen to to a text of its summary, or else to the one that is kept.

    A row that is or was to check for a statement carries it as well: it may quote other words of it
    by now, or have none of its own.
    """
    held = hold(guide if text is None else replace(guide, summary=text))
    marked: dict[str, list[Row]] = {}
    for mark in models.RowToCheck.objects.filter(guide=draft):
        row = (mark.kind, mark.slug)
        for each in {letters(words) for pair in pairs(mark) for words in pair if words}:
            if row in guide.part_by_row:
                marked.setdefault(each, []).append(row)
    return replace(
        held,
        carriers=tuple(
            tuple(dict.fromkeys([*carriers, *marked.get(letters(statement.whole), [])]))
            for statement, carriers in zip(held.statements, held.carriers, strict=True)
        ),
    )


def resting_on(guide: parts.Guide, held: Held, statement: Statement) -> list[Row]:
    """Return the rows that rest on a statement of the summary that the guide is held to.

    They are those that carry it, the options below a lead-in, the remarks on an option, the facts
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


def concerned(guide: parts.Guide, held: Held, fate: Fate) -> list[Row]:
    """Return the rows that a change concerns.

    Those are also what is said of a category below which something now stands, or something has
    changed that no row carries. What is said of one rests on a lead-in itself, and not on each
    bullet below it.
    """
    rows = resting_on(guide, held, fate.old) if fate.old else []
    if fate.is_settled:
        return [row for row in rows if row[0] != "category"]
    stood = [] if rows else [fate.old]
    stands = [fate.new] if fate.moved or not fate.old else []
    headings = {letters(each.heading) for each in (*stood, *stands) if each}
    told_of = filter(_is_told_of, guide.categories)
    rows += [("category", each.slug) for each in told_of if letters(each.name) in headings]
    return list(dict.fromkeys(rows))


def of_the_whole(guide: parts.Guide) -> list[Row]:
    """Return the notices that stand for themselves and cite the summary.

    Any change may concern them, such as one that says whom the summary was written about.
    """
    summaries = {source.slug for source in guide.sources if source.is_summary}
    notices = (each for each in guide.notices if not each.option and summaries & set(each.sources))
    return [("notice", each.slug) for each in notices]


# A new text.


def is_done(draft: models.Guide, guide: parts.Guide, text: str, fates: Sequence[Fate]) -> bool:
    """Tell if a new text asks nothing of what a draft was frozen to, and no row is to check."""
    held = hold(replace(guide, summary=text))
    is_settled = all(fate.is_settled for fate in fates) and not any(held.not_carried)
    return is_settled and not rows_to_check(draft, guide)


def fates_with(draft: models.Guide, text: str) -> list[Fate]:
    """Align the text that a draft keeps with a new one. Raises SummaryError."""
    return align(draft.summary, text, may_be_another=_may_take_another(draft))


def _may_take_another(draft: models.Guide) -> bool:
    """Tell if a draft may take quite another summary in, as a copy that was never published."""
    return bool(draft.copied_from) and not draft.editions.exists()


@transaction.atomic
def keep_summary(
    draft: models.Guide, text: str, taken_from: str, taken_on: date
) -> list[models.RowToCheck]:
    """Keep a new text of the summary, and return the rows that are to check for it.

    Raises SummaryError.
    """
    (draft,) = lock(draft.pk)
    text = check_summary(text)
    marked = mark_to_check(draft, text)
    draft.summary, draft.summary_from, draft.summary_taken_on = text, taken_from, taken_on
    draft.version += 1
    draft.save(update_fields=["summary", "summary_from", "summary_taken_on", "version"])
    return marked


def mark_to_check(draft: models.Guide, text: str) -> list[models.RowToCheck]:
    """Mark the rows that are to check once this is the text of the summary, and return them.

    A row that was to check already still is for what has changed since it was right, and for
    nothing where that is again as it was. Raises SummaryError. The draft is locked.
    """
    guide = freeze(draft)
    open_marks = {(mark.kind, mark.slug): mark for mark in models.RowToCheck.objects.open_in(draft)}
    may_be_another = _may_take_another(draft)
    now = _changed(draft, guide, draft.summary, text, may_be_another=may_be_another)
    since = {draft.summary: now}
    for before in {mark.before for mark in open_marks.values()} - {draft.summary}:
        # Little by little it may have become another text: what was to check still is.
        since[before] = _changed(draft, guide, before, text, may_be_another=True)
    misquoted = {quote.row for quote in hold(replace(guide, summary=text)).unknown}
    whole = of_the_whole(guide)
    marked = []
    for row in {**open_marks, **now}:
        mark = open_marks.get(row) or models.RowToCheck(
            guide=draft, kind=row[0], slug=row[1], before=draft.summary
        )
        fates = since[mark.before].get(row, [])
        if not fates and row in misquoted:  # it has taken over what is no more
            mark.before, fates = draft.summary, now.get(row, [])
        if not fates:
            mark.delete()
            continue
        changed = _told(fates, with_leads=row[0] == "category" or row in whole)
        mark.was = _joined(was for was, _ in changed)
        mark.now = _joined(new for _, new in changed)
        mark.save()
        marked.append(mark)
    return marked


def _changed(
    draft: models.Guide, guide: parts.Guide, old: str, text: str, *, may_be_another: bool = False
) -> dict[Row, list[Fate]]:
    """Return the rows that rest on words which a text of the summary has changed, with what."""
    if not old:
        return {}  # nothing rests on the first text yet
    held, whole = held_to(draft, guide, old), of_the_whole(guide)
    there = {_as_it_stands(each) for each in statements(text)}
    found: dict[Row, list[Fate]] = {}
    for fate in align(old, text, may_be_another=may_be_another):
        is_still_said = fate.old and not fate.new and _as_it_stands(fate.old) in there
        if not _is_untouched(fate) and not is_still_said:
            also = [] if fate.is_settled else whole
            for row in dict.fromkeys([*concerned(guide, held, fate), *also]):
                found.setdefault(row, []).append(fate)
    return found


def _as_it_stands(statement: Statement) -> tuple[str, str]:
    """Return the words of a statement, and those above it."""
    return letters(statement.heading), letters(statement.whole)


def _is_untouched(fate: Fate) -> bool:
    """Tell if a statement, and the lead-in that it belongs to, are as they were."""
    return (
        fate.is_settled
        and fate.old is not None
        and fate.new is not None
        and letters(fate.old.whole) == letters(fate.new.whole)
    )


def _told(fates: Sequence[Fate], *, with_leads: bool) -> list[tuple[str, str]]:
    """Return the words of each statement as they were and are. A bullet brings its lead-in along.

    `with_leads`: the row is about many statements, and keeps a lead-in where one below it is gone.
    """
    leads = {fate.old.lead for fate in fates if fate.old and (fate.new or not with_leads)}
    return [
        (fate.old.whole if fate.old else "", fate.new.whole if fate.new else "")
        for fate in fates
        for each in (fate.old or fate.new,)
        if each and each.whole not in leads
    ]


def _joined(words: Iterable[str]) -> str:
    found = list(words)
    return BETWEEN.join(found) if any(found) else ""


def pairs(mark: models.RowToCheck) -> list[tuple[str, str]]:
    """Return the statements that a row rests on, each as it was and as it is now."""
    count = max(mark.was.count(BETWEEN), mark.now.count(BETWEEN)) + 1
    was, now = (words.split(BETWEEN) if words else [""] * count for words in (mark.was, mark.now))
    return list(zip(was, now, strict=True)) if mark.was or mark.now else []


# Rows to check.


def rows_to_check(draft: models.Guide, guide: parts.Guide) -> list[models.RowToCheck]:
    """Return what is to check of what a draft was frozen to, as far as it is there."""
    return [
        mark
        for mark in models.RowToCheck.objects.open_in(draft)
        if (mark.kind, mark.slug) in guide.part_by_row
    ]


def settle(draft: models.Guide, row: Row, user: User) -> bool:
    """Settle a row, and tell if it was to check."""
    kind, slug = row
    found = models.RowToCheck.objects.open_in(draft).filter(kind=kind, slug=slug)
    return bool(found.update(settled_by=user, settled_at=timezone.now()))
