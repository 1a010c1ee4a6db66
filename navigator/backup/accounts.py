"""Accounts that a copy of the database brings back, held against those that were there before."""

from __future__ import annotations

from typing import NamedTuple


class Account(NamedTuple):
    """An account: its name, its password's hash, and its rights."""

    name: str
    password: str  # its hash
    is_active: bool
    is_superuser: bool


COLUMNS = "username, password, is_active, is_superuser"

WHAT_TO_DO = (
    "Look at each of them in the admin, under Users. Take “Active” from those who must not log in "
    "any more, and give the others a new password (manage.py changepassword NAME)."
)


def brought_back(before: list[Account] | None, now: list[Account]) -> list[str]:
    """Return a sentence for each way in that the copy has opened, and what to do about it.

    `before` is None where there was no database that could be read.
    """
    if before is None:
        names = _named(now)
        told = [f"There was no database to compare with. Accounts in the copy: {names}."]
        return [*told, WHAT_TO_DO] if now else told
    had = {each.name: each for each in before}
    found = {
        "Accounts that were not there before": [each for each in now if each.name not in had],
        "Accounts with another password than before, which may be an older one": [
            each for each in now if each.name in had and each.password != had[each.name].password
        ],
        "Accounts that could not log in before, and can now": [
            each for each in now if each.name in had and each.is_active > had[each.name].is_active
        ],
        "Superusers that were none before": [
            each
            for each in now
            if each.is_superuser and not (each.name in had and had[each.name].is_superuser)
        ],
    }
    told = [f"{what}: {_named(accounts)}." for what, accounts in found.items() if accounts]
    if not told:
        return ["The copy brings back no account, no password and no right that was gone."]
    return [*told, WHAT_TO_DO]


def _named(accounts: list[Account]) -> str:
    return ", ".join(sorted(each.name for each in accounts)) or "none"
