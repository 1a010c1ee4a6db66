"""Messages of the site with texts of a guide in them, as HTML that keeps the texts' languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString


def filled(words: Any, **texts: Any) -> SafeString:
    """Return a message with texts in it, e.g. `filled("%(label)s: choose", label=...)`."""
    return SafeString(words % {name: conditional_escape(text) for name, text in texts.items()})


def joined(separator: str, texts: Iterable[object]) -> SafeString:
    """Return texts in a row."""
    return format_html_join(separator, "{}", ((text,) for text in texts))
