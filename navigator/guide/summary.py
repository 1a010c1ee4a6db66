"""The text of a summary as its statements, and how the statements of two texts belong together.

Words are held against each other by their letters: quotation marks, dashes and spaces that were
typed in another way make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .model import SENTENCE_END

LARGEST = 200_000  # characters; the first guide's summary has 4,700
MOST = 900  # statements; more than a form sends at once
LONGEST_HEADING = 20  # words
LONGEST_SHORT_LINE = 50  # characters; a longer line without a full stop goes on in the next one
WIDEST_WRAPPED = 100  # characters; a text without a longer line was broken into lines of one width
ALIKE = 0.5  # see _likeness; less than this is another statement
ALIKE_IN_PLACE = 0.2  # the same, for one between the same neighbors
FEWEST_KEPT = 0.2  # of the statements; a text that keeps fewer is one of another summary
TIMES_LONGER = 4  # than the text before it; a longer one is a whole page, or several sections
FEW = 10  # statements; a text with fewer may still grow by much
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
_ENDS = tuple('.:?!)”"')


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


# Two texts of one summary.


class Status(StrEnum):
    """What became of a statement."""

    SAME = "same"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Step:
    """A statement in the old text and in the new one. `moved`: under another heading or lead-in."""

    status: Status
    old: Statement | None
    new: Statement | None
    moved: bool = False

    @property
    def is_settled(self) -> bool:
        """True where nothing follows from it."""
        return self.status is Status.SAME and not self.moved


def align(old_text: str, new_text: str) -> list[Step]:
    """Return what became of each statement, in the order of the new text.

    What is gone stands after what it followed. Raises SummaryError where the new text was cut, or
    is not one of the same summary.
    """
    old, new = statements(old_text), statements(new_text)
    partner = _partners(old, new)
    _check_same_summary(old, new, partner)
    of_new = {j: i for i, j in partner.items()}
    # By the old words of a heading or lead-in: the new ones.
    now = {letters(old[i].text): letters(new[j].text) for i, j in partner.items()}
    steps: list[Step] = []
    gone = [i for i in range(len(old)) if i not in partner]
    for j, statement in enumerate(new):
        if j not in of_new:
            steps.append(Step(Status.NEW, None, statement))
            continue
        before = old[of_new[j]]
        is_same = letters(before.text) == letters(statement.text)
        moved = any(
            now.get(letters(was), letters(was)) != letters(words)
            for was, words in ((before.heading, statement.heading), (before.lead, statement.lead))
        )
        steps.append(Step(Status.SAME if is_same else Status.REWORDED, before, statement, moved))
    for i in gone:
        above = [place for place, step in enumerate(steps) if step.old in old[:i]]
        steps.insert(above[-1] + 1 if above else 0, Step(Status.GONE, old[i], None))
    return steps


def _partners(old: Sequence[Statement], new: Sequence[Statement]) -> dict[int, int]:
    """Return by place in the old text the place of the same statement in the new one."""
    partner: dict[int, int] = {}
    keys: list[Callable[[Statement], tuple[str, ...]]] = [
        lambda each: (letters(each.heading), letters(each.lead), letters(each.text)),
        lambda each: (letters(each.lead), letters(each.text)),
        lambda each: (letters(each.heading), letters(each.text)),
        lambda each: (letters(each.text),),
    ]
    for key in keys:
        free: dict[tuple[str, ...], list[int]] = {}
        for j, statement in enumerate(new):
            if j not in partner.values():
                free.setdefault(key(statement), []).append(j)
        for i, statement in enumerate(old):
            if i not in partner and free.get(key(statement)):
                partner[i] = free[key(statement)].pop(0)
    partner |= _above_the_same(old, new, partner)
    weigh = _weights(old, new)
    left_old = [i for i in range(len(old)) if i not in partner]
    left_new = [j for j in range(len(new)) if j not in partner.values()]
    alike = [
        (likeness, i, j)
        for i in left_old
        for j in left_new
        if (likeness := _likeness(old[i], new[j], weigh)) >= ALIKE
    ]
    for _, i, j in sorted(alike, key=lambda each: (-each[0], abs(each[1] - each[2]))):
        if i not in partner and j not in partner.values():
            partner[i] = j
    partner |= _above_the_same(old, new, partner)
    return partner | _in_the_same_place(old, new, partner, weigh)


def _in_the_same_place(
    old: Sequence[Statement],
    new: Sequence[Statement],
    partner: dict[int, int],
    weigh: dict[tuple[bool, str], float],
) -> dict[int, int]:
    """Return partners that stand alone between the same neighbors, and are not quite unlike."""
    of_new = {j: i for i, j in partner.items()}
    found = {}
    for i, statement in enumerate(old):
        j = partner[i - 1] + 1 if i - 1 in partner else 0 if i == 0 else None
        if i in partner or j is None or j >= len(new) or j in of_new:
            continue
        is_alone = partner.get(i + 1, len(new) if i + 1 == len(old) else None) == j + 1
        is_one = statement.form is new[j].form and is_alone
        if is_one and _likeness(statement, new[j], weigh) >= ALIKE_IN_PLACE:
            found[i] = j
    return found


def _above_the_same(
    old: Sequence[Statement], new: Sequence[Statement], partner: dict[int, int]
) -> dict[int, int]:
    """Return partners of headings and lead-ins by what they stand above, however reworded."""
    places = {(each.form, each.text): j for j, each in enumerate(new)}
    found: dict[int, int] = {}
    for i, statement in enumerate(old):
        above = ABOVE.get(statement.form)
        if above is None or i in partner:
            continue
        below = [k for k, each in enumerate(old) if above(each) == statement.text]
        now = Counter(above(new[partner[k]]) for k in below if k in partner)
        for words, count in now.most_common(1):
            j = places.get((statement.form, words))
            is_free = j is not None and j not in {*partner.values(), *found.values()}
            if j is not None and is_free and count * 2 > len(below):
                found[i] = j
    return found


def _words(statement: Statement) -> Counter[tuple[bool, str]]:
    """Return the words of a statement, each with whether it is one of a heading."""
    is_heading = statement.form is Form.HEADING
    words = re.findall(r"\w+", letters(statement.text).lower())
    return Counter((is_heading, word) for word in words)


def _weights(old: Sequence[Statement], new: Sequence[Statement]) -> dict[tuple[bool, str], float]:
    """Return how much a word tells a statement from others: less, the more of them have it.

    Headings are told from headings, which say once what all else says often.
    """
    counts = [Counter(word for each in text for word in _words(each)) for text in (old, new)]
    return {word: 1 / max(each[word] for each in counts) for word in counts[0] | counts[1]}


def _likeness(one: Statement, other: Statement, weigh: dict[tuple[bool, str], float]) -> float:
    """Return the weight of the words that two statements share: 0 for none, 1 for all."""
    first, second = _words(one), _words(other)

    def weight(words: Counter[tuple[bool, str]]) -> float:
        return sum(weigh[word] * count for word, count in words.items())

    return 2 * weight(first & second) / (weight(first) + weight(second) or 1)


def _check_same_summary(
    old: Sequence[Statement], new: Sequence[Statement], partner: dict[int, int]
) -> None:
    if not old:
        return
    if len(new) > TIMES_LONGER * max(len(old), FEW):
        raise SummaryError(
            f"This is more than the summary: it has {len(new)} statements, and the text before it "
            f"has {len(old)}. Copy only the section that this guide was made from."
        )
    last = letters(new[-1].text)
    if not last.endswith(_ENDS) and any(
        letters(each.text).startswith(last) and letters(each.text) != last for each in old
    ):
        raise SummaryError(f"The text ends in the middle of a statement: “{new[-1].text}”")
    if len(partner) < FEWEST_KEPT * len(old):
        raise SummaryError(
            f"This is not a new text of the same summary: of its {len(old)} statements, it has "
            f"only {len(partner)}."
        )
