"""The text of a summary, and the statements that it is made of.

Words are held against each other by their letters: quotation marks, dashes and spaces that were
typed in another way make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, zip_longest

from .model import SENTENCE_END

LARGEST = 200_000  # characters; the first guide's summary has 4,700
MOST = 900  # statements; more than a form sends at once
LONGEST_HEADING = 20  # words
LONGEST_SHORT_LINE = 50  # characters; a longer line without a full stop goes on in the next one
BULLET = "•"

_SIGN = re.compile(r"(?:[•◦‣▪▫●○■□∙⁃⦁➢✓✔♦→\uf0a7\uf0b7]|[-*+–—·»›](?=\s|$)|\d{1,2}[.)](?=\s))\s*")
# These are words as well, so that one alone is no sign: see _signs.
_LIKE_A_SIGN = re.compile(
    r"(?:[o§]|\([a-z]{1,4}\)|\(\d{1,2}\)|[a-z][.)]|[ivx]{2,4}[.)]|\d{1,2}:)\s+"
)
_SAME_SIGN = str.maketrans(
    dict.fromkeys("‘’‚ʼ′`", "'")
    | dict.fromkeys("“”„″«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u200c\u200d", "")
)
# What is not seen, but for joiners, which words of some languages need; and the wide colon.
_PLAIN = str.maketrans(
    dict.fromkeys("\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff", "")
    | dict.fromkeys(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), "")
    | {"：": ":"}
)
# Joiners where nothing is to join. Then Markdown: a heading, which ends what stands above it, the
# line under one, bold words, a link.
_MARKUP = (
    (re.compile(r"^( *)[\u200c\u200d]+", re.MULTILINE), r"\1"),
    (re.compile(r"^ *#+ +(.*?)(?: #+)?$", re.MULTILINE), r"\n\1"),
    (re.compile(r"^ *[-=_*–—]{3,}$", re.MULTILINE), ""),
    (re.compile(r"(?<!\w)(\*\*?|__?)(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\[([^][\n]+)\]\([^()\s]*\)"), r"\1"),
)
# What no text has, and why it is refused.
_REFUSED = (
    (
        re.compile(
            r"\A(?:\{\\rtf|%PDF)|<(?:!doctype|html|head|body)\b"
            r"|</?(?:p|li|[uo]l|br|strong|b|em|i|su[bp]|t[drh]|table|div|span|a|h[1-6])(?:\s[^<>]*)?/?>"
            r"|&(?:[a-z]{2,8}\d{0,2}|#\d{2,5}|#x[\da-f]{2,5});",
            re.IGNORECASE,
        ),
        "This is the code of a page, not its text: open it, and copy what you can read.",
    ),
    (
        # Bullets, quotation marks and accents in UTF-8 become that.
        re.compile(r"â[€\x80]|‚Ä|[ÂÃ][\x80-\xbf]"),
        "It was read in a wrong character set: copy it once more, from where it looks right.",
    ),
)
_NOT_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd\ufffe\uffff]")
_MAIL_QUOTE = re.compile(r"^(?:> ?)+", re.MULTILINE)


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
    """A heading, lead-in, bullet or paragraph.

    `lead`: the lead-in that a bullet belongs to. A bullet with bullets of its own is a lead-in that
    may have one itself; the `lead` of those is its `whole`, in several lines.
    """

    form: Form
    text: str
    heading: str = ""
    lead: str = ""

    @property
    def whole(self) -> str:
        """The statement with the lead-ins that it belongs to, as statements() reads it again."""
        return f"{self.lead}\n{self.bulleted}" if self.lead else self.text

    @property
    def bulleted(self) -> str:
        """The statement as a bullet, as deep as it stands."""
        indent = "  " * self.lead.count("\n")
        return f"{indent}{BULLET} {self.text}"

    @property
    def sentences(self) -> list[str]:
        return SENTENCE_END.split(self.text)


def letters(text: str) -> str:
    """Return a text as it is held against another."""
    words = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_SAME_SIGN).split()
    return " ".join(words)


# From a file or a field to a text.


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
    for pattern, what in _REFUSED:
        if found := pattern.search(text):
            raise SummaryError(f"There is “{found[0]}” in the text. {what}")
    if found := _NOT_WRITTEN.search(text):
        raise SummaryError(f"There is a character that no text has (code {ord(found[0])}).")
    text = _without_mail_quotes(text)
    count = len(statements(text))
    if not count:
        raise SummaryError("There is no statement in the text.")
    if count > MOST:
        raise SummaryError(f"The text has {count} statements, and no summary more than {MOST}.")
    return text


def _without_mail_quotes(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    is_quoted = 2 * sum(line.startswith(">") for line in lines) > len(lines)
    return _MAIL_QUOTE.sub("", text).strip("\n") if is_quoted else text


# From a text to its statements.


@dataclass(frozen=True)
class _Block:
    """The words of a statement, with the sign before them if it is a bullet."""

    sign: str
    indent: int
    words: str

    def is_below(self, other: _Block) -> bool:
        """Tell if a bullet stands deeper than another one."""
        is_other = self.indent == other.indent and self.sign != other.sign
        return bool(self.sign) and (self.indent > other.indent or is_other)


def statements(text: str) -> tuple[Statement, ...]:
    """Return what a text is made of, in its order."""
    found: list[Statement] = []
    heading = lead = ""
    over: list[tuple[_Block, str]] = []  # the bullets with bullets of their own, and these words
    blocks = list(_blocks(_lines(text)))
    for block, following in zip_longest(blocks, blocks[1:]):
        while over and not block.is_below(over[-1][0]):
            over.pop()
        form = _form(block)
        if form is Form.HEADING:
            heading, lead = block.words, ""
            found.append(Statement(form, block.words))
        elif form is not Form.BULLET:
            lead = block.words if form is Form.LEAD else ""
            found.append(Statement(form, block.words, heading))
        elif block.words.endswith(":") and following and following.is_below(block):
            statement = Statement(Form.LEAD, block.words, heading, over[-1][1] if over else lead)
            over.append((block, statement.whole))
            found.append(statement)
        else:
            found.append(Statement(form, block.words, heading, over[-1][1] if over else lead))
    return tuple(found)


def _lines(text: str) -> list[str]:
    """Return the lines of a text without what is not seen, and without the marks of Markdown."""
    lines = text.translate(_PLAIN).splitlines()
    text = "\n".join(line.expandtabs().rstrip().rstrip("\u200c\u200d ") for line in lines)
    for pattern, words in _MARKUP:
        text = pattern.sub(words, text)
    return [line.rstrip() for line in text.split("\n")]


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Yield each statement: lines that were broken are one again."""
    signs = _signs(lines)
    width = _width(lines, signs)
    sign, indent, words, last = "", 0, "", ""
    for typed, found in zip(lines, signs, strict=True):
        line = typed.strip()
        if found or not line or not (last and _goes_on(words, last, line, width)):
            if words:
                yield _Block(sign, indent, " ".join(words.split()))
                sign = ""
            if found:
                sign, indent = _kind(found), len(typed) - len(line)
            # A bullet may stand on a line of its own, above its words.
            words = line.removeprefix(found)
        else:
            words = words + line if words.endswith("-") else f"{words} {line}".strip()
        last = typed
    if words:
        yield _Block(sign, indent, " ".join(words.split()))


def _signs(lines: Sequence[str]) -> list[str]:
    """Return for each line the sign of a bullet that it begins with, or nothing.

    What may also be a word is taken for a sign where two lines or more begin with it, each after
    one that is at its end.
    """
    sure, like = [
        [found[0] if (found := sign.match(line.strip())) else "" for line in lines]
        for sign in (_SIGN, _LIKE_A_SIGN)
    ]
    used: Counter[str] = Counter()
    is_at_end = True
    for line, sign in zip(lines, like, strict=True):
        if sign and is_at_end:
            used[_kind(sign)] += 1
        is_at_end = not line or bool(sign) or line.endswith((".", ":", "?", "!", ";"))
    return [
        one or (other if used[_kind(other)] > 1 else "")
        for one, other in zip(sure, like, strict=True)
    ]


def _kind(sign: str) -> str:
    """Return what the signs of one list have in common: “1.” and “2.” are of one kind."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", sign.strip()))


def _width(lines: Sequence[str], signs: Sequence[str]) -> int:
    """Return the width into which lines were broken, or 0 where they were not.

    They were where many lines go on from a full one with a small letter.
    """
    width = max(map(len, lines), default=0)
    after = [
        (last, line.strip())
        for (last, line), sign in zip(pairwise(lines), signs[1:], strict=True)
        if last and line and not sign
    ]
    broken = sum(line[0].islower() and _is_full(last, line, width) for last, line in after)
    return width if broken and 4 * broken >= len(after) else 0


def _is_full(last: str, line: str, width: int) -> bool:
    """Tell if the first word of a line had no more room in the line before it."""
    return len(last) + 1 + len(line.split(maxsplit=1)[0]) > width


def _goes_on(words: str, last: str, line: str, width: int) -> bool:
    """Tell if a statement goes on in a line. `last` is the line before, as it was typed."""
    if width and _is_full(last, line, width):
        return True
    if words.endswith((".", ":", "?", "!")):
        return False
    return line[0].islower() or (not width and len(words) > LONGEST_SHORT_LINE)


def _form(block: _Block) -> Form:
    if block.sign:
        return Form.BULLET
    if block.words.endswith(":"):
        return Form.LEAD
    is_sentence = block.words.endswith((".", "?", "!", ";"))
    if is_sentence or len(block.words.split()) > LONGEST_HEADING:
        return Form.PARAGRAPH
    return Form.HEADING
