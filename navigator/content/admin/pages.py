"""What the pages of the workbench show: plain data for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from navigator.content import models
from navigator.content.compare import Change, compare
from navigator.content.editions import freeze
from navigator.content.plain import from_plain
from navigator.content.proofread import broken, proofread
from navigator.content.proofread.finding import GUIDE
from navigator.content.rule_words import rule_in_words, situations_in_words
from navigator.matching.answers import Answers, fitting
from navigator.matching.guide import Guide, Option, Question
from navigator.matching.pathway import counted
from navigator.matching.selection import Result, select

from .forms import TryReaderForm

DRAFT = "draft"
LATEST = 10  # changes shown on the workbench


@dataclass(frozen=True)
class DrawnQuestion:
    """A question in the picture: when it is asked, and the options that need it."""

    question: Question
    asked_when: list[str]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class DrawnOption:
    """An option in the picture, with the answers that reach it."""

    option: Option
    category: str
    rule: list[str]


@dataclass(frozen=True)
class Tried:
    """One option for the reader that was tried: in the draft, and in the newest edition."""

    name: str
    draft: Result | None
    edition: Result | None
    draft_why: str
    edition_why: str


def workbench(draft: models.Guide) -> dict[str, Any]:
    """What differs from the newest edition, and what the proofreader found."""
    guide = freeze(draft)
    newest = draft.editions.first()
    changes = compare(from_plain(newest.content), guide) if newest else []
    findings = proofread(guide)
    return {
        "newest": newest,
        "changes": linked(draft, changes),
        "findings": linked(draft, findings),
        "log": recent_changes(draft),
        "stopping": sum(finding.stops_publishing for finding in findings),
    }


def recent_changes(draft: models.Guide) -> QuerySet[LogEntry]:
    """Who changed what in this guide, the latest first."""
    mine = Q(content_type=_type_of(models.Guide), object_id=str(draft.pk))
    for model, keys in _keys(draft).items():
        mine |= Q(content_type=_type_of(model), object_id__in=map(str, keys.values()))
    # What was deleted has no key any more by which it could be told which guide it was of.
    mine |= Q(content_type__app_label="content", action_flag=DELETION)
    return LogEntry.objects.filter(mine).select_related("user")[:LATEST]


def _type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _keys(draft: models.Guide) -> dict[type[models.Part], dict[str, int]]:
    """The primary key of every part, by model and slug."""
    return {
        model: dict(model.objects.filter(guide=draft).values_list("slug", "pk"))
        for model in models.PART_MODELS.values()
    }


def linked(draft: models.Guide, named: list[Any]) -> list[tuple[Any, str]]:
    """Changes or findings, each with a link to the form of the part that it is on, if any."""
    keys = _keys(draft)
    return [(each, _form_url(draft, each.kind, each.slug, keys)) for each in named]


def _form_url(
    draft: models.Guide, kind: str, slug: str, keys: dict[type[models.Part], dict[str, int]]
) -> str:
    if kind == GUIDE:
        return reverse("admin:content_guide_change", args=[draft.pk])
    model = models.PART_MODELS[kind]
    pk = keys[model].get(slug)
    return reverse(f"admin:content_{model._meta.model_name}_change", args=[pk]) if pk else ""


def version(draft: models.Guide, name: str) -> tuple[str, Guide]:
    """The draft, or the edition with that number, and what it is called. Raises Http404."""
    if name == DRAFT:
        return "the draft", freeze(draft)
    return edition(draft, name)


def edition(draft: models.Guide, number: str) -> tuple[str, Guide]:
    """The edition with that number, and what it is called. Raises Http404."""
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 0
    found = draft.editions.filter(number=wanted).first()
    if found is None:
        raise Http404("There is no such edition.")
    return f"edition {found.number}", from_plain(found.content)


def comparison(draft: models.Guide, old: str, new: str) -> dict[str, Any]:
    """Every change between two versions of a guide."""
    old_name, old_guide = version(draft, old)
    new_name, new_guide = version(draft, new)
    changes: list[Change] = compare(old_guide, new_guide)
    return {"old": old_name, "new": new_name, "changes": linked(draft, changes)}


def picture(draft: models.Guide) -> dict[str, Any]:
    """The questions in order, and for each option the answers that reach it."""
    guide = freeze(draft)
    faults = broken(guide)
    if faults:
        return {"faults": faults}
    return {
        "questions": [
            DrawnQuestion(
                question,
                situations_in_words(guide, [question.ask_when] if question.ask_when else []),
                guide.options_reading[question.slug],
            )
            for question in guide.questions
        ],
        "options": [
            DrawnOption(option, category.name, rule_in_words(guide, option))
            for category in guide.categories
            for option in guide.options
            if option.category == category.slug
        ],
        "notices": [(notice, rule_in_words(guide, notice)) for notice in guide.notices],
    }


def try_reader(draft: models.Guide, request: HttpRequest) -> dict[str, Any]:
    """Every option's verdict for picked answers, in the draft and in the newest edition."""
    guide = freeze(draft)
    faults = broken(guide)
    if faults:
        return {"faults": faults}
    form = TryReaderForm(guide, request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        newest = draft.editions.first()
        published = from_plain(newest.content) if newest else None
        context |= {"tried": _tried(guide, published, form.answers), "newest": newest}
    return context


def _tried(draft: Guide, published: Guide | None, answers: Answers) -> list[Tried]:
    now = _results(draft, answers)
    before = _results(published, answers) if published else {}
    return [
        Tried(
            (now.get(slug) or before[slug]).option.name,
            now.get(slug),
            before.get(slug),
            _why(draft, now.get(slug)),
            _why(published, before.get(slug)),
        )
        for slug in {**now, **before}
    ]


def _results(guide: Guide, answers: Answers) -> dict[str, Result]:
    return select(guide, counted(guide, fitting(guide, answers))).by_slug


def _why(guide: Guide | None, result: Result | None) -> str:
    if guide is None or result is None:
        return ""
    if result.depends_on:
        labels = (guide.question_by_slug[slug].label for slug in result.depends_on)
        return f"Depends on: {', '.join(labels)}"
    return " ".join(
        guide.question_by_slug[reason.question].choice_by_slug[slug].statement
        for reason in result.reasons
        for slug in reason.choices
    )
