"""Out and in through the admin: download, upload, and a copy as the start of a new guide."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import proofread_draft
from navigator.desk.rows import freeze, write_draft
from navigator.desk.summaries import keep_summary
from navigator.editions.shelf import shelf
from navigator.guide.yaml import read_guide, write_yaml
from tests.html import parse
from tests.library import FILE, library, summary_with
from tests.variants import with_part

from .at_the_summary import TALLER, TOWN, is_open, said

GUIDE = library()
TEXT = FILE.read_text(encoding="utf-8")
CHANGED = with_part(GUIDE, "options", "town-card", plain="Words of the file.")


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
    response = editor.loads(write_yaml(CHANGED))
    assert response["Location"] == reverse("admin:desk_guide_change", args=[draft.pk])
    assert now() == CHANGED
    assert shelf.get(GUIDE.slug).guide == GUIDE
    entry = LogEntry.objects.get()
    assert entry.user == editor.user
    assert entry.change_message == (
        "Loaded the file guide.yaml. That changed 1 option: “Town card”."
    )


def test_an_upload_can_be_a_new_guide(draft, editor):
    text = write_yaml(replace(GUIDE, slug="other-card"))
    page = parse(editor.uploads(text)).one(class_="workbench")
    assert "This is a new guide" in page.text
    assert [each.text for each in page.one("ul").all("li")][:2] == ["2 categories", "4 questions"]
    assert models.Guide.objects.count() == 1
    editor.loads(text)
    assert freeze(models.Guide.objects.get(slug="other-card")) == replace(GUIDE, slug="other-card")
    assert "2 categories" in LogEntry.objects.get().change_message


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_from_any_computer_is_the_same(draft, editor, mark):
    write_draft(CHANGED)
    editor.loads((mark + TEXT.replace("\n", "\r\n")).encode())
    assert now() == GUIDE


def test_a_file_with_errors_that_do_not_break_it_becomes_the_draft(draft, editor):
    """Errors stop publishing, not editing."""
    weak = with_part(GUIDE, "options", "town-card", source_text="")
    editor.loads(write_yaml(weak))
    assert now() == weak


def test_what_a_file_would_change_is_shown_before_it_does(draft, edition, editor):
    page = parse(editor.uploads(write_yaml(CHANGED)))
    assert now() == GUIDE
    (row,) = page.one("table", class_="changes").one("tbody").all("tr")
    old = GUIDE.option_by_slug["town-card"].plain
    assert [cell.text for cell in row.all("td")] == [old, "Words of the file."]
    assert "in no edition" not in page.text
    draft.option_set.filter(slug="town-card").update(plain="Never published.")
    assert "in no edition" in parse(editor.uploads(write_yaml(CHANGED))).text
    assert now().option_by_slug["town-card"].plain == "Never published."


def test_rows_that_rest_on_other_words_of_the_summary_in_a_file_are_to_check(draft, editor):
    """Whoever has put the file right as well has not said so row by row."""
    new = with_part(GUIDE, "options", "town-card", source_text=TALLER)
    file = write_yaml(replace(new, summary=summary_with((TOWN, TALLER))))
    assert "will be to check" in parse(editor.uploads(file)).text
    response = editor.loads(file)
    assert is_open("town-card")
    assert "to check on the page “The summary”" in said(response)
    draft.refresh_from_db()
    assert any(each.code == "to-check" for each in proofread_draft(draft, now()))


def test_a_file_with_the_same_statements_leaves_what_is_to_check(draft, editor):
    keep_summary(draft, summary_with((TOWN, TALLER)), "the town hall", date(2026, 4, 1))
    file = replace(now(), summary=now().summary.replace("\n\n", "\n\n\n", 1), title="Of a file")
    before = {*models.RowToCheck.objects.open_in(draft).values_list("kind", "slug", "was", "now")}
    editor.loads(write_yaml(file))
    assert now().title == "Of a file"
    after = {*models.RowToCheck.objects.open_in(draft).values_list("kind", "slug", "was", "now")}
    assert before == after != set()


@pytest.mark.parametrize("summary", ["", "Hats\n\nA hat, for those who are cold.\n"])
def test_a_file_without_the_summary_or_with_another_settles_nothing(draft, editor, summary):
    """Else whoever may load could let words out that nobody has looked at."""
    keep_summary(draft, summary_with((TOWN, TALLER)), "the town hall", date(2026, 4, 1))
    before = models.RowToCheck.objects.open_in(draft).count()
    editor.loads(write_yaml(replace(GUIDE, summary=summary, title="Of a file")))
    assert models.RowToCheck.objects.open_in(draft).count() == before > 0


def test_a_file_without_a_summary_takes_none_away(draft, editor):
    page = parse(editor.uploads(write_yaml(replace(GUIDE, summary="", title="Of a file"))))
    assert "1 thing in the draft would change" in page.text
    editor.loads(write_yaml(replace(GUIDE, summary="", title="Of a file")))
    assert now() == replace(GUIDE, title="Of a file")


def test_a_file_like_the_draft_is_not_loaded(draft, editor):
    response = editor.uploads(write_yaml(GUIDE))
    assert "nothing was done" in parse(editor.client.get(response["Location"])).text
    assert not LogEntry.objects.exists()


def test_what_was_saved_after_the_look_is_not_lost_by_loading(draft, editor, publisher):
    form = parse(publisher.uploads(write_yaml(CHANGED))).one(class_="workbench").form()
    option = draft.option_set.get(slug="town-card")
    editor.form(option).types(plain="Saved meanwhile.").must_save()
    sent = {name: values[0] for name, values in form.hidden().items()}
    page = parse(publisher.sends("load_guide", **sent)).one(class_="workbench")
    assert now().option_by_slug["town-card"].plain == "Saved meanwhile."
    assert "edith changed the option “Town card”: our words" in page.one(class_="refused").text
    assert "Saved meanwhile." in page.one("table", class_="changes").text
    again = {name: values[0] for name, values in page.form().hidden().items()}
    assert publisher.sends("load_guide", **again).status_code == 302
    assert now() == CHANGED


def test_a_new_guide_that_somebody_else_has_loaded_meanwhile_is_not_loaded_over(editor, publisher):
    new = replace(CHANGED, slug="other-card")
    text = write_yaml(replace(GUIDE, slug="other-card"))
    form = parse(publisher.uploads(text)).one(class_="workbench").form()
    editor.loads(write_yaml(new))
    sent = {name: values[0] for name, values in form.hidden().items()}
    page = parse(publisher.sends("load_guide", **sent)).one(class_="workbench")
    assert "edith loaded this from the file" in page.one(class_="refused").text
    assert freeze(models.Guide.objects.get(slug="other-card")) == new


def test_a_large_file_comes_whole(draft, editor):
    """Its text goes to the page and back, where each sign of it may take several bytes."""
    note = "é %&\n" * 980 + "x"
    many = (replace(GUIDE.terms[0], slug=f"term-{n}", staff_note=note) for n in range(97))
    long = replace(GUIDE, terms=(*GUIDE.terms, *many))
    text = write_yaml(long)
    assert len(text.encode()) > 900_000
    editor.loads(text)
    assert now() == long


def test_a_text_that_was_changed_on_the_way_is_refused(draft, editor):
    page = parse(editor.sends("load_guide", content=TEXT[:500], file="x", seen=""))
    assert "nothing was loaded" in page.text
    assert page.one("input", name="file")["type"] == "file"
    assert now() == GUIDE


def test_a_refused_file_is_told_line_by_line(draft, editor):
    text = TEXT.replace("minutes: 2", "minutes: two", 1).replace("kind: one", "kind: some", 1)
    told = editor.uploads(text).context["form"].errors["file"]
    lines = [text.splitlines()[int(each.split(":")[0].removeprefix("line ")) - 1] for each in told]
    assert [line.split(":")[0].strip() for line in lines] == ["minutes", "kind"]
    assert now() == GUIDE


def test_a_file_is_needed(draft, editor):
    assert editor.sends("load_guide").status_code == 200
    assert now() == GUIDE


def test_what_a_file_says_is_shown_and_not_run(draft, editor):
    text = TEXT.replace("kind: one", "<script>x</script>: one", 1)
    assert b"<script>x" not in editor.uploads(text).content


# A copy


def test_a_copy_is_a_draft_of_its_own_that_can_be_published(draft, edition, publisher, client):
    models.Guide.objects.update(review_due_on="2027-03-31")
    response = publisher.copies(draft, title="A second card", slug="second-card")
    copy = models.Guide.objects.get(slug="second-card")
    assert response["Location"] == reverse("admin:desk_guide_change", args=[copy.pk])
    named = replace(GUIDE, slug="second-card", title="A second card", copied_from=GUIDE.title)
    assert freeze(copy) == named
    assert (
        "Copied this from “A library card”: 2 categories" in LogEntry.objects.get().change_message
    )
    assert client.get("/second-card/").status_code == 404
    models.Guide.objects.filter(pk=copy.pk).update(summary="")
    publisher.publishes(copy)
    assert client.get("/second-card/").status_code == 200


@pytest.mark.parametrize("slug", [GUIDE.slug, "", "two words", "a/b", "x" * 51, "admin"])
def test_a_copy_needs_an_address_of_its_own(draft, editor, slug):
    assert editor.copies(draft, title="A second card", slug=slug).status_code == 200
    assert models.Guide.objects.count() == 1


def test_a_copy_with_the_summary_of_the_other_guide_is_not_published(draft, edition, publisher):
    publisher.copies(draft, title="A second card", slug="second-card")
    copy = models.Guide.objects.get(slug="second-card")
    findings = publisher.workbench(copy).one("section", aria_labelledby="findings")
    assert "It still has the summary of “A library card”" in findings.text
    publisher.publishes(copy)
    assert not copy.editions.exists()
    publisher.publishes(draft)  # the guide that was there first is
    assert draft.editions.count() == 2


def test_a_copy_with_a_summary_that_the_other_guide_has_had_is_not_published(
    draft, edition, publisher
):
    publisher.copies(draft, title="A second card", slug="second-card")
    copy = models.Guide.objects.get(slug="second-card")
    keep_summary(draft, summary_with((TOWN, TALLER)), "the town hall", date(2026, 4, 1))
    publisher.publishes(copy)
    assert not copy.editions.exists()


def test_a_copy_of_what_was_changed_meanwhile_is_not_made(draft, editor, publisher):
    form = publisher.opens("copy_guide", draft.pk).one(class_="workbench").form()
    editor.form(draft.option_set.get(slug="town-card")).types(plain="New words.").must_save()
    sent = form.filled(title="A second card", slug="second-card")
    page = parse(publisher.client.post(reverse("admin:copy_guide", args=[draft.pk]), sent))
    assert "edith changed the option “Town card”" in page.one(class_="refused").text
    assert page.one("input", name="slug")["value"] == "second-card"
    assert models.Guide.objects.count() == 1
