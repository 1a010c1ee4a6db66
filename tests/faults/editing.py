"""Several processes edit the same row at once; each edit must be there in the end."""

from __future__ import annotations

import os
import sys
import time

from django.db import DatabaseError, connection, connections, transaction

from navigator.desk.models import Option

from .outcome import Outcome


def edit(key: int, process: int, edits: int) -> int:
    """Read, change and write a row again and again, as the form of a member of staff does."""
    failed = 0
    for number in range(edits):
        try:
            with transaction.atomic():
                option = Option.objects.select_for_update().get(pk=key)
                option.staff_note += f"{process}.{number} "
                option.version += 1
                option.save()
        except DatabaseError as error:
            print(error, file=sys.stderr)
            failed += 1
        connection.close()  # as at the end of a request
    return failed


def trial(processes: int, edits: int) -> Outcome:
    outcome = Outcome("many editors", f"{processes} processes × {edits} edits of one row")
    key = Option.objects.first().pk
    Option.objects.filter(pk=key).update(staff_note="", version=0)
    connections.close_all()
    began = time.monotonic()
    children = []
    for process in range(processes):
        child = os.fork()
        if not child:
            os._exit(min(edit(key, process, edits), 100))
        children.append(child)
    failed = sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    option = Option.objects.get(pk=key)
    wanted = {f"{process}.{number}" for process in range(processes) for number in range(edits)}
    missing = wanted - set(option.staff_note.split())
    outcome.seen = f"{len(wanted) - len(missing)} edits in {time.monotonic() - began:.0f} s"
    outcome.expect(not failed, f"{failed} edits failed")
    outcome.expect(not missing, f"{len(missing)} edits are missing")
    outcome.expect(option.version == len(wanted), "the version does not count every edit")
    return outcome
