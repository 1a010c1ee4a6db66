"""The proofreader: faults and weak points of a guide, in words an editor understands."""

from __future__ import annotations

from navigator.guide.model import Guide

from . import reach, rules, terms, wording
from .finding import Finding
from .references import broken

__all__ = ["Finding", "broken", "proofread"]


def proofread(guide: Guide) -> list[Finding]:
    """Return all findings, errors first. Of a broken guide, no more is said than what is broken."""
    findings = broken(guide)
    if not findings:
        for part in (rules, reach, wording, terms):
            findings += part.findings(guide)
    return sorted(findings, key=lambda finding: not finding.stops_publishing)
