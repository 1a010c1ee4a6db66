"""What is wrong with the YAML of a guide file, in words for an editor who never heard of YAML."""

from __future__ import annotations

import re

# What PyYAML says, in the order it is looked for, and what is said instead.
PLAIN = (
    (r"found character '\\t'", "There is a tab where only spaces may stand."),
    (r"found character '(.)'", r"A text cannot begin with “\1”: put the text in quotes."),
    (
        r"mapping values are not allowed",
        "There is a colon that does not fit: put a text with a colon in quotes, and begin each "
        "line as far in as the lines around it.",
    ),
    (r"but (?:found|got) '<stream end>'|end of stream", "The file ends in the middle: was it cut?"),
    (
        r"expected ',' or '([\]}])'",
        r"A bracket that was opened is not closed here: is there a “\1” missing?",
    ),
    (
        r"expected <block end>",
        "This does not fit the lines above it: is it as far in as they are, and is every quote "
        "above it closed?",
    ),
    (
        r"could not find expected ':'",
        "This line or the one above has no colon: it should look like “label: HER2 result”.",
    ),
    (r"but found '<document end>'", "There is no guide in the file."),
    (r"expected '<document start>'", "There is more after the last line: a file has one guide."),
    (r"escape character", "In a text with double quotes, write a backslash twice."),
)
OTHERWISE = "This cannot be read: compare it with a file that “Download” gives."


def in_plain_words(problem: str) -> str:
    """A sentence for what PyYAML calls a problem."""
    for pattern, sentence in PLAIN:
        found = re.search(pattern, problem)
        if found:
            return found.expand(sentence)
    return OTHERWISE
