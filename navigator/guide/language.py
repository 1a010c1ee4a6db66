"""A guide in another language. The matching is the same for all of them.

A wording holds for exactly the words that it was made from. Once these change, readers get the new
words in the guide's own language, marked as such, until somebody has settled the wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

from .model import GUIDE, KINDS, Guide, Question, Worded, Wording
from .own_language import OwnLanguage
from .texts import NO_TEXT, NOT_WORDED, answer_slug, is_words, lines, parts, worded_in
from .voice import OTHER

# Where a text stands: the kind and the slug of its part, and of an answer its slug.
Place = tuple[str, str, str]


def in_language(guide: Guide, language: str) -> Guide:
    """Return the guide with each text in that language that has a wording for its present words."""
    if language == guide.language:
        return guide
    worded: Guide = _worded(guide, language, guide.language)
    return replace(worded, language=language)


def _worded(value: Any, language: str, own: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_worded(each, language, own) for each in value)
    if not isinstance(value, Worded):
        return value
    wordings = {each.field: each for each in value.wordings if each.language == language}
    found: dict[str, Any] = {"wordings": ()}
    for name in (each.name for each in fields(value) if each.name != "wordings"):
        text, wording = getattr(value, name), wordings.get(name)
        if wording is not None and _holds(wording, value):
            found[name] = tuple(lines(wording.text)) if isinstance(text, tuple) else wording.text
        elif name == "say":
            found[name] = ""  # of a word of the other language
        elif name not in NO_TEXT and text and is_words(text):
            found[name] = _marked(text, own)
        else:
            found[name] = _worded(text, language, own)
    return replace(value, **found)


def _holds(wording: Wording, part: Worded) -> bool:
    """Tell if a wording is of a text, and made from its present words."""
    if wording.field in NOT_WORDED or not is_words(getattr(part, wording.field)):
        return False
    source = source_of(part, wording.field)
    return bool(source) and wording.source == source


def _marked(text: Any, own: str) -> Any:
    if isinstance(text, tuple):
        return tuple(OwnLanguage(each, own) for each in text)
    return OwnLanguage(text, own)


def is_english(guide: Guide) -> bool:
    """Tell if a guide's own words are English: some of what proofreads them knows no other."""
    return guide.language.partition("-")[0].lower() == "en"


def source_of(part: Worded, field: str) -> str:
    """Return the words that a wording of a field is made from.

    A caregiver's is made from the first wording where that fits both, and other names of a term
    from its name where that is all it has.
    """
    instead = "name" if field == "also" else field.removesuffix(OTHER)
    text = getattr(part, field) or getattr(part, instead)
    return "\n".join(text) if isinstance(text, tuple) else str(text)


# What there is to translate, and how far it is done.


@dataclass(frozen=True)
class Unit:
    """A text of a guide with its wording in another language, if it has one.

    `source` are its present words. `needed`: readers get these where it has none for them.
    """

    place: Place
    field: str
    source: str
    needed: bool
    wording: Wording | None

    @property
    def is_done(self) -> bool:
        """True with a wording for the present words."""
        return self.wording is not None and self.wording.source == self.source

    @property
    def is_to_check(self) -> bool:
        """True with a wording for other words."""
        return self.wording is not None and not self.is_done

    @property
    def is_missing(self) -> bool:
        """True without a wording, where readers need one."""
        return self.needed and self.wording is None

    @property
    def words(self) -> int:
        """The number of words that there are to translate."""
        return len(self.source.split())


def units(guide: Guide, language: str) -> Iterator[Unit]:
    """Yield everything that a guide has to translate into a language, in the guide's order."""
    for kind, slug, part in parts(guide):
        if not isinstance(part, Worded):
            continue
        wordings = {each.field: each for each in part.wordings if each.language == language}
        for field, needed in worded_in(part):
            place = (kind, slug, answer_slug(part))
            yield Unit(place, field, source_of(part, field), needed, wordings.get(field))


def untranslated(guide: Guide, language: str) -> list[Unit]:
    """Return the texts that readers of a language get in the guide's own language."""
    return [each for each in units(guide, language) if each.needed and not each.is_done]


# Wordings by themselves, as rows and files keep them.

Wordings = dict[Place, tuple[Wording, ...]]


def wordings_of(guide: Guide) -> Wordings:
    """Return the wordings of a guide by the place where they stand."""
    return {
        (kind, slug, answer_slug(part)): part.wordings
        for kind, slug, part in parts(guide)
        if isinstance(part, Worded) and part.wordings
    }


def with_wordings(guide: Guide, wordings: Wordings) -> Guide:
    """Return the guide with these wordings in place of those that it has.

    A wording whose place is gone is left out.
    """

    def worded(kind: str, part: Any) -> Any:
        if isinstance(part, Question):
            choices = tuple(_with(each, (kind, part.slug, each.slug)) for each in part.choices)
            part = replace(part, choices=choices)
        return _with(part, (kind, part.slug, ""))

    def _with(part: Any, place: Place) -> Any:
        found = _in_order(wordings.get(place, ()))
        return part if part.wordings == found else replace(part, wordings=found)

    changed: dict[str, Any] = {
        place: tuple(worded(kind, part) for part in getattr(guide, place))
        for place, kind in KINDS.items()
        if all(isinstance(part, Worded) for part in getattr(guide, place))
    }
    return replace(guide, **changed, wordings=_in_order(wordings.get((GUIDE, "", ""), ())))


def _in_order(wordings: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """Return wordings in the same order, whichever was made first."""
    return tuple(sorted(wordings, key=attrgetter("language", "field")))
