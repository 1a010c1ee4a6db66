"""Numbers as they were sent: keys of rows, of editions, and counts."""

# Of a row's key: one more could be too large for the database. The staff's door, which knows
# nothing of this room, refuses longer ones as well.
MOST_DIGITS = 18


def as_number(text: str) -> int:
    """Return the number; 0, which is no row's key, for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0
