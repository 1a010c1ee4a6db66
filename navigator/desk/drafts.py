"""The one bridge between the rows that staff edit and the Guide that readers are served.

Draft rows are frozen into a Guide, a Guide is published as an Edition, and a Guide from a file or
an old edition is written back as the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models as db
from django.db import transaction
from django.utils import timezone

from navigator.editions.models import Edition
from navigator.editions.readable import newest_readable
from navigator.guide import model as parts
from navigator.guide.compare import Change, compare
from navigator.guide.plain import to_plain
from navigator.guide.proofread import Finding, proofread
from navigator.guide.proofread.finding import GUIDE, error

from . import models

PARTS: dict[type[models.Part], type] = {
    models.Source: parts.Source,
    models.Category: parts.Category,
    models.Question: parts.Question,
    models.Option: parts.Option,
    models.Notice: parts.Notice,
    models.Term: parts.Term,
    models.TrialTopic: parts.TrialTopic,
}
PICKS = "picks__choice__question"


class NotPublishableError(Exception):
    """The draft has errors; `findings` names them."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def freeze(draft: models.Guide) -> parts.Guide:
    """The draft as it is now, whether or not it makes sense."""
    return parts.Guide(
        **_texts(draft, parts.Guide),
        review=parts.Review(
            draft.reviewer, draft.reviewer_role, draft.reviewed_on, draft.review_due_on
        ),
        sources=_frozen(draft.source_set.all()),
        categories=_frozen(draft.category_set.prefetch_related("sources")),
        questions=tuple(
            _question(row)
            for row in draft.question_set.prefetch_related("choices", f"ask_when__{PICKS}")
        ),
        options=tuple(
            _ruled(row, category=row.category.slug)
            for row in draft.option_set.select_related("category").prefetch_related(
                "sources", f"conditions__{PICKS}"
            )
        ),
        notices=tuple(
            _ruled(row)
            for row in draft.notice_set.prefetch_related("sources", f"conditions__{PICKS}")
        ),
        terms=_frozen(draft.term_set.prefetch_related("sources")),
        trial_topics=_frozen(draft.trialtopic_set.all()),
    )


def proofread_draft(draft: models.Guide) -> list[Finding]:
    """What is wrong or weak with a draft, its place among the other guides included."""
    return [*_address_taken(draft), *proofread(freeze(draft))]


def _address_taken(draft: models.Guide) -> Iterator[Finding]:
    """Slugs of drafts differ, but another guide may have been published with this one before."""
    for other in models.Guide.objects.exclude(pk=draft.pk):
        found = newest_readable(other.pk)
        if found is not None and found[1].slug == draft.slug:
            what = f"Readers still find “{other}” at this address: publish that guide first."
            yield error(GUIDE, "", what)


def unpublished(draft: models.Guide) -> list[Change]:
    """What the draft has that readers do not see. Empty where they see nothing of it."""
    found = newest_readable(draft.pk)
    return [] if found is None else compare(found[1], freeze(draft))


def is_in_an_edition(draft: models.Guide) -> bool:
    """Whether the draft is as some edition is, so that nothing is lost when it is replaced."""
    plain = to_plain(freeze(draft))
    return any(edition.content == plain for edition in draft.editions.all())


@transaction.atomic
def publish(draft: models.Guide, note: str, author: AbstractBaseUser | None = None) -> Edition:
    """Publish the draft as the next edition. Raises NotPublishableError where it has errors."""
    # Two people who publish at once are given two numbers, one after the other.
    draft = models.Guide.objects.select_for_update().get(pk=draft.pk)
    errors = [finding for finding in proofread_draft(draft) if finding.stops_publishing]
    if errors:
        raise NotPublishableError(errors)
    guide = freeze(draft)
    last = draft.editions.aggregate(last=db.Max("number"))["last"] or 0
    return Edition.objects.create(
        guide=draft,
        number=last + 1,
        content=to_plain(guide),
        note=note,
        published_at=timezone.now(),
        published_by=author,
    )


@transaction.atomic
def write_draft(guide: parts.Guide, draft: models.Guide | None = None) -> models.Guide:
    """Make the guide the draft, in place of this one or else of the one with its slug.

    Rows that are there already keep their keys, and with them their history. The guide must not
    have broken references: see `proofread.broken`.
    """
    draft = draft or models.Guide.objects.filter(slug=guide.slug).first() or models.Guide()
    _fill(draft, guide)
    draft.reviewer = guide.review.reviewer
    draft.reviewer_role = guide.review.role
    draft.reviewed_on = guide.review.reviewed_on
    draft.review_due_on = guide.review.due_on
    draft.save()
    _Writer(draft).write(guide)
    return draft


def restore(guide: parts.Guide, draft: models.Guide) -> None:
    """Make an old edition the draft again.

    Where another guide has taken the address it had, the draft keeps the one that it has now.
    """
    if models.Guide.objects.exclude(pk=draft.pk).filter(slug=guide.slug).exists():
        guide = replace(guide, slug=draft.slug)
    write_draft(guide, draft)


def copy_draft(draft: models.Guide, slug: str, title: str) -> models.Guide:
    """A new guide with everything that this one's draft has, but for its review."""
    return write_draft(replace(freeze(draft), slug=slug, title=title, review=parts.Review()))


def _texts(row: db.Model, part: type) -> dict[str, Any]:
    """The columns of a row that are fields of the part as well."""
    columns = _columns(type(row))
    return {each.name: getattr(row, each.name) for each in fields(part) if each.name in columns}


def _fill(row: models.Versioned | models.Choice, part: Any) -> None:
    """Give a row the values of a part, as a new version of it."""
    columns = _columns(type(row))
    for each in fields(part):
        if each.name in columns:
            setattr(row, each.name, getattr(part, each.name))
    if isinstance(row, models.Versioned):
        row.version += 1


def _columns(model: type[db.Model]) -> set[str]:
    return {column.name for column in model._meta.concrete_fields if not column.is_relation}


def _frozen(rows: Iterable[models.Part]) -> tuple[Any, ...]:
    return tuple(_part(row) for row in rows)


def _part(row: models.Part, **more: Any) -> Any:
    part = PARTS[type(row)]
    if hasattr(row, "sources"):
        more["sources"] = tuple(source.slug for source in row.sources.all())
    return part(**_texts(row, part), **more)


def _ruled(row: models.Option | models.Notice, **more: Any) -> Any:
    return _part(row, situations=_situations(row.conditions.all()), **more)


def _question(row: models.Question) -> parts.Question:
    texts = _texts(row, parts.Question) | {"kind": parts.Kind(row.kind)}
    choices = tuple(parts.Choice(**_texts(choice, parts.Choice)) for choice in row.choices.all())
    ask_when = _situations(row.ask_when.all())
    return parts.Question(**texts, choices=choices, ask_when=next(iter(ask_when), None))


def _situations(rows: Iterable[models.Condition]) -> tuple[parts.Situation, ...]:
    """Rows that share a number are one situation; they come in the order of the numbers."""
    return tuple(
        parts.Situation(tuple(map(_condition, together)))
        for _, together in groupby(rows, key=attrgetter("situation"))
    )


def _condition(row: models.Condition) -> parts.Condition:
    choices = [pick.choice for pick in row.picks.all()]
    return parts.Condition(
        # A rule without an answer names no question: the proofreader says so.
        question=choices[0].question.slug if choices else "",
        choices=tuple(choice.slug for choice in choices),
        test=parts.Test(row.test),
    )


class _Writer:
    """Writes the parts of one guide over the rows of one draft."""

    def __init__(self, draft: models.Guide) -> None:
        self.draft = draft
        self.sources: dict[str, models.Source] = {}
        self.categories: dict[str, models.Category] = {}
        self.choices: dict[tuple[str, str], models.Choice] = {}

    def write(self, guide: parts.Guide) -> None:
        self._clear_rules()
        self.sources = self._write(models.Source, guide.sources)
        self.categories = self._write(models.Category, guide.categories)
        self._write_questions(guide)
        options = self._write(models.Option, guide.options)
        for option in guide.options:
            self._write_situations(option.situations, option=options[option.slug])
        notices = self._write(models.Notice, guide.notices)
        for notice in guide.notices:
            self._write_situations(notice.situations, notice=notices[notice.slug])
        self._write(models.Term, guide.terms)
        self._write(models.TrialTopic, guide.trial_topics)
        self._remove_the_rest(guide)

    def _clear_rules(self) -> None:
        """Rules are written anew: nothing else points to their rows."""
        for owner in ("option", "notice", "question"):
            models.Condition.objects.filter(**{f"{owner}__guide": self.draft}).delete()

    def _remove_the_rest(self, guide: parts.Guide) -> None:
        """Rows that the guide does not have, what points to others first."""
        for place, kind in reversed(parts.KINDS.items()):
            slugs = [part.slug for part in getattr(guide, place)]
            gone = models.PART_MODELS[kind].objects.filter(guide=self.draft)
            gone.exclude(slug__in=slugs).delete()

    def _write(self, model: type[models.Part], written: Iterable[Any]) -> dict[str, Any]:
        """A row for each part, by slug."""
        rows = {row.slug: row for row in model.objects.filter(guide=self.draft)}
        for position, part in enumerate(written):
            row = rows.setdefault(part.slug, model(guide=self.draft))
            row.position = position
            if isinstance(row, models.Option):
                row.category = self.categories[part.category]
            _fill(row, part)
            row.save()
            if hasattr(part, "sources"):
                row.sources.set([self.sources[slug] for slug in part.sources])
        return rows

    def _write_questions(self, guide: parts.Guide) -> None:
        rows = self._write(models.Question, guide.questions)
        for question in guide.questions:
            self._write_choices(rows[question.slug], question)
            if question.ask_when is not None:
                self._write_situations((question.ask_when,), question=rows[question.slug])

    def _write_choices(self, row: models.Question, question: parts.Question) -> None:
        there = {choice.slug: choice for choice in row.choices.all()}
        for position, part in enumerate(question.choices):
            choice = there.pop(part.slug, None) or models.Choice(question=row)
            choice.position = position
            _fill(choice, part)
            choice.save()
            self.choices[question.slug, part.slug] = choice
        for choice in there.values():
            choice.delete()

    def _write_situations(
        self, situations: Iterable[parts.Situation], **belongs_to: models.Part
    ) -> None:
        for number, situation in enumerate(situations, start=1):
            for position, condition in enumerate(situation.conditions):
                row = models.Condition.objects.create(
                    situation=number, position=position, test=condition.test, **belongs_to
                )
                self._write_picks(row, condition)

    def _write_picks(self, row: models.Condition, condition: parts.Condition) -> None:
        models.ConditionChoice.objects.bulk_create(
            models.ConditionChoice(
                condition=row, choice=self.choices[condition.question, slug], position=position
            )
            for position, slug in enumerate(condition.choices)
        )
