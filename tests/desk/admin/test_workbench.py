"""A guide's own page: its draft beside the edition, what the proofreader found, publishing."""

from dataclasses import replace

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from navigator.desk import models
from navigator.desk.admin.named import with_label
from navigator.desk.drafts import write_draft
from navigator.editions.publishing import publish_as_next
from navigator.editions.shelf import shelf
from navigator.guide.proofread import proofread
from tests.desk.admin.staff import Staff, change_url
from tests.guide.builders import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.serving import serve_unreadable
from tests.variants import with_part

GUIDE = library()
KINDS = ("category", "question", "option", "notice", "term", "source")
OTHER = replace(GUIDE, slug="other-card", title="Another")
WEAK = "Here is " + "one " * 24 + "more."
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


def edits(draft, **texts):
    draft.option_set.filter(slug="town-card").update(**texts)


def section(page, name):
    return page.one("section", aria_labelledby=name)


def changes(page):
    """The table of changes: what, it said, it says, and the link to its form."""
    return [
        (
            *(cell.text for cell in (row.one("th"), *row.all("td"))),
            *(link["href"] for link in row.one("th").all("a")),
        )
        for row in page.one(class_="changes").one("tbody").all("tr")
    ]


# The draft beside the edition


def test_a_draft_like_the_edition_has_no_changes(draft, edition, editor):
    page = editor.workbench(draft)
    assert page.all(class_="changes") == []
    assert "The draft is the same as edition 1." in page.text


def test_a_guide_that_was_never_published_has_no_changes(draft, editor):
    page = editor.workbench(draft)
    assert page.all(class_="changes") == []
    assert "Nothing is published yet" in page.text


def test_each_change_is_named_with_both_wordings_and_counted(draft, edition, editor):
    publish_as_next(GUIDE, draft.pk, "Second")
    old = GUIDE.option_by_slug["town-card"].plain
    edits(draft, plain=f"{old} New words.", name="Entirely different")
    draft.term_set.all().delete()
    page = editor.workbench(draft)
    assert "3 changes since edition 2" in section(page, "published").text
    form = change_url(draft.option_set.get(slug="town-card"))
    assert changes(page) == [
        ("Option “Entirely different”name", "Town card", "Entirely different", form),
        ("Option “Entirely different”our words", old, f"{old} New words.", form),
        ("Term “junior-stamp”removed", "Junior stamp", ""),
    ]
    # Words that came are marked, but not where nearly every word would be.
    assert [each.text for each in page.all("ins")] == ["New words."]
    assert page.all("del") == []


def test_a_changed_rule_is_told_in_words(draft, edition, editor):
    rule = (a_situation(any_of("home", "nearby")),)
    write_draft(with_part(GUIDE, "options", "post-card", situations=rule))
    ((_, was, now, _),) = changes(editor.workbench(draft))
    assert "Home is far away" in was
    assert "Home is near the town" in now


def test_a_change_leads_to_the_form_of_its_part(draft, edition, editor):
    rows = [getattr(draft, f"{kind}_set").first() for kind in KINDS]
    for row in rows:
        name = next(each for each in ("name", "title", "label") if hasattr(row, each))
        type(row).objects.filter(pk=row.pk).update(**{name: f"New {row.slug}"})
    found = {(now, url) for _, _, now, url in changes(editor.workbench(draft))}
    assert found == {(f"New {row.slug}", change_url(row)) for row in rows}


def test_words_are_shown_and_not_run(draft, edition, editor):
    edits(draft, plain="<script>alert(1)</script>", name="<img src=x onerror=alert(1)>")
    page = editor.workbench(draft)
    assert page.all("img") == page.all("script") == []


# The parts of the guide


def test_the_workbench_leads_to_the_parts_of_this_guide(draft, editor):
    write_draft(replace(OTHER, terms=()))
    links = editor.workbench(draft).one(class_="parts").all("a")
    found = {link["href"]: link.text for link in links}
    for model in models.PART_MODELS.values():
        rows = set(model.objects.filter(guide=draft))
        url = reverse(f"admin:desk_{model._meta.model_name}_changelist")
        url = f"{url}?guide__id__exact={draft.pk}"
        assert found[url].startswith(f"{len(rows)} ")
    listed = editor.client.get(url).context["cl"].result_list
    assert set(listed) == rows


def test_a_new_part_begins_in_the_guide_whose_list_was_open(draft, editor):
    other = write_draft(OTHER)
    page = editor.opens("desk_term_changelist", guide__id__exact=other.pk)
    (add,) = {
        each["href"] for each in page.all("a", class_="addlink") if "_filters" in each["href"]
    }
    guide = parse(editor.client.get(add)).one("select", name="guide")
    assert [each["value"] for each in guide.all("option", selected=True)] == [str(other.pk)]


# What the proofreader found


def test_everything_found_is_shown_with_the_form_of_what_it_was_found_in(draft, editor):
    write_draft(SPOILED)
    findings = section(editor.workbench(draft), "findings").all("li")
    for shown, finding in zip(findings, proofread(SPOILED), strict=True):
        assert " ".join(with_label(finding).split()) in shown.text
        assert ("is-error" in shown.get("class", "")) is finding.stops_publishing
    rows = [getattr(draft, f"{kind}_set").first() for kind in KINDS]
    links = {(each.one("a")["href"], each.one("a").text) for each in findings}
    assert links == {
        (f"{change_url(draft)}#texts", "Texts of the whole guide"),
        *((change_url(row), f"{row._meta.model_name.capitalize()} “{row}”") for row in rows),
    }


def test_a_finding_names_a_field_as_its_form_does(draft, publisher):
    edits(draft, source_text="")
    models.Guide.objects.update(trials_search_url="")
    models.Choice.objects.filter(slug="adult").update(label="")
    response = publisher.publishes(draft)
    told = [str(each) for each in get_messages(response.wsgi_request)]
    for words in (section(publisher.workbench(draft), "findings").text, " ".join(told)):
        assert "“the summary's words” is empty" in words
        assert "“address of the trial search” is empty" in words
        assert "“label” is empty" in words  # of an answer: its question's has another name


def test_a_broken_draft_can_be_worked_on(draft, edition, editor):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    page = editor.workbench(draft)
    form = change_url(draft.option_set.get(slug="town-card"))
    assert form in {each["href"] for each in section(page, "findings").all("a")}
    assert changes(page)


def test_a_draft_with_nothing_in_it_can_be_worked_on(editor):
    empty = models.Guide.objects.create(slug="empty", title="Empty", minutes=1)
    assert section(editor.workbench(empty), "findings").all("li")


def test_the_workbench_asks_no_more_of_the_database_for_a_larger_guide(
    draft, edition, editor, django_assert_max_num_queries
):
    more = [replace(GUIDE.options[1], slug=f"card-{number}") for number in range(40)]
    write_draft(replace(GUIDE, options=(*GUIDE.options, *more)))
    with django_assert_max_num_queries(75):
        editor.workbench(draft)


# Publishing


def publish_form(staff, draft):
    return section(staff.workbench(draft), "publish").form()


def test_a_publisher_publishes_with_a_note(draft, edition, publisher, client):
    edits(draft, plain="New words.")
    assert "New words." not in client.get("/library-card/all-options/").content.decode()
    form = publish_form(publisher, draft)
    publisher.client.post(form.element["action"], form.filled(note="Clearer words."))
    newest = draft.editions.first()
    assert (newest.number, newest.note) == (2, "Clearer words.")
    assert newest.published_by == publisher.user
    edits(draft, plain="Newer words.")
    page = client.get("/library-card/all-options/").content.decode()
    assert "New words." in page
    assert "Newer words." not in page


@pytest.mark.parametrize("note", ["", "  \n "])
def test_a_note_is_needed(draft, publisher, note):
    publisher.publishes(draft, note)
    assert not draft.editions.exists()


def test_a_draft_with_errors_is_not_published(draft, publisher):
    edits(draft, source_text="")
    assert section(publisher.workbench(draft), "publish").all("form") == []
    address = reverse("admin:publish_guide", args=[draft.pk])
    response = publisher.client.post(address, {"note": "x"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not draft.editions.exists()
    assert not LogEntry.objects.exists()


def test_publishing_is_not_mixed_up_with_saving(draft, publisher):
    """Each has a form of its own, and nothing saves above what publishes."""
    page = publisher.opens("desk_guide_change", draft.pk)
    publishing, saving = page.one(id="content").all("form", method="post")
    assert "/publish/" in publishing["action"]
    assert publishing.all("input", name="_save") == []
    assert len(saving.all("input", name="_save")) == 1


def test_the_address_of_another_guide_is_not_taken(draft, edition, publisher):
    """Its slug was changed, and not published yet; readers still find it at the old one."""
    models.Guide.objects.filter(pk=draft.pk).update(slug="renamed")
    other = write_draft(replace(GUIDE, title="Another"))
    assert "Readers still find" in section(publisher.workbench(other), "findings").text
    publisher.publishes(other)
    assert not other.editions.exists()
    publisher.publishes(draft)
    publisher.publishes(other)
    assert {each.guide.title for each in shelf.editions()} == {GUIDE.title, "Another"}


# Who changed what


def log(page):
    return [each.text for each in section(page, "log").all("li")]


def test_the_log_says_who_did_what_the_latest_first(draft, editor, publisher):
    editor.form(draft.notice_set.first()).types(text="New words.").must_save()
    editor.sends("desk_trialtopic_delete", draft.trialtopic_set.get().pk, post="yes")
    publisher.publishes(draft, "Clearer words.")
    latest, deleted, changed = log(publisher.workbench(draft))
    assert "paula: A library card. Published edition 1: Clearer words." in latest
    assert "edith: New cards" in deleted
    assert "edith: Bring a grown-up. Changed Text." in changed


def test_the_log_is_of_this_guide_alone(draft, editor):
    other = write_draft(OTHER)
    editor.form(other.notice_set.first()).types(text="New words.").must_save()
    assert log(editor.workbench(draft)) == []


def test_the_log_stays_when_somebody_leaves(draft, publisher):
    publisher.publishes(draft)
    publisher.user.is_active = False
    publisher.user.save()
    assert "paula" in log(Staff("new", "Editor").workbench(draft))[0]


# An edition that cannot be read


def test_an_edition_that_cannot_be_read_is_named_and_the_one_before_compared(
    draft, edition, editor
):
    serve_unreadable(GUIDE)
    edits(draft, name="Another name")
    text = editor.workbench(draft).text
    for words in ("Edition 2 cannot be read", "Readers see edition 1", "1 change since edition 1"):
        assert words in text


def test_a_guide_of_which_nothing_can_be_read_can_be_worked_on(draft, publisher):
    serve_unreadable(GUIDE)
    serve_unreadable(OTHER)
    text = publisher.workbench(draft).text
    assert "Edition 1 cannot be read" in text
    assert "Nothing is published" not in text
    publisher.publishes(draft)
    assert draft.editions.first().number == 2
