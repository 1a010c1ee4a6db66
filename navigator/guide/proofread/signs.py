"""Signs in a text that nobody sees, or that turn the direction of what stands around them.

They come along with text that is pasted. A name with one in it is not found by a search, and one
that turns the direction makes a dose or a name look like another. Kinds of signs are Unicode's
general categories and bidirectional classes (UAX #44, UAX #9).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from navigator.guide.model import Guide
from navigator.guide.summary import statements
from navigator.guide.texts import answer_slug, parts

from .finding import Finding, error, warning

# Embeddings, overrides and isolates: what they begin goes on to their end, or to that of the line.
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
# Control, private use, half of a pair, none yet; other ends of a line than our own.
OF_NO_TEXT = {"Cc", "Co", "Cs", "Cn", "Zl", "Zp"}
FORMAT = "Cf"  # joiners, soft hyphens, marks of a direction
# Letters by their category, and empty to the eye.
EMPTY = set("\u115f\u1160\u2800\u3164\uffa0")
AROUND = 12  # characters before a sign that say where it is


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield the signs of a guide's texts that do not belong into any, and those that may."""
    for kind, slug, part in parts(guide):
        for name, language, text in _texts(part):
            if text.replace("\n", "").isprintable() and EMPTY.isdisjoint(text):
                continue  # nearly all of them
            for sign, what in _odd_signs(text):
                of = f"“{name}” ({language})" if language else f"“{name}”"
                yield _found(kind, slug, part, name, f"{of} has {what}", sign, text)


def fault(text: str) -> str:
    """Return what is wrong with the first sign of a text that belongs into none, or nothing."""
    return next((f"It has {what}" for sign, what in _odd_signs(text) if not _may_stay(sign)), "")


def _odd_signs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the signs that do not belong into a text, each with what is wrong and where."""
    for place, sign in enumerate(text):
        what = "" if sign == "\n" else _what_is_wrong(sign)
        if what:
            yield sign, f"{_named(sign)}, {what}, {_where(text, place)}."


def _found(kind: str, slug: str, part: Any, name: str, told: str, sign: str, text: str) -> Finding:
    answer = answer_slug(part)
    if _may_stay(sign):
        return warning(kind, slug, told, name, code="sign-unseen", answer=answer, about=text)
    return error(kind, slug, told, name, code="sign-of-no-text", answer=answer)


def _texts(part: Any) -> Iterator[tuple[str, str, str]]:
    """Yield every text of a part, whatever it is for, as (field, language of a wording, text)."""
    for wording in getattr(part, "wordings", ()):
        yield wording.field, wording.language, wording.text
    for name in (each.name for each in fields(part)):
        value = getattr(part, name)
        if name == "summary":  # as pages show it; signs between its words are read past
            value = tuple(each.text for each in statements(value))
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield name, "", text


def _what_is_wrong(sign: str) -> str:
    if unicodedata.bidirectional(sign) in TURNING:
        return "which turns the direction of the line"
    if unicodedata.category(sign) in {FORMAT, *OF_NO_TEXT} or sign in EMPTY:
        return "which nobody sees"
    return ""


def _may_stay(sign: str) -> bool:
    """Tell if some languages need it, or it does no harm."""
    category = unicodedata.category(sign)
    return category == FORMAT and unicodedata.bidirectional(sign) not in TURNING


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "a sign without a name").lower()
    return f"{name} (U+{ord(sign):04X})"


def _where(text: str, place: int) -> str:
    before = "".join(filter(str.isprintable, text[max(place - AROUND, 0) : place]))
    return f"after “{before}”" if before else "at its start"
