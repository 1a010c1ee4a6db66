"""What was published: listed, compared, restored, and never changed."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from navigator.desk import models
from navigator.desk.admin import replacing_steps
from navigator.desk.rows import freeze, write_draft
from navigator.editions.models import Edition
from navigator.editions.publishing import publish_as_next
from navigator.editions.shelf import shelf
from tests.html import parse
from tests.library import library
from tests.serving import serve_unreadable
from tests.variants import with_part, without_question

GUIDE = library()
SECOND = with_part(GUIDE, "options", "town-card", plain="Words of the second.")
THIRD = replace(without_question(SECOND, "home"), title="Words of the third")
OTHER = replace(GUIDE, slug="other-card")
NO_EDITION = ["0", "4", "", "x", "-1", "9" * 30]


@pytest.fixture(scope="module")
def _three_editions(_library_in_database, django_db_blocker):
    """Three editions, and a draft like the third."""
    with django_db_blocker.unblock(), transaction.atomic():
        draft, author = models.Guide.objects.get(), User.objects.create_user("anna")
        for number, guide in enumerate((GUIDE, SECOND, THIRD), start=1):
            publish_as_next(guide, draft.pk, f"Note {number}.", author)
        write_draft(THIRD)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def guide(_three_editions, draft):
    return draft


def now(draft):
    return freeze(models.Guide.objects.get(pk=draft.pk))


def table(page):
    return page.one("table", class_="changes").one("tbody").all("tr")


def restores(staff, draft, number):
    """Press the button on the page of the editions, look at what it would change, and be sure."""
    for form in staff.opens("editions_guide", draft.pk).all("form", method="post"):
        inputs = {each["name"]: each["value"] for each in form.all("input")}
        if inputs.get("number") == str(number):
            page = staff.client.post(form["action"], inputs)
            if page.status_code != 200:
                return page
            form = parse(page).one(class_="workbench").form()
            return staff.client.post(form.element["action"], form.hidden())
    return None


# The list


def test_editions_are_listed_with_who_and_why_the_latest_first(guide, editor):
    publish_as_next(OTHER, write_draft(OTHER).pk, "Note of another guide.")
    page = editor.opens("editions_guide", guide.pk)
    heads = [row.one("th").text for row in table(page)]
    assert heads == ["3 (readers see this one)", "2", "1"]
    for number, row in zip((3, 2, 1), table(page), strict=True):
        assert f"Note {number}." in row.text
        assert "anna" in row.text
    for name in ("old", "new"):
        offered = {each["value"] for each in page.one("select", name=name).all("option")}
        assert offered == {"1", "2", "3", "draft"}


def test_a_guide_without_editions_has_an_empty_list(guide, publisher):
    new = write_draft(OTHER)
    page = publisher.opens("editions_guide", new.pk)
    assert [row.text for row in table(page)] == ["None yet."]


def test_an_edition_that_cannot_be_read_is_not_the_one_that_readers_see(guide, publisher):
    serve_unreadable(GUIDE)
    seen = [row.one("th").text for row in table(publisher.opens("editions_guide", guide.pk))]
    assert seen == ["4", "3 (readers see this one)", "2", "1"]
    url = reverse("admin:compare_guide", args=[guide.pk])
    assert publisher.client.get(url, {"old": "4", "new": "draft"}).status_code == 404
    assert restores(publisher, guide, 4).status_code == 404


# Comparing


@pytest.mark.parametrize(
    ("old", "new", "number"), [("1", "2", 1), ("2", "1", 1), ("3", "draft", 0)]
)
def test_any_two_can_be_compared(guide, editor, old, new, number):
    page = editor.opens("compare_guide", guide.pk, old=old, new=new)
    assert len(page.all("table", class_="changes")) == number
    if number:
        (row,) = table(page)
        texts = {"1": GUIDE.option_by_slug["town-card"].plain, "2": "Words of the second."}
        assert [cell.text for cell in row.all("td")] == [texts[old], texts[new]]


def test_a_comparison_with_what_is_gone_has_no_dead_links(guide, editor):
    page = editor.opens("compare_guide", guide.pk, old="1", new="3")
    for link in {each["href"] for each in page.one("table", class_="changes").all("a")}:
        assert editor.client.get(link).status_code == 200


@pytest.mark.parametrize("name", NO_EDITION)
def test_an_edition_that_is_not_there_is_neither_compared_nor_restored(guide, publisher, name):
    place = reverse("admin:compare_guide", args=[guide.pk])
    assert publisher.client.get(place, {"old": name, "new": "draft"}).status_code == 404
    assert publisher.client.get(place, {"old": "1", "new": name}).status_code == 404
    assert publisher.sends("restore_guide", guide.pk, number=name).status_code == 404
    assert now(guide) == THIRD


# Restoring


def test_an_edition_becomes_the_draft_and_readers_see_it_once_it_is_published(guide, publisher):
    other, before = write_draft(OTHER), list(Edition.objects.values())
    kept = dict(guide.option_set.values_list("slug", "pk"))
    restores(publisher, guide, 1)
    assert now(guide) == GUIDE
    assert kept.items() <= dict(guide.option_set.values_list("slug", "pk")).items()
    assert freeze(other) == OTHER
    assert list(Edition.objects.values()) == before
    assert shelf.get(GUIDE.slug).guide == THIRD
    entry = LogEntry.objects.first()
    assert entry.user == publisher.user
    assert entry.change_message == (
        "Restored edition 1 as the draft. That changed 1 question, 2 options and the texts of the "
        "whole guide: “Home”, “Town card”, “Post card”."
    )
    publisher.publishes(guide, "Back.")
    assert (shelf.get(GUIDE.slug).number, shelf.get(GUIDE.slug).guide) == (4, GUIDE)


def test_only_a_publisher_is_offered_to_restore(guide, editor):
    assert restores(editor, guide, 1) is None


def test_an_edition_of_another_guide_is_not_restored(guide, publisher):
    other = write_draft(OTHER)
    assert publisher.sends("restore_guide", other.pk, number="1").status_code == 404


@pytest.mark.parametrize("taken", [False, True])
def test_a_guide_whose_slug_was_changed_stays_the_one_guide_it_is(guide, publisher, taken):
    """It has the edition's slug again, unless another guide has taken that."""
    models.Guide.objects.update(slug="renamed")
    if taken:
        write_draft(replace(GUIDE, title="In its place"))
    response = restores(publisher, guide, 1)
    assert now(guide) == replace(GUIDE, slug="renamed" if taken else GUIDE.slug)
    assert models.Guide.objects.count() == 1 + taken
    told = parse(publisher.client.get(response["Location"])).text
    assert (f"Another guide has its address “{GUIDE.slug}” now" in told) is taken


def test_what_would_change_is_shown_before_it_does(guide, publisher):
    page = parse(publisher.sends("restore_guide", guide.pk, number="2"))
    assert now(guide) == THIRD
    (title, *_) = table(page)
    assert [cell.text for cell in title.all("td")] == [THIRD.title, SECOND.title]
    assert "in no edition" not in page.text
    guide.option_set.filter(slug="reading-room").update(plain="Never published.")
    page = parse(publisher.sends("restore_guide", guide.pk, number="2"))
    assert "in no edition" in page.text
    assert "Never published." in page.one("table", class_="changes").text
    form = page.one(class_="workbench").form()
    assert publisher.client.post(form.element["action"], form.hidden()).status_code == 302
    assert now(guide) == SECOND


def test_an_edition_like_the_draft_is_not_restored(guide, publisher):
    before = list(models.Option.objects.values())
    response = publisher.sends("restore_guide", guide.pk, number="3")
    assert "nothing was done" in parse(publisher.client.get(response["Location"])).text
    assert list(models.Option.objects.values()) == before
    assert not LogEntry.objects.exists()


def test_what_was_saved_after_the_look_is_not_lost_by_restoring(guide, editor, publisher):
    page = parse(publisher.sends("restore_guide", guide.pk, number="1"))
    option = guide.option_set.get(slug="reading-room")
    editor.form(option).types(plain="Saved meanwhile.").must_save()
    form = page.one(class_="workbench").form()
    page = parse(publisher.client.post(form.element["action"], form.hidden()))
    assert now(guide).option_by_slug["reading-room"].plain == "Saved meanwhile."
    assert (
        "edith changed the option “The reading room”: our words" in page.one(class_="refused").text
    )
    assert "nothing was restored" in page.one(class_="refused").text
    assert "Saved meanwhile." in page.one("table", class_="changes").text
    form = page.one(class_="workbench").form()
    assert publisher.client.post(form.element["action"], form.hidden()).status_code == 302
    assert now(guide) == GUIDE


# They are never changed


def test_an_edition_can_be_found_and_looked_at_without_raw_data(guide, editor):
    page = editor.opens("editions_edition_changelist", q="Note 2")
    (row,) = page.one(id="result_list").one("tbody").all("tr")
    assert "edition 2" in row.text
    page = parse(editor.client.get(row.one("a")["href"]))
    assert "Note 2." in page.text
    assert "slug" not in page.one(id="content").text


@pytest.mark.parametrize("name", ["desk_guide", "auth_user"])
def test_who_and_what_was_published_cannot_be_deleted(guide, admin_client, name):
    key = guide.pk if name == "desk_guide" else User.objects.get(username="anna").pk
    place = reverse(f"admin:{name}_delete", args=[key])
    admin_client.post(place, {"post": "yes"})
    assert Edition.objects.filter(guide=guide, published_by__username="anna").count() == 3


def test_a_guide_that_was_never_published_can_be_deleted(draft, admin_client):
    new = write_draft(OTHER)
    place = reverse("admin:desk_guide_delete", args=[new.pk])
    assert admin_client.get(place).status_code == 200
    assert admin_client.post(place, {"post": "yes"}).status_code == 302
    assert not models.Choice.objects.filter(question__guide__slug=OTHER.slug).exists()


def test_lists_of_editions_do_not_read_the_guides_that_these_hold(guide, editor, publisher):
    """A hundred of them took seconds."""
    publisher.user.is_superuser = True
    publisher.user.save()
    for name in ("editions_edition_changelist", "desk_guide_changelist"):
        with CaptureQueriesContext(connection) as seen:
            publisher.opens(name)
        asked = [each["sql"] for each in seen if '"editions_edition"' in each["sql"]]
        assert asked
        assert not [sql for sql in asked if '"editions_edition"."content"' in sql]
    # What readers see is read on the page of a guide, and no more.
    with CaptureQueriesContext(connection) as seen:
        publisher.opens("editions_guide", guide.pk)
    assert sum('"editions_edition"."content"' in each["sql"] for each in seen) == 1


def test_many_editions_stand_on_several_pages_and_each_can_be_compared(
    guide, publisher, monkeypatch
):
    monkeypatch.setattr(replacing_steps, "MOST_ON_A_PAGE", 2)
    page = publisher.opens("editions_guide", guide.pk)
    assert [row.one("th").text.split()[0] for row in table(page)] == ["3", "2"]
    assert [each["value"] for each in page.one("select", name="old").all("option")] == [
        *("3", "2", "1", "draft")
    ]
    page = publisher.opens("editions_guide", guide.pk, page=2)
    assert [row.one("th").text for row in table(page)] == ["1"]
