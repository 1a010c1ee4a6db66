"""Guides with wordings in another language, made up: each line of a text begins with its code."""

from collections import defaultdict
from dataclasses import replace

from navigator.guide.language import units, with_wordings, wordings_of
from navigator.guide.model import Translation, Wording


def in_other_words(text, language="es"):
    """Return a text as it is made up in another language."""
    return "\n".join(f"{language}: {line}" for line in text.split("\n"))


def translated(guide, language="es", but=(), **translation):
    """Return the guide with a wording for each text that needs one.

    `but` are left out, as (kind, slug, field).
    """
    found = defaultdict(tuple, wordings_of(guide))
    for unit in units(guide, language):
        kind, slug, _ = unit.place
        if unit.needed and (kind, slug, unit.field) not in but:
            text = in_other_words(unit.source, language)
            found[unit.place] += (Wording(language, unit.field, unit.source, text),)
    new = Translation(slug=language, **{"shown": True} | translation)
    return with_wordings(replace(guide, translations=(*guide.translations, new)), found)
