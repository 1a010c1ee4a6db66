"""The disk fills up while staff work: they are told, what they typed is kept, nothing is lost.

The database is on a small file system of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from navigator.backup.copies import BackupError, backup, restore
from navigator.desk.drafts import publish
from navigator.desk.models import Guide, Option
from navigator.desk.rows import freeze, write_draft
from navigator.editions.models import Edition
from tests.library import library

from .killing import SAVED, imported, opened_form, staff

LONG = "Much is to be said about this. " * 160  # nearly as much as a note may have


# Without any room SQLite cannot even be opened; with this much it can, and finds out as it writes.
A_LITTLE = 16 * 1024


def trial() -> None:
    disk = Path(settings.DATABASES["default"]["NAME"]).parent
    copy = backup()
    works = WORK | {"a restore": lambda disk: restore(copy)}
    for room in (0, A_LITTLE):
        before, editions = freeze(draft()), Edition.objects.count()
        form = opened_form().types(staff_note=f"{LONG}{room}")
        filler = fill(disk, room)
        answer = form.staff.client.post(form.url, form.fields)
        assert answer.status_code == 503
        assert f"{LONG}{room}" in answer.content.decode(), "what was typed is not on the page"
        for name, work in works.items():
            assert fails(work, disk), f"{name} did not say that there was no room"
        filler.unlink()
        connections.close_all()
        assert is_sound()
        assert freeze(draft()) == before
        assert Edition.objects.count() == editions
        form.must_save()
        assert Option.objects.get(slug=SAVED).staff_note == f"{LONG}{room}"


WORK = {
    "publishing": lambda disk: publish(draft(), "no room", staff()),
    "importing": lambda disk: write_draft(imported(1, LONG)),
    "a backup": backup,
}


def fill(disk: Path, room: int) -> Path:
    """Leave no more room on it than this."""
    connections.close_all()
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - room)
    return filler


def fails(work: Callable[[Path], object], disk: Path) -> bool:
    try:
        work(disk)
    except (DatabaseError, BackupError, OSError):
        connections.close_all()
        return True
    return False


def is_sound() -> bool:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def draft() -> Guide:
    return Guide.objects.get(slug=library().slug)
