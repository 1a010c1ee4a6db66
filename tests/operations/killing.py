"""A process is killed (-9) in the middle of saving, publishing and importing, again and again.

Whatever it had finished must be there, what it had begun must be there whole or not at all.
"""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace

from django.contrib.auth.models import Group, User
from django.db import connection, connections
from django.test import Client

from navigator.desk.drafts import publish
from navigator.desk.models import Guide, Option
from navigator.desk.rows import freeze, write_draft
from navigator.editions.models import Edition
from navigator.guide.model import Guide as FrozenGuide
from navigator.guide.plain import from_plain
from tests.desk.admin.staff import RowForm, change_url
from tests.library import library

SAVED = "town-card"
IMPORT, SAVE = re.compile(r"import (\d+)"), re.compile(r"save (\d+)\.")


def trial(kills: int) -> None:
    """Kill so many times, in turn while importing, saving and publishing."""
    longest = {name: 2 * seconds(work) for name, work in WORK.items()}
    begun = dict.fromkeys(WORK, 0)
    for kill in range(kills):
        name = list(WORK)[kill % len(WORK)]
        last = killed(WORK[name], begun[name], random.uniform(0, longest[name]))
        check()
        assert last == begun[name] or reached(name) >= last, f"a finished {name} is not there"
        begun[name] = max(last, reached(name))


def seconds(work: Callable[[int], None]) -> float:
    """How long it takes, once a process has what it needs only once."""
    work(0)
    began = time.monotonic()
    work(0)
    return time.monotonic() - began


def killed(work: Callable[[int], None], start: int, after: float) -> int:
    """Do the work for so long, then kill it; gives the number of the last that was finished."""
    connections.close_all()
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        # Its own words do not matter: they are about being killed.
        with suppress(BaseException):
            number = start
            while True:
                number += 1
                work(number)
                os.write(tell, f"{number} ".encode())
        os._exit(1)
    os.close(tell)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(told) as said:
        return int(([str(start), *said.read().split()])[-1])


def imports(number: int) -> None:
    write_draft(imported(number))


def imported(number: int, saved: str = "") -> FrozenGuide:
    """A guide in which every option has the import's number, and one what was saved since."""
    options = (
        replace(
            option,
            staff_note=f"import {number}",
            plain=(option.slug == SAVED and saved) or option.plain,
        )
        for option in library().options
    )
    return replace(library(), options=tuple(options))


def publishes(number: int) -> None:
    publish(Guide.objects.get(slug=library().slug), f"edition {number}", staff())


def opened_form() -> RowForm:
    """The form of an option in the admin, as a browser has it."""
    client = Client(raise_request_exception=False)
    client.force_login(staff())
    return RowForm(SimpleNamespace(client=client), change_url(Option.objects.get(slug=SAVED)))


def saves(number: int) -> None:
    opened_form().types(plain=text(number)).must_save()


# In this order: what is saved and published is an import's.
WORK = {"import": imports, "save": saves, "publish": publishes}


def text(number: int) -> str:
    return " ".join([f"save {number}."] * 20)


def staff() -> User:
    user, made = User.objects.get_or_create(username="killed", is_staff=True)
    if made:
        user.groups.set(Group.objects.filter(name="Publisher"))
    return user


def check() -> None:
    """What must hold after each kill."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert cursor.execute("PRAGMA foreign_key_check").fetchone() is None
    assert is_whole(freeze(Guide.objects.get(slug=library().slug))), "half an import"
    editions = Edition.objects.filter(guide__slug=library().slug).order_by("number")
    newest = editions.last()
    assert newest.number == len(editions)
    assert is_whole(from_plain(newest.content)), f"half of {newest}"


def is_whole(guide: FrozenGuide) -> bool:
    """Whether it is one import, with at most one option saved since, whole as well."""
    option = guide.option_by_slug[SAVED]
    saved = SAVE.match(option.plain)
    if saved and option.plain != text(int(saved[1])):
        return False
    return guide == imported(int(IMPORT.fullmatch(option.staff_note)[1]), option.plain)


def reached(name: str) -> int:
    """The number of the last one that is there."""
    option = Option.objects.get(slug=SAVED)
    if name == "publish":
        notes = Edition.objects.filter(note__startswith="edition ").order_by("-number")
        return int(notes[0].note.removeprefix("edition ")) if notes else 0
    if name == "import":
        return int(IMPORT.fullmatch(option.staff_note)[1])
    saved = SAVE.match(option.plain)
    return int(saved[1]) if saved else 0
