"""Marks what differs between two wordings."""

from __future__ import annotations

from django import template

from navigator.desk.admin.named import marked

register = template.Library()


@register.filter
def differing_from(other: str, text: str) -> str:
    """Return the other wording as HTML, with the words marked that the first does not have."""
    return marked(text, other)[1]
