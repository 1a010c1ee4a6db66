"""A model field for a short list of texts, which editors type one a line."""

from __future__ import annotations

from typing import Any

from django.db import models


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines that have something on them, without the space around them."""
    return tuple(filter(None, map(str.strip, text.splitlines())))


class LinesField(models.TextField):
    """Kept as text in the database, a tuple of strings in Python."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_: Any) -> tuple[str, ...]:
        return split_lines(value or "")

    def to_python(self, value: Any) -> tuple[str, ...]:
        return split_lines(value) if isinstance(value, str) else tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        return "\n".join(self.to_python(value))

    def value_from_object(self, obj: models.Model) -> Any:
        return self.get_prep_value(super().value_from_object(obj))

    def value_to_string(self, obj: models.Model) -> str:
        return self.value_from_object(obj)
