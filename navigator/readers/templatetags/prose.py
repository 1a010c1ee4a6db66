"""Texts of a guide as HTML: paragraphs, with terms leading to what they mean.

What stands in one `{% keep %}` block is one section of a page, where a term is explained once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import (
    escape,
    format_html,
    format_html_join,
    linebreaks,
)
from django.utils.safestring import SafeString

from navigator.guide.glossary import Mention
from navigator.guide.model import (
    Choice,
    Fact,
    FactKind,
    Guide,
    Option,
    Question,
    ReportLine,
    Source,
    Term,
)
from navigator.guide.own_language import OwnLanguage, like
from navigator.readers.messages import joined

register = template.Library()

CONTACT = re.compile(
    r"(?P<phone>\+?\b\d(?:[- ]?\d){6,}\b)|(?P<site>\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?:/[\w./-]*\w)?)"
)


@register.simple_tag(takes_context=True)
def prose(context: Context, text: str) -> SafeString:
    """A text's paragraphs. A blank line in the text begins a new one."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    html = ((phrase(context, like(text, each)),) for each in paragraphs)
    return format_html_join("\n", "<p>{}</p>", html)


@register.simple_tag(takes_context=True)
def phrase(context: Context, text: str) -> SafeString:
    """A text without paragraphs, to stand in an element of the template's own.

    In one that is not in the language of the page, no words are explained.
    """
    if isinstance(text, OwnLanguage):
        html = '<span lang="{}" dir="auto">{}</span>'
        return format_html(html, text.language, _with_line_breaks(text))
    edition = context["edition"]
    url = reverse("glossary", args=[edition.guide.slug])
    pieces = edition.glossary_in(context["language"]).pieces(text, context.get("explained"))
    return format_html_join("", "{}", ((_piece(each, url),) for each in pieces))


@register.filter
def paragraphs(text: str) -> SafeString:
    """A text's paragraphs, in which no word is explained."""
    html = SafeString(linebreaks(text, autoescape=True))
    if isinstance(text, OwnLanguage):
        html = format_html('<div lang="{}" dir="auto">{}</div>', text.language, html)
    return html


@register.filter
def with_contacts(text: str) -> SafeString:
    """A text's paragraphs. Phone numbers can be called and sites opened by a press."""
    return SafeString(CONTACT.sub(_link, paragraphs(text)))


@register.filter
def in_attribute(text: str) -> str:
    """A text for an attribute, which cannot tell in what language it is."""
    return str(text)


@register.filter
def left_to_right(address: str) -> SafeString:
    """An address in a sentence, whose parts would turn in one that is written the other way."""
    return format_html('<bdi dir="ltr">{}</bdi>', address)


@register.filter
def sources_of(guide: Guide, option: Option) -> list[Source]:
    """Return the sources of an option's plain words beside the summary, in the guide's order."""
    return [source for source in guide.sources if source.slug in option.sources]


@register.filter
def cited_in(guide: Guide, part: Fact | ReportLine) -> list[tuple[int, Source]]:
    """Return the sources of a part, each with its number in the list of sources."""
    numbered = enumerate(guide.sources, start=1)
    return [(number, source) for number, source in numbered if source.slug in part.sources]


@register.filter
def report_of(guide: Guide, question: Question) -> list[tuple[ReportLine, Choice]]:
    """Return the lines of a report that tell about a question, each with the choice it means."""
    lines = (line for line in guide.report_lines if line.question == question.slug)
    return [(line, question.choice_by_slug[line.choice]) for line in lines]


@register.simple_tag(takes_context=True)
def drugs_by_name(context: Context) -> list[Term]:
    """Return the drugs that the guide's options name, as a reader looks for them."""
    guide = context["guide"]
    used = {term.slug: term for option in guide.options for term in guide.drugs_of(option)}
    return by_name(used.values())


@register.filter
def treatments_of(guide: Guide, option: Option) -> list[Term]:
    """Return what an option is made of."""
    return guide.treatments_of(option)


@register.filter
def drugs_of(guide: Guide, option: Option) -> list[Term]:
    """Return the drugs that an option is made of, with the kinds of drug among them.

    An option that is named by its one drug has said it.
    """
    treatments = guide.treatments_of(option)
    if [each.name for each in treatments] == [option.name]:
        return []
    return treatments if guide.drugs_of(option) else []


@register.filter
def facts_by_kind(guide: Guide, treatment: Term) -> list[tuple[FactKind, list[Fact]]]:
    """Return each kind of fact, and the facts of that kind about a treatment."""
    facts = guide.facts_of.get(treatment.slug, {})
    return [(kind, facts.get(kind.slug, [])) for kind in guide.fact_kinds]


@register.simple_tag(takes_context=True)
def facts_in_cell(context: Context) -> dict[str, Any]:
    """Return what a cell of the comparison says: of one kind about the treatments of one option.

    `told` are the treatments with their facts, `untold` the names of those without. Option and kind
    are those of a `{% keep %}` block.
    """
    guide, option, kind = context["guide"], context["option"], context["kind"]
    treatments = guide.treatments_of(option)
    facts = [guide.facts_of.get(each.slug, {}).get(kind.slug, []) for each in treatments]
    both = list(zip(treatments, facts, strict=True))
    return {
        "several": len(treatments) > 1,
        "told": [(treatment, found) for treatment, found in both if found],
        "untold": joined(", ", (treatment.name for treatment, found in both if not found)),
    }


@register.filter
def untold_on_paper(guide: Guide, treatment: Term) -> str:
    """Return the names of the kinds of fact that paper has and no source tells of a treatment."""
    facts = guide.facts_of.get(treatment.slug, {})
    untold = (each for each in guide.fact_kinds if each.on_paper and each.slug not in facts)
    return joined(", ", (kind.name for kind in untold))


@register.filter
def by_name(terms: Iterable[Term]) -> list[Term]:
    """The terms as a reader looks for them, whatever the case and the accents of their letters."""
    return sorted(terms, key=lambda term: _as_sorted(term.name))


def _as_sorted(name: str) -> str:
    """Return a name without what sorting leaves out. Ñ is a letter of its own, after n."""
    letters = unicodedata.normalize("NFD", name.lower().replace("ñ", "n\uffff"))
    return "".join(each for each in letters if not unicodedata.combining(each))


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
        return _with_line_breaks(piece)
    link = '<a class="term" href="{}#{}">{}</a>'
    return format_html(link, url, piece.term.slug, piece.written)


def _with_line_breaks(text: str) -> SafeString:
    return SafeString(escape(text).replace("\n", "<br>"))
