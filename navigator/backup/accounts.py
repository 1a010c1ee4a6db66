"""Ways in that a copy of the database brings back, held against those that were there before."""

from __future__ import annotations

from typing import Any

ACCOUNTS = "Accounts that were not there before"
PASSWORDS = "Accounts with another password than before, which may be an older one"
LET_IN = "Accounts that could not log in before, and can now"

# What is told of rows that were not there before, and the rows: first the words that are told, then
# what is only compared and never told.
QUERIES = {
    # All but the one that stands for commands (see desk/log.py): it has "!" for a password.
    ACCOUNTS: "SELECT username FROM auth_user WHERE password <> '!'",
    PASSWORDS: "SELECT username, password FROM auth_user",
    LET_IN: "SELECT username FROM auth_user WHERE is_active",
    "Superusers that were none before": "SELECT username FROM auth_user WHERE is_superuser",
    "Accounts that were not staff before, and are now": (
        "SELECT username FROM auth_user WHERE is_staff"
    ),
    "Roles that somebody did not have before": (
        "SELECT username || ' (' || auth_group.name || ')' FROM auth_user_groups"
        " JOIN auth_user ON auth_user.id = user_id JOIN auth_group ON auth_group.id = group_id"
    ),
    "Rights of their own that somebody did not have before": (
        "SELECT username || ' (' || app_label || '.' || codename || ')'"
        " FROM auth_user_user_permissions JOIN auth_user ON auth_user.id = user_id"
        " JOIN auth_permission ON auth_permission.id = permission_id"
        " JOIN django_content_type ON django_content_type.id = content_type_id"
    ),
    "Rights that a role did not have before": (
        "SELECT auth_group.name || ' (' || app_label || '.' || codename || ')'"
        " FROM auth_group_permissions JOIN auth_group ON auth_group.id = group_id"
        " JOIN auth_permission ON auth_permission.id = permission_id"
        " JOIN django_content_type ON django_content_type.id = content_type_id"
    ),
    "Reviewers that were none before, or had another name or role": (
        "SELECT username || ' (' || name || ', ' || role || ')' FROM desk_reviewer"
        " JOIN auth_user ON auth_user.id = user_id"
    ),
    "Phones that were not there before": (
        "SELECT username, sealed_key FROM door_phone JOIN auth_user ON auth_user.id = user_id"
    ),
    "Passkeys that were not there before": (
        "SELECT username || ' (' || name || ')', credential, public_key FROM door_passkey"
        " JOIN auth_user ON auth_user.id = user_id"
    ),
    "Backup codes other than before, of which some may have been used": (
        "SELECT username, hashes FROM door_backupcodes"
        " JOIN auth_user ON auth_user.id = user_id WHERE hashes <> '[]'"
    ),
}
WaysIn = dict[str, set[tuple[Any, ...]]]
NOBODY: WaysIn = {what: set() for what in QUERIES}

WHAT_TO_DO = (
    "Look at each of them in the admin, under Users, Groups and Reviewers. Take “Active” from "
    "those who must not log in any more, and roles and rights from those who must not have them. "
    "Give the others a new password (manage.py changepassword NAME), and forget second steps that "
    "may be in other hands (manage.py forget_second_step NAME)."
)


def brought_back(before: WaysIn | None, now: WaysIn) -> list[str]:
    """Return a sentence for each kind of way in that the copy has opened, and what to do about it.

    `before` is None where there was no database that could be read.
    """
    if before is None:
        accounts = now[ACCOUNTS]
        told = [f"There was no database to compare with. Accounts in the copy: {_named(accounts)}."]
        return [*told, WHAT_TO_DO] if accounts else told
    opened = {what: rows - before[what] for what, rows in now.items()}
    new = {name for (name,) in opened[ACCOUNTS]}
    for what in (PASSWORDS, LET_IN):  # of those that were there
        opened[what] = {row for row in opened[what] if row[0] not in new}
    told = [f"{what}: {_named(rows)}." for what, rows in opened.items() if rows]
    if not told:
        return [
            "The copy brings back no account, password, right, reviewer or second step that was "
            "gone."
        ]
    return [*told, WHAT_TO_DO]


def _named(rows: set[tuple[Any, ...]]) -> str:
    return ", ".join(sorted({row[0] for row in rows})) or "none"
