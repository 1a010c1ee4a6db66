"""A guide's terms, found in its texts so that each can be explained where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from .model import Term


@dataclass(frozen=True)
class Mention:
    """A term that a text uses, as it is written there."""

    term: Term
    written: str


class Glossary:
    """The terms of a guide, ready to be found by any of their names."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_name = {
            form: term
            for term in self.terms
            for name in (term.name, *term.also)
            for form in _forms(name.lower())
        }
        longest_first = sorted(self._by_name, key=len, reverse=True)
        names = "|".join(map(re.escape, longest_first)) or r"(?!)"
        # A plural is the same word, and so is "C3" in "C3-rich"; a part of another word, or of a
        # name such as "C3-B", is not.
        end = r"(?!\w|-(?-i:[A-Z0-9]))"
        self._pattern = re.compile(rf"(?<![\w-])({names})(?:e?s)?{end}", re.IGNORECASE)
        # It is asked about the guide's own texts, of which there are so many and no more.
        self._in_text = cache(self._used)

    def term_for(self, name: str) -> Term | None:
        """Return the term that explains this name, if there is one."""
        match = self._pattern.fullmatch(name)
        return self._by_name[match[1].lower()] if match else None

    def pieces(self, text: str, explained: set[str] | None = None) -> Iterator[str | Mention]:
        """Yield the text in pieces, in order; the first use of each term is a Mention.

        `explained` has the slugs of terms that need no Mention any more, and takes in those that
        got one: texts that share it explain each term once.
        """
        explained = set() if explained is None else explained
        start = 0
        for match in self._pattern.finditer(text):
            term = self._by_name[match[1].lower()]
            if term.slug in explained:
                continue
            explained.add(term.slug)
            if match.start() > start:
                yield text[start : match.start()]
            yield Mention(term, match[0])
            start = match.end()
        if start < len(text):
            yield text[start:]

    def used_in(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """Return the terms that any of the texts uses, in the glossary's order."""
        used: set[str] = set().union(*map(self._in_text, texts))
        return tuple(term for term in self.terms if term.slug in used)

    def _used(self, text: str) -> frozenset[str]:
        return frozenset(
            piece.term.slug for piece in self.pieces(text) if isinstance(piece, Mention)
        )


def _forms(name: str) -> tuple[str, ...]:
    """The name, and its plural where that is not just an s more."""
    return (name, f"{name[:-1]}ies") if name.endswith("y") else (name,)
