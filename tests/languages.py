"""A guide in a second language, made up: each line of it stands in guillemets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from navigator.guide.language import units, with_wordings, wordings_of
from navigator.guide.model import Translation, Wording

CODE = "es"
SHOWN = Translation(slug=CODE, shown=True)


def said(text):
    """The words of a text in that language."""
    return "\n".join(f"«{line}»" if line.strip() else line for line in text.split("\n"))


def in_both(guide, *left_out, say=said):
    """The guide, offered in that language too, with a wording for each text that needs one.

    `left_out` are words that have none.
    """
    found = defaultdict(list)
    for place, wordings in wordings_of(guide).items():
        found[place] += [each for each in wordings if each.language != CODE]
    for unit in units(guide, CODE):
        if unit.needed and unit.source not in left_out:
            found[unit.place].append(Wording(CODE, unit.field, unit.source, say(unit.source)))
    others = tuple(each for each in guide.translations if each.slug != CODE)
    worded = with_wordings(guide, {place: tuple(each) for place, each in found.items()})
    return replace(worded, translations=(*others, SHOWN))


def with_wording(guide, place, field, source, text, language=CODE):
    """The guide with one wording in place of the one that its field has."""
    wordings = dict(wordings_of(guide))
    kept = [e for e in wordings.get(place, ()) if (e.language, e.field) != (language, field)]
    wordings[place] = (*kept, Wording(language, field, source, text))
    return with_wordings(guide, wordings)
