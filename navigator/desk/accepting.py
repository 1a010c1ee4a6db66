"""Warnings of the proofreader that somebody accepts, until what they are about changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User

from navigator.guide.proofread import Finding

from .models import Acceptance, Guide


@dataclass(frozen=True)
class SortedFindings:
    """Findings by what is to do about them.

    `before` has, by the digest of a warning, the one in its place that was accepted before what it
    was about changed.
    """

    errors: list[Finding]
    warnings: list[Finding]
    accepted: list[tuple[Finding, Acceptance]]
    before: dict[str, Acceptance]


def sort_out(draft: Guide, findings: Iterable[Finding]) -> SortedFindings:
    """Part the warnings of a draft that somebody has accepted from those that are open."""
    found = list(findings)
    kept = Acceptance.objects.filter(guide=draft).select_related("by")  # the latest first
    held = {each.digest: each for each in kept}
    now = {each.digest for each in found}
    lapsed: dict[tuple[str, ...], Acceptance] = {}
    for each in kept:
        if each.digest not in now:
            lapsed.setdefault(_place(each), each)
    warnings = [each for each in found if not each.stops_publishing]
    still_open = [each for each in warnings if each.digest not in held]
    return SortedFindings(
        errors=[each for each in found if each.stops_publishing],
        warnings=still_open,
        accepted=[(each, held[each.digest]) for each in warnings if each.digest in held],
        before={each.digest: lapsed[_place(each)] for each in still_open if _place(each) in lapsed},
    )


def accept(draft: Guide, warnings: Iterable[Finding], reason: str, user: User) -> None:
    """Keep that these warnings are right as they are, and why. Hold the lock."""
    for each in warnings:
        Acceptance.objects.get_or_create(
            guide=draft,
            digest=each.digest,
            defaults={
                "kind": each.kind,
                "slug": each.slug,
                "code": each.code,
                "field": each.field,
                "answer": each.answer,
                "what": each.what,
                "reason": reason,
                "by": user,
            },
        )


def _place(found: Finding | Acceptance) -> tuple[str, ...]:
    """Return where something was found, and what kind of thing it was."""
    return found.kind, found.slug, found.code, found.field, found.answer
