"""Numbers and digits as they were sent or typed: keys of rows, of editions, codes, counts."""

import unicodedata

MOST_DIGITS = 18  # of a row's key: one more could be too large for the database


def as_number(text: str) -> int:
    """Return the number, or 0, which is nothing's, for anything that is no such number."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0


def in_plain_digits(typed: str) -> str:
    """Return what was typed without spaces and invisible marks, in the digits 0 to 9.

    A phone's keyboard adds such marks, and other scripts have digits of their own.
    """
    seen = (each for each in typed if unicodedata.category(each) not in ("Cc", "Cf", "Zs"))
    return "".join(str(unicodedata.decimal(each, each)) for each in seen)
