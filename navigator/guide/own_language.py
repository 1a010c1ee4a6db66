"""Texts that stand in a guide's own language on a page in another one."""

from __future__ import annotations

from html import escape


class OwnLanguage(str):
    """A text in the guide's own language. HTML tells which it is."""

    language: str

    def __new__(cls, text: str, language: str) -> OwnLanguage:
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __html__(self) -> str:
        return f'<span lang="{escape(self.language)}" dir="auto">{escape(self)}</span>'


def like(text: str, piece: str) -> str:
    """Return a piece of a text, in the language of that."""
    return OwnLanguage(piece, text.language) if isinstance(text, OwnLanguage) else piece
