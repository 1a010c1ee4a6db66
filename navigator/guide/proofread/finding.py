"""One thing that the proofreader found."""

from __future__ import annotations

from dataclasses import dataclass

GUIDE = "guide"


@dataclass(frozen=True)
class Finding:
    """What is wrong or weak, and where. An error stops publishing, a warning does not.

    `kind` and `slug` name the part of the guide, e.g. `option` and `chemotherapy`; of the guide
    itself the slug is empty.
    """

    stops_publishing: bool
    kind: str
    slug: str
    what: str

    @property
    def where(self) -> str:
        """The part it was found in, e.g. `option chemotherapy`."""
        return f"{self.kind} {self.slug}".strip()

    def __str__(self) -> str:
        return f"{'error' if self.stops_publishing else 'warning'}: {self.where}: {self.what}"


def error(kind: str, slug: str, what: str) -> Finding:
    """A finding that stops publishing."""
    return Finding(True, kind, slug, what)


def warning(kind: str, slug: str, what: str) -> Finding:
    """A finding that does not."""
    return Finding(False, kind, slug, what)
