"""A draft is written from a guide and frozen to it again: to the letter, in the same rows."""

import random
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import CharField, RestrictedError

from navigator.desk import models
from navigator.desk.drafts import (
    copy_draft,
    restorable,
)
from navigator.desk.rows import freeze, write_draft
from navigator.guide import model as parts
from navigator.guide.proofread import broken
from navigator.guide.proofread.references import LONGEST, RESERVED
from navigator.guide.yaml import read_guide, write_yaml
from navigator.urls import urlpatterns
from tests.guide.random_guides import random_guide, random_text
from tests.library import library
from tests.treatments import guide_with_facts
from tests.variants import with_choice, with_part, without_choice, without_question
from tests.wider import SOME_CARDS, wider

GUIDE = library()
OTHER = replace(without_question(GUIDE, "home"), slug="another-guide", title="Another")
CHANGED = with_part(without_choice(GUIDE, "likes", "games"), "options", "town-card", plain="New.")
CHANGED = replace(with_choice(CHANGED, "age", "child", label="Little"), terms=())
CHANGED = with_part(CHANGED, "questions", "guardian", ask_when=())
CHANGED = replace(CHANGED, questions=CHANGED.questions[::-1], review_due_on=date(2027, 3, 31))


def test_panels_ranges_and_conditions_of_every_kind_become_rows_and_come_back(draft):
    assert freeze(write_draft(wider(), draft)) == wider()
    assert draft.panel_set.get().questions.count() == len(SOME_CARDS)
    assert freeze(write_draft(GUIDE, draft)) == GUIDE


def test_facts_and_remarks_become_rows_and_come_back(draft):
    guide = guide_with_facts()
    assert freeze(write_draft(guide, draft)) == guide
    told = draft.fact_set.get(slug="gold-card-given-1")
    assert (told.treatment.name, told.kind.name) == ("Gold card", "How you get it")
    fewer = replace(guide, facts=guide.facts[1:], notices=guide.notices[:-1])
    assert freeze(write_draft(fewer, draft)) == fewer


def test_drugs_of_drafts_from_before_become_treatments(draft):
    draft.option_set.filter(slug="junior-card").update(treatments=("JUNIOR stamp", "gone"))
    draft.term_set.update(is_drug=False)
    import_module("navigator.desk.migrations.0003_treatments").name_terms(apps, None)
    assert freeze(draft) == GUIDE


def test_what_matters_in_drafts_from_before_becomes_parts(draft):
    """As the migration finds a guide: with lines that the model has no more."""

    class Before:
        """The migration's own look at models."""

        def get_model(self, app, name):
            return Guides if name == "Guide" else apps.get_model(app, name)

    class Guides:
        """Guides as they were."""

        class objects:  # noqa: N801
            @staticmethod
            def all():
                draft.what_matters, draft.what_matters_other = ("Quiet", "My time"), ()
                return [draft]

    import_module("navigator.desk.migrations.0004_compare_and_reports").make_lines_parts(
        Before(), None
    )
    assert [(each.slug, each.text) for each in freeze(draft).matters] == [
        ("matter-1", "Quiet"),
        ("matter-2", "My time"),
    ]


def now():
    return freeze(models.Guide.objects.get(slug=GUIDE.slug))


def keys(draft):
    """The keys of every row of a draft, by model and what the row is called."""
    found = {
        (kind, row.slug): row.pk
        for kind, model in models.PART_MODELS.items()
        for row in model.objects.filter(guide=draft)
    }
    found |= {
        ("choice", row.question.slug, row.slug): row.pk
        for row in models.Choice.objects.filter(question__guide=draft)
    }
    return found | {
        ("condition", row.belongs_to.slug, row.situation, row.position): row.pk
        for row in models.Condition.objects.all()
        if row.belongs_to.guide_id == draft.pk
    }


# To the letter


@pytest.mark.parametrize(
    "guide",
    [
        CHANGED,
        replace(GUIDE, options=GUIDE.options[::-1], notices=(), trial_topics=()),
        replace(GUIDE, next_steps=(), next_steps_other=("Ask.", "Ask again.")),
        with_part(GUIDE, "options", "screen-card", situations=()),
    ],
    ids=["parts and rules", "order", "lists", "no rule"],
)
def test_a_draft_that_is_written_over_keeps_nothing_of_the_old_one(draft, guide):
    assert freeze(write_draft(guide)) == guide
    assert models.Guide.objects.count() == 1
    write_draft(GUIDE)
    assert now() == GUIDE


@pytest.mark.django_db
def test_a_random_guide_and_any_text_come_back_from_rows_and_file_as_they_went():
    """But for white space at the ends of a text: it says nothing, and no form or file keeps it."""
    for _ in range(15):
        words = {"help_now": random_text().strip(), "minutes": random.randrange(10_000)}
        guide = replace(random_guide(), **words)
        assert read_guide(write_yaml(freeze(write_draft(guide))).encode()) == guide


@pytest.mark.parametrize(
    "model",
    [models.Guide, models.Choice, *models.PART_MODELS.values()],
    ids=lambda each: each.__name__,
)
def test_no_text_is_let_through_that_a_column_cannot_hold(model):
    """SQLite would keep it, PostgreSQL would refuse it with a crash."""
    columns = {
        column.name: column.max_length
        for column in model._meta.concrete_fields
        if isinstance(column, CharField) and not column.choices
    }
    limits = {"slug": 50} | LONGEST[getattr(parts, model.__name__)]
    assert columns == limits


def test_no_guide_can_take_the_address_of_a_page():
    first_steps = {str(page.pattern).partition("/")[0] for page in urlpatterns}
    assert first_steps - {"", "<slug:guide>", "<language:language>"} <= RESERVED
    for code, _ in settings.LANGUAGES:
        told = [each.what for each in broken(replace(GUIDE, slug=code))]
        assert told == [f"The slug “{code}” is taken by another page of the site."]


def test_guides_keep_to_themselves(draft):
    other = write_draft(OTHER)
    assert (freeze(other), now()) == (OTHER, GUIDE)
    before = keys(other)
    write_draft(CHANGED)
    assert (freeze(other), keys(other)) == (OTHER, before)


def test_a_fault_while_writing_leaves_the_draft_as_it_was(draft):
    with pytest.raises(KeyError):
        write_draft(with_part(GUIDE, "options", "town-card", category="gone", plain="New."))
    assert now() == GUIDE


# In the same rows


def test_loading_the_same_again_keeps_every_key(draft):
    before = keys(draft)
    write_draft(GUIDE)
    assert keys(draft) == before


def test_loading_a_change_keeps_the_keys_of_the_rest(draft):
    before = keys(draft)
    write_draft(CHANGED)
    gone = {
        *(("choice", "likes", "games"), ("option", "screen-card"), ("term", "junior-stamp")),
        *(name for name in before if name[:2] in (("condition", "screen-card"),)),
        ("condition", "guardian", 1, 0),
    }
    assert keys(draft) == {name: key for name, key in before.items() if name not in gone}


def versions(draft):
    """The version of each row, by its kind and slug."""
    found = {("guide", ""): models.Guide.objects.get().version}
    for kind, model in models.PART_MODELS.items():
        rows = model.objects.filter(guide=draft).values_list("slug", "version")
        found |= {(kind, slug): version for slug, version in rows}
    return found


NEWER = {
    "a text of the guide": (replace(GUIDE, decision="Another."), {("guide", "")}),
    "an option": (
        with_part(GUIDE, "options", "town-card", plain="Other words."),
        {("option", "town-card")},
    ),
    "a rule": (
        with_part(GUIDE, "options", "town-card", situations=(), for_everyone=True),
        {("option", "town-card")},
    ),
    "an answer": (
        replace(
            GUIDE,
            questions=(
                replace(
                    GUIDE.questions[0],
                    choices=(
                        replace(GUIDE.questions[0].choices[0], label="Another"),
                        *GUIDE.questions[0].choices[1:],
                    ),
                ),
                *GUIDE.questions[1:],
            ),
        ),
        {("question", GUIDE.questions[0].slug)},
    ),
    "two places": (
        replace(GUIDE, options=(*GUIDE.options[1::-1], *GUIDE.options[2:])),
        {("option", each.slug) for each in GUIDE.options[:2]},
    ),
    "nothing": (GUIDE, set()),
}


@pytest.mark.parametrize("name", NEWER)
def test_only_rows_that_were_changed_by_a_load_are_newer_versions(draft, name):
    """Whoever has a form of one of them open is told, and nobody else."""
    guide, newer = NEWER[name]
    before = versions(draft)
    write_draft(guide)
    assert {row for row, version in versions(draft).items() if version != before[row]} == newer


def test_a_choice_that_a_newer_rule_names_can_be_taken_away(draft):
    write_draft(CHANGED)
    write_draft(GUIDE)
    write_draft(CHANGED, draft)
    assert now() == CHANGED


@pytest.mark.parametrize(
    ("model", "slug"), [(models.Category, "plain-cards"), (models.Choice, "far")]
)
def test_what_others_need_cannot_be_deleted(draft, model, slug):
    with pytest.raises(RestrictedError):
        model.objects.get(slug=slug).delete()


def test_a_slug_is_there_once_in_a_guide(draft):
    question = models.Question.objects.get(slug="home")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Question.objects.create(guide=draft, slug="home")
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Choice.objects.create(question=question, slug="far")


# In few queries


def large(number):
    """The guide with that many options more, each with a rule and a source."""
    pattern = GUIDE.option_by_slug["junior-card"]
    more = tuple(replace(pattern, slug=f"card-{each}") for each in range(number))
    return replace(GUIDE, options=(*GUIDE.options, *more))


@pytest.mark.parametrize("number", [0, 40])
def test_a_draft_is_written_and_restored_in_few_queries_whatever_its_size(
    number, draft, django_assert_max_num_queries
):
    for guide in (large(number), large(number + 1), GUIDE):
        with django_assert_max_num_queries(82):
            write_draft(guide, draft)
    with django_assert_max_num_queries(84):
        write_draft(restorable(large(number), draft), draft)
    with django_assert_max_num_queries(34):
        assert now() == large(number)


# A copy


def test_a_copy_has_everything_but_the_review_in_rows_of_its_own(draft, edition):
    write_draft(CHANGED)
    copy = copy_draft(models.Guide.objects.get(), "second-card", "A second card")
    names = {"slug": "second-card", "title": "A second card", "copied_from": CHANGED.title}
    assert freeze(copy) == replace(CHANGED, review_due_on=None, **names)
    assert not keys(draft).items() & keys(copy).items()
    assert not copy.editions.exists()
    copy.option_set.all().delete()
    assert now() == CHANGED
