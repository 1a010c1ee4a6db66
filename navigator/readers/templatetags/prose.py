"""Texts of a guide as HTML: paragraphs, with terms leading to what they mean.

What stands in one `{% keep %}` block is one section of a page, where a term is explained once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString

from navigator.guide.glossary import Mention
from navigator.guide.model import Fact, FactKind, Guide, Option, Source, Term

register = template.Library()

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
CONTACT = re.compile(
    r"(?P<phone>\+?\b\d(?:[- ]?\d){6,}\b)|(?P<site>\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?:/[\w./-]*\w)?)"
)


@register.simple_tag(takes_context=True)
def prose(context: Context, text: str) -> SafeString:
    """A text's paragraphs. A blank line in the text begins a new one."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return format_html_join("\n", "<p>{}</p>", ((phrase(context, each),) for each in paragraphs))


@register.simple_tag(takes_context=True)
def phrase(context: Context, text: str) -> SafeString:
    """A text without paragraphs, to stand in an element of the template's own."""
    edition = context["edition"]
    url = reverse("glossary", args=[edition.guide.slug])
    pieces = edition.glossary.pieces(text, context.get("explained"))
    return format_html_join("", "{}", ((_piece(each, url),) for each in pieces))


@register.filter
def with_contacts(text: str) -> SafeString:
    """A text's paragraphs. Phone numbers can be called and sites opened by a press."""
    return SafeString(CONTACT.sub(_link, linebreaks(text, autoescape=True)))


@register.filter
def first_sentence(text: str) -> str:
    """What a text begins with."""
    return SENTENCE_END.split(text, maxsplit=1)[0]


@register.filter
def sources_of(guide: Guide, option: Option) -> list[Source]:
    """Return the sources of an option's plain words beside the summary, in the guide's order."""
    return [source for source in guide.sources if source.slug in option.sources]


@register.filter
def cited_in(guide: Guide, fact: Fact) -> list[tuple[int, Source]]:
    """Return the sources of a fact, each with its number in the list of sources."""
    numbered = enumerate(guide.sources, start=1)
    return [(number, source) for number, source in numbered if source.slug in fact.sources]


@register.filter
def treatments_of(guide: Guide, option: Option) -> list[Term]:
    """Return what an option is made of."""
    return guide.treatments_of(option)


@register.filter
def drugs_of(guide: Guide, option: Option) -> list[Term]:
    """Return the drugs that an option is made of, with the kinds of drug among them."""
    return guide.treatments_of(option) if guide.drugs_of(option) else []


@register.filter
def told_of(guide: Guide, treatment: Term) -> list[tuple[FactKind, list[Fact]]]:
    """Return each kind of fact, and the facts of that kind about a treatment."""
    facts = guide.facts_of.get(treatment.slug, {})
    return [(kind, facts.get(kind.slug, [])) for kind in guide.fact_kinds]


@register.filter
def by_name(terms: Iterable[Term]) -> list[Term]:
    """The terms as a reader looks for them, whatever their first letter's case."""
    return sorted(terms, key=lambda term: term.name.lower())


def _link(found: re.Match[str]) -> str:
    if phone := found["phone"]:
        return f'<a href="tel:{re.sub("[- ]", "", phone)}">{phone}</a>'
    return f'<a href="https://{found["site"]}" rel="noreferrer">{found["site"]}</a>'


def _piece(piece: str | Mention, url: str) -> SafeString:
    """A link to the glossary for a term; the script opens its meaning where it stands.

    The same few terms are in most texts: with their meanings carried along, a page would be a third
    longer.
    """
    if isinstance(piece, str):
        return SafeString(escape(piece).replace("\n", "<br>"))
    link = '<a class="term" href="{}#{}">{}</a>'
    return format_html(link, url, piece.term.slug, piece.written)
