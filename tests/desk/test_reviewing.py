"""Approvals of a draft: what holds, what lapses, and what an edition keeps of it."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from navigator.desk import models
from navigator.desk.drafts import copy_draft, publish
from navigator.desk.reviewing import (
    State,
    approve,
    comment,
    enter_from_paper,
    review_of,
    standings,
)
from navigator.desk.rows import freeze, write_draft
from navigator.editions.published import Published
from navigator.editions.shelf import Shelf
from navigator.guide import review
from navigator.guide.plain import from_plain
from navigator.guide.review import Review, parts
from tests.desk.admin.staff import Staff
from tests.library import library
from tests.treatments import guide_with_facts
from tests.variants import with_part

CARD = ("option", "screen-card")


@pytest.fixture
def ana(db):
    """A clinician whose name readers see."""
    user = Staff("ana", "Reviewer").user
    return models.Reviewer.objects.create(user=user, name="Dr. Ana Silva", role="pediatrician")


@pytest.fixture
def guide(draft):
    return freeze(write_draft(guide_with_facts(), draft))


def part(draft, key=CARD):
    return next(each for each in parts(freeze(draft)) if each.key == key)


def standing(draft, key=CARD):
    return next(each for each in standings(draft, freeze(draft)) if each.part.key == key)


def approve_all(draft, by):
    for each in parts(freeze(draft)):
        approve(draft, each, by)


def test_nothing_is_approved_before_somebody_does(draft, guide):
    assert {each.state for each in standings(draft, guide)} == {State.NEW}
    assert review_of(draft, guide) == Review(len(parts(guide)))


def test_an_approval_holds_for_its_part_alone(draft, guide, ana):
    approve(draft, part(draft), ana)
    assert standing(draft).state is State.APPROVED
    found = review_of(draft, guide)
    assert (found.held, found.is_whole) == (1, False)
    assert found.names == "Dr. Ana Silva, pediatrician"
    assert found.reviewers[0].on == timezone.localdate()


def change_a_word(draft):
    draft.option_set.filter(slug="screen-card").update(plain="New words.")


def change_a_rule(draft):
    models.Condition.objects.filter(option__guide=draft, option__slug="screen-card").delete()


def change_a_fact(draft):
    draft.fact_set.filter(slug="gold-card-given-1").update(text="It comes never.")


def change_a_source(draft):
    draft.source_set.filter(slug="house-rules").update(url="https://other.example/")


def take_a_source_away(draft):
    draft.fact_set.get(slug="gold-card-given-1").sources.clear()


@pytest.mark.parametrize(
    "change", [change_a_word, change_a_rule, change_a_fact, change_a_source, take_a_source_away]
)
def test_an_approval_lapses_with_whatever_it_was_for(draft, guide, ana, change):
    approve(draft, part(draft), ana)
    before = part(draft).digest
    change(draft)
    assert part(draft).digest != before
    found = standing(draft)
    assert found.state is State.CHANGED
    assert found.lapsed.reviewer == "Dr. Ana Silva"
    assert review_of(draft, freeze(draft)).held == 0


def test_an_approval_holds_again_where_a_change_is_taken_back(draft, guide, ana):
    approve(draft, part(draft), ana)
    was = draft.option_set.get(slug="screen-card").plain
    change_a_word(draft)
    draft.option_set.filter(slug="screen-card").update(plain=was)
    assert standing(draft).state is State.APPROVED


def test_an_approval_of_another_guide_does_not_count(draft, guide, ana):
    approve_all(draft, ana)
    copied = copy_draft(draft, "copied", "Copied")
    assert review_of(copied, freeze(copied)).held == 0


def test_what_a_reviewer_says_afterwards_takes_an_approval_back(draft, guide, ana, editor):
    approve(draft, part(draft), ana)
    comment(draft, part(draft), "On second thought.", ana.user, by_reviewer=True)
    assert standing(draft).state is State.WAITS
    assert review_of(draft, guide).held == 0
    comment(draft, part(draft), "It is so.", editor.user, by_reviewer=False)
    assert standing(draft).state is State.ASKED_AGAIN
    assert review_of(draft, guide).held == 0
    approve(draft, part(draft), ana)
    assert standing(draft).state is State.APPROVED


def test_what_an_editor_says_takes_nothing_back(draft, guide, ana, editor):
    approve(draft, part(draft), ana)
    comment(draft, part(draft), "Thank you.", editor.user, by_reviewer=False)
    assert standing(draft).state is State.APPROVED


def test_what_is_said_before_an_approval_does_not_wait(draft, guide, ana):
    comment(draft, part(draft), "Good.", ana.user, by_reviewer=True)
    approve(draft, part(draft), ana)
    assert standing(draft).state is State.APPROVED
    change_a_word(draft)
    assert standing(draft).state is State.CHANGED


def test_what_was_signed_on_paper_counts_with_the_day_on_the_paper(draft, guide, ana, editor):
    day = date(2026, 3, 31)
    enter_from_paper(draft, [part(draft)], "Ben Ode", "nurse", day, editor.user)
    approve(draft, part(draft), ana)
    found = review_of(draft, guide)
    assert found.held == 1
    assert [(each.name, each.on) for each in found.reviewers] == [
        ("Ben Ode", day),
        ("Dr. Ana Silva", timezone.localdate()),
    ]
    (approval,) = models.Approval.objects.filter(on_paper=True)
    assert (approval.account, approval.content) == (editor.user, part(draft).content)


def test_what_was_signed_on_paper_before_a_reviewer_spoke_does_not_hold(draft, guide, ana, editor):
    comment(draft, part(draft), "The age is wrong!", ana.user, by_reviewer=True)
    enter_from_paper(draft, [part(draft)], "Ben Ode", "nurse", date(2026, 3, 31), editor.user)
    assert standing(draft).state is State.WAITS
    today = timezone.localdate()
    enter_from_paper(draft, [part(draft)], "Ben Ode", "nurse", today, editor.user)
    assert standing(draft).state is State.APPROVED


# Editions


def test_an_edition_keeps_the_review_of_exactly_what_it_holds(draft, guide, ana):
    approve_all(draft, ana)
    whole = publish(draft, "All of it")
    change_a_word(draft)
    rest = publish(draft, "A word")
    first, second = kept(whole), kept(rest)
    assert first.is_whole
    assert not second.is_whole
    assert second.held == second.parts - 1
    assert {(each.kind, each.slug) for each in first.approved} - {
        (each.kind, each.slug) for each in second.approved
    } == {CARD}


def kept(edition):
    return review.from_plain(edition.review)


def test_an_approval_that_comes_later_is_in_the_next_edition_only(draft, guide, ana):
    first = publish(draft, "Before")
    approve_all(draft, ana)
    first.refresh_from_db()
    assert kept(first).held == 0
    assert kept(publish(draft, "After")).is_whole


def test_what_was_approved_counts_again_once_its_edition_is_restored(draft, guide, ana):
    approve_all(draft, ana)
    whole = publish(draft, "All of it")
    change_a_word(draft)
    publish(draft, "A word")
    write_draft(from_plain(whole.content), draft)
    assert review_of(draft, freeze(draft)).is_whole


def test_readers_are_told_what_the_edition_keeps(draft, guide, ana):
    publish(draft, "Before")
    (served,) = Shelf().editions()
    assert (served.review.held, served.review.parts) == (0, len(parts(guide)))
    approve_all(draft, ana)
    publish(draft, "After")
    (served,) = Shelf().editions()
    assert served.review.is_whole


def test_an_edition_from_before_is_served_as_not_reviewed(draft, edition):
    assert edition.review == {}
    (served,) = Shelf().editions()
    assert isinstance(served, Published)
    assert served.review == Review()


def test_a_preview_tells_the_review_as_it_is_now(draft, guide, ana, editor):
    publish(draft, "Before")
    about = f"/admin/preview/{draft.slug}/about/"
    assert "has not been medically reviewed" in editor.client.get(about).content.decode()
    approve_all(draft, ana)
    assert "Reviewed by Dr. Ana Silva" in editor.client.get(about).content.decode()
    change_a_word(draft)
    whole = len(parts(guide))
    assert f"{whole - 1} of {whole} parts" in editor.client.get(about).content.decode()


def test_a_draft_whose_rows_name_what_is_gone_has_a_review_all_the_same(draft):
    guide = replace(library(), terms=(), sources=())
    guide = with_part(guide, "options", "post-card", treatments=("gone",), sources=("gone",))
    assert review_of(draft, guide).held == 0
