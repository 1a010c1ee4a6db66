"""From rows to a guide and back; editions that are numbered and never change."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError

from navigator.desk.drafts import FaultyDraftError, freeze, publish, write_draft
from navigator.desk.models import Choice, Option, Question
from navigator.desk.models import Guide as Draft
from navigator.editions.models import Edition, EditionFixedError
from navigator.editions.shelf import shelf
from navigator.guide.model import Review
from navigator.guide.plain import from_plain
from tests.guides import real_guide
from tests.variants import with_choice, with_part, without_choice, without_question

pytestmark = pytest.mark.django_db

GUIDE = real_guide()


def served():
    return shelf.get(GUIDE.slug)


def spoil(draft):
    draft.option_set.filter(slug="chemotherapy").update(source_text="")


# Drafts


def test_a_draft_is_the_guide_that_was_written_to_the_letter():
    assert freeze(write_draft(GUIDE)) == GUIDE


def test_the_review_is_carried_over():
    review = Review("Dr. Ana Silva", "Oncologist", date(2026, 3, 31), date(2027, 3, 31))
    reviewed = replace(GUIDE, review=review)
    assert freeze(write_draft(reviewed)) == reviewed


@pytest.mark.parametrize(
    "changed",
    [
        with_part(GUIDE, "options", "chemotherapy", plain="New words.", plain_other="For them."),
        with_choice(GUIDE, "her2", "unsure", label="No idea", exclusive=True),
        without_choice(GUIDE, "brca", "mutation"),
        without_question(GUIDE, "pd-l1"),
        replace(GUIDE, questions=(GUIDE.questions[1], GUIDE.questions[0], *GUIDE.questions[2:])),
        replace(GUIDE, options=GUIDE.options[::-1], terms=(), notices=(), trial_topics=()),
        replace(GUIDE, next_steps=(), next_steps_other=("Ask.", "Ask again.")),
    ],
)
def test_a_draft_that_is_written_over_keeps_nothing_of_the_old_one(draft, changed):
    assert freeze(write_draft(changed)) == changed
    assert Draft.objects.count() == 1


def test_two_guides_keep_to_themselves(draft):
    other = replace(without_question(GUIDE, "her2"), slug="another-guide", title="Another")
    assert freeze(write_draft(other)) == other
    assert freeze(draft) == GUIDE


def test_a_fault_while_writing_leaves_the_draft_as_it_was(draft):
    gone = with_part(GUIDE, "options", "chemotherapy", category="gone")
    with pytest.raises(KeyError):
        write_draft(gone)
    assert freeze(draft) == GUIDE


def test_a_choice_that_a_rule_names_cannot_be_deleted(draft):
    with pytest.raises(RestrictedError):
        Choice.objects.get(question__slug="her2", slug="positive").delete()


def test_a_category_with_options_cannot_be_deleted(draft):
    with pytest.raises(RestrictedError):
        draft.category_set.get(slug="surgery").delete()


def test_a_slug_is_there_once_in_a_guide(draft):
    question = Question.objects.get(slug="her2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(guide=draft, slug="her2", kind="one")
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(question=question, slug="unsure")


# Publishing


def test_the_first_edition_is_number_one(draft):
    edition = publish(draft, "First")
    assert (edition.number, edition.note) == (1, "First")
    assert from_plain(edition.content) == GUIDE


def test_editions_are_numbered_one_after_the_other(draft):
    assert [publish(draft, "Again").number for _ in range(3)] == [1, 2, 3]


def test_each_guide_has_its_own_numbers(draft):
    publish(draft, "First")
    other = write_draft(replace(GUIDE, slug="another-guide", title="Another"))
    assert publish(other, "First").number == 1
    assert publish(draft, "Second").number == 2


def test_an_edition_says_who_published_it_and_when(draft, admin_user):
    edition = publish(draft, "First", admin_user)
    assert edition.published_by == admin_user
    assert edition.published_at.tzinfo is not None


def test_a_draft_with_errors_is_not_published(draft):
    spoil(draft)
    with pytest.raises(FaultyDraftError) as caught:
        publish(draft, "First")
    assert [finding.where for finding in caught.value.findings] == ["option chemotherapy"]
    assert "chemotherapy" in str(caught.value)
    assert not Edition.objects.exists()


def test_a_draft_with_warnings_alone_is_published(draft):
    draft.option_set.filter(slug="new-treatment-trials").update(staff_note="Weak, but no error.")
    assert publish(draft, "First").number == 1


# What readers see


def test_readers_see_nothing_before_the_first_edition(draft):
    assert served() is None


def test_a_draft_edit_is_not_seen_before_it_is_published(draft):
    publish(draft, "First")
    Option.objects.filter(slug="chemotherapy").update(plain="New words.")
    assert served().guide == GUIDE
    publish(draft, "Second")
    assert served().guide.option_by_slug["chemotherapy"].plain == "New words."


def test_deleting_part_of_a_draft_leaves_editions_as_they_are(draft):
    publish(draft, "First")
    draft.option_set.all().delete()
    assert served().guide == GUIDE


def test_an_old_edition_keeps_its_words(draft):
    first = publish(draft, "First")
    Option.objects.filter(slug="chemotherapy").update(plain="New words.")
    publish(draft, "Second")
    first.refresh_from_db()
    assert from_plain(first.content) == GUIDE


def test_an_old_edition_can_be_made_the_draft_again(draft):
    first = publish(draft, "First")
    draft.option_set.all().delete()
    write_draft(from_plain(first.content))
    publish(draft, "Back")
    assert (served().number, served().guide) == (2, GUIDE)


# Editions do not change


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
        lambda edition: Edition.objects.update(content={}),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(note="Another"),
        lambda edition: Edition.objects.all().delete(),
        lambda edition: edition.guide.editions.update(note="Another"),
        lambda edition: edition.guide.editions.all().delete(),
        lambda edition: Edition.objects.update_or_create(
            pk=edition.pk, defaults={"note": "Another"}
        ),
    ],
)
def test_an_edition_cannot_be_changed_or_deleted(draft, change):
    edition = publish(draft, "First")
    before = Edition.objects.values().get()
    with pytest.raises(EditionFixedError), transaction.atomic():
        change(edition)
    assert Edition.objects.values().get() == before


def test_a_guide_with_editions_cannot_be_deleted(draft):
    publish(draft, "First")
    with pytest.raises(ProtectedError):
        draft.delete()
    with pytest.raises(ProtectedError):
        Draft.objects.all().delete()


def test_a_number_is_given_once(draft):
    first = publish(draft, "First")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            guide=draft, number=1, content={}, note="", published_at=first.published_at
        )


def test_staff_can_look_at_editions_but_not_change_them(draft, admin_client):
    edition = publish(draft, "First")
    path = f"/admin/editions/edition/{edition.pk}/"
    assert admin_client.get(f"{path}change/").status_code == 200
    assert admin_client.post(f"{path}change/", {"note": "Another"}).status_code == 403
    assert admin_client.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    assert admin_client.get("/admin/editions/edition/add/").status_code == 403
