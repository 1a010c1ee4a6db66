"""The whole summary as readers see it: each statement with the options that it became."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template import Context

from navigator.guide.held import hold
from navigator.guide.language import OwnLanguage
from navigator.guide.model import Option
from navigator.guide.summary import Form, Statement

register = template.Library()


@dataclass(frozen=True)
class Stated:
    """A statement of the summary, and the options that carry it."""

    statement: Statement
    text: str
    options: tuple[Option, ...]

    @property
    def is_heading(self) -> bool:
        return self.statement.form is Form.HEADING

    @property
    def is_bullet(self) -> bool:
        return self.statement.form is Form.BULLET


@register.simple_tag(takes_context=True)
def whole_summary(context: Context) -> list[Stated]:
    """Return the statements of a guide's summary. A lead-in leads to no option by itself.

    They are in the summary's own words, whatever the language of the page.
    """
    guide, own = context["guide"], context["edition"].guide
    held = hold(own)
    below = {statement.lead for statement in held.statements}
    return [
        Stated(
            statement,
            _told(statement.text, own.language, guide.language),
            tuple(
                guide.option_by_slug[slug]
                for kind, slug in carriers
                if kind == "option" and statement.text not in below
            ),
        )
        for statement, carriers in zip(held.statements, held.carriers, strict=True)
    ]


def _told(text: str, own: str, language: str) -> str:
    return text if language == own else OwnLanguage(text, own)
