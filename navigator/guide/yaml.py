"""Guide files: YAML that an editor can read, refused whole where anything in it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import yaml

from .language import with_wordings
from .model import KINDS, Guide
from .plain import Fault, Path, PlainDataError, from_plain, to_plain
from .proofread import Finding, broken
from .proofread.references import MOST
from .summary import MOST as MOST_STATEMENTS
from .summary import statements

LARGEST = 1024 * 1024  # bytes; the first guide has 80,000
MOST_FAULTS = 20  # told at once; more would not help anyone
LAST_LINE = "..."  # how YAML ends a document, and how a file that was cut can be told
DEEPEST = 20  # levels of nesting; a guide has 8
# Looked at as a file is read, which may take long.
MOST_ROWS = max(MOST.values())  # of any list
MOST_VALUES = 50_000  # in all, with the names of fields; the first guide has 12,000

# Problems that PyYAML names, in the order they are looked for, for editors who never heard of YAML.
PROBLEMS = (
    (r"found character '\\t'", "There is a tab where only spaces may stand."),
    (r"found character '(.)'", r"A text cannot begin with “\1”: put the text in quotes."),
    (
        r"mapping values are not allowed",
        "There is a colon that does not fit: put a text with a colon in quotes, and begin each "
        "line as far in as the lines around it.",
    ),
    (r"but (?:found|got) '<stream end>'|end of stream", "The file ends in the middle: was it cut?"),
    (
        r"expected ',' or '([\]}])'",
        r"A bracket that was opened is not closed here: is there a “\1” missing?",
    ),
    (
        r"expected <block end>",
        "This does not fit the lines above it: is it as far in as they are, and is every quote "
        "above it closed?",
    ),
    (
        r"could not find expected ':'",
        "This line or the one above has no colon: it should look like “label: Some words”.",
    ),
    (r"but found '<document end>'", "There is no guide in the file."),
    (r"expected '<document start>'", "There is more after the last line: a file has one guide."),
    (r"escape character", "In a text with double quotes, write a backslash twice."),
    (r"", "This cannot be read: compare it with a file that “Download” gives."),
)


class GuideFileError(ValueError):
    """A file that is no guide. Its text says where and why, a line for each fault."""


def read_guide(content: bytes) -> Guide:
    """Return the guide in a file, with nothing broken in it. Raises GuideFileError."""
    file = _parsed(content)
    try:
        guide = from_plain(file.plain)
    except PlainDataError as error:
        raise _refused(file.fault(each) for each in error.faults) from error
    if (count := len(statements(guide.summary))) > MOST_STATEMENTS:
        what = f"summary: It has {count:,} statements, and no summary more than {MOST_STATEMENTS}."
        raise GuideFileError(f"line {file.lines['summary',]}: {what}")
    findings = broken(guide)
    if findings:
        raise _refused(f"line {file.line_of(each)}: {each.where}: {each.what}" for each in findings)
    return guide


def write_yaml(guide: Guide) -> str:
    """Return the guide as YAML; `read_guide` gives the same guide back, to the letter.

    It is in the guide's own language: wordings in others are in files of their own, see `po`.
    """
    return yaml.dump(
        to_plain(with_wordings(guide, {})),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        explicit_end=True,
    )


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _refused(faults: Iterable[str]) -> GuideFileError:
    return GuideFileError("\n".join(islice(faults, MOST_FAULTS)))


def _parsed(content: bytes) -> _File:
    if len(content) > LARGEST:
        raise GuideFileError("The file is larger than 1 MB, which no guide is.")
    try:
        text = content.decode("utf-8-sig")
        file = _File(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise GuideFileError(f"line {line}: The file is not UTF-8 text.") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"There is a character that no text has (code {error.character})."
        raise GuideFileError(f"line {line}: {what}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = _in_plain_words(error.problem or "")
        raise GuideFileError(f"line {line}: {what}") from error
    *above, last = text.rstrip().split("\n")
    if last != LAST_LINE:
        what = f"The last line is not “{LAST_LINE}”: was the file cut?"
        raise GuideFileError(f"line {len(above) + 1}: {what}")
    return file


def _in_plain_words(problem: str) -> str:
    found = ((re.search(pattern, problem), sentence) for pattern, sentence in PROBLEMS)
    return next(match.expand(sentence) for match, sentence in found if match)


class _File:
    """The one document of a file as dicts, lists and texts; `yes`, `on` or a date is a text too.

    `lines` has the line that each value begins on, by the steps to it.
    """

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._events: Iterator[Any] = yaml.parse(text, yaml.BaseLoader)
        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise GuideFileError("The file is empty.")
        self.plain = self._value(next(self._events), ())
        next(self._events)  # the document ends
        if not isinstance(after := next(self._events), yaml.StreamEndEvent):
            raise _not_used(after, "There is more after the last line: a file has one guide.")

    def _value(self, event: Any, path: Path) -> Any:
        """Return what begins with this event."""
        _check_use(event, path)
        if len(self.lines) == MOST_VALUES:
            raise _not_used(event, f"The file has more than {MOST_VALUES:,} fields and texts.")
        self.lines[path] = event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.MappingStartEvent):
            return self._named(path)
        rows: list[Any] = []
        while not isinstance(row := next(self._events), yaml.SequenceEndEvent):
            if len(rows) == MOST_ROWS:
                raise _not_used(row, f"This list has more than {MOST_ROWS:,} rows.")
            rows.append(self._value(row, (*path, len(rows))))
        return rows

    def _named(self, path: Path) -> dict[str, Any]:
        named: dict[str, Any] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            name = self._value(key, (*path, ""))
            if not isinstance(name, str):
                raise _not_used(key, "A field's name should be a word.")
            if name in named:
                raise _not_used(key, f"“{name}” is here twice.")
            named[name] = self._value(next(self._events), (*path, name))
        return named

    def fault(self, fault: Fault) -> str:
        """Return a fault with its line and the way to it: `line 7: options “x”, category: ...`."""
        value, way = self.plain, ""
        for step in fault.path:
            value = value[step]
            slug = value.get("slug") if isinstance(value, dict) else None
            if isinstance(step, str):
                way += f", {step}"
            else:
                way += f" “{slug}”" if isinstance(slug, str) else f" number {step + 1}"
        where = f"{way.removeprefix(', ')}: " if way else ""
        return f"line {self.lines[fault.path]}: {where}{fault.what.removesuffix('.')}."

    def line_of(self, finding: Finding) -> int:
        """Return the line of the part that was found wrong; the first one for the whole guide."""
        place = next((place for place, kind in KINDS.items() if kind == finding.kind), "")
        for number, part in enumerate(self.plain.get(place, ())):
            if part["slug"].strip("\n") == finding.slug:
                return self.lines[place, number]
        return self.lines[()]


def _check_use(event: Any, path: Path) -> None:
    """Refuse what YAML allows and no guide needs."""
    if event.anchor:  # an alias has one as well
        raise _not_used(event, "The signs & and * are not used: put the text in quotes.")
    if getattr(event, "tag", None):
        raise _not_used(event, "The sign ! is not used: put the text in quotes.")
    if len(path) > DEEPEST:
        raise _not_used(event, "This is nested too deeply.")


def _not_used(event: Any, what: str) -> GuideFileError:
    return GuideFileError(f"line {event.start_mark.line + 1}: {what}")
