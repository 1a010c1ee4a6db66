"""Out as a file and in again: the same guide to the letter, in the same rows."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from navigator.desk import drafts, models
from navigator.desk.drafts import copy_draft, freeze, publish, restore, write_draft
from navigator.guide.model import Review, TrialTopic
from navigator.guide.yaml import read_guide, write_yaml
from tests.guide.strategies import guides
from tests.guides import FIXTURE, real_guide
from tests.library import FILE, library
from tests.variants import with_choice, with_part, without_choice

pytestmark = pytest.mark.django_db

GUIDE = library()
PARTS = (
    models.Category,
    models.Question,
    models.Option,
    models.Notice,
    models.Term,
    models.Source,
    models.TrialTopic,
)
TOPIC = TrialTopic(slug="t", label="x", code="C1")
REVIEW = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), date(2027, 3, 31))
# White space at the ends of a text says nothing, and neither forms nor files keep it.
LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=60
)
TEXTS = LETTERS.map(str.strip)


@pytest.fixture
def draft(db):
    return write_draft(GUIDE)


def stored(guide):
    """The guide as it comes back from the database."""
    return freeze(models.Guide.objects.get(pk=write_draft(guide).pk))


def exported(slug=GUIDE.slug):
    """What `export_guide` prints."""
    out = StringIO()
    call_command("export_guide", slug, stdout=out)
    return out.getvalue()


def load(text, folder):
    path = folder / "guide.yaml"
    path.write_text(text, encoding="utf-8")
    call_command("load_guide", path, stdout=StringIO())


def keys(draft):
    """The primary key of every part and answer, by model and slug."""
    found = {
        (model.__name__, row.slug): row.pk
        for model in PARTS
        for row in model.objects.filter(guide=draft)
    }
    answers = models.Choice.objects.filter(question__guide=draft)
    return found | {("Choice", row.question.slug, row.slug): row.pk for row in answers}


# The same guide


@pytest.mark.parametrize("file", [FIXTURE, FILE], ids=lambda file: file.stem)
def test_a_guide_that_goes_out_and_in_is_the_same_to_the_letter(tmp_path, file):
    call_command("load_guide", file, stdout=StringIO())
    draft = models.Guide.objects.get()
    first, before = exported(draft.slug), freeze(draft)
    load(first, tmp_path)
    assert freeze(models.Guide.objects.get()) == before == read_guide(file.read_bytes())
    assert exported(draft.slug) == first


def test_a_guide_that_goes_to_another_site_is_the_same_to_the_letter(draft, tmp_path):
    text = exported()
    models.Guide.objects.all().delete()
    load(text, tmp_path)
    assert freeze(models.Guide.objects.get()) == GUIDE
    assert exported() == text


def test_the_review_goes_along(tmp_path):
    write_draft(replace(GUIDE, review=REVIEW))
    load(exported(), tmp_path)
    assert freeze(models.Guide.objects.get()).review == REVIEW


@given(guides(), st.integers(0, 9999))
@settings(max_examples=25)
def test_a_random_guide_comes_back_from_the_rows_as_it_went(guide, minutes):
    guide = replace(guide, minutes=minutes, trial_topics=(TOPIC,))
    written = write_yaml(stored(guide))
    assert read_guide(written.encode()) == guide
    assert write_yaml(stored(guide)) == written


@given(st.data())
@settings(max_examples=25)
def test_any_text_comes_back_from_the_rows_as_it_went(data):
    texts = {
        name: data.draw(TEXTS) for name in ("introduction", "help_now", "disclaimer", "staff_note")
    }
    guide = replace(GUIDE, **texts)
    guide = with_part(guide, "options", "town-card", plain=data.draw(TEXTS))
    assert read_guide(write_yaml(stored(guide)).encode()) == guide


@pytest.mark.parametrize(
    "text",
    ["first line\nsecond line", "", "first\u2028second"],
    ids=["two lines", "empty", "line separator"],
)
def test_a_list_of_texts_is_refused_or_comes_back_as_it_went(text):
    """One row of a list must not become two, or none, without a word."""
    guide = replace(GUIDE, next_steps=(text, "Go home."))
    try:
        guide = read_guide(write_yaml(guide).encode())
    except ValueError:
        return
    assert stored(guide) == guide


# In the same rows


def test_loading_the_same_again_keeps_every_key(draft, tmp_path):
    before = keys(draft)
    load(exported(), tmp_path)
    assert keys(draft) == before
    assert models.Guide.objects.get() == draft


def test_loading_a_change_keeps_the_keys_of_the_rest(draft, tmp_path):
    before = keys(draft)
    changed = without_choice(GUIDE, "likes", "games")
    changed = with_part(changed, "options", "town-card", plain="New words.")
    changed = with_choice(changed, "age", "child", label="Little")
    changed = replace(changed, questions=changed.questions[::-1], terms=())
    changed = with_part(changed, "questions", "guardian", ask_when=None)
    load(write_yaml(changed), tmp_path)
    gone = {("Choice", "likes", "games"), ("Option", "screen-card"), ("Term", "junior-stamp")}
    assert keys(draft) == {name: key for name, key in before.items() if name not in gone}
    assert freeze(draft) == changed


def test_loading_leaves_other_guides_and_editions_alone(draft, tmp_path):
    other = write_draft(replace(GUIDE, slug="another-guide"))
    edition, before = publish(draft, "First"), (keys(other), freeze(other))
    load(write_yaml(replace(GUIDE, options=GUIDE.options[:1])), tmp_path)
    assert (keys(other), freeze(other)) == before
    assert list(draft.editions.all()) == [edition]


def test_every_row_that_is_loaded_is_a_newer_version(draft):
    """So that whoever has a form of it open is told."""
    before = {part.pk: part.version for part in draft.option_set.all()}
    write_draft(GUIDE)
    after = {part.pk: part.version for part in draft.option_set.all()}
    assert all(after[key] > version for key, version in before.items())
    assert models.Guide.objects.get().version > draft.version


# A copy


def test_a_copy_has_everything_but_the_review(draft):
    write_draft(replace(GUIDE, review=REVIEW))
    copy = copy_draft(models.Guide.objects.get(), "second-card", "A second card")
    assert freeze(copy) == replace(GUIDE, slug="second-card", title="A second card")


def test_a_copy_has_rows_of_its_own(draft):
    copy = copy_draft(draft, "second-card", "A second card")
    assert not set(keys(draft).items()) & set(keys(copy).items())
    copy.option_set.all().delete()
    copy.question_set.update(text="Another?")
    assert freeze(draft) == GUIDE


def test_a_copy_is_not_published(draft):
    publish(draft, "First")
    assert not copy_draft(draft, "second-card", "A second card").editions.exists()


def test_a_copy_of_the_first_guide_is_the_first_guide():
    copy = copy_draft(write_draft(real_guide()), "copied", "Copied")
    assert replace(freeze(copy), slug=real_guide().slug, title=real_guide().title) == real_guide()


# In few queries


def large(options):
    """The guide with that many options more, each with a rule and a source."""
    pattern = GUIDE.option_by_slug["junior-card"]
    more = tuple(replace(pattern, slug=f"card-{number}") for number in range(options))
    return replace(GUIDE, options=(*GUIDE.options, *more))


@pytest.mark.parametrize("options", [0, 40])
def test_a_draft_is_written_and_restored_in_few_queries_whatever_its_size(
    options, draft, django_assert_max_num_queries
):
    for guide in (large(options), large(options + 1), GUIDE):
        with django_assert_max_num_queries(40):
            write_draft(guide, draft)
    with django_assert_max_num_queries(40):
        restore(large(options), draft)
    assert freeze(models.Guide.objects.get()) == large(options)


def test_a_draft_is_frozen_once_to_be_published(draft, monkeypatch):
    frozen = []
    monkeypatch.setattr(drafts, "freeze", lambda row: frozen.append(row) or freeze(row))
    publish(draft, "First")
    assert len(frozen) == 1
