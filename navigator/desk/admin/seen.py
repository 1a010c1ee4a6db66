"""What a form carries of the draft that its page showed (see `drafts.seen`).

Where somebody has saved since, nothing is done: the page is shown again, and says what.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from navigator.desk import drafts, models
from navigator.desk.log import last_of, log_of_guide, told
from navigator.desk.rows import lock
from navigator.guide.model import Guide
from navigator.numbers import as_number

MOST_TOLD = 5  # of what was done while a page was open


def seen_draft(request: HttpRequest, pk: int) -> models.Guide:
    """Lock a draft, and return it if it is as the page showed it. Raises ChangedMeanwhileError."""
    (draft,) = lock(pk)
    drafts.check_seen(request.POST.get("seen", ""), draft)
    return draft


def what_was_seen(draft: models.Guide | None, guide: Guide | None) -> dict[str, Any]:
    """Return what the forms of a page carry of the draft that it shows."""
    return {
        "last_entry": last_of(draft) if draft else 0,
        "shown": drafts.seen(draft, guide),
    }


def meanwhile(request: HttpRequest, draft: models.Guide, done: str) -> str:
    """Say what was done while a page was open, and that nothing else was."""
    entry = as_number(request.POST.get("last_entry", ""))
    since = told(log_of_guide(draft).filter(pk__gt=entry)[:MOST_TOLD])
    what = " ".join(each.what for each in reversed(since)) or "The draft was changed."
    return (
        f"{what} That was after you had opened this page, so nothing was {done}. Look at what "
        "differs now, and press again if you still want it."
    )
