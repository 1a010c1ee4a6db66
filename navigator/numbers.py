"""Numbers as they were sent: keys of rows, of editions, and counts."""

MOST_DIGITS = 18  # of a row's key: one more could be too large for the database


def as_number(text: str) -> int:
    """Return the number, or 0, which is nothing's, for anything that is no such number."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0
