"""A guide as plain data and as a YAML file that an editor can read, and back.

Editions keep the plain data as JSON. Conditions are written `{question: her2, any: [positive]}`
or `{question: spread, only: [bone]}`, and a situation is `{all: [conditions]}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args, get_origin

import yaml
from cattrs import Converter, ForbiddenExtraKeysError, transform_error
from cattrs.v import format_exception

from navigator.matching import guide as parts

FORMAT = 1


class GuideFileError(ValueError):
    """A guide that cannot be read. Its text says what is wrong, one fault a line."""


def to_plain(guide: parts.Guide) -> dict[str, Any]:
    """The guide as dicts, lists, strings, numbers and booleans; what is empty is left out."""
    return {"format": FORMAT, **_converter.unstructure(guide)}


def from_plain(plain: Any) -> parts.Guide:
    """The guide that `to_plain` made the data from. Raises GuideFileError."""
    if not isinstance(plain, dict):
        raise GuideFileError("This is not a guide: it should be a list of named fields.")
    plain = dict(plain)
    if str(plain.pop("format", None)) != str(FORMAT):
        raise GuideFileError(f"The first line should say `format: {FORMAT}`.")
    try:
        return _converter.structure(plain, parts.Guide)
    except Exception as error:  # cattrs wraps whatever a hook raises
        raise GuideFileError("\n".join(transform_error(error, "guide", _explain))) from error


def read_yaml(text: str) -> parts.Guide:
    """The guide in a YAML text. Raises GuideFileError."""
    try:
        plain = yaml.load(text, _Loader)  # noqa: S506, it is a SafeLoader
    except yaml.YAMLError as error:
        raise GuideFileError(f"The file cannot be read as YAML: {error}") from error
    return from_plain(plain)


def write_yaml(guide: parts.Guide) -> str:
    """The guide as YAML, in the order of the dataclasses."""
    return yaml.dump(
        to_plain(guide), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100
    )


class _Loader(yaml.SafeLoader):
    """YAML as people expect it: `yes`, `no`, `on` and dates are text; true and false are not."""


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks."""


for _loader in (_Loader, _Dumper):
    _loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
# What the standard loader would not take as text is quoted, so that any YAML tool reads it alike.
_Dumper.yaml_implicit_resolvers = yaml.SafeDumper.yaml_implicit_resolvers


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


def _text(value: Any, _: type) -> str:
    if not isinstance(value, str):
        raise TypeError("should be a text")
    return value.strip("\n")


def _number(value: Any, _: type) -> int:
    if isinstance(value, bool) or not str(value).isdecimal():
        raise TypeError("should be a whole number")
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


def _explain(error: BaseException, type_: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"has fields that are not known: {', '.join(sorted(map(str, error.extra_fields)))}"
    if isinstance(error, TypeError):
        return str(error)
    return format_exception(error, type_)


def _list_hook(type_: Any, converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    """Reads a list; a lone text must not be taken for a list of letters."""
    items = list[get_args(type_)[0]]
    read_items = converter.get_structure_hook(items)

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise TypeError("should be a list")
        return tuple(read_items(value, items))

    return read


_converter = Converter(
    omit_if_default=True, forbid_extra_keys=True, unstruct_collection_overrides={tuple: list}
)
for _type, _read in (
    (str, _text),
    (int, _number),
    (bool, _flag),
    (date, _day),
    (parts.Kind, _kind),
):
    _converter.register_structure_hook(_type, _read)
_converter.register_structure_hook_factory(lambda type_: get_origin(type_) is tuple, _list_hook)
_converter.register_structure_hook(parts.Condition, _condition)
_converter.register_structure_hook(parts.Situation, _situation)
_converter.register_unstructure_hook(date, date.isoformat)
_converter.register_unstructure_hook(parts.Kind, str)
_converter.register_unstructure_hook(parts.Condition, _write_condition)
_converter.register_unstructure_hook(parts.Situation, _write_situation)
