"""Texts of a guide as HTML: paragraphs, with each term leading to what it means."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from navigator.guide.glossary import Glossary, Mention

register = template.Library()


@register.simple_tag(takes_context=True)
def prose(context: Context, text: str) -> SafeString:
    """A text's paragraphs. A blank line in the text begins a new one."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return format_html_join("\n", "<p>{}</p>", ((_line(context, each),) for each in paragraphs))


@register.simple_tag(takes_context=True)
def phrase(context: Context, text: str) -> SafeString:
    """A text without paragraphs, to stand in an element of the template's own."""
    return _line(context, text)


def _line(context: Context, text: str) -> SafeString:
    edition = context["edition"]
    glossary: Glossary = edition.glossary
    url = reverse("glossary", args=[edition.guide.slug])
    return format_html_join("", "{}", ((_piece(each, url),) for each in glossary.pieces(text)))


def _piece(piece: str | Mention, url: str) -> Any:
    """A link to the glossary; the script fetches the definition from there and opens it in place.

    The same few words stand in most texts: carried along, their meanings were a third of a page.
    """
    if isinstance(piece, str):
        return SafeString(escape(piece).replace("\n", "<br>"))
    link = '<a class="term" href="{}#{}">{}</a>'
    return format_html(link, url, piece.term.slug, piece.written)
