"""Try a reader: every option's verdict for picked answers, in the draft and in the edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from navigator.desk import models
from navigator.desk.drafts import FaultyDraftError, showable
from navigator.editions.readable import newest_readable
from navigator.guide.answers import Answers, fitting
from navigator.guide.model import Guide
from navigator.guide.pathway import counted
from navigator.guide.verdicts import Result, Verdict, select

from .forms import TryReaderForm
from .named import Names

IN_WORDS = {
    Verdict.MATCH: "Listed",
    Verdict.DEPENDS: "Depends on",
    Verdict.NO: "Not listed",
}


@dataclass(frozen=True)
class Told:
    """What one version of a guide says of an option. Without the option, the verdict is empty."""

    verdict: str = ""
    in_words: str = "There is no such option"
    why: str = ""


@dataclass(frozen=True)
class Tried:
    """One option for the reader that was tried."""

    name: str
    draft: Told
    edition: Told

    @property
    def differs(self) -> bool:
        """Whether readers of the draft are told something else of it."""
        return self.draft.verdict != self.edition.verdict


def try_reader(draft: models.Guide, request: HttpRequest) -> dict[str, Any]:
    """Every option's verdict for picked answers, in the draft and in what readers see."""
    try:
        guide = showable(draft)
    except FaultyDraftError as error:
        return {"faults": Names(draft).findings(error.findings)}
    form = TryReaderForm(guide, request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        newest, published = newest_readable(draft.pk) or (None, None)
        tried = _tried(guide, published, form.answers)
        context |= {
            "tried": tried,
            "newest": newest,
            "differing": sum(each.differs for each in tried) if newest else 0,
        }
    return context


def _tried(draft: Guide, published: Guide | None, answers: Answers) -> list[Tried]:
    now = _results(draft, answers)
    before = _results(published, answers) if published else {}
    return [
        Tried(
            (now.get(slug) or before[slug]).option.name,
            _told(draft, now.get(slug)),
            _told(published, before.get(slug)),
        )
        for slug in {**now, **before}
    ]


def _results(guide: Guide, answers: Answers) -> dict[str, Result]:
    return select(guide, counted(guide, fitting(guide, answers))).by_slug


def _told(guide: Guide | None, result: Result | None) -> Told:
    if guide is None or result is None:
        return Told()
    return Told(result.verdict, IN_WORDS[result.verdict], _why(guide, result))


def _why(guide: Guide, result: Result) -> str:
    if result.depends_on:
        return ", ".join(guide.question_by_slug[slug].label for slug in result.depends_on)
    if result.option.for_everyone:
        return "It is for everyone."
    return " ".join(
        guide.question_by_slug[reason.question].choice_by_slug[slug].statement
        for reason in result.reasons
        for slug in reason.choices
    )
