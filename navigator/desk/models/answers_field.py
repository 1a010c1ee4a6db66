"""A model field for what an example reader says."""

from __future__ import annotations

from typing import Any

from django.db import models

from navigator.guide.model import Answered


class AnswersField(models.JSONField):
    """Kept as JSON in the database, a tuple of `Answered` in Python."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[Answered, ...]:
        return _answers(super().from_db_value(value, expression, connection))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value([[each.question, list(each.choices)] for each in value])


def _answers(rows: Any) -> tuple[Answered, ...]:
    return tuple(Answered(question, tuple(choices)) for question, choices in rows)
