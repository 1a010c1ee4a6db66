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
    """Leave out what is searched for in a list (`q`) where it is too long, and say so."""
    asked = request.GET.get("q", "")
    if len(asked) > LONGEST or len(asked.split()) > MOST_WORDS:
        without = request.GET.copy()
        del without["q"]
        messages.error(request, TOO_LONG)
        request.GET = without  # type: ignore[assignment]  # as Django's own views do
