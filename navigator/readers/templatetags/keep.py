"""Keeps HTML that rests on nothing but the edition, the voice and the language.

    {% keep %}<h2>{% translate "Glossary" %}</h2>{% endkeep %}
    {% keep card.option %}<h4>{{ option.name }}</h4>{% endkeep %}
    {% keep choice in said.choices %}<li>{{ choice.statement }}</li>{% endkeep %}

It is made once for an edition, a voice, a language and a second one, or once for each part
of the guide that it is about. Within the block there are `edition`, `guide`, `reader`,
`language`, `second` and that part, by the name of its kind, and nothing else: so nothing that a
reader said can get into it. A block is also one section of the page in which a term is explained
once; `explained` has those that were.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter, itemgetter
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from navigator.guide.model import Category, Choice, FactKind, Notice, Option, Panel, Question, Term

register = template.Library()
INDENT = re.compile(r"\n\s+")

# Parts of a guide, by the name that they have in a block.
PARTS: dict[type, str] = {
    Category: "category",
    Choice: "choice",
    FactKind: "kind",
    Notice: "notice",
    Option: "option",
    Panel: "panel",
    Question: "question",
    Term: "term",
}


class KeepNode(template.Node):
    """A block whose HTML is kept with the edition.

    `names` lead to what it is about: to parts of the guide, and with `each` the last one to a list.
    """

    child_nodelists = ()  # a child template cannot replace what is inside

    def __init__(self, names: list[str], inside: NodeList, *, each: bool) -> None:
        self.finders = [_finder(name) for name in names]
        self.inside = inside
        self.each = each

    def render(self, context: Context) -> str:
        kept: dict[Any, SafeString] | None = context.get("kept")
        if kept is None:
            kept = {}  # a page of no guide keeps nothing
        parts = [find(context) for find in self.finders]
        if not self.each:
            return self._html(kept, context, parts)
        listed = parts.pop()
        return "".join([self._html(kept, context, [*parts, each]) for each in listed])

    def _html(self, kept: dict[Any, SafeString], context: Context, parts: list[Any]) -> SafeString:
        key = (self, *map(id, parts))  # parts live as long as their guide, and that as `kept`
        html = kept.get(key)
        if html is None:
            html = kept[key] = self._made(context, parts)
        return html

    def _made(self, context: Context, parts: list[Any]) -> SafeString:
        names = ("edition", "guide", "reader", "language", "second")
        known: dict[str, Any] = {name: context.get(name) for name in names}
        known["explained"] = set()
        about = {PARTS[type(part)]: part for part in parts}
        # White space at the start of lines is for whoever reads the templates.
        return SafeString(INDENT.sub("\n", self.inside.render(context.new(known | about))))


def _finder(name: str) -> Callable[[Context], Any]:
    """Return what finds `card.option` in a context, faster than a variable of a template does."""
    first, _, attributes = name.partition(".")
    if not attributes:
        return itemgetter(first)
    inner = attrgetter(attributes)
    return lambda context: inner(context[first])


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """Keep what stands up to `endkeep`."""
    _, *names = token.split_contents()
    each = names[-2:-1] == ["in"]
    if each:
        del names[-3:-1]  # the list is enough: what is in it has the name of its kind
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(names, inside, each=each)
