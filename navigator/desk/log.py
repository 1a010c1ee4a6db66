"""The log of a guide: what staff and commands did with it and with its rows, in sentences.

It is kept in the log of Django's admin.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX as NO_PASSWORD
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from navigator.editions.models import Edition
from navigator.guide.compare import compare, title
from navigator.guide.model import GUIDE, KINDS, Guide
from navigator.trail.notes import AT_THE_MACHINE, note_step

from . import models

MOST_NAMES = 5
# How a sentence begins where rows of a draft were replaced.
RESTORED, LOADED, PUT_BACK = "Restored", "Loaded", "Put back"
# What is logged of a row: the key of its guide, and a sentence or the new place of the row.
OF_GUIDE, SAID, MOVED = "guide", "said", "moved"
# What hangs on a row and is logged with it.
WITH_A_ROW = {models.Condition: "its rule", models.Choice: "its answers"}


@dataclass(frozen=True)
class Told:
    """Something that was done, and when."""

    at: datetime
    what: str


def guide_of(row: Any) -> int:
    """Return the key of a row's guide, or of the guide itself."""
    key: int = row.pk if isinstance(row, models.Guide) else row.guide_id
    return key


def logged(row: Any, message: Any) -> Any:
    """Return what is logged of a row: a sentence, or what Django says of a form.

    With the guide, by which it is found when the row is gone.
    """
    if not isinstance(message, str):
        return [{OF_GUIDE: guide_of(row)}, *message]
    return message if isinstance(row, models.Guide) else logged(row, [{SAID: message}])


def log_at_the_machine(draft: models.Guide, what: str) -> None:
    """Write what a command did with a guide into its log and into the trail, in a sentence.

    The account that it stands for is made on first use. Nobody can log in with it.
    """
    machine, _ = User.objects.get_or_create(
        username=AT_THE_MACHINE, defaults={"is_active": False, "password": NO_PASSWORD}
    )
    LogEntry.objects.log_actions(machine.pk, [draft], CHANGE, what, single_object=True)
    note_step(None, draft, what)


def log_of(model: type[Model], *keys: int) -> Q:
    """Pick the entries of the admin's log about the rows of a model with these keys."""
    kind = ContentType.objects.get_for_model(model)
    return Q(content_type=kind, object_id__in=[str(key) for key in keys])


def log_of_guide(draft: models.Guide) -> QuerySet[LogEntry]:
    """Return what was done with a guide and with its rows, gone or not, the latest first."""
    entries = log_of(models.Guide, draft.pk)
    entries |= Q(change_message__startswith=f"[{json.dumps({OF_GUIDE: draft.pk})}")
    # What was logged by an earlier version of the site does not name its guide.
    for model in models.PART_MODELS.values():
        rows = model._default_manager.filter(guide=draft)
        keys = rows.annotate(key=Cast("pk", CharField())).values("key")
        kind = ContentType.objects.get_for_model(model)
        entries |= Q(content_type=kind, object_id__in=keys)
    return LogEntry.objects.filter(entries).select_related("user", "content_type").order_by("-pk")


def last_of(draft: models.Guide) -> int:
    """Return the key of the latest, which a page carries to tell later what came after it."""
    return log_of_guide(draft).values_list("pk", flat=True).first() or 0


def who_changed(row: Any) -> str:
    """Say who changed a row last, or replaced rows of its guide, e.g. edith changed this."""
    entries = log_of(type(row), row.pk)
    if not isinstance(row, models.Guide):
        replaced = Q()
        for start in (RESTORED, LOADED, PUT_BACK):
            replaced |= Q(change_message__startswith=start)
        entries |= log_of(models.Guide, row.guide_id) & replaced
    last = LogEntry.objects.filter(entries).select_related("user").order_by("-action_time").first()
    return f"{last.user.get_username()} changed this" if last else "Somebody changed this"


def told(entries: Iterable[LogEntry]) -> list[Told]:
    """Return each in a sentence."""
    return [Told(entry.action_time, sentence(entry)) for entry in entries]


def sentence(entry: LogEntry) -> str:
    """Return what was done, e.g. edith changed the option “Town card”: our words, its rule."""
    who = entry.user.get_username()
    model = entry.content_type.model_class() if entry.content_type else None
    is_guide = model is models.Guide
    if entry.change_message and not entry.change_message.startswith("["):
        return f"{who} {_lower(entry.change_message)}"
    messages = json.loads(entry.change_message or "[]")
    for said in (message[SAID] for message in messages if SAID in message):
        return f"{who} {_lower(said)}"
    called = model._meta.verbose_name if model else "row"
    row = "this guide" if is_guide else f"the {called} “{entry.object_repr}”"
    if entry.action_flag == ADDITION:
        return f"{who} added {row}."
    if entry.action_flag == DELETION:
        return f"{who} deleted {row}."
    row = "the texts of the whole guide" if is_guide else row
    for place in (message[MOVED] for message in messages if MOVED in message):
        return f"{who} moved {row} to place {place}."
    fields = ", ".join(dict.fromkeys(_fields(messages)))
    return f"{who} changed {row}: {fields}." if fields else f"{who} saved {row} as it was."


def _fields(messages: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the names of what was changed, as Django logs them."""
    hanging = {str(model._meta.verbose_name): words for model, words in WITH_A_ROW.items()}
    for message in messages:
        for way in ("added", "changed", "deleted"):
            found = message.get(way, {})
            if "name" in found:
                yield hanging.get(found["name"], found["name"])
            else:
                yield from map(_lower, found.get("fields", ()))


def _lower(text: str) -> str:
    """Return a sentence or a label as it goes on after other words."""
    return text[:1].lower() + text[1:]


def rows_in_words(old: Guide, new: Guide) -> str:
    """Return which rows differ, e.g. 2 options and 1 term: “Town card”, “Post card” and 1 more."""
    counts: dict[str, int] = {}
    orders, names = [], []
    is_text_changed = False
    for kind, slug in dict.fromkeys(change.row for change in compare(old, new)):
        if kind == GUIDE:
            is_text_changed = True
        elif not slug:
            orders.append(f"the order of {plural(kind)}")
        else:
            counts[kind] = counts.get(kind, 0) + 1
            names.append(f"“{_name(new, kind, slug) or _name(old, kind, slug)}”")
    rows = [f"{count} {plural(kind, count)}" for kind, count in counts.items()]
    rows += [*(["the texts of the whole guide"] if is_text_changed else []), *orders]
    named = ", ".join(names[:MOST_NAMES])
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return in_a_row(rows) + (f": {named}{more}" if names else "")


def edition_in_words(edition: Edition) -> str:
    """Say that an edition was published, or that a guide was withdrawn with it, and why."""
    if edition.withdrawn:
        return f"Withdrew the guide, as edition {edition.number}: {edition.note}"
    return f"Published edition {edition.number}: {edition.note}"


def replaced_in_words(what: str, old: Guide, new: Guide) -> str:
    """Say that a guide was put in place of a draft, and what that changed."""
    return f"{what} That changed {rows_in_words(old, new)}."


def loaded_in_words(file: str, old: Guide | None, new: Guide) -> str:
    """Say that a file became the draft, or a new one where there was none."""
    if old is None:
        return f"{LOADED} this from the file {file}: {in_a_row(counted(new))}."
    return replaced_in_words(f"{LOADED} the file {file}.", old, new)


def counted(guide: Guide) -> list[str]:
    """Return how many rows of each kind a guide has, e.g. 12 options."""
    return [
        f"{count} {plural(kind, count)}"
        for place, kind in KINDS.items()
        if (count := len(getattr(guide, place)))
    ]


def in_a_row(words: list[str]) -> str:
    """Return words as they stand in a sentence."""
    *first, last = words or ["nothing"]
    return f"{', '.join(first)} and {last}" if first else last


def plural(kind: str, count: int = 2) -> str:
    """Return what so many parts of a kind are called, e.g. options."""
    meta = models.PART_MODELS[kind]._meta
    return str(meta.verbose_name if count == 1 else meta.verbose_name_plural)


def _name(guide: Guide, kind: str, slug: str) -> str:
    part = guide.part_by_row.get((kind, slug))
    return title(part) if part else ""
