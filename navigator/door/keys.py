"""What Django's admin takes for granted in a request, and fails on where it is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict

MOST_DIGITS = 18  # of a row's key: one more could be too large for the database

# Fields of the lines below a form that hold keys: the line's own, and those of answers in a rule.
OF_A_LINE = re.compile(r"(?:initial-)?(?P<form>.+)-\d+-(?:id|answers)")

# Filters of lists that need more than a value, or run a pattern; no page of the admin has them.
NOT_FOR_LISTS = {"range", "regex", "iregex"}


def refuse_odd_keys(request: HttpRequest) -> None:
    """Raises BadRequest where a key of a row is no number, or a filter is none of a list's."""
    filters = {word for name in request.GET for word in name.split("__")[1:]}
    if filters & NOT_FOR_LISTS or request.GET.get("_to_field") == "":
        raise BadRequest("no such filter")
    if not all(map(_is_a_key, _keys_of_rows(request.POST))) or _too_large(request.GET):
        raise BadRequest("no such row")


def _keys_of_rows(sent: QueryDict) -> Iterator[str]:
    """The rows that were ticked in a list, and those that the lines of a form belong to or name."""
    yield from sent.getlist("_selected_action")
    # A line that is new has none yet.
    yield from (
        key for name in sent if _holds_keys(name, sent) for key in sent.getlist(name) if key
    )


def _holds_keys(name: str, sent: QueryDict) -> bool:
    """Whether a field is one of a line of a form, such as `conditions-0-id`.

    A question may be called so as well: what has lines says how many they are.
    """
    line = OF_A_LINE.fullmatch(name)
    return line is not None and f"{line['form']}-TOTAL_FORMS" in sent


def _too_large(asked: QueryDict) -> bool:
    """Whether a filter of a list asks for a number that no row has."""
    values = (value for name in asked if "__" in name for value in asked.getlist(name))
    return any(
        each.isdecimal() and len(each) > MOST_DIGITS
        for value in values
        for each in value.split(",")
    )


def _is_a_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
