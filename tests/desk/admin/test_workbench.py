"""A guide's own page: its draft beside the edition, what the proofreader found, publishing."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import publish, write_draft
from navigator.editions.shelf import shelf
from navigator.guide.proofread import proofread
from tests.desk.admin.staff import Staff, change_url
from tests.guide.strategies import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.serving import serve_unreadable
from tests.variants import with_part

GUIDE = library()
WEAK = "Here is " + "one " * 24 + "more."


def edits(draft, **texts):
    draft.option_set.filter(slug="town-card").update(**texts)


def publish_url(draft):
    return reverse("admin:publish_guide", args=[draft.pk])


def rows(page):
    """The table of changes: what, it said, it says, and the link of the first."""
    found = []
    for row in page.one(class_="changes").one("tbody").all("tr"):
        link = row.one("th").all("a")
        cells = [row.one("th").text, *(cell.text for cell in row.all("td"))]
        found.append((*cells, link[0]["href"] if link else ""))
    return found


def findings(page):
    return page.one("section", aria_labelledby="findings").all("li")


# The draft beside the edition


def test_a_draft_like_the_edition_has_no_changes(draft, edition, editor):
    assert editor.workbench(draft).all(class_="changes") == []


def test_a_guide_that_was_never_published_has_no_changes(draft, editor):
    assert editor.workbench(draft).all(class_="changes") == []


def test_each_change_is_named_with_both_wordings(draft, edition, editor):
    old = GUIDE.option_by_slug["town-card"].plain
    edits(draft, plain="New words.")
    ((what, was, now, _),) = rows(editor.workbench(draft))
    assert what == "Option “Town card”our words"
    assert (was, now) == (old, "New words.")


def test_the_changes_are_counted_since_the_edition(draft, edition, editor):
    publish(draft, "Second")
    edits(draft, plain="New words.", name="Card of the town")
    models.Notice.objects.all().delete()
    page = editor.workbench(draft)
    section = page.one("section", aria_labelledby="published").text
    assert "4 changes since edition 2" in section
    assert len(rows(page)) == 4


def test_a_changed_rule_is_told_in_words(draft, edition, editor):
    write_draft(
        with_part(
            GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "nearby")),)
        )
    )
    ((_, was, now, _),) = rows(editor.workbench(draft))
    assert "Home is far away" in was
    assert "Home is near the town" in now


@pytest.mark.parametrize("kind", ["category", "question", "option", "notice", "term", "source"])
def test_a_change_leads_to_the_form_of_its_part(draft, edition, editor, kind):
    row = getattr(draft, f"{kind}_set").first()
    field = "label" if kind == "question" else "title" if kind in ("notice", "source") else "name"
    type(row).objects.filter(pk=row.pk).update(**{field: "Changed"})
    ((_, _, now, url),) = rows(editor.workbench(draft))
    assert (now, url) == ("Changed", change_url(row))
    assert "Changed" in editor.client.get(url).content.decode()


def test_what_was_taken_away_has_no_form(draft, edition, editor):
    draft.term_set.all().delete()
    ((what, was, now, url),) = rows(editor.workbench(draft))
    assert "junior-stamp" in what
    assert (was, now, url) == ("Junior stamp", "", "")


def test_words_are_shown_and_not_run(draft, edition, editor):
    edits(draft, plain="<script>alert(1)</script>", name="<img src=x onerror=alert(1)>")
    page = editor.workbench(draft)
    assert page.all("img") == []
    assert page.all("script") == []


def test_the_words_that_changed_are_marked(draft, edition, editor):
    old = GUIDE.option_by_slug["town-card"].plain
    edits(draft, plain=f"{old} New words.")
    page = editor.workbench(draft).one("section", aria_labelledby="published")
    assert [each.text for each in page.all("ins")] == ["New words."]
    assert page.all("del") == []


def test_texts_with_little_in_common_are_shown_without_marks(draft, edition, editor):
    edits(draft, plain="Something else altogether.")
    page = editor.workbench(draft).one("section", aria_labelledby="published")
    assert page.all("ins") + page.all("del") == []


# The parts of the guide


@pytest.mark.parametrize(
    "kind", ["category", "question", "option", "notice", "term", "source", "trialtopic"]
)
def test_the_workbench_leads_to_the_parts_of_this_guide(draft, editor, kind):
    other = write_draft(replace(GUIDE, slug="other-card", title="Another"))
    place = reverse(f"admin:desk_{kind}_changelist")
    links = editor.workbench(draft).one(class_="parts").all("a")
    (link,) = (each for each in links if each["href"].startswith(place))
    mine = getattr(draft, f"{kind}_set").all()
    assert str(mine.count()) in link.text
    listed = editor.client.get(link["href"]).context["cl"].result_list
    assert {row.pk for row in listed} == {row.pk for row in mine}
    assert getattr(other, f"{kind}_set").exists()


def test_a_new_part_begins_in_the_guide_whose_list_was_open(draft, editor):
    other = write_draft(replace(GUIDE, slug="other-card", title="Another"))
    place = reverse("admin:desk_term_changelist")
    page = parse(editor.client.get(place, {"guide__id__exact": other.pk}))
    (add,) = {
        link["href"] for link in page.all("a", class_="addlink") if "_filters" in link["href"]
    }
    form = parse(editor.client.get(add)).one("select", name="guide")
    (picked,) = (each["value"] for each in form.all("option") if "selected" in each)
    assert picked == str(other.pk)


# What the proofreader found


SPOILED = replace(
    GUIDE,
    help_now=WEAK,
    categories=(replace(GUIDE.categories[0], about=WEAK), *GUIDE.categories[1:]),
    questions=(replace(GUIDE.questions[0], why=WEAK), *GUIDE.questions[1:]),
    options=(replace(GUIDE.options[0], source_text=""), *GUIDE.options[1:]),
    notices=(replace(GUIDE.notices[0], text=WEAK), *GUIDE.notices[1:]),
    terms=(replace(GUIDE.terms[0], definition=WEAK),),
    sources=(replace(GUIDE.sources[0], url="http://library.example"),),
)


def name_of(finding):
    """What an editor calls the part that something was found in."""
    if finding.kind == "guide":
        return "Texts of the whole guide"
    row = models.PART_MODELS[finding.kind].objects.get(slug=finding.slug)
    return f"{finding.kind.capitalize()} “{row}”"


def test_everything_found_is_shown(draft, editor):
    write_draft(SPOILED)
    shown = [each.text for each in findings(editor.workbench(draft))]
    expected = proofread(SPOILED)
    assert len(shown) == len(expected)
    for text, finding in zip(shown, expected, strict=True):
        assert " ".join(finding.what.split()) in text
        assert name_of(finding) in text


def test_each_finding_leads_to_the_form_of_what_it_was_found_in(draft, editor):
    write_draft(SPOILED)
    forms = {f"{change_url(draft)}#texts"}
    for kind in ("category", "question", "option", "notice", "term", "source"):
        row = getattr(draft, f"{kind}_set").first()
        assert row.slug in editor.client.get(change_url(row)).content.decode()
        forms.add(change_url(row))
    links = {each.one("a")["href"] for each in findings(editor.workbench(draft))}
    assert links == forms


def test_a_broken_draft_can_be_worked_on(draft, edition, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    page = editor.workbench(draft)
    option = draft.option_set.get(slug="town-card")
    assert change_url(option) in {each.one("a")["href"] for each in findings(page)}
    assert rows(page)


def test_a_draft_with_nothing_in_it_can_be_worked_on(editor, db):
    empty = models.Guide.objects.create(slug="empty", title="Empty", minutes=1)
    assert findings(editor.workbench(empty))


# Publishing


def test_a_publisher_publishes_with_a_note(draft, edition, publisher):
    edits(draft, plain="New words.")
    form = publisher.workbench(draft).one("section", aria_labelledby="publish").form()
    publisher.client.post(form.element["action"], form.filled(note="Clearer words."))
    newest = draft.editions.first()
    assert (newest.number, newest.note) == (2, "Clearer words.")
    assert newest.published_by == publisher.user
    assert shelf.get(GUIDE.slug).guide.option_by_slug["town-card"].plain == "New words."


@pytest.mark.parametrize("note", ["", "  \n "])
def test_a_note_is_needed(draft, publisher, note):
    publisher.publishes(draft, note)
    assert not draft.editions.exists()


def test_opening_the_address_of_publish_publishes_nothing(draft, publisher):
    assert publisher.client.get(publish_url(draft)).status_code == 302
    assert not draft.editions.exists()


def test_a_draft_with_errors_is_not_published(draft, publisher):
    write_draft(SPOILED)
    response = publisher.client.post(publish_url(draft), {"note": "x"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not draft.editions.exists()
    assert not LogEntry.objects.exists()


def test_there_is_nothing_to_publish_with_while_there_are_errors(draft, publisher):
    write_draft(SPOILED)
    assert publisher.workbench(draft).one("section", aria_labelledby="publish").all("form") == []


def test_publishing_is_not_mixed_up_with_saving(draft, publisher):
    """Each has a form of its own, and nothing saves above what publishes."""
    page = publisher.opens("desk_guide_change", draft.pk)
    order = [
        "publish" if "/publish/" in form.get("action", "") else "save"
        for form in page.all("form", method="post")
        if "/publish/" in form.get("action", "") or form.get("id") == "guide_form"
    ]
    assert order == ["publish", "save"]
    buttons = page.one("form", id="guide_form").all("input", type="submit", name="_save")
    assert len(buttons) == 1


def test_an_editor_is_offered_no_publishing(draft, editor):
    assert editor.workbench(draft).all("section", aria_labelledby="publish") == []


def test_readers_see_what_was_published_and_no_more(draft, edition, publisher, client):
    edits(draft, plain="New words.")
    assert "New words." not in client.get("/library-card/all-options/").content.decode()
    publisher.publishes(draft)
    edits(draft, plain="Newer words.")
    page = client.get("/library-card/all-options/").content.decode()
    assert "New words." in page
    assert "Newer words." not in page


# Who changed what


def log(page):
    return [each.text for each in page.one("section", aria_labelledby="log").all("li")]


def test_the_log_says_who_published_and_why(draft, publisher):
    publisher.publishes(draft, "Clearer words.")
    (line,) = log(publisher.workbench(draft))
    assert publisher.user.username in line
    assert "Clearer words." in line


def test_the_log_says_who_changed_what(draft, editor):
    editor.form(draft.option_set.get(slug="town-card")).types(plain="New words.").must_save()
    (line,) = log(editor.workbench(draft))
    assert editor.user.username in line
    assert "Town card" in line


def test_the_latest_change_is_the_first(draft, editor):
    for slug in ("town-card", "post-card"):
        editor.form(draft.option_set.get(slug=slug)).types(plain="New words.").must_save()
    assert ["Post card" in line for line in log(editor.workbench(draft))] == [True, False]


def test_the_log_says_who_deleted_what(draft, editor):
    term = draft.term_set.get()
    editor.sends("desk_term_delete", term.pk, post="yes")
    assert not draft.term_set.exists()
    lines = log(editor.workbench(draft))
    assert any("Junior stamp" in line and editor.user.username in line for line in lines)


def test_the_log_is_of_this_guide_alone(draft, editor):
    other = write_draft(replace(GUIDE, slug="other-card", title="Another"))
    editor.form(other.option_set.get(slug="town-card")).types(plain="New words.").must_save()
    assert log(editor.workbench(draft)) == []


def test_the_log_stays_when_somebody_leaves(draft, edition, publisher):
    publisher.publishes(draft)
    publisher.user.is_active = False
    publisher.user.save()
    assert publisher.user.username in log(Staff("new", "Editor").workbench(draft))[0]


# An edition that cannot be read


def test_an_edition_that_cannot_be_read_is_named_and_the_one_before_it_compared(
    draft, edition, editor
):
    serve_unreadable(draft)
    edits(draft, name="Another name")
    text = editor.workbench(draft).text
    assert "Edition 2 cannot be read" in text
    assert "Readers see edition 1" in text
    assert "1 change since edition 1" in text


def test_a_guide_of_which_nothing_can_be_read_can_be_worked_on(draft, publisher):
    serve_unreadable(draft)
    text = publisher.workbench(draft).text
    assert "Edition 1 cannot be read" in text
    assert "Nothing is published" not in text
    assert publisher.publishes(draft).status_code == 302
    assert draft.editions.first().number == 2


def test_another_guide_is_not_hindered_by_it(draft, publisher):
    serve_unreadable(replace(library(), slug="another"))
    publisher.workbench(draft)
    publisher.publishes(draft)
    assert draft.editions.count() == 1
