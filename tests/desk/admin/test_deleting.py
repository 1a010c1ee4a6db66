"""Pages that delete: what goes, what goes with it, and what holds it back, in an editor's words."""

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.rows import write_draft
from navigator.editions.publishing import publish_as_next
from tests.desk.admin.test_lists import GUIDE
from tests.html import parse

# Words of those who made the site, and names that Django gives to what has none.
PROGRAMMING = ("object (", "relationship", "_", "objects", "protected", "choices", "None")


@pytest.fixture
def draft(draft):
    return write_draft(GUIDE, draft)


def page(staff, row):
    return staff.opens(f"desk_{row._meta.model_name}_delete", row.pk)


def told(page):
    return [each.text for each in page.one(id="deleted-objects").all("li")]


def links(page):
    return [each["href"] for each in page.one(id="deleted-objects").all("a")]


@pytest.mark.parametrize("model", models.PART_MODELS.values(), ids=lambda model: model.__name__)
def test_a_page_that_deletes_has_no_word_of_a_programmer(draft, editor, model):
    row = model.objects.last()
    content = page(editor, row).one(id="content").text
    assert f"“{row}”" in content
    assert not [word for word in PROGRAMMING if word in content.replace(str(row), "")]


def test_what_goes_with_a_row_is_told(draft, editor):
    option = draft.option_set.get(slug="post-card")
    found = page(editor, option)
    assert "This deletes the option “Post card” from the draft of A library card" in found.text
    assert told(found) == ["1 notice: “Mail is slow”", "2 rows of a rule"]
    assert "Nothing else goes with it." in page(editor, draft.trialtopic_set.first()).text
    assert editor.sends("desk_option_delete", option.pk, post="yes").status_code == 302
    assert not draft.option_set.filter(slug="post-card").exists()


def test_what_holds_a_row_back_is_told_with_the_way_to_it(draft, editor):
    question = draft.question_set.get(slug="home")
    option = draft.option_set.get(slug="post-card")
    there = reverse("admin:desk_option_change", args=[option.pk])
    found = page(editor, question)
    assert f"{there}#conditions-group" in links(found)
    assert "The rule of the option “Post card”" in told(found)
    assert not found.one(id="content").all("form")
    category = option.category
    assert "Option “Post card”" in told(page(editor, category))
    assert there in links(page(editor, category))


def test_of_a_guide_its_parts_are_counted_and_the_first_are_named(draft, admin_client):
    place = reverse("admin:desk_guide_delete", args=[draft.pk])
    found = told(parse(admin_client.get(place)))
    terms = [str(term) for term in draft.term_set.order_by("pk")]
    assert any(each.startswith(f"{len(terms)} terms: “{terms[0]}”") for each in found)
    assert any(each.endswith("rows of a rule") for each in found)


def test_a_published_guide_is_kept_and_staff_are_sent_to_withdraw_it(draft, admin_client):
    for note in ("One", "Two"):
        publish_as_next(GUIDE, draft.pk, note)
    found = parse(admin_client.get(reverse("admin:desk_guide_delete", args=[draft.pk])))
    assert told(found) == ["2 published editions"]
    assert "withdraw it on its workbench" in found.text


def test_one_part_is_told_as_one(draft, editor):
    count = draft.trialtopic_set.count()
    assert count == 1
    assert "1 trial topic" in editor.workbench(draft).one("nav", class_="parts").text
    assert "1 trial topics" not in editor.workbench(draft).one("nav", class_="parts").text
