"""The disk fills up while staff work: they are told, what they typed is kept, nothing is lost.

The database is on a small file system of its own: see small_disk.py.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.urls import reverse

from navigator.backup import BackupError, backup
from navigator.content.editions import freeze, publish, write_draft
from navigator.content.models import Edition, Guide, Option
from tests.content.admin.staff import fields
from tests.guides import real_guide
from tests.html import parse

from .killing import SAVED, imported, staff
from .outcome import Outcome

LONG = "Much is to be said about this. " * 6_000


def trial() -> Outcome:
    outcome = Outcome("disk full", "saving, publishing, importing and a backup, without room")
    disk = Path(settings.DATABASES["default"]["NAME"]).parent
    before, editions = freeze(draft()), Edition.objects.count()
    form, client = opened_form()
    filled = fill(disk)
    answer = client.post(*form)
    outcome.expect(answer.status_code == 503, f"saving was answered {answer.status_code}")
    kept = LONG.strip() in answer.content.decode()
    outcome.expect(kept, "what was typed is not on the page")
    for name, work in {
        "publishing": lambda: publish(draft(), "no room", staff()),
        "importing": lambda: write_draft(imported(1, LONG)),
        "a backup": lambda: backup(disk),
    }.items():
        outcome.expect(fails(work), f"{name} did not say that there was no room")
    outcome.expect(freeze(draft()) == before, "the draft is another")
    outcome.expect(Edition.objects.count() == editions, "half an edition")
    outcome.expect(is_sound(), "the file is damaged")
    filled.unlink()
    answer = client.post(*form)
    saved = Option.objects.get(slug=SAVED).staff_note == LONG.strip()
    outcome.expect(answer.status_code == 302 and saved, "what was sent again was not saved")
    outcome.seen = "staff were told, and could send it again"
    return outcome


def opened_form() -> tuple[tuple[str, dict[str, object]], Client]:
    """An address and what a browser would send to it, with a long text typed in."""
    client = Client(raise_request_exception=False)
    client.force_login(staff())
    option = Option.objects.get(slug=SAVED)
    address = reverse("admin:content_option_change", args=[option.pk])
    page = parse(client.get(address))
    (form,) = [each for each in page.all("form", id=True) if each["id"] == "option_form"]
    return (address, fields(form) | {"staff_note": LONG}), client


def fill(disk: Path) -> Path:
    """Leave no room on it."""
    connections.close_all()
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def fails(work) -> bool:
    try:
        work()
    except (DatabaseError, BackupError, OSError):
        return True
    return False


def is_sound() -> bool:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def draft() -> Guide:
    return Guide.objects.get(slug=real_guide().slug)
