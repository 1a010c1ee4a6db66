"""What readers of a guide would have to do without."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

from navigator.guide.model import Guide, Kind, Question

from .finding import GUIDE, Finding, error, warning

# Answers live in one cookie, and browsers keep none over 4 KB. Sealing it adds a third and a bit.
MOST_BYTES = 2_500


def findings(guide: Guide) -> Iterator[Finding]:
    """What a guide leaves its readers without."""
    if not guide.trial_topics:
        what = "There is no trial topic, so readers get no search for clinical trials."
        yield warning(GUIDE, "", what)
    if _bytes_of_answers(guide) > MOST_BYTES:
        what = (
            "It has more answers than a reader's browser can keep, so answers would get lost: "
            "take some out, or give questions and answers shorter slugs."
        )
        yield error(GUIDE, "", what)


def _bytes_of_answers(guide: Guide) -> int:
    """How much a reader's cookie holds who picks as much as they can everywhere."""
    said = {question.slug: _most_picked(question) for question in guide.questions}
    # The answer that was changed last is kept twice.
    longest = max(said.values(), key=lambda picked: len("".join(picked)), default=[])
    return len(zlib.compress(json.dumps([said, longest], separators=(",", ":")).encode()))


def _most_picked(question: Question) -> list[str]:
    together = [choice.slug for choice in question.choices if not choice.exclusive]
    alone = max((choice.slug for choice in question.choices), key=len, default="")
    if question.kind is Kind.ONE or len(together) < 2:
        return [alone]
    return sorted(together)
