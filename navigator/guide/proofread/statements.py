"""What a guide quotes of its summary, and what of the summary it leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from navigator.guide.held import hold
from navigator.guide.model import GUIDE, Guide

from .finding import Finding, error, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield words that no statement has, and statements that no row carries."""
    if not guide.summary:
        what = "It keeps no text of its summary, so nothing in it can be held to that."
        yield warning(GUIDE, "", what)
        return
    held = hold(guide)
    for quote in held.unknown:
        what = f"The summary does not have these words: “{quote.statement.text}”"
        yield error(*quote.row, what, quote.field)
    for quote in held.without_lead:
        what = "It is quoted without the words above it, which say for whom it is"
        yield error(*quote.row, f"{what}: “{quote.statement.text}”", quote.field)
    for sentences in held.not_carried:
        if sentences:
            what = (
                f"Nothing in the guide carries these words of the summary: “{' '.join(sentences)}”"
            )
            yield error(GUIDE, "", what)
