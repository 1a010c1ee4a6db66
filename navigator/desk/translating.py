"""A draft in other languages: its wordings are saved one by one, or taken from a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from navigator.guide.language import Unit, units, untranslated, wordings_of
from navigator.guide.model import KINDS, Guide, Wording
from navigator.guide.po import TranslationFile, context, merged
from navigator.guide.proofread.reach import fault_of_wording
from navigator.guide.texts import part_at

from . import models
from .rows import freeze, lock, write_wordings


class ChangedTextError(Exception):
    """Raised where a text or its wording is not as a page showed it. `unit` is as it is now."""

    def __init__(self, unit: Unit | None) -> None:
        super().__init__()
        self.unit = unit


class RefusedWordingError(Exception):
    """Raised where a text cannot have a wording. It says why; `unit` is the text as it is."""

    def __init__(self, what: str, unit: Unit) -> None:
        super().__init__(what)
        self.unit = unit


@dataclass(frozen=True)
class Progress:
    """The progress of a translation, in words of what it is made from."""

    words: int
    done: int
    missing: int
    to_check: int
    missing_texts: int
    texts_to_check: int

    @property
    def percent(self) -> int:
        """The share that is done, rounded down: whole means whole."""
        return 100 * self.done // self.words if self.words else 100


def progress(guide: Guide, language: str) -> Progress:
    """Return how far the translation of a guide is."""
    texts = [*units(guide, language)]
    needed = [each for each in texts if each.needed]
    missing = [each for each in texts if each.is_missing]
    to_check = [each for each in texts if each.is_to_check]
    return Progress(
        words=sum(each.words for each in needed),
        done=sum(each.words for each in needed if each.is_done),
        missing=sum(each.words for each in missing),
        to_check=sum(each.words for each in to_check),
        missing_texts=len(missing),
        texts_to_check=len(to_check),
    )


def shown_untranslated(guide: Guide) -> dict[str, list[Unit]]:
    """Return by language the texts that its readers would get in the guide's own language."""
    found = {code: untranslated(guide, code) for code in guide.languages[1:]}
    return {code: missing for code, missing in found.items() if missing}


def unit_named(guide: Guide, language: str, name: str) -> Unit | None:
    """Return the text that a context names, see `po.context`."""
    wanted = (each for each in units(guide, language) if context(each.place, each.field) == name)
    return next(wanted, None)


@transaction.atomic
def save_wording(draft: models.Guide, language: str, shown: Unit, text: str, by: User) -> Unit:
    """Keep the wording of a text that a page showed like this; an empty one takes it away.

    What was to check is settled by it. Return the text as it is then. Raises ChangedTextError and
    RefusedWordingError.
    """
    lock(draft.pk)
    guide = freeze(draft)
    name = context(shown.place, shown.field)
    unit = unit_named(guide, language, name)
    if unit is None or (unit.source, _text(unit)) != (shown.source, _text(shown)):
        raise ChangedTextError(unit)
    wording = Wording(language, unit.field, unit.source, text) if text else None
    if wording and (fault := fault_of_wording(part_at(guide, unit.place), wording)):
        raise RefusedWordingError(fault, unit)
    there = wordings_of(guide)
    others = (each for each in there.get(unit.place, ()) if each != unit.wording)
    write_wordings(draft, there | {unit.place: (*others, *filter(None, [wording]))}, by)
    return Unit(unit.place, unit.field, unit.source, unit.needed, wording)


def _text(unit: Unit) -> str:
    return unit.wording.text if unit.wording else ""


# Wordings go with their rows.


def wordings_of_row(draft: models.Guide, kind: str, slug: str) -> QuerySet[models.Wording]:
    """Return what is kept of a row in other languages; of a translation, all that is in it."""
    found = models.Wording.objects.filter(guide=draft)
    is_language = kind == KINDS["translations"]
    return found.filter(language=slug) if is_language else found.filter(kind=kind, slug=slug)


def rename_row(draft: models.Guide, kind: str, was: str, now: str) -> None:
    """Let what is kept of a row follow its new slug: its wordings, approvals and comments.

    Wordings take the place of what is left over there.
    """
    name = "language" if kind == KINDS["translations"] else "slug"
    wordings_of_row(draft, kind, now).delete()
    wordings_of_row(draft, kind, was).update(**{name: now})
    for kept in (models.Approval, models.Comment):
        kept._default_manager.filter(guide=draft, kind=kind, slug=was).update(slug=now)


def rename_answers(question: models.Question, renamed: dict[str, str]) -> None:
    """Let the wordings of answers follow their new slugs, in place of what is left over there.

    `renamed` are the new slugs by the former ones; an answer may have the former one of another.
    """
    of_question = wordings_of_row(question.guide, KINDS["questions"], question.slug)
    moved = [*of_question.filter(answer__in=renamed)]
    of_question.filter(answer__in={*renamed, *renamed.values()}).delete()
    for each in moved:
        each.answer = renamed[each.answer]
    models.Wording.objects.bulk_create(moved)


def drop_lost_wordings(draft: models.Guide) -> None:
    """Delete the wordings of rows and answers that the draft does not have any more."""
    write_wordings(draft, wordings_of(freeze(draft)))


@transaction.atomic
def take_in(draft: models.Guide, file: TranslationFile, by: User) -> int:
    """Keep the wordings of a file, in place of those that are there. Return how many are new."""
    lock(draft.pk)
    return write_wordings(draft, merged(freeze(draft), file), by)


def differing(guide: Guide, file: TranslationFile) -> list[tuple[Unit, Wording]]:
    """Return the texts that a file would change, each with its wording there."""
    there = wordings_of(guide)
    found = {
        (place, each.field): each
        for place, wordings in file.wordings.items()
        for each in wordings
        if each not in there.get(place, ())
    }
    return [
        (unit, found[unit.place, unit.field])
        for unit in units(guide, file.language)
        if (unit.place, unit.field) in found
    ]
