"""Pages made once for an edition, and filled in for each reader.

Little of a page depends on who reads it. So a template is rendered once, in the words for one kind
of reader, with a mark where each hole is, and cut at the marks; a request puts the pieces together
with what belongs into the holes.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from navigator.editions.published import Published
from navigator.guide.voice import Reader

# Nobody can have written this into a text that is shown: it is another one in every process.
MARK = f"hole{secrets.token_hex(16)}"
MARKED = re.compile(f"{MARK}_([a-z_]+)_")

# Indentation and empty lines are for who reads a template; no page has text that keeps them.
INDENTED = re.compile(r"\n\s+")

# HTML, to be joined once for the whole page: a page of options is long enough for copies to count.
Pieces = list[bytes]


class Frame:
    """The HTML of a template, with holes."""

    def __init__(self, html: str) -> None:
        *pieces, last = re.split(MARKED, html)
        self._pieces = [piece.encode() for piece in pieces[::2]]
        self._names = pieces[1::2]
        self._last = last.encode()

    def fill(self, **holes: bytes) -> bytes:
        """All of it, with this HTML in its holes."""
        return b"".join(self.pieces(**{name: [html] for name, html in holes.items()}))

    def pieces(self, **holes: Pieces) -> Pieces:
        """The same, in pieces."""
        whole: Pieces = []
        for piece, name in zip(self._pieces, self._names, strict=True):
            whole.append(piece)
            whole += holes[name]
        whole.append(self._last)
        return whole


class Writer:
    """Writes pages of one edition, in the words for one kind of reader.

    What a template is shown has to be hashable: it tells what was made already. Parts of a guide
    are, and what is made of them once.
    """

    def __init__(self, edition: Published, reader: Reader) -> None:
        self.edition, self.reader = edition, reader

    def piece(self, template: str, **shown: Any) -> bytes:
        """A template without holes."""
        return self.edition.once(_piece, self.reader, template, *shown.items())

    def frame(self, template: str, *holes: str, **shown: Any) -> Frame:
        """A template with holes."""
        return self.edition.once(_frame, self.reader, template, holes, *shown.items())


def origin(request: HttpRequest) -> dict[str, str]:
    """A context processor: where the site is, for what needs a whole address."""
    return {"origin": f"{request.scheme}://{request.get_host()}"}


def _piece(edition: Published, reader: Reader, template: str, *shown: tuple[str, Any]) -> bytes:
    return render(edition, reader, template, **dict(shown)).encode()


def _frame(
    edition: Published,
    reader: Reader,
    template: str,
    holes: tuple[str, ...],
    *shown: tuple[str, Any],
) -> Frame:
    return frame(edition, reader, template, *holes, **dict(shown))


def frame(edition: Published, reader: Reader, template: str, *holes: str, **shown: Any) -> Frame:
    """A template of a guide's pages, with holes."""
    marks = {name: mark_safe(f"{MARK}_{name}_") for name in holes}  # noqa: S308, our own letters
    return Frame(render(edition, reader, template, **shown, **marks))


def render(edition: Published, reader: Reader, template: str, **shown: Any) -> str:
    """A template of a guide's pages."""
    of_guide = {"guide": edition.guide_for(reader), "edition": edition, "reader": reader}
    with in_its_language(edition):
        html = render_to_string(template, of_guide | {"previewing": edition.is_draft} | shown)
    return re.sub(INDENTED, "\n", html)


def in_its_language(edition: Published) -> translation.override:
    """The site's own words around a guide are in its language, as far as they are there."""
    return translation.override(edition.guide.language)
