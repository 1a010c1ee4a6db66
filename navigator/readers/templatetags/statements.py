"""The whole summary as readers see it: each statement with the options that it became."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from navigator.guide.held import hold
from navigator.guide.model import Guide, Option
from navigator.guide.summary import Form, Statement

register = template.Library()


@dataclass(frozen=True)
class Stated:
    """A statement of the summary, and the options that carry it."""

    statement: Statement
    options: tuple[Option, ...]

    @property
    def is_heading(self) -> bool:
        return self.statement.form is Form.HEADING

    @property
    def is_bullet(self) -> bool:
        return self.statement.form is Form.BULLET


@register.filter
def whole_summary(guide: Guide) -> list[Stated]:
    """Return the statements of a guide's summary. A lead-in leads to no option by itself."""
    held = hold(guide)
    below = {statement.lead for statement in held.statements}
    return [
        Stated(
            statement,
            tuple(
                guide.option_by_slug[slug]
                for kind, slug in carriers
                if kind == "option" and statement.text not in below
            ),
        )
        for statement, carriers in zip(held.statements, held.carriers, strict=True)
    ]
