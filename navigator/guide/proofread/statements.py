"""What a guide quotes of its summary, and what of the summary it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from navigator.guide.held import hold
from navigator.guide.model import GUIDE, Guide
from navigator.guide.summary import letters, statements

from .finding import Finding, error, warning

# Every guide needs them, and the text of its summary may have none: then they are the publisher's.
FROM_ELSEWHERE = ("disclaimer", "attribution")


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
        if is_whole and quote.field in FROM_ELSEWHERE and not _quotes_any(guide, quote.field):
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


def _quotes_any(guide: Guide, field: str) -> bool:
    """Tell if a field of the guide has at least a sentence of the summary."""
    summary = letters(guide.summary)
    sentences = (each for one in statements(getattr(guide, field)) for each in one.sentences)
    return any(letters(each) in summary for each in sentences)
