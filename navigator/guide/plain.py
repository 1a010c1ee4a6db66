"""A guide as plain data (dicts, lists, strings, numbers, booleans) and back.

Editions keep it as JSON, guide files as YAML. A condition is `{question: home, any: [far]}`, or
with `only` or `none` in place of `any`, or `{at_least: 2, of: {home: [far], age: [child]}}`. A
situation is `{all: [conditions]}`.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import zip_longest
from types import UnionType
from typing import Any, TypeGuard, get_args, get_origin, get_type_hints

from .model import AtLeast, Condition, Guide, Kind, Situation, Test

FORMAT = 1
# Fields that have one situation most of the time: it is written without a list around it.
MOSTLY_ONE = {"ask_when"}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong in plain data, and the steps to it, e.g. `("options", 3, "category")`."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path))}: {self.what}" if self.path else self.what


class PlainDataError(ValueError):
    """Data that is no guide; `faults` says why not."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def to_plain(guide: Guide) -> dict[str, Any]:
    """Return the guide as plain data; what is empty is left out."""
    return {"format": FORMAT, **_plain(guide)}


def from_plain(plain: Any) -> Guide:
    """Return the guide that `to_plain` made the data from. Raises PlainDataError."""
    if not isinstance(plain, dict):
        raise PlainDataError([Fault((), "This is not a guide: it has no named fields.")])
    if "format" not in plain:
        raise PlainDataError([Fault((), "the field “format” is missing")])
    if str(plain["format"]) != str(FORMAT):
        raise PlainDataError([Fault(("format",), f"should be {FORMAT}")])
    now = _with_due_day(_with_matters(_with_treatments(plain)))
    named = {name: value for name, value in now.items() if name != "format"}
    reader = _Reader()
    guide: Guide = reader.read(Guide, named, ())
    if reader.faults:
        raise PlainDataError(reader.faults)
    return guide


def situation_from_plain(plain: Any) -> Situation:
    """Return the situation that plain data of a guide was made from."""
    situation: Situation = _Reader().read(Situation, plain, ())
    return situation


def _with_treatments(plain: dict[str, Any]) -> dict[str, Any]:
    """Return data from before 0.3.0 as it would be now: options listed `drugs` by their names.

    A drug that the glossary does not have is left out; the summary's own words name it still.
    """
    if not any("drugs" in option for option in _dicts(plain, "options")):
        return plain
    slugs = {str(term.get("name")).lower(): term.get("slug") for term in _dicts(plain, "terms")}
    used: set[Any] = set()
    options = []
    for option in _dicts(plain, "options"):
        names = option.get("drugs")
        found = [slugs.get(str(name).lower()) for name in names] if isinstance(names, list) else []
        treatments = [slug for slug in dict.fromkeys(found) if slug]
        used.update(treatments)
        kept = {name: value for name, value in option.items() if name != "drugs"}
        options.append({"treatments": treatments} | kept)
    terms = [
        {**term, "is_drug": True} if term.get("slug") in used else term
        for term in _dicts(plain, "terms")
    ]
    return {**plain, "options": options, "terms": terms}


def _with_matters(plain: dict[str, Any]) -> dict[str, Any]:
    """Return data from before 0.3.0 as it would be now: what may matter was a list of lines.

    Where it is no such list, it stays what it is: a field that there is not.
    """
    lines, others = plain.get("what_matters"), plain.get("what_matters_other", [])
    if not (_is_lines(lines) and _is_lines(others)):
        return plain
    matters = [
        {"slug": f"matter-{number}", "text": text, "text_other": other}
        for number, (text, other) in enumerate(zip_longest(lines, others, fillvalue=""), start=1)
        if text
    ]
    kept = {
        name: value
        for name, value in plain.items()
        if name not in ("what_matters", "what_matters_other")
    }
    return kept | {"matters": matters}


def _with_due_day(plain: dict[str, Any]) -> dict[str, Any]:
    """Return data from before 0.4.0 as it would be now: who reviewed it was typed in.

    Only the day of the next review is kept: a review is told by the one who made it.
    """
    review = plain.get("review")
    if not isinstance(review, dict):
        return plain
    kept = {name: value for name, value in plain.items() if name != "review"}
    return {"review_due_on": review["due_on"], **kept} if "due_on" in review else kept


def _is_lines(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _dicts(plain: dict[str, Any], name: str) -> list[dict[str, Any]]:
    parts = plain.get(name)
    return [each for each in parts if isinstance(each, dict)] if isinstance(parts, list) else []


def _plain(value: Any) -> Any:
    match value:
        case Condition():
            return {"question": value.question, str(value.test): list(value.choices)}
        case AtLeast():
            of = {each.question: list(each.choices) for each in value.of}
            return {"at_least": value.number, "of": of}
        case Situation():
            return {"all": _plain(value.conditions)}
        case tuple():
            return [_plain(each) for each in value]
        case date():
            return value.isoformat()
        case StrEnum():
            return str(value)
    if not is_dataclass(value):
        return value
    named = {each.name: (getattr(value, each.name), each.default) for each in fields(value)}
    return {
        name: _plain(part[0] if name in MOSTLY_ONE and len(part) == 1 else part)
        for name, (part, default) in named.items()
        if part != default
    }


_types = cache(get_type_hints)
CONDITION = Condition | AtLeast


class _Reader:
    """Turns plain data into the parts of a guide and collects what is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, type_: Any, value: Any, path: Path) -> Any:
        """Return the value as that type, or None with a fault more."""
        if isinstance(type_, UnionType) and type_ is not CONDITION:  # of what may be left out
            type_ = get_args(type_)[0]
        try:
            if type_ is Situation:
                return self._situation(value, path)
            if type_ is CONDITION:
                return self._condition(value, path)
            if is_dataclass(type_):
                return self._part(type_, value, path)
            if get_origin(type_) is tuple:
                return self._list(get_args(type_)[0], value, path)
            return _READ[type_](value)
        except ValueError as error:
            self.faults.append(Fault(path, str(error)))
            return None

    def _part(self, type_: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            raise ValueError("should have named fields, such as `slug: some-name`")
        for field in fields(type_):
            if field.name not in value and field.default is MISSING:
                self.faults.append(Fault(path, f"the field “{field.name}” is missing"))
        types, named = _types(type_), {}
        for name, each in value.items():
            if name in types:
                if name in MOSTLY_ONE and isinstance(each, dict):
                    named[name] = (self.read(Situation, each, (*path, name)),)
                else:
                    named[name] = self.read(types[name], each, (*path, name))
            else:
                self.faults.append(Fault((*path, name), "there is no field with this name"))
        return None if self.faults else type_(**named)

    def _list(self, type_: Any, value: Any, path: Path) -> tuple[Any, ...]:
        """A lone text must not be taken for a list of letters."""
        if not isinstance(value, list):
            raise ValueError("should be a list")
        type_ = _Line if type_ is str else type_
        return tuple(self.read(type_, each, (*path, place)) for place, each in enumerate(value))

    def _situation(self, value: Any, path: Path) -> Situation:
        if not isinstance(value, dict) or set(value) != {"all"}:
            raise ValueError("should look like {all: [conditions]}")
        return Situation(self.read(tuple[CONDITION, ...], value["all"], (*path, "all")))

    def _condition(self, value: Any, path: Path) -> Condition | AtLeast:
        if isinstance(value, dict) and set(value) == {"at_least", "of"}:
            return self._at_least(value, path)
        tests = [test for test in Test if isinstance(value, dict) and test in value]
        if len(tests) != 1 or set(value) != {"question", *tests}:
            raise ValueError(
                "should look like {question: home, any: [far]}, or with `only` or `none`, "
                "or like {at_least: 2, of: {home: [far], age: [child]}}"
            )
        test = tests[0]
        question = self.read(str, value["question"], (*path, "question"))
        choices = self.read(tuple[str, ...], value[test], (*path, str(test)))
        return Condition(question, choices, test)

    def _at_least(self, value: dict[str, Any], path: Path) -> AtLeast:
        number = self.read(int, value["at_least"], (*path, "at_least"))
        if not isinstance(value["of"], dict):
            raise ValueError("should name the answers of each question, such as {home: [far]}")
        of = tuple(
            Condition(question, self.read(tuple[str, ...], choices, (*path, "of", question)))
            for question, choices in value["of"].items()
        )
        return AtLeast(number, of)


class _Line(str):
    """A text in a list. Drafts keep such lists a line each, so each has to be one line."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("should be a text")
    return value.strip("\n")


def _line(value: Any) -> str:
    text = _text(value)
    if text.strip() != text or text.splitlines() != [text]:
        raise ValueError("should be one line of text, with nothing around it")
    return text


def _number(value: Any) -> int:
    if not str(value).isdecimal() or len(str(value)) > 4:
        raise ValueError("should be a whole number, from 0 to 9999")
    return int(value)


def _flag(value: Any) -> bool:
    """JSON has booleans; in a guide file everything is text."""
    if not isinstance(value, bool) and value not in ("true", "false"):
        raise ValueError("should be true or false")
    return value in (True, "true")


def _date(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError("should be a date such as 2026-03-31") from error


def _kind(value: Any) -> Kind:
    if value not in list(Kind):
        raise ValueError(f"should be one of: {', '.join(Kind)}")
    return Kind(value)


_READ = {str: _text, _Line: _line, int: _number, bool: _flag, date: _date, Kind: _kind}
