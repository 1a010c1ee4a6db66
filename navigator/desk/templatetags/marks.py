"""Marks what differs between two wordings, and tells in a sentence what was logged."""

from __future__ import annotations

from django import template

from navigator.desk.admin.named import marked
from navigator.desk.log import sentence

register = template.Library()
register.filter("in_a_sentence", sentence)


@register.filter
def differing_from(other: str, text: str) -> str:
    """Return the other wording as HTML, with the words marked that the first does not have."""
    return marked(text, other)[1]
