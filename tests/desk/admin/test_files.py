"""Out and in through the admin: download, upload, and a copy as the start of a new guide."""

from dataclasses import replace
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze, publish, write_draft
from navigator.editions.shelf import shelf
from navigator.guide.model import Review
from navigator.guide.yaml import read_guide, write_yaml
from tests.guides import FIXTURE
from tests.library import FILE, library
from tests.variants import with_part

pytestmark = pytest.mark.django_db

GUIDE = library()
CHANGED = with_part(GUIDE, "options", "town-card", plain="Words of the file.")
SECOND = with_part(GUIDE, "options", "town-card", plain="Words of the second file.")


def downloads(staff, draft):
    return staff.client.get(reverse("admin:export_guide", args=[draft.pk]))


def uploads(staff, content, **more):
    """Send a file with the form of the page, and have it replace whatever there is."""
    page = staff.opens("load_guide")
    form = page.one("form", enctype="multipart/form-data")
    assert form.one("input", name="file")["type"] == "file"
    content = content.encode() if isinstance(content, str) else content
    sent = {"file": SimpleUploadedFile("guide.yaml", content), "replace": "on"} | more
    return staff.sends("load_guide", **sent)


def the_draft():
    return freeze(models.Guide.objects.get())


# Download


def test_a_download_is_what_the_command_writes(draft, editor):
    out = StringIO()
    call_command("export_guide", GUIDE.slug, stdout=out)
    response = downloads(editor, draft)
    assert response.content.decode() == out.getvalue()
    assert read_guide(response.content) == GUIDE


def test_a_download_is_a_file_with_the_guides_name(draft, editor):
    response = downloads(editor, draft)
    assert response["Content-Disposition"] == 'attachment; filename="library-card.yaml"'
    assert "utf-8" in response["Content-Type"]


def test_a_download_is_the_draft_and_not_the_edition(draft, edition, editor):
    draft.option_set.filter(slug="town-card").update(plain="Words of the draft.")
    assert "Words of the draft." in downloads(editor, draft).content.decode()


def test_the_workbench_and_the_list_lead_there(draft, editor):
    hrefs = [link.get("href") for link in editor.workbench(draft).all("a")]
    for name in ("export_guide", "copy_guide"):
        assert reverse(f"admin:{name}", args=[draft.pk]) in hrefs
    listed = [link.get("href") for link in editor.opens("desk_guide_changelist").all("a")]
    assert reverse("admin:load_guide") in listed


# Upload


def test_an_upload_becomes_the_draft(draft, editor):
    response = uploads(editor, write_yaml(CHANGED))
    assert response["Location"] == reverse("admin:desk_guide_change", args=[draft.pk])
    assert the_draft() == CHANGED


def test_an_upload_of_a_download_changes_nothing(draft, editor):
    uploads(editor, downloads(editor, draft).content)
    assert the_draft() == GUIDE


def test_an_upload_can_be_a_new_guide(draft, editor):
    uploads(editor, FIXTURE.read_bytes())
    assert models.Guide.objects.count() == 2


def test_readers_see_an_upload_only_once_it_is_published(draft, edition, editor):
    uploads(editor, write_yaml(CHANGED))
    assert shelf.get(GUIDE.slug).guide == GUIDE


def test_an_upload_is_in_the_log(draft, editor):
    uploads(editor, write_yaml(CHANGED))
    entry = LogEntry.objects.get()
    assert entry.user == editor.user
    assert "guide.yaml" in entry.get_change_message()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_from_any_computer_is_the_same(draft, editor, ends, mark):
    text = mark + FILE.read_text(encoding="utf-8").replace("\n", ends)
    uploads(editor, write_yaml(CHANGED))
    uploads(editor, text.encode())
    assert the_draft() == GUIDE


def test_a_file_with_errors_that_do_not_break_it_becomes_the_draft(draft, editor):
    """Errors stop publishing, not editing."""
    weak = with_part(GUIDE, "options", "town-card", source_text="")
    uploads(editor, write_yaml(weak))
    assert the_draft() == weak


def test_changes_that_are_in_no_edition_are_not_replaced_unasked(draft, edition, editor):
    draft.option_set.filter(slug="town-card").update(plain="Never published.")
    response = uploads(editor, write_yaml(CHANGED), replace="")
    assert "in no edition" in " ".join(response.context["form"].errors["replace"])
    assert the_draft().option_by_slug["town-card"].plain == "Never published."
    uploads(editor, write_yaml(CHANGED))
    assert the_draft() == CHANGED


def test_a_draft_that_some_edition_has_is_replaced_without_asking(draft, edition, editor):
    publish(write_draft(CHANGED), "Second")
    write_draft(GUIDE)
    assert uploads(editor, write_yaml(SECOND), replace="").status_code == 302
    assert the_draft() == SECOND


def test_a_refused_file_is_told_line_by_line(draft, editor):
    text = FILE.read_text(encoding="utf-8").replace("minutes: 2", "minutes: two", 1)
    response = uploads(editor, text.replace("kind: one", "kind: some", 1))
    told = response.context["form"].errors["file"]
    lines = [text.splitlines()[int(each.split(":")[0].removeprefix("line ")) - 1] for each in told]
    assert [line.split(":")[0].strip() for line in lines] == ["minutes", "kind"]
    assert the_draft() == GUIDE


def test_a_file_is_needed(draft, editor):
    assert editor.sends("load_guide").status_code == 200
    assert uploads(editor, b"").status_code == 200
    assert the_draft() == GUIDE


def test_what_a_file_says_is_shown_and_not_run(draft, editor):
    text = FILE.read_text(encoding="utf-8").replace("kind: one", "<script>x</script>: one", 1)
    assert b"<script>x" not in uploads(editor, text).content


# A copy


def copies(staff, draft, **names):
    return staff.sends("copy_guide", draft.pk, **names)


def test_a_copy_is_a_draft_of_its_own(draft, edition, editor):
    models.Guide.objects.update(reviewer="Dr. Ana Silva", reviewer_role="Oncologist")
    response = copies(editor, draft, title="A second card", slug="second-card")
    copy = models.Guide.objects.get(slug="second-card")
    assert response["Location"] == reverse("admin:desk_guide_change", args=[copy.pk])
    named = replace(GUIDE, slug="second-card", title="A second card", review=Review())
    assert freeze(copy) == named
    assert not copy.editions.exists()


def test_a_copy_is_in_the_log(draft, editor):
    copies(editor, draft, title="A second card", slug="second-card")
    assert "library-card" in LogEntry.objects.get().get_change_message()


@pytest.mark.parametrize("slug", [GUIDE.slug, "", "two words", "a/b", "x" * 51, "admin"])
def test_a_copy_needs_an_address_of_its_own(draft, editor, slug):
    assert copies(editor, draft, title="A second card", slug=slug).status_code == 200
    assert models.Guide.objects.count() == 1


def test_a_copy_can_be_published_and_read(draft, publisher, client):
    copies(publisher, draft, title="A second card", slug="second-card")
    publisher.publishes(models.Guide.objects.get(slug="second-card"))
    assert client.get("/second-card/").status_code == 200
    assert client.get("/library-card/").status_code == 404
