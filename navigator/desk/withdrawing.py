"""Withdraws a guide: it is taken from its readers until it is published again."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from navigator.editions.models import Edition
from navigator.editions.publishing import withdraw_as_next
from navigator.editions.readable import newest
from navigator.guide.proofread.signs import fault

from . import models
from .rows import lock


class CannotWithdrawError(Exception):
    """There is nothing to take from readers, or nothing that they can be told."""


@transaction.atomic
def withdraw(draft: models.Guide, told: str, note: str, author: User | None = None) -> Edition:
    """Take a guide from its readers, who are told this in its place. The draft does not matter.

    Raises CannotWithdrawError.
    """
    lock(draft.pk)
    if not told.strip():
        raise CannotWithdrawError("Say what readers are told.")
    if what := fault(told):
        raise CannotWithdrawError(f"Readers cannot be told this. {what}")
    found = newest(draft.pk)
    if found is None:
        raise CannotWithdrawError("Readers see no edition of this guide.")
    if found.told:
        raise CannotWithdrawError("The guide is withdrawn already. Nothing was done again.")
    return withdraw_as_next(found.edition, told, note, author)
