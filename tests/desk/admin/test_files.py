"""Out and in through the admin: download, upload, and a copy as the start of a new guide."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze, write_draft
from navigator.editions.publishing import publish_as_next
from navigator.editions.shelf import shelf
from navigator.guide.yaml import read_guide, write_yaml
from tests.library import FILE, library
from tests.variants import with_part

GUIDE = library()
TEXT = FILE.read_text(encoding="utf-8")
CHANGED = with_part(GUIDE, "options", "town-card", plain="Words of the file.")


def uploads(staff, content, **more):
    """Send a file with the form of the page, and have it replace whatever there is."""
    page = staff.opens("load_guide")
    form = page.one("form", enctype="multipart/form-data")
    assert form.one("input", name="file")["type"] == "file"
    content = content.encode() if isinstance(content, str) else content
    sent = {"file": SimpleUploadedFile("guide.yaml", content), "replace": "on"} | more
    return staff.sends("load_guide", **sent)


def now():
    return freeze(models.Guide.objects.get(slug=GUIDE.slug))


# Download


def test_a_download_is_the_draft_as_a_file_with_its_name(draft, edition, editor):
    write_draft(CHANGED)
    response = editor.client.get(reverse("admin:export_guide", args=[draft.pk]))
    assert read_guide(response.content) == CHANGED
    assert response["Content-Disposition"] == 'attachment; filename="library-card.yaml"'
    assert "utf-8" in response["Content-Type"]


def test_the_workbench_and_the_list_lead_there(draft, editor):
    hrefs = [link.get("href") for link in editor.workbench(draft).all("a")]
    for name in ("export_guide", "copy_guide"):
        assert reverse(f"admin:{name}", args=[draft.pk]) in hrefs
    listed = [link.get("href") for link in editor.opens("desk_guide_changelist").all("a")]
    assert reverse("admin:load_guide") in listed


# Upload


def test_an_upload_becomes_the_draft_and_no_more(draft, edition, editor):
    response = uploads(editor, write_yaml(CHANGED))
    assert response["Location"] == reverse("admin:desk_guide_change", args=[draft.pk])
    assert now() == CHANGED
    assert shelf.get(GUIDE.slug).guide == GUIDE
    entry = LogEntry.objects.get()
    assert entry.user == editor.user
    assert "guide.yaml" in entry.get_change_message()


def test_an_upload_can_be_a_new_guide(draft, editor):
    uploads(editor, write_yaml(replace(GUIDE, slug="other-card")))
    assert models.Guide.objects.count() == 2


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_from_any_computer_is_the_same(draft, editor, mark):
    write_draft(CHANGED)
    uploads(editor, (mark + TEXT.replace("\n", "\r\n")).encode())
    assert now() == GUIDE


def test_a_file_with_errors_that_do_not_break_it_becomes_the_draft(draft, editor):
    """Errors stop publishing, not editing."""
    weak = with_part(GUIDE, "options", "town-card", source_text="")
    uploads(editor, write_yaml(weak))
    assert now() == weak


def test_changes_that_are_in_no_edition_are_not_replaced_unasked(draft, edition, editor):
    draft.option_set.filter(slug="town-card").update(plain="Never published.")
    response = uploads(editor, write_yaml(CHANGED), replace="")
    assert "in no edition" in " ".join(response.context["form"].errors["replace"])
    assert now().option_by_slug["town-card"].plain == "Never published."
    assert uploads(editor, write_yaml(now()), replace="").status_code == 302
    uploads(editor, write_yaml(CHANGED))
    assert now() == CHANGED


def test_a_draft_that_some_edition_has_is_replaced_without_asking(draft, edition, editor):
    publish_as_next(CHANGED, draft.pk, "Second")
    assert uploads(editor, write_yaml(CHANGED), replace="").status_code == 302
    assert now() == CHANGED


def test_a_refused_file_is_told_line_by_line(draft, editor):
    text = TEXT.replace("minutes: 2", "minutes: two", 1).replace("kind: one", "kind: some", 1)
    told = uploads(editor, text).context["form"].errors["file"]
    lines = [text.splitlines()[int(each.split(":")[0].removeprefix("line ")) - 1] for each in told]
    assert [line.split(":")[0].strip() for line in lines] == ["minutes", "kind"]
    assert now() == GUIDE


def test_a_file_is_needed(draft, editor):
    assert editor.sends("load_guide").status_code == 200
    assert now() == GUIDE


def test_what_a_file_says_is_shown_and_not_run(draft, editor):
    text = TEXT.replace("kind: one", "<script>x</script>: one", 1)
    assert b"<script>x" not in uploads(editor, text).content


# A copy


def copies(staff, draft, **names):
    return staff.sends("copy_guide", draft.pk, **names)


def test_a_copy_is_a_draft_of_its_own_that_can_be_published(draft, edition, publisher, client):
    models.Guide.objects.update(review_due_on="2027-03-31")
    response = copies(publisher, draft, title="A second card", slug="second-card")
    copy = models.Guide.objects.get(slug="second-card")
    assert response["Location"] == reverse("admin:desk_guide_change", args=[copy.pk])
    named = replace(GUIDE, slug="second-card", title="A second card")
    assert freeze(copy) == named
    assert "library-card" in LogEntry.objects.get().get_change_message()
    assert client.get("/second-card/").status_code == 404
    publisher.publishes(copy)
    assert client.get("/second-card/").status_code == 200


@pytest.mark.parametrize("slug", [GUIDE.slug, "", "two words", "a/b", "x" * 51, "admin"])
def test_a_copy_needs_an_address_of_its_own(draft, editor, slug):
    assert copies(editor, draft, title="A second card", slug=slug).status_code == 200
    assert models.Guide.objects.count() == 1
