"""Editions are numbered one after the other, and never change."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from navigator.desk.models import Guide as Draft
from navigator.editions.models import Edition, EditionFixedError
from navigator.editions.publishing import publish_as_next
from navigator.guide.plain import from_plain
from tests.library import library
from tests.serving import serve

GUIDE = library()


@pytest.fixture
def edition(db):
    return serve(GUIDE)


def test_editions_are_numbered_for_each_guide(edition):
    other = Draft.objects.create(slug="another-guide", title="Another", minutes=1)
    assert publish_as_next(GUIDE, other.pk, "First").number == 1
    assert [publish_as_next(GUIDE, edition.guide_id, "Again").number for _ in range(2)] == [2, 3]


def test_a_number_is_given_once(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        serve(GUIDE, number=1)


def test_an_edition_keeps_the_guide_its_note_who_published_it_and_when(edition, admin_user):
    second = publish_as_next(replace(GUIDE, title="Second"), edition.guide_id, "Why.", admin_user)
    second.refresh_from_db()
    assert from_plain(second.content) == replace(GUIDE, title="Second")
    assert (second.note, second.published_by) == ("Why.", admin_user)
    assert second.published_at.tzinfo is not None
    edition.refresh_from_db()
    assert from_plain(edition.content) == GUIDE


def save(edition):
    edition.content = {}
    edition.save()


def save_a_field(edition):
    edition.note = "Another"
    edition.save(update_fields=["note"])


def bulk_update(edition):
    edition.note = "Another"
    Edition.objects.bulk_update([edition], ["note"])


@pytest.mark.parametrize(
    "change",
    [
        save,
        save_a_field,
        bulk_update,
        Edition.delete,
        lambda edition: Edition.objects.filter(pk=edition.pk).update(note="Another"),
        lambda edition: Edition.objects.all().delete(),
        lambda edition: edition.guide.editions.update(note="Another"),
        lambda edition: edition.guide.editions.all().delete(),
        lambda edition: Edition.objects.update_or_create(pk=edition.pk, defaults={"note": "x"}),
    ],
)
def test_an_edition_cannot_be_changed_or_deleted(edition, change):
    before = Edition.objects.values().get()
    with pytest.raises(EditionFixedError), transaction.atomic():
        change(edition)
    assert Edition.objects.values().get() == before


def test_a_guide_with_editions_cannot_be_deleted(edition):
    with pytest.raises(ProtectedError):
        edition.guide.delete()
