"""manage.py makemessages: bring the message files up to date, without GNU gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import templatize

# Staff read English.
FOR_STAFF = {"admin", "desk", "door"}
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
WIDTH = 100

Message = tuple[str, str]  # the words, and the plural or nothing


class Command(BaseCommand):
    help = "Takes the site's own words into each message file of locale/, and out those it lost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing, and fail where a message is missing, stale or not translated",
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        found = {message: sorted(files) for message, files in extracted().items()}
        faults: list[str] = []
        for path in message_files():
            file = polib.pofile(str(path), wrapwidth=WIDTH)
            if check:
                faults += [f"{path}: {fault}" for fault in faults_of(file, found)]
            else:
                update(file, found)
                file.save()
        if faults:
            raise CommandError(
                "\n".join([*faults, "Run “make messages” and translate what is new."])
            )


def message_files() -> list[Path]:
    """Return the message file of each language but the first."""
    (folder,) = settings.LOCALE_PATHS
    return [
        Path(folder) / code / "LC_MESSAGES" / "django.po"
        for code, _ in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    ]


def extracted() -> dict[Message, set[str]]:
    """Return the messages in templates and code, each with the files that it is in."""
    messages: dict[Message, set[str]] = {}
    for path, source in _sources():
        file = BytesIO(source.encode())
        for _, words, _, _ in extract("python", file, keywords=KEYWORDS):
            one, many = (words, "") if isinstance(words, str) else words
            messages.setdefault((one, many), set()).add(
                path.relative_to(settings.BASE_DIR).as_posix()
            )
    return messages


def _sources() -> Iterator[tuple[Path, str]]:
    """Yield each file as Python: of a template, what Django makes of it for such tools."""
    base: Path = settings.BASE_DIR
    for path in sorted((base / "templates").rglob("*.html")):
        if FOR_STAFF.isdisjoint(path.relative_to(base).parts):
            lines = templatize(path.read_text(), origin=str(path)).splitlines()
            yield path, "\n".join(line.strip() for line in lines)  # no indents, which say nothing
    for path in sorted((base / "navigator").rglob("*.py")):
        yield path, path.read_text()


def update(file: polib.POFile, found: dict[Message, list[str]]) -> None:
    """Give a file the messages that were found, in their order, with the translations it has."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in file}
    file.clear()
    for message, paths in found.items():
        entry = known.get(message) or polib.POEntry(msgid=message[0], msgid_plural=message[1])
        if message[1] and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences = [(path, "") for path in paths]
        file.append(entry)


def faults_of(file: polib.POFile, found: dict[Message, list[str]]) -> Iterator[str]:
    """Yield what is wrong with a message file."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in file}
    for message in known.keys() - found.keys():
        yield f"stale: {message[0]}"
    for message in found:
        entry = known.get(message)
        if entry is None or entry.fuzzy or not entry.translated():
            yield f"not translated: {message[0]}"
            continue
        for text in entry.msgstr_plural.values() if message[1] else [entry.msgstr]:
            if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(message[0])):
                yield f"other placeholders: {message[0]}"
