"""The text of a summary as its statements.

Words are held against each other by their letters: quotation marks, dashes and spaces that were
typed in another way make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .model import SENTENCE_END

LARGEST = 200_000  # characters; the first guide's summary has 4,700
MOST = 900  # statements; more than a form sends at once
LONGEST_HEADING = 20  # words
LONGEST_SHORT_LINE = 50  # characters; a longer line without a full stop goes on in the next one
WIDEST_WRAPPED = 100  # characters; a text without a longer line was broken into lines of one width
BULLET = "•"

_BULLET = re.compile(r"(?:[•◦‣▪▫●○■□∙]|[-*–—·](?=\s|$)|\d{1,2}[.)](?=\s))\s*")
_SAME_SIGN = str.maketrans(
    dict.fromkeys("‘’‚ʼ′`", "'")
    | dict.fromkeys("“”„″«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_CODE = re.compile(r"<(?:!doctype|html|head|body|div|span|p|ul|ol|li|h[1-6]|br|a)\b", re.IGNORECASE)
_NOT_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd\ufffe\uffff]")


class SummaryError(ValueError):
    """A text that is no summary, or no new text of this one. Says why, in a sentence or two."""


class Form(StrEnum):
    """What a statement is in its text."""

    HEADING = "heading"
    LEAD = "lead-in"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Statement:
    """A heading, lead-in, bullet or paragraph. `lead`: the lead-in that a bullet belongs to."""

    form: Form
    text: str
    heading: str = ""
    lead: str = ""

    @property
    def whole(self) -> str:
        """The statement with the lead-in that it belongs to."""
        return f"{self.lead}\n{self.bulleted}" if self.lead else self.text

    @property
    def bulleted(self) -> str:
        return f"{BULLET} {self.text}"

    @property
    def sentences(self) -> list[str]:
        return SENTENCE_END.split(self.text)


# What stands above a statement, by the form that it has.
ABOVE: dict[Form, Callable[[Statement], str]] = {
    Form.HEADING: lambda each: each.heading,
    Form.LEAD: lambda each: each.lead,
}


def letters(text: str) -> str:
    """Return a text as it is held against another."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SAME_SIGN).split())


# From a file or a field to a text, and from a text to statements.


def read_summary(content: bytes) -> str:
    """Return the text in a file. Raises SummaryError."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return check_summary(content.decode(coding))
    except UnicodeDecodeError as error:
        what = "The file is not plain text in UTF-8: copy the text out of it, and paste that."
        raise SummaryError(what) from error


def check_summary(text: str) -> str:
    """Return a text that a summary can be, with plain line ends. Raises SummaryError."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        raise SummaryError("There is no text.")
    if len(text) > LARGEST:
        raise SummaryError(f"The text has more than {LARGEST:,} characters, which no summary has.")
    if len(_CODE.findall(text)) > 1 or text.startswith(("{\\rtf", "%PDF")):
        what = "This is the code of a page, not its text: open it, and copy what you can read."
        raise SummaryError(what)
    if found := _NOT_WRITTEN.search(text):
        raise SummaryError(f"There is a character that no text has (code {ord(found[0])}).")
    count = len(statements(text))
    if not count:
        raise SummaryError("There is no statement in the text.")
    if count > MOST:
        raise SummaryError(f"The text has {count} statements, and no summary more than {MOST}.")
    return text


def statements(text: str) -> tuple[Statement, ...]:
    """Return what a text is made of, in its order."""
    found: list[Statement] = []
    heading = lead = ""
    for form, words in _forms(_joined(text.splitlines())):
        if form is Form.HEADING:
            heading, lead = words, ""
            found.append(Statement(form, words))
        elif form is Form.BULLET:
            found.append(Statement(form, words, heading, lead))
        else:
            lead = words if form is Form.LEAD else ""
            found.append(Statement(form, words, heading))
    return tuple(found)


def _joined(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Yield (is a bullet, words) of each statement: lines that were broken are one again."""
    lines = [line.strip() for line in lines]
    is_wrapped = max(map(len, lines), default=0) <= WIDEST_WRAPPED
    words, is_bullet, goes_on = "", False, False
    for line in lines:
        sign = _BULLET.match(line)
        if sign or not line or not (goes_on and (is_wrapped or _goes_on(words, line))):
            if words:
                yield is_bullet, words
            # A bullet may stand on a line of its own, above its words.
            is_bullet = bool(sign) or (is_bullet and not words)
            words = line[sign.end() :] if sign else line.lstrip("#").strip()
        else:
            words = words + line if words.endswith("-") else f"{words} {line}".strip()
        goes_on = bool(line)
    if words:
        yield is_bullet, words


def _goes_on(words: str, line: str) -> bool:
    if words.endswith((".", ":", "?", "!")):
        return False
    return line[0].islower() or len(words) > LONGEST_SHORT_LINE


def _forms(blocks: Iterable[tuple[bool, str]]) -> Iterator[tuple[Form, str]]:
    for is_bullet, block in blocks:
        words = " ".join(block.split())
        if is_bullet:
            yield Form.BULLET, words
        elif words.endswith(":"):
            yield Form.LEAD, words
        elif words.endswith((".", "?", "!", ";")) or len(words.split()) > LONGEST_HEADING:
            yield Form.PARAGRAPH, words
        else:
            yield Form.HEADING, words
