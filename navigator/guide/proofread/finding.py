"""A finding of the proofreader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from navigator.guide.digest import digest


@dataclass(frozen=True)
class Finding:
    """A fault or a weak point. An error stops publishing, a warning does not.

    `kind` and `slug` name the part of the guide, e.g. `option` and `town-card`; of the guide
    itself the slug is empty. `field` is the field that it was found in, if any: of the part, or of
    the part's answer whose slug is `answer`. `code` is a short name of what was found, e.g.
    `term-not-said`, and `about` is what it was found about, such as the text.
    """

    stops_publishing: bool
    kind: str
    slug: str
    what: str
    field: str = ""
    code: str = ""
    answer: str = ""
    about: str = ""

    @property
    def where(self) -> str:
        """The part it was found in, e.g. `option town-card`."""
        return f"{self.kind} {self.slug}".strip()

    @cached_property
    def digest(self) -> str:
        """A hash of what was found where, and about what: another one once that has changed."""
        return digest([self.kind, self.slug, self.code, self.field, self.answer, self.about])

    def __str__(self) -> str:
        return f"{'error' if self.stops_publishing else 'warning'}: {self.where}: {self.what}"


def error(
    kind: str, slug: str, what: str, field: str = "", *, code: str, answer: str = ""
) -> Finding:
    """Return a finding that stops publishing."""
    return Finding(True, kind, slug, what, field, code, answer)


def warning(
    kind: str, slug: str, what: str, field: str = "", *, code: str, answer: str = "", about: str
) -> Finding:
    """Return a finding that does not. Its code has a sentence in `groups`."""
    return Finding(False, kind, slug, what, field, code, answer, about)
