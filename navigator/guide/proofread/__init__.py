"""The proofreader: faults and weak points of a guide, in words an editor understands."""

from __future__ import annotations

from navigator.guide.model import Guide

from . import (
    copied,
    examples,
    reach,
    references,
    rules,
    signs,
    statements,
    terms,
    translations,
    treatments,
    wording,
    work,
)
from .finding import Finding

PARTS = [
    statements,
    examples,
    rules,
    reach,
    wording,
    signs,
    terms,
    treatments,
    copied,
    translations,
]
__all__ = ["Finding", "broken", "proofread"]


def broken(guide: Guide) -> list[Finding]:
    """Return errors that leave a guide impossible to serve: one that has none can be shown."""
    return references.findings(guide) or list(work.findings(guide))


def proofread(guide: Guide) -> list[Finding]:
    """Return all findings, errors first. Of a broken guide, no more is said than what is broken."""
    findings = broken(guide)
    if not findings:
        for part in PARTS:
            findings += part.findings(guide)
    return sorted(findings, key=lambda finding: not finding.stops_publishing)
