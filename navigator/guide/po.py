"""Wordings of a guide as a PO file, which translators' own tools open, and back.

Each text has a context that says where it stands, such as `question age text`; one that may stay
empty says why. A wording whose source has changed goes out as fuzzy, with its former source,
as those tools expect it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import polib

from .language import Place, Unit, Wordings, units, wordings_of
from .model import Guide, Wording
from .proofread.reach import fault_of_wording
from .proofread.references import LANGUAGE
from .texts import part_at, why_it_may_stay_empty

LARGEST = 1024 * 1024  # bytes, as of a guide file; the first guide has 510,000
MOST_FAULTS = 20  # told at once
WIDTH = 100
# What a line may be: a comment, or a text between quotes, with what it is of in front.
TEXT = r'"(?:[^"\\]|\\.)*"'
KEYWORD = r"msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?"
LINE = re.compile(rf"(?P<mark>#\||#~\|?)?\s*(?P<keyword>{KEYWORD})?\s*{TEXT}|#(?![|~]).*|#~?|")
TOLD_LINE = re.compile(r"\(line (\d+)\)")


class TranslationFileError(ValueError):
    """A file that holds no wordings of this guide. Its text says where and why, a line each."""


@dataclass(frozen=True)
class TranslationFile:
    """The wordings in a PO file. `unknown` are contexts of texts that the guide has not.

    `left_out` is the number of those that were left out, because the guide has one for the present
    words there, and theirs is for others.
    """

    language: str
    wordings: Wordings
    unknown: tuple[str, ...]
    left_out: int

    @property
    def count(self) -> int:
        """The number of wordings."""
        return sum(map(len, self.wordings.values()))


def context(place: Place, field: str) -> str:
    """Return where a text stands: kind, slug, answer and field, e.g. `question age text`."""
    kind, slug, answer = place
    return " ".join(filter(None, (kind.replace(" ", "-"), slug, answer, field)))


def place_in(context: str) -> tuple[Place, str]:
    """Return the place and the field that a context names, whether or not a guide has them."""
    kind, *slugs = context.split(" ")
    field = slugs.pop() if slugs else ""
    slug, answer = (*slugs, "", "")[:2]
    return (kind.replace("-", " "), slug, answer), field


def write_translation(guide: Guide, language: str) -> str:
    """Return the PO file of a guide in a language: every text, with its wording."""
    file = polib.POFile(wrapwidth=WIDTH)
    file.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Guide": guide.slug,
    }
    file.extend(_entry(each) for each in units(guide, language))
    return f"{file}\n"


def _entry(unit: Unit) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=context(unit.place, unit.field), msgid=unit.source)
    if not unit.needed:
        entry.comment = f"may stay empty: {why_it_may_stay_empty(unit.field)}"
    if unit.wording:
        entry.msgstr = unit.wording.text
    if unit.wording and unit.is_to_check:
        entry.flags, entry.previous_msgid = ["fuzzy"], unit.wording.source or None
    return entry


def read_translation(content: bytes, guide: Guide) -> TranslationFile:
    """Return the wordings that a PO file has for this guide. Raises TranslationFileError."""
    file = _parsed(content)
    language = file.metadata.get("Language", "").replace("_", "-")
    _refuse([*_faults(file, language, guide), *_faults_of_entries(file)])
    places = {context(unit.place, unit.field): unit for unit in units(guide, language)}
    found: defaultdict[Place, list[Wording]] = defaultdict(list)
    unknown, faults, left_out = [], [], 0
    for entry in file:
        unit = places.get(entry.msgctxt or "")
        if entry.obsolete or not entry.msgstr.strip():
            continue
        if unit is None:
            unknown.append(entry.msgctxt or entry.msgid)
            continue
        wording = Wording(language, unit.field, _source(entry, unit), entry.msgstr)
        if fault := fault_of_wording(part_at(guide, unit.place), wording):
            faults.append(f"line {max(entry.linenum, 1)}: {fault}")
        if unit.is_done and wording.source != unit.source:
            left_out += 1  # somebody has settled it since the file went out
        else:
            found[unit.place].append(wording)
    _refuse(faults)
    wordings = {place: tuple(each) for place, each in found.items()}
    return TranslationFile(language, wordings, tuple(unknown), left_out)


def _source(entry: polib.POEntry, unit: Unit) -> str:
    """Return the words that a wording was made from: of a fuzzy one, never the present ones."""
    if not entry.fuzzy:
        return str(entry.msgid)
    former = entry.previous_msgid or ""
    return "" if former == unit.source else former


class _Text:
    """A text as polib takes one: never for the name of a file, and with line breaks alone."""

    def __init__(self, text: str) -> None:
        self.text = text

    def splitlines(self) -> list[str]:
        return self.text.split("\n")


def _parsed(content: bytes) -> polib.POFile:
    if len(content) > LARGEST:
        _refuse([f"The file is larger than {LARGEST // 1024**2} MB."])
    try:
        text = content.decode("utf-8-sig")
        _refuse(_faults_of_lines(text.split("\n")))
        return polib.pofile(_Text(text), encoding="utf-8", wrapwidth=WIDTH)
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise TranslationFileError(f"line {number}: This is no text in UTF-8.") from error
    except OSError as error:
        line = TOLD_LINE.search(str(error))
        where = f"line {line[1]}: " if line else ""
        what = f"{where}Something is missing before this line."
        raise TranslationFileError(what) from error


def _refuse(faults: Iterable[str]) -> None:
    """Raise TranslationFileError with the first faults, if there is any."""
    if told := "\n".join(islice(faults, MOST_FAULTS)):
        raise TranslationFileError(told)


def _faults_of_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that are none of such a file, which polib would take for another text."""
    keyword, begun = "msgstr", 0
    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line.strip())
        if not found:
            yield f"line {number}: This is neither a comment nor a text between quotes."
        elif found["keyword"] and not found["mark"]:
            keyword, begun = found["keyword"], number
    if not keyword.startswith("msgstr"):
        yield f"line {begun}: The file ends before the translation of this."


def _faults(file: polib.POFile, language: str, guide: Guide) -> Iterator[str]:
    if not LANGUAGE.fullmatch(language):
        yield "The head of the file has to name the language, such as “Language: es”."
    elif language == guide.language:
        yield f"The guide is in “{language}” itself."
    if (slug := file.metadata.get("X-Guide", guide.slug)) != guide.slug:
        yield f"The file is of another guide: “{slug}”."


def _faults_of_entries(file: polib.POFile) -> Iterator[str]:
    lines: dict[str, int] = {}  # by context
    for entry in file:
        line = max(entry.linenum, 1)
        if entry.msgid_plural:
            yield f"line {line}: A text of a guide has no plural."
        texts = entry.msgid, entry.previous_msgid or "", entry.msgstr
        if any(unicodedata.category(sign) == "Cc" for sign in "".join(texts) if sign not in "\n\t"):
            yield f"line {line}: There is a character in it that no text has."
        if entry.msgctxt and not entry.obsolete:
            first = lines.setdefault(entry.msgctxt, line)
            if first != line:
                yield f"line {line}: This text was there before, in line {first}."


def merged(guide: Guide, file: TranslationFile) -> Wordings:
    """Return the guide's wordings with those of a file, which take the place of what is there."""
    result = dict(wordings_of(guide))
    for place, wordings in file.wordings.items():
        new = {(each.language, each.field): each for each in wordings}
        kept = {(each.language, each.field): each for each in result.get(place, ())}
        result[place] = tuple((kept | new).values())
    return result
