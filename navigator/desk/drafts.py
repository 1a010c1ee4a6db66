"""What is done with a whole draft: it is shown, proofread, published, copied and put back.

A page carries what it showed, so that nothing is done to a draft that somebody changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction

from navigator.editions.chain import AT_A_TIME
from navigator.editions.models import Edition
from navigator.editions.publishing import publish_as_next
from navigator.editions.readable import newest, newest_readable
from navigator.guide import model as parts
from navigator.guide.compare import compare
from navigator.guide.digest import digest
from navigator.guide.held import Row
from navigator.guide.language import Unit, with_wordings, wordings_of
from navigator.guide.merging import with_rows
from navigator.guide.model import GUIDE
from navigator.guide.plain import to_plain
from navigator.guide.proofread import Finding, broken, proofread, references, statements
from navigator.guide.proofread.finding import error
from navigator.guide.summary import SummaryError, check_summary, letters

from . import models
from .reviewing import review_of
from .rows import freeze, lock, write_draft
from .summaries import mark_to_check, rows_to_check
from .translating import shown_untranslated

TO_CHECK = (
    "The summary's words that this rests on have changed: look at it on the page “The summary”."
)


class FaultyDraftError(Exception):
    """The draft has errors; `findings` names them.

    Where only some of its rows were to be published, each of `wanted` would put some right.
    """

    def __init__(self, findings: list[Finding], wanted: Iterable[Row] = ()) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings
        self.wanted = list(wanted)


class UntranslatedError(Exception):
    """Readers would get texts that are not in their language, and nobody has said that they may.

    `texts` are those of each language.
    """

    def __init__(self, texts: dict[str, list[Unit]]) -> None:
        super().__init__()
        self.texts = texts


class ChangedMeanwhileError(Exception):
    """The draft or its newest edition is not what a page showed, so nothing is done with it."""


def seen(draft: models.Guide | None, guide: parts.Guide | None = None) -> str:
    """Return what a form carries of the draft that its page shows, and of the newest edition.

    `guide` is what the draft was frozen to, if that is known; without a draft it is empty.
    """
    if draft is None:
        return ""
    last = draft.editions.defer("content").first()
    return f"{last.number if last else 0}-{digest(to_plain(guide or freeze(draft)))}"


def check_seen(was: str | None, draft: models.Guide | None) -> None:
    """Raise ChangedMeanwhileError where this is not what a page showed. Hold the lock."""
    if was is not None and was != seen(draft):
        raise ChangedMeanwhileError


# What is done with a whole draft.


def showable(draft: models.Guide) -> parts.Guide:
    """Freeze a draft that can be shown to somebody. Raises FaultyDraftError."""
    guide = freeze(draft)
    findings = broken(guide)
    if findings:
        raise FaultyDraftError(findings)
    return guide


def check_size(draft: models.Guide) -> None:
    """Raise FaultyDraftError where something was added to a draft that makes it too large."""
    if findings := references.too_large(freeze(draft)):
        raise FaultyDraftError(findings)


def proofread_draft(
    draft: models.Guide, guide: parts.Guide, rows: Collection[Row] = ()
) -> list[Finding]:
    """Proofread what a draft was frozen to, and its address among those of other guides.

    Where only some `rows` are to be published, `guide` has only them from the draft.
    """
    findings = [
        error(GUIDE, "", what, code="of-another-guide")
        for other in models.Guide.objects.exclude(pk=draft.pk)
        for what in _shared(draft, guide, other)
    ]
    return findings + _to_check(draft, guide, rows) + proofread(guide)


def _shared(draft: models.Guide, guide: parts.Guide, other: models.Guide) -> Iterator[str]:
    """Say what belongs to another guide."""
    # Slugs of drafts differ, but another guide may have been published with this one before.
    found = newest_readable(other.pk)
    if found is not None and found[1].slug == guide.slug:
        yield f"Readers still find “{other}” at this address: publish that guide first."
    # The guide that was there first has its summary; what still has the same text is a copy of it,
    # also where the first has taken another text in since.
    if guide.summary and draft.pk > other.pk:
        published = other.editions.values_list("content__summary", flat=True)
        if letters(guide.summary) in {letters(each or "") for each in (other.summary, *published)}:
            yield f"It still has the summary of “{other}”: take in the text of its own."


def _to_check(draft: models.Guide, guide: parts.Guide, rows: Collection[Row]) -> list[Finding]:
    """Return the rows to check of a guide.

    Where the new text of the summary is left for later, only what is made from it matters.
    """
    has_new_text = guide.summary == draft.summary
    marked = [(mark.kind, mark.slug) for mark in rows_to_check(draft, guide)]
    return [error(*row, TO_CHECK, code="to-check") for row in marked if has_new_text or row in rows]


@transaction.atomic
def publish(
    draft: models.Guide,
    note: str,
    author: User | None = None,
    *,
    was: str | None = None,
    rows: Collection[Row] | None = None,
    untranslated: bool = True,
) -> Edition:
    """Publish the draft as the next edition, or the newest one with these rows of the draft.

    `was` is what a page showed, see `seen`. All that differs makes the whole draft; what is left
    out differs from the next edition as well. Without a row, a guide that was withdrawn comes back
    as it was. Unless texts may be `untranslated`, each has to be
    there in every language that readers are offered. Raises FaultyDraftError, UntranslatedError
    and ChangedMeanwhileError.
    """
    (draft,) = lock(draft.pk)
    check_seen(was, draft)
    guide = whole = freeze(draft)
    served = newest(draft.pk)
    left: list[Row] = []
    if rows is not None and served is not None:
        changed = list(dict.fromkeys(each.row for each in compare(served.guide, whole)))
        left = [row for row in changed if row not in rows]
        if left == changed != [] and not served.told:
            what = "No row is chosen: tick those to publish."
            raise FaultyDraftError([error(GUIDE, "", what, code="no-row-chosen")])
        guide = with_rows(served.guide, whole, rows) if left else whole
    findings = proofread_draft(draft, guide, rows or ())
    errors = [each for each in findings if each.stops_publishing]
    if errors:
        raise FaultyDraftError(errors, _wanted(guide, whole, left))
    if not untranslated and (texts := shown_untranslated(guide)):
        raise UntranslatedError(texts)
    review = review_of(draft, guide).to_plain()
    edition = publish_as_next(guide, draft.pk, note, author, review=review)
    draft.publish_requests.filter(answered_at=None).update(
        answered_by=author,
        answered_at=edition.published_at,
        answer=f"Published as edition {edition.number}"
        + (", without some rows, which were left for later." if left else "."),
    )
    return edition


def _wanted(guide: parts.Guide, draft: parts.Guide, left: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of the draft that would each put some error of the guide right."""
    errors = _held_errors(guide)
    for row in left if errors else ():
        remaining = _held_errors(with_rows(guide, draft, [row]))
        if any(each not in remaining for each in errors):
            yield row


def _held_errors(guide: parts.Guide) -> list[Finding]:
    """Return what is wrong between rows, and between rows and the summary."""
    findings = references.findings(guide) or statements.findings(guide)
    return [each for each in findings if each.stops_publishing]


def is_in_an_edition(draft: models.Guide) -> bool:
    """Tell if some edition is as the draft is, so that nothing is lost when it is replaced."""
    plain = to_plain(freeze(draft))
    contents = draft.editions.values_list("content", flat=True)
    return any(content == plain for content in contents.iterator(chunk_size=AT_A_TIME))


@transaction.atomic
def load(guide: parts.Guide, draft: models.Guide | None, by: User | None = None) -> models.Guide:
    """Make a guide the draft, or a new one where there is none.

    Rows that rest on words which its summary says in another way are to check then.
    """
    if draft is not None and draft.summary != guide.summary:
        lock(draft.pk)
        with suppress(SummaryError):  # it has another summary: what was to check still is
            mark_to_check(draft, check_summary(guide.summary))
    return write_draft(guide, draft or models.Guide(version=0), by)


@transaction.atomic
def restore(guide: parts.Guide, draft: models.Guide, by: User | None = None) -> None:
    """Make an edition the draft: nothing of it was to check."""
    lock(draft.pk)
    models.RowToCheck.objects.open_in(draft).delete()
    write_draft(guide, draft, by)


def restorable(guide: parts.Guide, draft: models.Guide) -> parts.Guide:
    """Return the guide of an edition as it can become the draft again.

    One from before there were translations keeps those of the draft.
    """
    if not guide.translations and draft.translation_set.exists():
        guide = _with_translations_of(guide, freeze(draft))
    return _with_its_address(guide, draft)


def _with_its_address(guide: parts.Guide, draft: models.Guide) -> parts.Guide:
    """Return a guide with the draft's address where another guide has taken its own."""
    if models.Guide.objects.exclude(pk=draft.pk).filter(slug=guide.slug).exists():
        return replace(guide, slug=draft.slug)
    return guide


def _with_translations_of(guide: parts.Guide, other: parts.Guide) -> parts.Guide:
    there = {each.slug for each in guide.sources}
    kept = tuple(
        each if each.quotes_from in there else replace(each, quotes_from="")
        for each in other.translations
    )
    return with_wordings(replace(guide, translations=kept), wordings_of(other))


def with_row_of(edition: parts.Guide, draft: models.Guide, row: Row) -> parts.Guide:
    """Return the draft with one row as an edition has it. Raises FaultyDraftError."""
    guide = _with_its_address(with_rows(freeze(draft), edition, [row]), draft)
    findings = broken(guide)
    if findings:
        raise FaultyDraftError(findings)
    return guide


def copy_draft(draft: models.Guide, slug: str, title: str) -> models.Guide:
    """Make a new guide with everything that this one's draft has, but for the day of its review.

    Raises IntegrityError where there is a guide with that slug.
    """
    guide = replace(
        freeze(draft), slug=slug, title=title, review_due_on=None, copied_from=draft.title
    )
    return write_draft(guide, models.Guide(version=0))
