"""Guide files: YAML that an editor can read, refused whole where anything in it is wrong."""

from __future__ import annotations

import re
from typing import Any

import yaml

from navigator.guide.model import KINDS, Guide

from .plain import Fault, PlainDataError, from_plain, to_plain
from .proofread import Finding, broken
from .yaml_words import in_plain_words

LARGEST = 1024 * 1024  # bytes; the first guide has 80,000
MOST_FAULTS = 20  # told at once; more would not help anyone
BOOL = "tag:yaml.org,2002:bool"
LAST_LINE = "..."  # how YAML ends a document, and how a file that was cut can be told
DEEPEST = 20  # levels of nesting; a guide has 8

# Where the parts that a finding can name stand in the file.
PLACES = {kind: place for place, kind in KINDS.items()}


class GuideFileError(ValueError):
    """A file that is no guide. Its text says where and why, a line for each fault."""


def read_guide(content: bytes) -> Guide:
    """The guide in a file, with nothing broken in it. Raises GuideFileError."""
    if len(content) > LARGEST:
        raise GuideFileError("The file is larger than 1 MB, which no guide is.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise GuideFileError(f"line {line}: The file is not UTF-8 text.") from error
    return read_yaml(text)


def read_yaml(text: str) -> Guide:
    """The guide in a YAML text, with nothing broken in it. Raises GuideFileError."""
    root = _compose(text)
    if text.rstrip().rpartition("\n")[2] != LAST_LINE:
        last = text.rstrip().count("\n") + 1
        raise GuideFileError(f"line {last}: The last line is not “{LAST_LINE}”: was the file cut?")
    try:
        guide = from_plain(_data(root))
    except PlainDataError as error:
        raise GuideFileError(
            "\n".join(_told(root, fault) for fault in error.faults[:MOST_FAULTS])
        ) from error
    faults = broken(guide)
    if faults:
        raise GuideFileError("\n".join(_told_finding(root, each) for each in faults[:MOST_FAULTS]))
    return guide


def write_yaml(guide: Guide) -> str:
    """The guide as YAML; `read_yaml` gives the same guide back, to the letter."""
    return yaml.dump(
        to_plain(guide),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        explicit_end=True,
    )


class _Loader(yaml.SafeLoader):
    """YAML as people expect it: `yes`, `no`, `on` and dates are text; true and false are not.

    What YAML allows and no guide needs is refused: names given twice, aliases, tags, deep nesting.
    """

    yaml_implicit_resolvers: dict = {}
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _syntax_error(
                "The signs & and * are not used in guide files: put the text in quotes.",
                event.start_mark,
            )
        if getattr(event, "tag", None):
            raise _syntax_error(
                "The sign ! is not used in guide files: put the text in quotes.", event.start_mark
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise _syntax_error("This is nested too deeply.", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_mapping_node(self, anchor: str | None) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _syntax_error("A field's name should be a word.", key.start_mark)
            if key.value in seen:
                raise _syntax_error(f"“{key.value}” is here twice.", key.start_mark)
            seen.add(key.value)
        return node


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks; what another YAML tool would not take for text is quoted."""


_Loader.add_implicit_resolver(BOOL, re.compile("^(?:true|false)$"), list("tf"))


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


class _NotInGuides(yaml.MarkedYAMLError):
    """YAML, but not for a guide. Its problem is in plain words already."""


def _syntax_error(what: str, mark: yaml.Mark) -> _NotInGuides:
    return _NotInGuides(problem=what, problem_mark=mark)


def _compose(text: str) -> yaml.Node:
    try:
        root = yaml.compose(text, _Loader)
    except _NotInGuides as error:
        raise GuideFileError(f"{_line(error.problem_mark)}{error.problem}") from error
    except yaml.MarkedYAMLError as error:
        what = in_plain_words(error.problem or error.context)
        raise GuideFileError(f"{_line(error.problem_mark or error.context_mark)}{what}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"There is a character that no text has (code {error.character})."
        raise GuideFileError(f"line {line}: {what}") from error
    if root is None:
        raise GuideFileError("The file is empty.")
    return root


def _line(mark: yaml.Mark | None) -> str:
    return f"line {mark.line + 1}: " if mark else ""


def _data(node: yaml.Node) -> Any:
    """A node tree as dicts, lists, texts and booleans."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(each) for each in node.value]
    return node.value == "true" if node.tag == BOOL else node.value


def _told(root: yaml.Node, fault: Fault) -> str:
    node, where = _way(root, fault.path)
    place = f"{where}: " if where else ""
    return f"{_line(node.start_mark)}{place}{fault.what.removesuffix('.')}."


def _told_finding(root: yaml.Node, finding: Finding) -> str:
    node = _part_node(root, finding) or root
    return f"{_line(node.start_mark)}{finding.where}: {finding.what}"


def _way(root: yaml.Node, path: str) -> tuple[yaml.Node, str]:
    """The node at a path such as `options[3].category`, or the last one on the way to it.

    And the way in words: `options “chemotherapy”, category`.
    """
    node, steps = root, []
    for name, index in re.findall(r"([a-z_0-9]+)|\[(\d+)\]", path):
        if index and isinstance(node, yaml.MappingNode):
            node = _child(node, "all") or node  # a situation's conditions
        following = _child(node, name or int(index))
        if name:
            steps.append(name)
        else:
            slug = _child(following, "slug") if following else None
            steps.append(f"“{slug.value}”" if slug else f"number {int(index) + 1}")
        if following is None:
            break
        node = following
    return node, ", ".join(steps).replace(", “", " “").replace(", number", " number")


def _child(node: yaml.Node, key: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key]
    return None


def _part_node(root: yaml.Node, finding: Finding) -> yaml.Node | None:
    parts = _child(root, PLACES.get(finding.kind, ""))
    for part in parts.value if isinstance(parts, yaml.SequenceNode) else ():
        slug = _child(part, "slug")
        if slug is not None and slug.value == finding.slug:
            return part
    return None
