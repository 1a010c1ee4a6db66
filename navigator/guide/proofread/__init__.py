"""What is wrong or weak in a guide, in words an editor understands."""

from __future__ import annotations

from navigator.guide.model import Guide

from . import reach, rules, terms, wording
from .finding import Finding
from .references import broken

__all__ = ["Finding", "broken", "proofread"]


def proofread(guide: Guide) -> list[Finding]:
    """Everything found, errors first. Rules and words are only weighed when nothing is broken."""
    findings = broken(guide)
    if not findings:
        findings = [
            each for kind in (rules, reach, wording, terms) for each in kind.findings(guide)
        ]
    return sorted(findings, key=lambda finding: not finding.stops_publishing)
