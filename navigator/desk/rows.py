"""The bridge between the rows that staff edit, called a draft, and the guide that readers meet.

A draft is frozen into a guide; a guide from a file or an old edition is written back as the draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import User
from django.db import models as db
from django.db import transaction
from django.utils import timezone

from navigator.guide import model as parts
from navigator.guide.language import Place, Wordings, with_wordings, wordings_of

from . import models

# Of two who change one guide, the second waits, and finds what the first has made of it.
TWICE = timedelta(minutes=1)  # within which the same, sent once more, is a second press


def lock(*keys: int) -> list[models.Guide]:
    """Lock guides until the end of the transaction, and return them as they are now.

    Whoever writes any row of a guide does this first, before they look at what is there.
    """
    return list(models.Guide.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def lock_by_slug(slug: str) -> models.Guide | None:
    """Lock the guide with this slug in the same way, and return it if there is one."""
    return models.Guide.objects.select_for_update().filter(slug=slug).first()


# From rows to a guide. A field of a part that has a column of the same name is carried over.

PICKED = "picks__choice__question"


def freeze(draft: models.Guide) -> parts.Guide:
    """Return the draft as it is now, whether or not it makes sense."""
    questions = draft.question_set.select_related("panel").prefetch_related(
        "choices", f"ask_when__{PICKED}"
    )
    options = draft.option_set.select_related("category").prefetch_related(
        "sources", f"conditions__{PICKED}"
    )
    notices = draft.notice_set.select_related("option").prefetch_related(
        "sources", f"conditions__{PICKED}"
    )
    facts = draft.fact_set.select_related("treatment", "kind").prefetch_related("sources")
    report_lines = draft.reportline_set.select_related("question").prefetch_related("sources")
    guide = parts.Guide(
        **columns(draft, parts.Guide),
        categories=_frozen(parts.Category, draft.category_set.prefetch_related("sources")),
        panels=_frozen(parts.Panel, draft.panel_set.all()),
        questions=_frozen(parts.Question, questions),
        options=_frozen(parts.Option, options),
        notices=_frozen(parts.Notice, notices),
        terms=_frozen(parts.Term, draft.term_set.prefetch_related("sources")),
        sources=_frozen(parts.Source, draft.source_set.all()),
        trial_topics=_frozen(parts.TrialTopic, draft.trialtopic_set.all()),
        fact_kinds=_frozen(parts.FactKind, draft.factkind_set.all()),
        facts=_frozen(parts.Fact, facts),
        matters=_frozen(parts.Matter, draft.matter_set.all()),
        report_lines=_frozen(parts.ReportLine, report_lines),
        example_readers=_frozen(parts.ExampleReader, draft.examplereader_set.all()),
        translations=_frozen(
            parts.Translation, draft.translation_set.select_related("quotes_from")
        ),
    )
    return with_wordings(guide, wordings_in(draft))


def wordings_in(draft: models.Guide) -> Wordings:
    """Return what is kept of a draft in other languages."""
    found: defaultdict[Place, list[parts.Wording]] = defaultdict(list)
    names = "kind", "slug", "answer", "language", "field", "source", "text"
    for *place, language, field, source, text in models.Wording.objects.filter(
        guide=draft
    ).values_list(*names):
        kind, slug, answer = place
        found[kind, slug, answer].append(parts.Wording(language, field, source, text))
    return {place: tuple(wordings) for place, wordings in found.items()}


def with_rest_of_draft(guide: parts.Guide, draft: models.Guide | None) -> parts.Guide:
    """Return the guide of a file with what files leave out and its draft has, if there is one.

    A file has the guide in its own language alone. One without the text of the summary was written
    by hand, or before guides kept it: what the rows rest on must not be lost by that.
    """
    if draft is None:
        return guide
    if not guide.summary:
        of_summary = "summary", "summary_from", "summary_taken_on"
        guide = replace(guide, **{name: getattr(draft, name) for name in of_summary})
    return with_wordings(guide, wordings_in(draft))


def _frozen(part: type, rows: Iterable[Any]) -> tuple[Any, ...]:
    """Make a part of each row, with whatever hangs on a row of its kind."""
    made = []
    for row in rows:
        values = columns(row, part)
        if isinstance(row, models.Question):
            values["kind"] = parts.Kind(row.kind)
            values["choices"] = _frozen(parts.Choice, row.choices.all())
            values["ask_when"] = situations(row.ask_when.all())
        for name in models.part_fields(type(row)):
            other = getattr(row, name)
            values[name] = other.slug if other else ""
        if isinstance(row, models.Cited):
            values["sources"] = tuple(source.slug for source in row.sources.all())
        if isinstance(row, models.Option | models.Notice):
            values["situations"] = situations(row.conditions.all())
        made.append(part(**values))
    return tuple(made)


def situations(rows: Iterable[models.Condition]) -> tuple[parts.Situation, ...]:
    """Make situations of rows: those that share a number, in the order of the numbers."""
    return tuple(
        parts.Situation(
            tuple(
                condition
                for row in together
                for condition in conditions(
                    row.test, row.number, [pick.choice for pick in row.picks.all()]
                )
            )
        )
        for _, together in groupby(rows, key=attrgetter("situation"))
    )


def conditions(
    test: str, number: int, choices: Iterable[models.Choice]
) -> list[parts.Condition | parts.AtLeast]:
    """Return what a row of a rule says, which names these choices."""
    named: dict[str, list[str]] = {}
    for choice in choices:
        named.setdefault(choice.question.slug, []).append(choice.slug)
    if test == models.AT_LEAST or (test == parts.Test.ANY and len(named) > 1):
        of = [parts.Condition(question, tuple(slugs)) for question, slugs in named.items()]
        return [parts.AtLeast(number if test == models.AT_LEAST else 1, tuple(of))]
    # A row without an answer names no question: the proofreader says so.
    return [
        parts.Condition(question, tuple(slugs), parts.Test(test))
        for question, slugs in (named or {"": []}).items()
    ]


def columns(row: db.Model, part: type) -> dict[str, Any]:
    """Return the columns of a row that are fields of the part as well."""
    names = {each.name for each in row._meta.concrete_fields if not each.is_relation}
    return {each.name: getattr(row, each.name) for each in fields(part) if each.name in names}


# From a guide to rows.

Rows = dict[str, dict[str, Any]]  # by the field of the guide, then by slug
# The field of the guide that holds the parts of a model.
PLACES = {models.PART_MODELS[kind]: place for place, kind in parts.KINDS.items()}
Choices = dict[tuple[str, str], models.Choice]  # by question and slug


@transaction.atomic
def write_draft(
    guide: parts.Guide, draft: models.Guide | None = None, by: User | None = None
) -> models.Guide:
    """Make the guide the draft, in place of this one or else of the one with its slug.

    Rows that are there already keep their keys, and with them their history; those that say the
    same as before keep their version as well, for whoever has them open. The guide must not have
    broken references: see `proofread.broken`.
    """
    if draft is None:
        draft = lock_by_slug(guide.slug) or models.Guide(version=0)
    elif draft.pk:
        lock(draft.pk)
    before = freeze(draft).part_by_row if draft.pk else {}
    own = columns(draft, parts.Guide)
    _fill(draft, guide, draft.pk is None or any(own[name] != getattr(guide, name) for name in own))
    draft.save()
    rows: Rows = {}
    gone: list[db.QuerySet[Any]] = []
    for place, kind in parts.KINDS.items():
        model = models.PART_MODELS[kind]
        stored = model._default_manager.filter(guide=draft)
        there = {row.slug: row for row in stored.select_for_update()}
        rows[place] = {}
        for position, part in enumerate(getattr(guide, place)):
            row = there.pop(part.slug, None) or model(guide=draft, version=0)
            for name, other in models.part_fields(model).items():
                slug = getattr(part, name)
                setattr(row, name, rows[PLACES[other]][slug] if slug else None)
            is_same = (part, position) == (before.get((kind, part.slug)), row.position)
            row.position = position
            rows[place][part.slug] = _fill(row, part, is_new_version=not is_same)
        _save_all(model, rows[place].values())
        gone.append(stored.filter(pk__in=[row.pk for row in there.values()]))
    _write_sources(draft, guide, rows)
    choices, gone_choices = _write_choices(draft, guide, rows)
    _write_rules(draft, guide, rows, choices)
    write_wordings(draft, wordings_of(guide), by)
    for each in (gone_choices, *reversed(gone)):  # what points to others first
        each.delete()
    return draft


def _fill(row: Any, part: Any, is_new_version: bool = False) -> Any:
    """Give a row the values of a part."""
    for name in columns(row, type(part)):
        setattr(row, name, getattr(part, name))
    if is_new_version:
        row.version += 1
    return row


def _save_all(model: type[db.Model], rows: Collection[Any]) -> None:
    """Insert rows in one go, or update those that have a key already."""
    names = [each.name for each in model._meta.concrete_fields if not each.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=names
    )


def _write_sources(draft: models.Guide, guide: parts.Guide, rows: Rows) -> None:
    for place in ("categories", "options", "notices", "terms", "facts", "report_lines"):
        model: Any = models.PART_MODELS[parts.KINDS[place]]
        through, name = model.sources.through, model._meta.model_name
        through.objects.filter(**{f"{name}__guide": draft}).delete()
        through.objects.bulk_create(
            through(**{name: rows[place][part.slug], "source": rows["sources"][slug]})
            for part in getattr(guide, place)
            for slug in part.sources
        )


def _write_choices(
    draft: models.Guide, guide: parts.Guide, rows: Rows
) -> tuple[Choices, db.QuerySet[models.Choice]]:
    """Return the choices by question and slug, and those that the guide does not have."""
    choices: Choices = {}
    there = {
        (row.question_id, row.slug): row
        for row in models.Choice.objects.filter(question__guide=draft)
    }
    for question in guide.questions:
        asked = rows["questions"][question.slug]
        for position, part in enumerate(question.choices):
            row = there.pop((asked.pk, part.slug), None) or models.Choice(question=asked)
            row.position = position
            choices[question.slug, part.slug] = _fill(row, part)
    _save_all(models.Choice, choices.values())
    return choices, models.Choice.objects.filter(pk__in=[row.pk for row in there.values()])


def write_wordings(draft: models.Guide, wordings: Wordings, by: User | None = None) -> int:
    """Keep these wordings in place of those that are there. Return how many are new."""
    there = {
        (row.kind, row.slug, row.answer, row.language, row.field): row
        for row in models.Wording.objects.filter(guide=draft)
    }
    changed = []
    for (kind, slug, answer), of_place in wordings.items():
        for each in of_place:
            key = kind, slug, answer, each.language, each.field
            row = there.pop(key, None) or models.Wording(
                guide=draft,
                kind=kind,
                slug=slug,
                answer=answer,
                language=each.language,
                field=each.field,
            )
            if row.pk is None or (row.source, row.text) != (each.source, each.text):
                row.source, row.text = each.source, each.text
                row.saved_by, row.saved_at = by, timezone.now() if by else None
                changed.append(row)
    _save_all(models.Wording, changed)
    models.Wording.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    return len(changed)


def _write_rules(draft: models.Guide, guide: parts.Guide, rows: Rows, choices: Choices) -> None:
    """Write every rule over the rows that it had, the first over the first."""
    of_draft = models.Condition.objects.filter(
        db.Q(option__guide=draft) | db.Q(notice__guide=draft) | db.Q(question__guide=draft)
    )
    there: defaultdict[tuple[int | None, ...], list[int]] = defaultdict(list)
    for key, *owner in of_draft.values_list("pk", "option", "notice", "question"):
        there[tuple(owner)].append(key)
    rules = [
        *(("option", rows["options"][each.slug], each.situations) for each in guide.options),
        *(("notice", rows["notices"][each.slug], each.situations) for each in guide.notices),
        *(("question", rows["questions"][each.slug], each.ask_when) for each in guide.questions),
    ]
    written = []
    for name, owner, rule in rules:
        for number, situation in enumerate(rule, start=1):
            for position, part in enumerate(situation.conditions):
                row = models.Condition(situation=number, position=position, **{name: owner})
                if isinstance(part, parts.AtLeast):
                    row.test, row.number = models.AT_LEAST, part.number
                else:
                    row.test = part.test
                keys = there[row.option_id, row.notice_id, row.question_id]
                row.pk = keys.pop(0) if keys else None
                written.append((row, part))
    models.ConditionChoice.objects.filter(condition__in=of_draft).delete()
    models.Condition.objects.filter(
        pk__in=[key for keys in there.values() for key in keys]
    ).delete()
    _save_all(models.Condition, [row for row, _ in written])
    models.ConditionChoice.objects.bulk_create(
        models.ConditionChoice(condition=row, choice=choices[key], position=position)
        for row, part in written
        for position, key in enumerate(_named(part))
    )


def _named(part: parts.Condition | parts.AtLeast) -> list[tuple[str, str]]:
    """Return the choices that a condition names, each by its question and slug."""
    of = part.of if isinstance(part, parts.AtLeast) else (part,)
    return [(each.question, slug) for each in of for slug in each.choices]
