"""A finding of the proofreader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A fault or a weak point. An error stops publishing, a warning does not.

    `kind` and `slug` name the part of the guide, e.g. `option` and `town-card`; of the guide
    itself the slug is empty. `field` is the field of the part that `what` names, if any.
    """

    stops_publishing: bool
    kind: str
    slug: str
    what: str
    field: str = ""

    @property
    def where(self) -> str:
        """The part it was found in, e.g. `option town-card`."""
        return f"{self.kind} {self.slug}".strip()

    def __str__(self) -> str:
        return f"{'error' if self.stops_publishing else 'warning'}: {self.where}: {self.what}"


def error(kind: str, slug: str, what: str, field: str = "") -> Finding:
    """Return a finding that stops publishing."""
    return Finding(True, kind, slug, what, field)


def warning(kind: str, slug: str, what: str, field: str = "") -> Finding:
    """Return a finding that does not."""
    return Finding(False, kind, slug, what, field)
