"""Searches in lists have a limit: databases take so many words and no more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

MOST_WORDS, LONGEST = 20, 200
TOO_LONG = (
    f"Nothing was searched for: write {MOST_WORDS} words and {LONGEST} characters at most. This is "
    "the whole list."
)


def limit_search(request: HttpRequest) -> None:
    """Leave out what is searched for in a list (`q`) where it is too long, and say so.

    What is typed in a field that searches as one types (`term`) is cut.
    """
    asked = {name: request.GET.get(name, "").split() for name in ("q", "term")}
    for name, words in asked.items():
        if len(words) > MOST_WORDS or len(request.GET.get(name, "")) > LONGEST:
            changed = request.GET.copy()
            changed.pop(name)
            if name == "q":
                messages.error(request, TOO_LONG)
            else:
                changed[name] = " ".join(words[:MOST_WORDS])[:LONGEST]
            request.GET = changed  # type: ignore[assignment]  # as Django's own views do
