"""QR codes, as SVG that stands in a page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str, title: str, border: int = 4) -> SafeString:
    """Return the text as a picture for a phone's camera; its title says what it is."""
    code = segno.make(text, error="m")
    svg = code.svg_inline(omitsize=True, border=border, title=title, lineclass=None)
    return mark_safe(svg)  # noqa: S308, made of squares, and segno escapes the title
