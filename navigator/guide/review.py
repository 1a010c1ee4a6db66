"""The parts of a guide that a clinician reviews, and how much of them was approved.

A part is a set of rows that are read together, such as an option with the facts on its treatments.
Its digest is that of every word, rule, fact and source in them, and of what is shown there of rows
that they name, such as the words of a rule's answers. What is for staff alone, the order of rows
and wordings in other languages are no content: they change no digest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from .compare import Change
from .digest import digest
from .held import Row
from .language import units
from .model import GUIDE, KINDS, Guide
from .plain import Fault, PlainDataError, situation_from_plain, to_plain
from .rule_words import answers_in_words, sentences

Fields = dict[str, Any]
# The rows of a part as plain data: by kind, then by slug.
Content = dict[str, dict[str, Fields]]

# Fields of the guide itself that are no content: the summary is what the parts are held against.
NO_CONTENT = (
    *("format", "slug", "staff_note", "review_due_on", "copied_from", "wordings"),
    *("summary", "summary_from", "summary_taken_on"),
)
# Rows that are read with the texts of the whole guide.
WITH_THE_GUIDE = ("trial topic", "kind of fact", "thing that matters")
WORDS = ("term", "")  # the part with the words that are no treatment of an option


@dataclass(frozen=True)
class Part:
    """A set of rows that is approved at one go. `kind` and `slug` are of the row that it is about.

    The texts of the whole guide are of the kind "guide" and have no slug, and neither has the part
    with the other words of the glossary, of the kind "term".
    """

    kind: str
    slug: str
    content: Content

    @property
    def key(self) -> Row:
        return self.kind, self.slug

    @cached_property
    def digest(self) -> str:
        return digest(self.content)


def parts(guide: Guide) -> list[Part]:
    """Return the parts of a guide, as they are read: its own texts first, the glossary last."""
    rows = _rows(guide)
    treatments = {slug for row in rows["option"].values() for slug in row.get("treatments", ())}
    words = [slug for slug in rows["term"] if slug not in treatments]
    found = [
        *(_part(rows, "question", slug, _with_question(rows, slug)) for slug in rows["question"]),
        *(_part(rows, "category", slug) for slug in rows["category"]),
        *(_part(rows, "option", slug, _with_option(rows, slug)) for slug in rows["option"]),
        *(
            _part(rows, "notice", slug)
            for slug, row in rows["notice"].items()
            if row.get("option", "") not in rows["option"]
        ),
    ]
    if words:
        found.append(Part(*WORDS, _content(rows, _with_facts(rows, words))))
    cited = {slug for part in found for slug in part.content.get("source", ())}
    own = [
        (GUIDE, ""),
        *((kind, slug) for kind in WITH_THE_GUIDE for slug in rows[kind]),
        *(("source", slug) for slug in rows["source"] if slug not in cited),
    ]
    return [Part(GUIDE, "", _content(rows, own)), *found]


def _rows(guide: Guide) -> Content:
    """Return the rows of a guide as plain data, without what is no content."""
    plain = to_plain(guide)
    rows: Content = {}
    for place, kind in KINDS.items():
        rows[kind] = {row.pop("slug"): _row(row) for row in plain.pop(place, ())}
    rows[GUIDE] = {"": {name: plain[name] for name in plain if name not in NO_CONTENT}}
    for kind, slug, shown in _shown_of_others(guide):
        rows[kind][slug] |= {name: value for name, value in shown.items() if value}
    return rows


def _shown_of_others(guide: Guide) -> Iterator[tuple[str, str, Fields]]:
    """Yield rows with what the page of a part shows there of other rows, which they name."""
    rules = [
        *(("question", each.slug, each.ask_when) for each in guide.questions),
        *(("option", each.slug, each.situations) for each in guide.options),
        *(("notice", each.slug, each.situations) for each in guide.notices),
    ]
    for kind, slug, rule in rules:
        yield kind, slug, {"answers_named": answers_in_words(guide, rule)}
    for option in guide.options:
        if category := guide.category_by_slug.get(option.category):
            yield "option", option.slug, {"stands_under": category.name}
    for term in guide.terms:
        if facts := guide.facts_of.get(term.slug):
            shown = [each for each in guide.fact_kinds if each.needed or each.slug in facts]
            names = {each.slug: each.name for each in shown}
            asked = {each.slug: each.ask for each in shown if each.slug not in facts}
            yield "term", term.slug, {"kinds_of_facts": names, "asked_instead": asked}


def _row(row: Fields) -> Fields:
    for name in ("staff_note", "excludes", "wordings"):
        row.pop(name, None)
    if "sources" in row:
        row["sources"] = sorted(row["sources"])
    if "choices" in row:
        row["choices"] = {choice.pop("slug"): _row(choice) for choice in row["choices"]}
    return row


def _part(rows: Content, kind: str, slug: str, others: Iterable[Row] = ()) -> Part:
    return Part(kind, slug, _content(rows, [(kind, slug), *others]))


def _with_question(rows: Content, question: str) -> Iterator[Row]:
    panel = rows["question"][question].get("panel", "")
    if panel in rows["panel"]:
        yield "panel", panel
    for slug, row in rows["line of a report"].items():
        if row["question"] == question:
            yield "line of a report", slug


def _with_option(rows: Content, option: str) -> Iterator[Row]:
    treatments = rows["option"][option].get("treatments", ())
    yield from _with_facts(rows, [slug for slug in treatments if slug in rows["term"]])
    for slug, row in rows["notice"].items():
        if row.get("option") == option:
            yield "notice", slug


def _with_facts(rows: Content, terms: Iterable[str]) -> Iterator[Row]:
    for term in terms:
        yield "term", term
        for slug, row in rows["fact"].items():
            if row["treatment"] == term:
                yield "fact", slug


def _content(rows: Content, keys: Iterable[Row]) -> Content:
    """Return these rows, and the sources that they cite."""
    content: Content = {}
    for kind, slug in keys:
        content.setdefault(kind, {})[slug] = rows[kind][slug]
        for source in rows[kind][slug].get("sources", ()):
            if source in rows["source"]:
                content.setdefault("source", {})[source] = rows["source"][source]
    return content


def translation_part(guide: Guide, language: str) -> Part:
    """Return all that readers of a language get, as one part: it is signed at one go.

    A text without a wording, which they get as it is, has no `text`.
    """
    content: Content = {}
    for unit in units(guide, language):
        if unit.is_done or unit.needed:
            place = content.setdefault(" ".join(unit.place), {})
            place[unit.field] = {"source": unit.source}
            if unit.wording is not None and unit.is_done:
                place[unit.field]["text"] = unit.wording.text
    return Part("translation", language, content)


# What differs between the content that was approved and that of now.


def changes(guide: Guide, was: Content, now: Content) -> list[Change]:
    """Return what differs between two contents of a part; rules are told in the guide's words."""
    found: list[Change] = []
    for kind in (kind for kind in (GUIDE, *KINDS.values()) if kind in was or kind in now):
        before, after = was.get(kind, {}), now.get(kind, {})
        for slug in dict.fromkeys([*before, *after]):
            found += _changes(guide, kind, slug, "", before.get(slug), after.get(slug))
    return found


def _changes(
    guide: Guide, kind: str, slug: str, within: str, was: Fields | None, now: Fields | None
) -> Iterator[Change]:
    """Yield the fields that differ. `within` names the answer, in a question."""
    if was is None or now is None:
        field = f"{within} {'added' if was is None else 'removed'}".strip()
        yield Change(kind, slug, field, _texts(guide, was), _texts(guide, now))
        return
    for name in dict.fromkeys([*was, *now]):
        old, new = was.get(name), now.get(name)
        if name == "choices":
            for choice in dict.fromkeys([*(old or {}), *(new or {})]):
                answers = (old or {}).get(choice), (new or {}).get(choice)
                yield from _changes(guide, kind, slug, f"answer {choice}", *answers)
        elif old != new:
            field = f"{within} {name.replace('_', ' ')}".strip()
            yield Change(kind, slug, field, _in_words(guide, old), _in_words(guide, new))


def _texts(guide: Guide, row: Fields | None) -> str:
    return "\n".join(_in_words(guide, value) for value in (row or {}).values())


def _in_words(guide: Guide, value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case {"all": _}:
            return "\nand ".join(sentences(guide, situation_from_plain(value)))
        case [{"all": _}, *_]:
            return "\nor\n".join(_in_words(guide, each) for each in value)
        case list():
            return "\n".join(map(str, value))
        case dict():
            return "\n".join(_in_words(guide, each) for each in value.values())
    return str(value)


# How much was approved.


@dataclass(frozen=True)
class Approved:
    """An approval of a part that holds: its content is still what was approved."""

    kind: str
    slug: str
    name: str
    role: str
    on: date


@dataclass(frozen=True)
class Reviewer:
    """Somebody who approved parts of a guide: how many, and `on` which day the latest."""

    name: str
    role: str
    on: date
    held: int


@dataclass(frozen=True)
class Review:
    """The approvals of a guide that hold. `parts` is how many parts it has.

    `signed` are those of its translations, each of the kind "translation" and with the language as
    its slug.
    """

    parts: int = 0
    approved: tuple[Approved, ...] = ()
    signed: tuple[Approved, ...] = ()

    @cached_property
    def held(self) -> int:
        """The number of parts that are approved."""
        return len({(each.kind, each.slug) for each in self.approved})

    @property
    def is_whole(self) -> bool:
        return 0 < self.parts == self.held

    @cached_property
    def reviewers(self) -> tuple[Reviewer, ...]:
        """Everyone who approved a part, by name, each with the latest day and the role then."""
        latest = {each.name: each for each in sorted(self.approved, key=lambda each: each.on)}
        parts = {(each.name, each.kind, each.slug) for each in self.approved}
        held = Counter(name for name, *_ in parts)
        return tuple(
            Reviewer(name, latest[name].role, latest[name].on, held[name])
            for name in sorted(latest)
        )

    @property
    def names(self) -> str:
        """Everyone who approved a part, with their roles, in one line."""
        return "; ".join(f"{each.name}, {each.role}" for each in self.reviewers)

    def to_plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        plain = {
            "parts": self.parts,
            "approved": [_as_plain(each) for each in self.approved],
            "signed": [_as_plain(each) for each in self.signed],
        }
        return {name: value for name, value in plain.items() if value or name != "signed"}


NOT_REVIEWED = Review()


def _as_plain(approved: Approved) -> dict[str, str]:
    return {
        "kind": approved.kind,
        "slug": approved.slug,
        "name": approved.name,
        "role": approved.role,
        "on": approved.on.isoformat(),
    }


def from_plain(plain: dict[str, Any]) -> Review:
    """Return the review that `to_plain` made the data from. Editions from before 0.4.0 have {}.

    Raises PlainDataError.
    """
    try:
        approved, signed = (
            tuple(
                Approved(**each | {"on": date.fromisoformat(each["on"])})
                for each in plain.get(name, ())
            )
            for name in ("approved", "signed")
        )
        return Review(plain.get("parts", 0), approved, signed)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PlainDataError([Fault((), f"This is no review of a guide: {error}")]) from error
