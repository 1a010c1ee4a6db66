"""Wordings of a guide as a PO file, which translators' own tools open, and back.

Each text has a context that says where it stands, such as `question age text`. A wording whose
source has changed goes out as fuzzy, with its former source, as those tools expect it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import polib

from .language import Place, Unit, Wordings, units, wordings_of
from .model import Guide, Wording
from .proofread.references import LANGUAGE

LARGEST = 2 * 1024 * 1024  # bytes; the first guide in one more language has 300,000
MOST_FAULTS = 20  # told at once
WIDTH = 100
LINE = re.compile(r"\(line (\d+)\)")


class TranslationFileError(ValueError):
    """A file that holds no wordings of this guide. Its text says where and why, a line each."""


@dataclass(frozen=True)
class TranslationFile:
    """The wordings in a PO file. `unknown` are contexts of texts that the guide has not."""

    language: str
    wordings: Wordings
    unknown: tuple[str, ...]

    @property
    def count(self) -> int:
        """The number of wordings."""
        return sum(map(len, self.wordings.values()))


def context(place: Place, field: str) -> str:
    """Return where a text stands: kind, slug, answer and field, e.g. `question age text`."""
    kind, slug, answer = place
    return " ".join(filter(None, (kind.replace(" ", "-"), slug, answer, field)))


def write_translation(guide: Guide, language: str) -> str:
    """Return the PO file of a guide in a language: its wordings, and what needs one."""
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Guide": guide.slug,
    }
    file.extend(_entry(each) for each in units(guide, language) if each.needed or each.wording)
    return f"{file}\n"


def _entry(unit: Unit) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=context(unit.place, unit.field), msgid=unit.source)
    if unit.wording:
        entry.msgstr = unit.wording.text
    if unit.wording and unit.is_to_check:
        entry.flags, entry.previous_msgid = ["fuzzy"], unit.wording.source
    return entry


def read_translation(content: bytes, guide: Guide) -> TranslationFile:
    """Return the wordings that a PO file has for this guide. Raises TranslationFileError."""
    file = _parsed(content)
    language = file.metadata.get("Language", "").replace("_", "-")
    faults = [*_faults(file, language, guide)]
    if faults:
        raise TranslationFileError("\n".join(faults[:MOST_FAULTS]))
    places = {context(unit.place, unit.field): unit for unit in units(guide, language)}
    found: defaultdict[Place, list[Wording]] = defaultdict(list)
    unknown = []
    for entry in file:
        unit = places.get(entry.msgctxt or "")
        if entry.obsolete or not entry.msgstr:
            continue
        if unit is None:
            unknown.append(entry.msgctxt or entry.msgid)
            continue
        source = entry.previous_msgid if entry.fuzzy and entry.previous_msgid else entry.msgid
        found[unit.place].append(Wording(language, unit.field, source, entry.msgstr))
    return TranslationFile(
        language, {place: tuple(each) for place, each in found.items()}, tuple(unknown)
    )


def _parsed(content: bytes) -> polib.POFile:
    if len(content) > LARGEST:
        raise TranslationFileError(f"The file is larger than {LARGEST // 1024**2} MB.")
    try:
        # The line breaks in front keep the parser from taking what was sent for the name of a file.
        text = "\n\n" + content.decode("utf-8-sig").replace("\0", "�")
        return polib.pofile(text, wrapwidth=WIDTH, check_for_duplicates=True)
    except UnicodeDecodeError as error:
        raise TranslationFileError("This is no text in UTF-8.") from error
    except (OSError, ValueError, IndexError) as error:
        what = str(error).removeprefix("Syntax error in po file ")
        line = LINE.search(what)
        where = f"line {int(line[1]) - 2}: " if line else ""
        raise TranslationFileError(f"{where}{LINE.sub('', what).strip(' :')}") from error


def _faults(file: polib.POFile, language: str, guide: Guide) -> Iterator[str]:
    if not LANGUAGE.fullmatch(language):
        yield "The head of the file has to name the language, such as “Language: es”."
    elif language == guide.language:
        yield f"The guide is in “{language}” itself."
    if (slug := file.metadata.get("X-Guide", guide.slug)) != guide.slug:
        yield f"The file is of another guide: “{slug}”."
    for entry in file:
        if entry.msgid_plural:
            yield f"line {entry.linenum - 2}: A text of a guide has no plural."


def merged(guide: Guide, file: TranslationFile) -> Wordings:
    """Return the guide's wordings with those of a file, which take the place of what is there."""
    result = dict(wordings_of(guide))
    for place, wordings in file.wordings.items():
        new = {(each.language, each.field): each for each in wordings}
        kept = {(each.language, each.field): each for each in result.get(place, ())}
        result[place] = tuple((kept | new).values())
    return result
