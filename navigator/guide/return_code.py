"""The return code: what a reader said, in letters and digits that they can write down.

It holds the answers themselves, so that nothing has to be stored: one number, written with 32
characters. The number is made of the guide, the edition, the voice and the answers; then it is
multiplied by a prime, and 1 is added. Where one character is wrong, or two changed places, it never
leaves 1 when it is divided by the prime again. Of other mistakes, one in 32,749 does.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from unicodedata import normalize

from navigator.numbers import in_plain_digits

from .answers import Answers
from .model import Guide, Kind, Question
from .voice import Reader

# Without I, L, O and U, which are taken for 1, 1, 0 and V: whoever types one means the other.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("ILOU", "110V")
PRIME = 32_749  # below 32³; no 32ⁿ - 1 is a multiple of it for any n below 32,748
GROUP = 4
SHORTEST = 3 * GROUP
VOICES = tuple(Reader)

# The steps in which the numbers of guides and editions take more room: with up to 7 guides of up to
# 63 editions, three groups are enough for all answers to ten questions or so.
GUIDE_STEP = 8
EDITION_STEP = 64


class CodeError(ValueError):
    """A text that is no return code, or one that an edition cannot have made."""


@dataclass(frozen=True)
class ReturnCode:
    """A code that was read: the keys of its guide and edition, and what was said, still packed."""

    guide: int
    edition: int
    said: int = field(repr=False)


def encode(guide_key: int, edition: int, reader: Reader, guide: Guide, answers: Answers) -> str:
    """Return the code of answers to an edition of a guide, in groups of four characters.

    `guide` is the content of that edition, and the answers are ones that it can accept.
    """
    said = 0
    for question in guide.questions:
        place = _place(question, answers.get(question.slug, ()))
        said = said * _number_of_answers(question) + place
    said = said * len(VOICES) + VOICES.index(reader)
    number = _pack(_pack(said, edition, EDITION_STEP), guide_key, GUIDE_STEP) * PRIME + 1
    text = ""
    while number or len(text) < SHORTEST or len(text) % GROUP:
        number, place = divmod(number, len(ALPHABET))
        text = ALPHABET[place] + text
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read(text: str) -> ReturnCode:
    """Return the code that somebody typed, whatever its case, spaces and hyphens.

    Raises CodeError where it was mistyped.
    """
    text = in_plain_digits(normalize("NFKC", text)).upper()
    text = "".join(filter(str.isalnum, text)).translate(MEANT)
    if len(text) < SHORTEST or len(text) % GROUP or not set(text) <= set(ALPHABET):
        raise CodeError("not the shape of a code")
    number = 0
    for each in text:
        number = number * len(ALPHABET) + ALPHABET.index(each)
    number, rest = divmod(number, PRIME)
    if rest != 1:
        raise CodeError("mistyped")
    number, guide_key = _unpack(number, GUIDE_STEP)
    said, edition = _unpack(number, EDITION_STEP)
    return ReturnCode(guide_key, edition, said)


def decode(code: ReturnCode, guide: Guide) -> tuple[Reader, Answers]:
    """Return the voice and the answers in a code. `guide` is the content of the code's edition.

    Raises CodeError where it cannot be, as the code holds more than this guide can be told.
    """
    said, voice = divmod(code.said, len(VOICES))
    chosen = {}
    for question in reversed(guide.questions):
        said, place = divmod(said, _number_of_answers(question))
        if place:
            chosen[question.slug] = _answer(question, place)
    if said:
        raise CodeError("not of this edition")
    return VOICES[voice], Answers(chosen)


# Among all answers that a question accepts, each has a place, and 0 is for none. Of one choice, it
# is the choice's own. Of several, choices that may stand together are bits of a number, and those
# that exclude all others follow.


def _number_of_answers(question: Question) -> int:
    together, alone = _choices(question)
    return 2 ** len(together) + len(alone)


def _place(question: Question, chosen: Container[str]) -> int:
    together, alone = _choices(question)
    for place, slug in enumerate(alone):
        if slug in chosen:
            return 2 ** len(together) + place
    return sum(2**bit for bit, slug in enumerate(together) if slug in chosen)


def _answer(question: Question, place: int) -> list[str]:
    together, alone = _choices(question)
    if place >= 2 ** len(together):
        return [alone[place - 2 ** len(together)]]
    return [slug for bit, slug in enumerate(together) if place & 2**bit]


def _choices(question: Question) -> tuple[list[str], list[str]]:
    """Return the choices that may stand together, and those that stand alone."""
    together: list[str] = []
    alone: list[str] = []
    for choice in question.choices:
        is_alone = question.kind is not Kind.SEVERAL or choice.exclusive
        (alone if is_alone else together).append(choice.slug)
    return together, alone


# A value of any size within a number: digits, each with a bit that says if another one follows.


def _pack(number: int, value: int, base: int) -> int:
    more, digit = divmod(value, base)
    if more:
        return _pack(number, more, base) * 2 * base + base + digit
    return number * 2 * base + digit


def _unpack(number: int, base: int) -> tuple[int, int]:
    """Return the number without the value, and the value."""
    value, weight = 0, 1
    while True:
        number, digit = divmod(number, 2 * base)
        value += digit % base * weight
        if digit < base:
            return number, value
        weight *= base
