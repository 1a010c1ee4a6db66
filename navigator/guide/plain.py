"""A guide as plain data (dicts, lists, strings, numbers, booleans) and back.

Editions keep it as JSON, guide files as YAML. Conditions are `{question: her2, any: [positive]}`
or `{question: spread, only: [bone]}`, and a situation is `{all: [conditions]}`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_origin

from cattrs import Converter, ForbiddenExtraKeysError, transform_error
from cattrs.gen import make_dict_unstructure_fn
from cattrs.v import format_exception

from . import model as parts

FORMAT = 1
MISSING = "the field “{}” is missing"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the way to it, e.g. `options[3].category`."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}" if self.path else self.what


class PlainDataError(ValueError):
    """Data that is no guide; `faults` says why not."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def to_plain(guide: parts.Guide) -> dict[str, Any]:
    """The guide as plain data; what is empty is left out."""
    return {"format": FORMAT, **_converter.unstructure(guide)}


def from_plain(plain: Any) -> parts.Guide:
    """The guide that `to_plain` made the data from. Raises PlainDataError."""
    if not isinstance(plain, dict):
        raise PlainDataError([Fault("", "This is not a guide: it has no named fields.")])
    named = dict(plain)
    if str(named.pop("format", None)) != str(FORMAT):
        raise PlainDataError([Fault("format", f"should be there, and say {FORMAT}")])
    try:
        return _converter.structure(named, parts.Guide)
    except Exception as error:  # cattrs groups whatever its hooks raise
        raise PlainDataError(_faults(error)) from error


def _faults(error: Exception) -> list[Fault]:
    faults = []
    for line in transform_error(error, "", _explain):
        what, _, path = line.rpartition(" @ ")
        place, _, name = path.rpartition(".")
        path = place if what == MISSING.format(name) else path
        faults.append(Fault(path.removeprefix("."), what))
    return faults


def _explain(error: BaseException, type_: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        unknown = ", ".join(sorted(map(str, error.extra_fields)))
        return f"there are fields that are not known: {unknown}"
    if isinstance(error, TypeError):
        return str(error)
    if isinstance(error, AttributeError):  # cattrs asked something else for its fields
        return "should have named fields, such as `slug: her2`"
    if isinstance(error, KeyError):
        return MISSING.format(error.args[0])
    return format_exception(error, type_)


def _text(value: Any, _: type) -> str:
    if not isinstance(value, str):
        raise TypeError("should be a text")
    return value.strip("\n")


def _number(value: Any, _: type) -> int:
    if isinstance(value, bool) or not str(value).isdecimal() or len(str(value)) > 4:
        raise TypeError("should be a whole number, from 0 to 9999")
    return int(value)


def _flag(value: Any, _: type) -> bool:
    if not isinstance(value, bool):
        raise TypeError("should be true or false")
    return value


def _day(value: Any, _: type) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise TypeError("should be a date such as 2026-03-31") from error


def _kind(value: Any, _: type) -> parts.Kind:
    try:
        return parts.Kind(value)
    except ValueError as error:
        raise TypeError(f"should be one of: {', '.join(parts.Kind)}") from error


def _condition(value: Any, _: type) -> parts.Condition:
    tests = [test for test in parts.Test if isinstance(value, dict) and test in value]
    if len(tests) != 1 or set(value) != {"question", tests[0]}:
        raise TypeError("should look like {question: her2, any: [positive]}, or with `only`")
    choices = _converter.structure(value[tests[0]], tuple[str, ...])
    return parts.Condition(_text(value["question"], str), choices, tests[0])


def _write_condition(condition: parts.Condition) -> dict[str, Any]:
    return {"question": condition.question, str(condition.test): list(condition.choices)}


def _situation(value: Any, _: type) -> parts.Situation:
    if not isinstance(value, dict) or set(value) != {"all"}:
        raise TypeError("should look like {all: [conditions]}")
    return parts.Situation(_converter.structure(value["all"], tuple[parts.Condition, ...]))


def _write_situation(situation: parts.Situation) -> dict[str, Any]:
    return {"all": [_write_condition(each) for each in situation.conditions]}


def _line(value: Any, _: type) -> str:
    """A text in a list. Drafts keep such lists a line each, so each has to be one line."""
    text = _text(value, str)
    if text.strip() != text or text.splitlines() != [text]:
        raise TypeError("should be one line of text, with nothing around it")
    return text


def _list_hook(type_: Any, converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    """Reads a list; a lone text must not be taken for a list of letters."""
    item = get_args(type_)[0]
    items = list[_Line if item is str else item]
    read_items = converter.get_structure_hook(items)

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise TypeError("should be a list")
        return tuple(read_items(value, items))

    return read


def _write_hook(type_: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    """Writes a part with its fields in their own order; cattrs puts optional ones last."""
    write = make_dict_unstructure_fn(type_, converter, _cattrs_omit_if_default=True)
    order = [field.name for field in fields(type_)]

    def write_in_order(part: Any) -> dict[str, Any]:
        written = write(part)
        return {name: written[name] for name in order if name in written}

    return write_in_order


class _Line(str):
    """Stands for the texts of a list, which are read more strictly than others."""

    __slots__ = ()


_converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
_converter.register_unstructure_hook_factory(is_dataclass, _write_hook)
for _type, _read in (
    (str, _text),
    (_Line, _line),
    (int, _number),
    (bool, _flag),
    (date, _day),
    (parts.Kind, _kind),
    (parts.Condition, _condition),
    (parts.Situation, _situation),
):
    _converter.register_structure_hook(_type, _read)
_converter.register_structure_hook_factory(lambda type_: get_origin(type_) is tuple, _list_hook)
_converter.register_unstructure_hook(date, date.isoformat)
_converter.register_unstructure_hook(parts.Kind, str)
_converter.register_unstructure_hook(parts.Condition, _write_condition)
_converter.register_unstructure_hook(parts.Situation, _write_situation)
