"""Printed pages, read back."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pypdf import PageObject, PdfReader

POINTS = {"A4": (595, 842), "Letter": (612, 792)}
# Characters of a text that may be broken in two, which no name of a drug has, and of its parts.
LEAST_BROKEN, LEAST_PART = 20, 4
FOOT = 36  # points: what stands lower is a page number


class Piece(NamedTuple):
    """A piece of text, its height, and where it begins: points from the left and the bottom."""

    x: float
    y: float
    text: str
    size: float


class Paper:
    """What a browser printed: its pages, the pieces of text on each, and all its text as one."""

    def __init__(self, pdf: bytes) -> None:
        self.pages = PdfReader(io.BytesIO(pdf)).pages
        self.pieces = [pieces_of(page) for page in self.pages]
        self.text = bare(piece.text for page in self.pieces for piece in page if piece.y >= FOOT)

    def lacks(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if not self._has(bare(text))]

    def _has(self, text: str) -> bool:
        """Tell if a text is there, maybe in two parts: one in each of two columns or pages."""
        places = range(LEAST_PART, len(text) - LEAST_PART) if len(text) > LEAST_BROKEN else ()
        return text in self.text or any(
            text[:place] in self.text and text[place:] in self.text for place in places
        )

    def feet(self) -> list[str]:
        """What stands at the foot of each page."""
        return [bare(piece.text for piece in page if piece.y < FOOT) for page in self.pieces]

    def cut(self, top: float, bottom: float) -> list[Piece]:
        """The pieces that reach over the edge of what these margins leave of a page."""
        edges = (bottom, float(self.pages[0].mediabox.height) - top)
        return [
            piece
            for page in self.pieces
            for piece in page
            if any(piece.y - 0.2 * piece.size < edge < piece.y + 0.7 * piece.size for edge in edges)
        ]

    def stranded(self, headings: Iterable[tuple[str, str]]) -> list[str]:
        """The headings that do not stand right above what follows; each is given with that."""
        return [
            heading
            for heading, following in headings
            if not any(_stands_above(page, heading, following) for page in self.pieces)
        ]


def _stands_above(page: list[Piece], heading: str, following: str) -> bool:
    return any(
        0 < above.y - below.y < 6 * above.size and abs(above.x - below.x) < 4 * above.size
        for above in _places(page, heading)
        for below in _places(page, following)
    )


def _places(page: list[Piece], text: str) -> Iterator[Piece]:
    """The pieces that a text begins with, wherever it is on a page."""
    begins = [piece for piece in page for _ in bare(piece.text)]
    whole, wanted = bare(piece.text for piece in page), bare(text)
    at = -1
    while (at := whole.find(wanted, at + 1)) >= 0:
        yield begins[at]


def pieces_of(page: PageObject) -> list[Piece]:
    found = []

    def note(text, outer, inner, font, size):
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append(Piece(x, y, text, size * abs(inner[3] * outer[3])))

    page.extract_text(visitor_text=note)
    return found


def bare(texts: str | Iterable[str]) -> str:
    """Text in one, without white space and ligatures, which a printed page may have anywhere."""
    return "".join(unicodedata.normalize("NFKC", "".join(texts)).split())
