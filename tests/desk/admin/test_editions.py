"""What was published: listed, compared, restored, and never changed."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze, publish, write_draft
from navigator.editions.models import Edition
from navigator.editions.shelf import shelf
from navigator.guide.plain import from_plain, to_plain
from tests.desk.admin.staff import Staff
from tests.html import parse
from tests.library import library
from tests.serving import serve_unreadable
from tests.variants import with_choice, with_part, without_question

pytestmark = pytest.mark.django_db

GUIDE = library()
SECOND = with_part(GUIDE, "options", "town-card", plain="Words of the second.")
THIRD = replace(without_question(SECOND, "home"), title="Words of the third")


@pytest.fixture
def guide(draft, publisher):
    """Three editions, and a draft like the third."""
    for number, each in enumerate((GUIDE, SECOND, THIRD), start=1):
        write_draft(each)
        publisher.publishes(draft, f"Note {number}.")
    return draft


def now(draft):
    return models.Guide.objects.get(pk=draft.pk)


def table(page):
    return page.one("table", class_="changes").one("tbody").all("tr")


def restores(staff, draft, number):
    """By the button on the page of the editions, and sure of it."""
    for form in staff.opens("editions_guide", draft.pk).all("form", method="post"):
        inputs = {each["name"]: each["value"] for each in form.all("input")}
        if inputs.get("number") == str(number):
            return staff.client.post(form["action"], inputs | {"sure": "yes"})
    return None


# The list


def test_editions_are_listed_with_who_and_why_the_latest_first(guide, editor, publisher):
    rows = table(editor.opens("editions_guide", guide.pk))
    assert [row.one("th").text[0] for row in rows] == ["3", "2", "1"]
    for number, row in zip((3, 2, 1), rows, strict=True):
        assert f"Note {number}." in row.text
        assert publisher.user.username in row.text


def test_a_guide_without_editions_has_an_empty_list(draft, editor):
    page = editor.opens("editions_guide", draft.pk).one(class_="workbench")
    assert page.all("form", method="post") == []


def test_only_a_publisher_is_offered_to_restore(guide, editor, publisher):
    assert restores(editor, guide, 1) is None
    assert restores(publisher, guide, 1).status_code == 302


def test_editions_of_another_guide_are_not_listed(guide, publisher):
    other = write_draft(replace(GUIDE, slug="other-card"))
    publish(other, "Note of the other.")
    assert "Note of the other." not in publisher.opens("editions_guide", guide.pk).text


# Comparing


@pytest.mark.parametrize(
    ("old", "new", "number"), [("1", "2", 1), ("2", "1", 1), ("2", "2", 0), ("3", "draft", 0)]
)
def test_any_two_can_be_compared(guide, editor, old, new, number):
    page = editor.opens("compare_guide", guide.pk, old=old, new=new)
    assert len(page.all(class_="changes")) == min(number, 1)
    if number:
        assert len(table(page)) == number


def test_each_side_of_a_comparison_says_what_it_said(guide, editor):
    (row,) = table(editor.opens("compare_guide", guide.pk, old="1", new="2"))
    was, says = (cell.text for cell in row.all("td"))
    assert (was, says) == (GUIDE.option_by_slug["town-card"].plain, "Words of the second.")


def test_the_page_offers_every_version(guide, editor):
    page = editor.opens("editions_guide", guide.pk)
    for name in ("old", "new"):
        offered = {each["value"] for each in page.one("select", name=name).all("option")}
        assert offered == {"1", "2", "3", "draft"}


def test_a_comparison_with_what_is_gone_has_no_dead_links(guide, editor):
    page = editor.opens("compare_guide", guide.pk, old="1", new="3")
    for link in page.one("table", class_="changes").all("a"):
        assert editor.client.get(link["href"]).status_code == 200


@pytest.mark.parametrize("name", ["0", "4", "", "x", "-1", "9" * 30])
def test_a_version_that_is_not_there_is_not_found(guide, editor, name):
    place = reverse("admin:compare_guide", args=[guide.pk])
    assert editor.client.get(place, {"old": name, "new": "draft"}).status_code == 404
    assert editor.client.get(place, {"old": "1", "new": name}).status_code == 404


# Restoring


@pytest.mark.parametrize(("number", "guide_then"), [(1, GUIDE), (2, SECOND), (3, THIRD)])
def test_an_edition_becomes_the_draft_to_the_letter(guide, publisher, number, guide_then):
    restores(publisher, guide, number)
    assert freeze(now(guide)) == guide_then


def test_readers_see_it_only_once_it_is_published(guide, publisher):
    restores(publisher, guide, 1)
    assert shelf.get(GUIDE.slug).guide == THIRD
    publisher.publishes(guide, "Back.")
    assert (shelf.get(GUIDE.slug).number, shelf.get(GUIDE.slug).guide) == (4, GUIDE)


def test_restoring_changes_no_edition(guide, publisher):
    before = list(Edition.objects.values())
    restores(publisher, guide, 1)
    assert list(Edition.objects.values()) == before


def test_restoring_leaves_other_guides_alone(guide, publisher):
    other = write_draft(replace(GUIDE, slug="other-card"))
    restores(publisher, guide, 3)
    assert freeze(other) == replace(GUIDE, slug="other-card")


def test_rows_that_come_back_and_rows_that_stay_are_those_of_before(guide, publisher):
    keys = dict(guide.option_set.values_list("slug", "pk"))
    restores(publisher, guide, 1)
    after = dict(guide.option_set.values_list("slug", "pk"))
    assert {slug: after[slug] for slug in keys} == keys


def test_restoring_is_in_the_log(guide, publisher):
    restores(publisher, guide, 1)
    entry = LogEntry.objects.first()
    assert entry.user == publisher.user
    assert "1" in entry.get_change_message()


def test_what_was_there_before_restoring_is_named_on_the_workbench(guide, publisher):
    restores(publisher, guide, 2)
    page = publisher.workbench(guide)
    assert "Words of the third" in page.one("table", class_="changes").text


@pytest.mark.parametrize("number", ["0", "4", "", "x", "-1", "9" * 30])
def test_an_edition_that_is_not_there_is_not_restored(guide, publisher, number):
    before = freeze(now(guide))
    assert publisher.sends("restore_guide", guide.pk, number=number).status_code == 404
    assert freeze(now(guide)) == before


def test_an_edition_of_another_guide_is_not_restored(draft, publisher):
    other = write_draft(replace(GUIDE, slug="other-card"))
    publish(other, "First")
    assert publisher.sends("restore_guide", draft.pk, number="1").status_code == 404


def test_an_answer_that_a_newer_rule_names_can_be_taken_away_by_restoring(draft, publisher):
    publish(draft, "First")
    choices = GUIDE.question_by_slug["home"].choices
    more = with_part(
        GUIDE,
        "questions",
        "home",
        choices=(*choices, replace(choices[0], slug="abroad", label="Abroad")),
    )
    situations = GUIDE.option_by_slug["post-card"].situations
    condition = replace(situations[0].conditions[0], choices=("far", "abroad"))
    rule = (replace(situations[0], conditions=(condition,)),)
    write_draft(with_part(more, "options", "post-card", situations=rule))
    restores(publisher, draft, 1)
    assert freeze(now(draft)) == GUIDE


def test_an_edition_with_another_slug_does_not_make_a_second_guide(draft, publisher):
    """The draft's slug was changed since: what is restored is still this draft."""
    publish(draft, "First")
    models.Guide.objects.update(slug="renamed")
    restores(publisher, draft, 1)
    assert models.Guide.objects.count() == 1


def test_an_address_that_another_guide_has_taken_is_left_to_it(draft, publisher):
    publish(draft, "First")
    models.Guide.objects.update(slug="renamed")
    write_draft(replace(GUIDE, title="In its place"))
    response = restores(publisher, now(draft), 1)
    assert freeze(now(draft)) == replace(GUIDE, slug="renamed")
    page = parse(publisher.client.get(response["Location"]))
    assert f"Another guide has its slug “{GUIDE.slug}” now" in page.text


# They are never changed


def test_an_edition_can_be_looked_at_without_raw_data(guide, editor):
    edition = guide.editions.first()
    page = editor.opens("editions_edition_change", edition.pk)
    assert edition.note in page.text
    assert '"slug"' not in page.text
    assert "'slug'" not in page.text


def test_the_list_of_all_editions_can_be_searched(guide, editor):
    page = editor.opens("editions_edition_changelist", q="Note 2")
    assert "edition 2" in page.one(id="result_list").text
    assert "edition 1" not in page.one(id="result_list").text


def test_a_published_guide_cannot_be_deleted(guide, admin_client):
    place = reverse("admin:desk_guide_delete", args=[guide.pk])
    assert parse(admin_client.get(place)).text
    admin_client.post(place, {"post": "yes"})
    assert Edition.objects.count() == 3
    assert freeze(now(guide)) == THIRD


def test_a_guide_that_was_never_published_can_be_deleted(draft, admin_client):
    place = reverse("admin:desk_guide_delete", args=[draft.pk])
    assert admin_client.get(place).status_code == 200
    assert admin_client.post(place, {"post": "yes"}).status_code == 302
    assert not models.Choice.objects.exists()


def test_who_published_cannot_be_deleted(guide, publisher, admin_client):
    place = reverse("admin:auth_user_delete", args=[publisher.user.pk])
    admin_client.post(place, {"post": "yes"})
    assert Edition.objects.filter(published_by=publisher.user).count() == 3


def test_an_edition_reads_back_as_it_was_frozen(guide):
    for edition, then in zip(
        guide.editions.order_by("number"), (GUIDE, SECOND, THIRD), strict=True
    ):
        assert from_plain(edition.content) == then
        assert edition.content == to_plain(then)


def test_two_publishers_at_once_get_two_numbers(guide):
    other = Staff("pat", "Publisher")
    other.publishes(guide, "Again.")
    numbers = list(guide.editions.values_list("number", flat=True))
    assert numbers == [4, 3, 2, 1]


def test_a_change_of_one_answer_is_one_change(guide, editor):
    write_draft(with_choice(THIRD, "age", "child", hint="Under 12"))
    (row,) = table(editor.opens("compare_guide", guide.pk, old="3", new="draft"))
    assert "child" in row.one("th").text


# What is in no edition


@pytest.fixture
def edited(guide):
    """A draft with a change that was never published."""
    guide.option_set.filter(slug="reading-room").update(plain="Never published.")
    return guide


def test_changes_that_are_in_no_edition_are_shown_before_they_are_gone(edited, publisher):
    page = parse(publisher.sends("restore_guide", edited.pk, number="1"))
    assert freeze(now(edited)).option_by_slug["reading-room"].plain == "Never published."
    assert "Never published." in page.one("table", class_="changes").text
    form = page.one(class_="workbench").form()
    response = publisher.client.post(form.element["action"], form.hidden())
    assert response.status_code == 302
    assert freeze(now(edited)) == GUIDE


def test_the_address_of_another_guide_is_not_taken(guide, publisher):
    """Its slug was changed, and not published yet; readers still find it at the old one."""
    models.Guide.objects.filter(pk=guide.pk).update(slug="renamed")
    other = write_draft(replace(GUIDE, title="Another"))
    findings = publisher.workbench(other).one("section", aria_labelledby="findings")
    assert "Readers still find" in findings.text
    publisher.publishes(other)
    assert not other.editions.exists()
    publisher.publishes(now(guide))
    publisher.publishes(other)
    assert other.editions.exists()
    assert {each.guide.title for each in shelf.editions()} == {THIRD.title, "Another"}


# Editions that cannot be read


def test_the_list_says_which_edition_readers_see(guide, editor):
    serve_unreadable(guide)
    seen = [row.one("th").text for row in table(editor.opens("editions_guide", guide.pk))]
    assert seen == ["4", "3 (readers see this one)", "2", "1"]


def test_an_edition_that_cannot_be_read_is_neither_compared_nor_restored(guide, publisher):
    serve_unreadable(guide)
    url = reverse("admin:compare_guide", args=[guide.pk])
    assert publisher.client.get(url, {"old": "4", "new": "draft"}).status_code == 404
    assert restores(publisher, guide, 4).status_code == 404
    assert freeze(now(guide)) == THIRD
