"""Refuses what Django's admin takes for granted in a request, and fails on where it is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict

from navigator.numbers import MOST_DIGITS, as_number

# Fields of the lines below a form that hold keys: the line's own, and those of answers in a rule.
OF_A_LINE = re.compile(r"(?:initial-)?(?P<form>.+)-\d+-(?:id|answers)")

# Filters of lists that need more than a value, or run a pattern; no page of the admin has them.
NOT_FOR_LISTS = {"range", "regex", "iregex", "date", "time", "iso_year", "quarter", "week"}
NOT_FOR_LISTS |= {"week_day", "iso_week_day", "hour", "minute", "second"}
# Clocks of databases and of Python go no further than the years of our own pages do.
YEARS = range(1970, 2200)
DAY = re.compile(r"\s*[-+]?(?P<year>\d+)-\d")


def refuse_odd_keys(request: HttpRequest) -> None:
    """Raise BadRequest where a key of a row is no number, or a filter is none of a list's."""
    filters = {word for name in request.GET for word in name.split("__")[1:]}
    if filters & NOT_FOR_LISTS or request.GET.get("_to_field") == "":
        raise BadRequest("no such filter")
    if not all(map(as_number, _keys_of_rows(request.POST))) or _is_too_large(request.GET):
        raise BadRequest("no such row")


def _keys_of_rows(sent: QueryDict) -> Iterator[str]:
    """Yield the rows that were ticked in a list, and those that a form's lines belong to or name.

    A question may be called like a field of a line: what has lines says how many they are.
    """
    yield from sent.getlist("_selected_action")
    for name in sent:
        line = OF_A_LINE.fullmatch(name)
        if line and f"{line['form']}-TOTAL_FORMS" in sent:
            yield from filter(None, sent.getlist(name))  # a line that is new has none yet


def _is_too_large(asked: QueryDict) -> bool:
    """Tell if a filter of a list asks for a number or a year that no row has."""
    values = (value for name in asked if "__" in name for value in asked.getlist(name))
    numbers = (each for value in values for each in value.split(",") if each.isdecimal())
    return any(len(each) > MOST_DIGITS for each in numbers) or any(
        int(year) not in YEARS for year in _years(asked)
    )


def _years(asked: QueryDict) -> Iterator[str]:
    """Yield the years that filters of a list ask for, by themselves or in a day."""
    for name, values in asked.lists():
        for each in ",".join(values).split(","):
            if "year" in name.split("__") and each.strip("-+").isdecimal():
                yield "0" if "-" in each else each
            elif name != "q" and (day := DAY.match(each)):
                yield day["year"]
