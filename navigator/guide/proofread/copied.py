"""Words that a copy still has of the guide that it was copied from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from navigator.guide.model import SENTENCE_END, Guide
from navigator.guide.texts import answer_slug, our_texts, parts

from .finding import Finding, warning

WORD = re.compile(r"[^\W\d_]{3,}")
# Words of titles that tell nothing of what a guide is about. They are known in English only.
LITTLE = {
    *("about", "after", "all", "and", "are", "before", "between", "choosing", "during", "for"),
    *("from", "guide", "has", "have", "how", "into", "its", "not", "options", "other", "over"),
    *("people", "than", "that", "the", "their", "this", "treating", "treatment", "treatments"),
    *("under", "what", "when", "which", "who", "with", "without", "you", "your"),
}


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield our texts that have a word of the other guide's title, and not of this guide's own."""
    telling = _words(guide.copied_from) - _words(guide.title) - LITTLE
    if not telling:
        return
    left = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(telling)))})s?\b", re.IGNORECASE)
    for kind, slug, part in parts(guide):
        for name, text in our_texts(part):
            words = dict.fromkeys(each.lower() for each in left.findall(text))
            if words:
                named = ", ".join(f"“{word}”" for word in words)
                first = next(filter(left.search, SENTENCE_END.split(text)))
                what = f"“{name}” still has {named} of “{guide.copied_from}”: “{first}”"
                yield warning(
                    *(kind, slug, what, name),
                    code="copied-word",
                    answer=answer_slug(part),
                    about=text,
                )


def _words(title: str) -> set[str]:
    return {word.lower() for word in WORD.findall(title)}
