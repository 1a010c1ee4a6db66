"""For the about page: the whole summary, and how easy the guide is to read."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from navigator.editions.published import Published
from navigator.guide.held import hold
from navigator.guide.model import Guide, Option
from navigator.guide.own_language import OwnLanguage
from navigator.guide.readability import ReadingLevel
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


@register.filter
def reading_level_in(edition: Published, language: str) -> ReadingLevel | None:
    """Return how hard an edition is to read in a language, if that has a measure."""
    return edition.reading_level_in(language)


@register.filter
def whole_summary(edition: Published, guide: Guide) -> list[Stated]:
    """Return the statements of its summary with the options of the guide in the reader's words.

    The statements are in the edition's own language. A lead-in leads to no option by itself.
    """
    held = hold(edition.guide)
    below = {statement.lead for statement in held.statements}
    own = edition.guide.language
    return [
        Stated(
            statement,
            statement.text if guide.language == own else OwnLanguage(statement.text, own),
            tuple(
                guide.option_by_slug[slug]
                for kind, slug in carriers
                if kind == "option" and statement.whole not in below
            ),
        )
        for statement, carriers in zip(held.statements, held.carriers, strict=True)
    ]
