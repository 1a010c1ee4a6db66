"""Texts of a guide in a second language, and where those of a translation are from."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from navigator.guide.model import Choice, Guide, Source
from navigator.guide.review import Approved
from navigator.readers.languages import in_words
from navigator.readers.messages import joined

from .keep import PARTS

register = template.Library()


@register.simple_tag(takes_context=True)
def second(context: Context, part: Any, field: str) -> SafeString:
    """Return a text of a part in the second language of a page that has one.

    A choice is one of the question that the block is about. What is the same in both, or is not
    there in the second, is not said twice.
    """
    language = context.get("second")
    if not language:
        return SafeString()
    guide = context["edition"].guide_for(context["reader"], language)
    if isinstance(part, Choice):
        other = guide.question_by_slug[context["question"].slug].choice_by_slug[part.slug]
    else:
        other = guide.part_by_row[PARTS[type(part)], part.slug]
    own, text = _lines(getattr(part, field)), _lines(getattr(other, field))
    if [each.lower() for each in own] == [each.lower() for each in text]:
        return SafeString()
    html = '<span class="second" lang="{}" dir="auto">{}</span>'
    return format_html(html, language, joined(" ", text))


def _lines(text: Any) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@register.filter
def quoted_from(guide: Guide, language: str) -> list[tuple[int, Source]]:
    """Return the source of what is quoted in a language, with its number, if it has one."""
    slugs = [each.quotes_from for each in guide.translations if each.slug == language]
    return [(n, each) for n, each in enumerate(guide.sources, start=1) if each.slug in slugs]


@register.simple_tag(takes_context=True)
def is_translated(context: Context) -> bool:
    """Tell if a page is in another language than its guide was written in, or the site was."""
    if "edition" in context and context.get("language"):
        return bool(context["language"] != context["edition"].guide.language)
    return get_language() != settings.LANGUAGE_CODE


@register.simple_tag(takes_context=True)
def signature(context: Context) -> Approved | None:
    """Return who signed the translation that a page is in, if anybody has."""
    signed = context["edition"].review.signed
    return next((each for each in signed if each.slug == context.get("language")), None)


@register.simple_tag(takes_context=True)
def language_of_search(context: Context) -> str:
    """Return the language of the search for trials, in the page's, where that is another one."""
    guide, own = context["guide"], context["edition"].guide
    is_own = guide.trials_search_url == own.trials_search_url
    return in_words(own.language) if is_own and guide.language != own.language else ""
