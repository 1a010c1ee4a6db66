"""Several processes edit the same row at once; each edit must be there in the end."""

from __future__ import annotations

import os

from django.db import connection, connections, transaction

from navigator.desk.models import Option


def edit(key: int, process: int, edits: int) -> None:
    """Read, change and write a row again and again, as the form of a member of staff does."""
    for number in range(edits):
        with transaction.atomic():
            option = Option.objects.select_for_update().get(pk=key)
            option.staff_note += f"{process}.{number} "
            option.version += 1
            option.save()
        connection.close()  # as at the end of a request


def trial(processes: int, edits: int) -> None:
    key = Option.objects.first().pk
    Option.objects.filter(pk=key).update(staff_note="", version=0)
    connections.close_all()
    children = []
    for process in range(processes):
        child = os.fork()
        if not child:
            edit(key, process, edits)
            os._exit(0)
        children.append(child)
    assert {os.waitpid(child, 0)[1] for child in children} == {0}
    option = Option.objects.get(pk=key)
    wanted = {f"{process}.{number}" for process in range(processes) for number in range(edits)}
    assert wanted - set(option.staff_note.split()) == set()
    assert option.version == len(wanted)
