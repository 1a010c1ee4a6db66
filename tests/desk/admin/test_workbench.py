"""A guide's own page: its draft beside the edition, what the proofreader found, publishing."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from navigator.desk import models
from navigator.desk.admin.named import with_label
from navigator.desk.drafts import seen
from navigator.desk.rows import freeze, write_draft
from navigator.desk.summaries import keep_summary, settle
from navigator.editions.publishing import publish_as_next
from navigator.editions.shelf import shelf
from navigator.guide.proofread import proofread
from tests.desk.admin.staff import Staff, change_url, log
from tests.guide.builders import a_situation, any_of
from tests.html import parse
from tests.library import library, summary_with
from tests.serving import serve_unreadable
from tests.treatments import guide_with_facts
from tests.variants import with_part

from .at_the_summary import TALLER, TOWN, keeps

GUIDE = library()
KINDS = ("category", "question", "option", "notice", "term", "source")
OTHER = replace(GUIDE, slug="other-card", title="Another")
FAR_AWAY = ("Pacific/Kiritimati", "Etc/GMT+12")
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
    """The table of changes: the row, the field, it said, it says, and the link to its form."""
    found = []
    for row in page.one(class_="changes").all("tbody"):
        head, *fields = row.all("tr")
        part = head.one(class_="part")
        links = [link["href"] for link in part.all("a")]
        found += [
            (part.text, *(cell.text for cell in each.all("th", "td")), *links) for each in fields
        ]
    return found


# The draft beside the edition


def test_of_a_long_text_the_lines_beside_what_differs_are_shown(draft, edition, editor):
    keeps(editor, draft, (TOWN, TALLER))
    shown = editor.workbench(draft).one(class_="changes").text
    assert TALLER in shown
    assert "Paper card, books only" in shown  # right below it
    assert "Screen card" not in shown
    assert "lines as before" in shown


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
        ("Option “Entirely different”", "name", "Town card", "Entirely different", form),
        ("Option “Entirely different”", "our words", old, f"{old} New words.", form),
        ("Term “junior-stamp”", "removed", "Junior stamp", ""),
    ]
    # Words that came are marked, but not where nearly every word would be.
    assert [each.text for each in page.all("ins")] == ["New words."]
    assert page.all("del") == []


def test_a_changed_rule_is_told_in_words(draft, edition, editor):
    rule = (a_situation(any_of("home", "nearby")),)
    write_draft(with_part(GUIDE, "options", "post-card", situations=rule))
    ((_, _, was, now, _),) = changes(editor.workbench(draft))
    assert "Home is far away" in was
    assert "Home is near the town" in now


def test_a_change_leads_to_the_form_of_its_part(draft, edition, editor):
    rows = [getattr(draft, f"{kind}_set").first() for kind in KINDS]
    for row in rows:
        name = next(each for each in ("name", "title", "label") if hasattr(row, each))
        type(row).objects.filter(pk=row.pk).update(**{name: f"New {row.slug}"})
    found = {(now, url) for _, _, _, now, url in changes(editor.workbench(draft))}
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
    shown = section(editor.workbench(draft), "findings").all("li")
    findings = proofread(SPOILED)
    codes = list(dict.fromkeys(each.code for each in findings))
    findings.sort(key=lambda each: (not each.stops_publishing, codes.index(each.code)))
    for each, finding in zip(shown, findings, strict=True):
        assert " ".join(with_label(finding).split()) in each.text
        assert ("is-error" in each.get("class", "")) is finding.stops_publishing
    rows = [getattr(draft, f"{kind}_set").first() for kind in KINDS]
    rows.append(draft.option_set.get(slug="junior-card"))  # the summary does not name its stamp
    links = {(each.one("a")["href"].partition("#")[0], each.one("a").text) for each in shown}
    assert links == {
        (change_url(draft), "Texts of the whole guide"),
        *((change_url(row), f"{row._meta.model_name.capitalize()} “{row}”") for row in rows),
    }


def test_a_finding_names_a_field_as_its_form_does(draft, publisher):
    edits(draft, source_text="", plain_other="A junior stamp.")
    models.Guide.objects.update(trials_search_url="")
    models.Choice.objects.filter(slug="adult").update(label="")
    told = parse(publisher.publishes(draft)).one("ul", class_="findings")
    for words in (section(publisher.workbench(draft), "findings").text, told.text):
        assert "“the summary's words” is empty" in words
        assert "“address of the trial search” is empty" in words
        assert "“answer” is empty" in words  # the label of an answer: its question's is another


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


def ticked(staff, draft):
    """Return what a browser sends of the boxes in the table: all, unless one is unticked."""
    page = staff.workbench(draft)
    form = section(page, "publish").form()
    boxes = page.all("input", name="row", form=form.element["id"])
    return [each["value"] for each in boxes if "checked" in each]


def test_a_publisher_publishes_with_a_note(draft, edition, publisher, client):
    edits(draft, plain="New words.")
    assert "New words." not in client.get("/library-card/all-options/").content.decode()
    form = publish_form(publisher, draft)
    rows = {"row": ticked(publisher, draft)}
    publisher.client.post(form.element["action"], form.filled(note="Clearer words.") | rows)
    newest = draft.editions.first()
    assert (newest.number, newest.note) == (2, "Clearer words.")
    assert newest.published_by == publisher.user
    edits(draft, plain="Newer words.")
    page = client.get("/library-card/all-options/").content.decode()
    assert "New words." in page
    assert "Newer words." not in page


@pytest.mark.parametrize("note", ["", "  \n "])
def test_a_note_is_needed_and_what_was_ticked_is_kept(draft, edition, publisher, note):
    edits(draft, plain="New words.")
    draft.term_set.all().delete()
    page = parse(publisher.publishes(draft, note, row=["term:junior-stamp"]))
    assert "Say in a few words what changed" in page.one(class_="refused").text
    boxes = {each["value"]: "checked" in each for each in page.all("input", name="row")}
    assert boxes == {"option:town-card": False, "term:junior-stamp": True}
    assert draft.editions.count() == 1


def test_a_draft_with_errors_is_not_published(draft, publisher):
    edits(draft, source_text="")
    assert section(publisher.workbench(draft), "publish").all("form") == []
    page = parse(publisher.publishes(draft))
    assert "Not published." in page.one(class_="refused").text
    assert "“the summary's words” is empty" in page.one("ul", class_="findings").text
    assert not draft.editions.exists()
    assert not LogEntry.objects.exists()


def test_publishing_is_not_mixed_up_with_saving(draft, publisher):
    """Each has a form of its own, and nothing saves above what publishes."""
    page = publisher.opens("desk_guide_change", draft.pk)
    *others, publishing, saving = page.one(id="content").all("form", method="post")
    assert {each["action"] for each in others} == {
        reverse("admin:accept_warnings_guide", args=[draft.pk])
    }
    assert "/publish/" in publishing["action"]
    assert publishing.all("input", name="_save") == []
    assert len(saving.all("input", name="_save")) == 1


def test_the_address_of_another_guide_is_not_taken(draft, edition, publisher):
    """Its slug was changed, and not published yet; readers still find it at the old one."""
    models.Guide.objects.filter(pk=draft.pk).update(slug="renamed")
    other = write_draft(replace(GUIDE, title="Another", summary=""))
    assert "Readers still find" in section(publisher.workbench(other), "findings").text
    publisher.publishes(other)
    assert not other.editions.exists()
    publisher.publishes(draft)
    publisher.publishes(other)
    assert {each.guide.title for each in shelf.editions()} == {GUIDE.title, "Another"}


# Publishing what was seen


def sent_from(page, note="Because."):
    """Return what a browser sends of the form that publishes."""
    form = page.one(class_="workbench").form(action=True, id="publish-form")
    boxes = page.all("input", name="row", form="publish-form")
    rows = [each["value"] for each in boxes if "checked" in each]
    return form.filled(note=note) | {"row": rows}


def test_what_was_saved_after_the_look_is_not_published_unseen(draft, edition, editor, publisher):
    edits(draft, plain="Seen words.")
    sent = sent_from(publisher.opens("desk_guide_change", draft.pk), "Clearer words.")
    option = draft.option_set.get(slug="post-card")
    editor.form(option).types(plain="Saved meanwhile.").must_save()
    page = parse(publisher.sends("publish_guide", draft.pk, **sent))
    assert draft.editions.count() == 1
    told = page.one(class_="refused").text
    assert f"edith changed the option “{option.name}”: our words." in told
    assert "nothing was published" in told
    assert "Saved meanwhile." in {now for *_, now, _ in changes(page)}
    assert page.one("textarea", name="note").text == "Clearer words."
    boxes = {each["value"]: "checked" in each for each in page.all("input", name="row")}
    assert boxes == {"option:town-card": True, "option:post-card": False}
    # What came meanwhile is ticked by whoever has looked at it.
    sent = sent_from(page, "Clearer words.") | {"row": list(boxes)}
    assert publisher.sends("publish_guide", draft.pk, **sent).status_code == 302
    assert draft.editions.count() == 2


def test_a_row_that_was_deleted_meanwhile_is_told(draft, edition, editor, publisher):
    sent = sent_from(publisher.opens("desk_guide_change", draft.pk))
    editor.sends("desk_trialtopic_delete", draft.trialtopic_set.get().pk, post="yes")
    page = parse(publisher.sends("publish_guide", draft.pk, **sent))
    assert "edith deleted the trial topic “New cards”." in page.one(class_="refused").text


@pytest.mark.parametrize("rows", [["option:town-card"], ["option:town-card", "guide:"]])
def test_one_press_is_one_edition(draft, edition, publisher, rows):
    edits(draft, plain="New words.")
    models.Guide.objects.update(introduction="New introduction.")
    sent = sent_from(publisher.opens("desk_guide_change", draft.pk)) | {"row": rows}
    publisher.sends("publish_guide", draft.pk, **sent)
    response = publisher.sends("publish_guide", draft.pk, **sent)
    assert draft.editions.count() == 2
    told = parse(publisher.client.get(response["Location"])).text
    assert told.count("Edition 2 was published a moment ago, by paula.") == 1


def test_who_publishes_after_somebody_else_is_told(draft, edition, publisher):
    edits(draft, plain="New words.")
    sent = sent_from(publisher.opens("desk_guide_change", draft.pk))
    Staff("peter", "Publisher").publishes(draft, "First.")
    edits(draft, plain="Newer words.")
    page = parse(publisher.sends("publish_guide", draft.pk, **sent))
    assert "peter published edition 2: First." in page.one(class_="refused").text
    assert draft.editions.count() == 2


def test_who_publishes_after_somebody_else_has_published_other_words_is_shown_them(
    draft, edition, publisher
):
    """The edition has the row that was chosen, with words that this page did not show."""
    edits(draft, plain="Seen words.")
    sent = sent_from(publisher.opens("desk_guide_change", draft.pk))
    edits(draft, plain="Unseen words.")
    Staff("peter", "Publisher").publishes(draft, "First.")
    page = parse(publisher.sends("publish_guide", draft.pk, **sent))
    assert "peter published edition 2: First." in page.one(class_="refused").text
    assert draft.editions.count() == 2


# Chosen rows


def test_chosen_rows_are_published_and_the_others_left_for_later(draft, edition, publisher):
    edits(draft, plain="New words.")
    models.Guide.objects.update(introduction="New introduction.")
    draft.trialtopic_set.all().delete()
    publisher.publishes(draft, row=["trial topic:cards", "guide:"])
    published = shelf.get(GUIDE.slug).guide
    assert published == replace(GUIDE, introduction="New introduction.", trial_topics=())
    assert {row for row, *_ in changes(publisher.workbench(draft))} == {"Option “Town card”"}


def test_rows_are_chosen_by_what_the_table_ticks(draft, edition, publisher):
    edits(draft, plain="New words.")
    draft.term_set.all().delete()
    assert ticked(publisher, draft) == ["option:town-card", "term:junior-stamp"]


def test_no_row_is_not_the_whole_draft(draft, edition, publisher):
    edits(draft, plain="New words.")
    page = parse(publisher.publishes(draft, row=[]))
    assert "tick those to publish" in page.one("ul", class_="findings").text
    assert draft.editions.count() == 1


def test_a_row_that_needs_another_is_refused_with_its_name(draft, edition, publisher):
    facts = guide_with_facts()
    write_draft(facts, draft)
    publisher.publishes(draft)
    fact = facts.facts[0]
    term = next(each for each in facts.terms if each.slug == fact.treatment)
    fewer = replace(facts, facts=tuple(f for f in facts.facts if f.treatment != term.slug))
    options = tuple(
        replace(each, treatments=tuple(t for t in each.treatments if t != term.slug))
        for each in facts.options
    )
    terms = tuple(each for each in facts.terms if each != term)
    write_draft(replace(fewer, options=options, terms=terms), draft)
    publisher.publishes(draft)
    write_draft(facts, draft)
    count = draft.editions.count()
    page = parse(publisher.publishes(draft, row=[f"fact:{fact.slug}"]))
    assert draft.editions.count() == count
    assert f"There is no term with the slug “{term.slug}”" in page.one("ul", class_="findings").text
    assert (
        f"Tick these as well, since what you ticked goes with them: Term “{term.name}”" in page.text
    )


def test_errors_in_rows_left_out_do_not_stop_the_chosen(draft, edition, publisher):
    edits(draft, source_text="")
    models.Guide.objects.update(introduction="New introduction.")
    publisher.publishes(draft)
    assert draft.editions.count() == 1
    publisher.publishes(draft, row=["guide:"])
    assert draft.editions.count() == 2


def test_a_row_to_check_stops_what_it_is_in_and_no_other(draft, edition, publisher):
    """The new text of the summary is left for later."""
    keep_summary(draft, summary_with((TOWN, TALLER)), "the town hall", date(2026, 4, 1))
    edits(draft, staff_note="New note.")
    draft.trialtopic_set.all().delete()
    publisher.publishes(draft)
    publisher.publishes(draft, row=["option:town-card"])
    assert draft.editions.count() == 1
    publisher.publishes(draft, row=["trial topic:cards"])
    assert draft.editions.count() == 2


def test_a_new_summary_waits_for_every_row_to_check_of_what_is_published(draft, edition, publisher):
    """Rows that are the same in the draft and the edition are to check as well."""
    keep_summary(draft, summary_with((TOWN, TALLER)), "the town hall", date(2026, 4, 1))
    edits(draft, source_text=TALLER)
    settle(draft, ("option", "town-card"), publisher.user)
    draft.trialtopic_set.all().delete()
    assert models.RowToCheck.objects.open_in(draft).exists()
    page = parse(publisher.publishes(draft, row=["guide:", "option:town-card"]))
    assert draft.editions.count() == 1
    assert "look at it on the page “The summary”" in page.one("ul", class_="findings").text
    publisher.publishes(draft, row=["trial topic:cards"])
    assert draft.editions.count() == 2


# Putting a row back


def puts_back(staff, draft, row):
    """Press the button beside a row."""
    page = staff.workbench(draft)
    (button,) = page.all("button", form="put-back", value=row)
    form = page.form(id="put-back")
    response = staff.client.post(form.element["action"], form.hidden() | {"row": [button["value"]]})
    return parse(staff.client.get(response["Location"]))


def test_one_row_is_put_back_and_the_others_stay(draft, edition, editor):
    edits(draft, plain="New words.")
    draft.term_set.all().delete()
    puts_back(editor, draft, "term:junior-stamp")
    assert freeze(draft) == with_part(GUIDE, "options", "town-card", plain="New words.")
    assert log(editor.workbench(draft))[0].endswith(
        "edith put back what edition 1 has. That changed 1 term: “Junior stamp”."
    )


def test_a_row_is_not_put_back_where_others_would_point_to_nothing(draft, edition, editor):
    source = models.Source.objects.create(guide=draft, slug="new", title="New", publisher="x")
    draft.option_set.get(slug="town-card").sources.add(source)
    page = puts_back(editor, draft, "source:new")
    assert "Not put back." in page.text
    assert "There is no source with the slug “new”" in page.text
    assert draft.source_set.filter(slug="new").exists()


def test_what_was_saved_after_the_look_is_not_lost_by_putting_back(draft, edition, editor):
    edits(draft, plain="New words.")
    form = editor.workbench(draft).form(id="put-back")
    edits(draft, plain="Newer words.")
    sent = form.hidden() | {"row": "option:town-card"}
    editor.client.post(form.element["action"], sent)
    assert freeze(draft).option_by_slug["town-card"].plain == "Newer words."


def test_only_what_differs_can_be_put_back(draft, edition, editor):
    edits(draft, plain="New words.")
    for row in ("option:post-card", "nothing:x", "", "option:"):
        sent = {"row": row, "seen": seen(draft)}
        assert editor.sends("put_back_guide", draft.pk, **sent).status_code == 404


def test_the_list_tells_the_day_of_an_edition_as_the_workbench_does(
    draft, edition, editor, settings
):
    """At any hour, it is another day than in Greenwich in one of these places."""
    days = {zone: edition.published_at.astimezone(ZoneInfo(zone)).date() for zone in FAR_AWAY}
    zone, day = next(each for each in days.items() if each[1] != edition.published_at.date())
    settings.TIME_ZONE = zone
    assert f"1, {day}" in editor.opens("desk_guide_changelist").text


# Asking for it


def test_an_editor_asks_and_publishing_answers(draft, edition, editor, publisher):
    edits(draft, plain="New words.")
    form = section(editor.workbench(draft), "publish").form()
    for _ in range(2):  # pressed twice
        editor.client.post(form.element["action"], form.filled(note="For Monday’s clinic."))
    assert draft.publish_requests.count() == 1
    assert "edith" in section(publisher.workbench(draft), "waiting").text
    assert "For Monday’s clinic." in section(publisher.workbench(draft), "waiting").text
    assert "asked for by edith" in publisher.opens("desk_guide_changelist").text
    publisher.publishes(draft)
    assert publisher.workbench(draft).all("section", aria_labelledby="waiting") == []
    assert "paula: “Published as edition 2.”" in section(editor.workbench(draft), "publish").text


def test_a_publisher_declines_with_a_reason(draft, editor, publisher):
    editor.sends("ask_guide", draft.pk, note="Ready.")
    form = section(publisher.workbench(draft), "waiting").form()
    publisher.client.post(form.element["action"], form.filled(answer=" "))
    assert draft.publish_requests.get().answered_at is None
    publisher.client.post(form.element["action"], form.filled(answer="The dose needs a source."))
    assert publisher.workbench(draft).all("section", aria_labelledby="waiting") == []
    assert "paula: “The dose needs a source.”" in section(editor.workbench(draft), "publish").text


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
