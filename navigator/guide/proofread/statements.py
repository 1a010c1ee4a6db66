"""What a guide quotes of its summary, and what of the summary it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from navigator.guide.held import OFTEN_IN, hold
from navigator.guide.model import GUIDE, Guide
from navigator.guide.summary import letters, statements

from .finding import Finding, error, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield words that no statement has, and statements that no row carries."""
    if not guide.summary:
        what = "It keeps no text of its summary, so nothing in it can be held to that."
        yield warning(GUIDE, "", what, code="no-summary", about="")
        return
    held = hold(guide)
    is_whole = not any(held.not_carried)
    for quote in held.unknown:
        what = f"The summary does not have these words: “{quote.statement.text}”"
        # The text of a summary may have none: then they are the publisher's, from elsewhere.
        if is_whole and quote.field in OFTEN_IN and not _has_its_own(guide, quote.field):
            where = "Say in the note for staff where they are from."
            about = getattr(guide, quote.field)
            yield warning(
                *quote.row,
                f"{what} {where}",
                quote.field,
                code="words-from-elsewhere",
                about=about,
            )
        else:
            yield error(*quote.row, what, quote.field, code="words-unknown")
    for quote in held.without_lead:
        what = "It is quoted without the words above it, which say for whom it is"
        what = f"{what}: “{quote.statement.text}”"
        yield error(*quote.row, what, quote.field, code="words-without-lead")
    for sentences in held.not_carried:
        if sentences:
            what = (
                f"Nothing in the guide carries these words of the summary: “{' '.join(sentences)}”"
            )
            yield error(GUIDE, "", what, code="words-not-carried")


def _has_its_own(guide: Guide, field: str) -> bool:
    """Tell if the summary has such words itself, or a sentence of those that the guide has."""
    summary = letters(guide.summary)
    if any(each in summary.lower() for each in OFTEN_IN[field]):
        return True
    sentences = (each for one in statements(getattr(guide, field)) for each in one.sentences)
    return any(letters(each) in summary for each in sentences)
