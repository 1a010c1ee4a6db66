"""A field that takes parts of the guide by their names, one a line. Their slugs are stored."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError

from navigator.desk.lines import split_lines

from .locking import ProseField


class NamesField(ProseField):
    """Names of parts, one a line and in order. A slug is understood as well.

    `called` has the name of each part that may be named, by its slug; `kind` is what they are.
    """

    called: dict[str, str]
    kind: str

    def prepare_value(self, value: Any) -> Any:
        """Show names in place of slugs. Where several have one name, the slug stays."""
        by_name = self._by_name()
        shown = {slug: name for slug, name in self.called.items() if _plain(name) in by_name}
        return "\n".join(shown.get(line, line) for line in split_lines(value or ""))

    def to_python(self, value: Any) -> str:
        """Return the slugs of what is named, one a line."""
        by_name = self._by_name()
        slugs, unknown = [], []
        for line in split_lines(super().to_python(value)):
            slug = by_name.get(_plain(line)) or (line if line in self.called else None)
            if slug:
                slugs.append(slug)
            else:
                unknown.append(line)
        if unknown:
            raise ValidationError([self._why_not(line) for line in unknown])
        return "\n".join(slugs)

    def _by_name(self) -> dict[str, str]:
        """Return the slug of each name that only one part has."""
        count = Counter(map(_plain, self.called.values()))
        names = ((_plain(name), slug) for slug, name in self.called.items())
        return {name: slug for name, slug in names if name and count[name] == 1}

    def _why_not(self, line: str) -> str:
        same = [slug for slug, name in self.called.items() if _plain(name) == _plain(line)]
        if same:
            told = " or ".join(sorted(same))
            return f"Several are called “{line}”. Give the short name of one: {told}."
        return f"The guide has no {self.kind} called “{line}”."


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
