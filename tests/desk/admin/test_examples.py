"""Example readers at the desk: kept once tried, told at every look, accepted with a reason."""

import pytest
from django.contrib.admin.models import LogEntry

from navigator.desk import models
from navigator.desk.drafts import FaultyDraftError, publish, seen
from navigator.desk.rows import freeze, write_draft
from navigator.guide.model import Answered
from tests.guide.builders import a_situation, any_of
from tests.html import Form, parse
from tests.library import library
from tests.variants import with_part

GUIDE = library()
WIDER = with_part(
    GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "in-town", "far")),)
)


def examples(staff, draft):
    return staff.workbench(draft).one("section", aria_labelledby="examples")


def keeps(staff, draft, **picks):
    """Keep a reader on a page that was opened just now."""
    now = models.Guide.objects.get(pk=draft.pk)
    sent = {"example-keep": "yes", "csrfmiddlewaretoken": "x", "example-seen": seen(now)} | picks
    return staff.sends("try_guide", draft.pk, **sent)


KIM = {"age": "adult", "home": "in-town", "example-who": "Kim"}


def form_of_kim(staff, draft):
    """The form that has tried Kim, filled in to keep them."""
    page = parse(staff.sends("try_guide", draft.pk, csrfmiddlewaretoken="x", **KIM))
    return Form(page.one("form", action="#verdicts")).hidden() | KIM | {"example-keep": "yes"}


def said_on(page):
    return page.one("ul", class_="messagelist").text


def test_one_press_keeps_a_tried_reader_with_what_they_get(draft, editor):
    response = keeps(editor, draft, age=["teen"], **{"example-who": "A teenager"})
    assert response.status_code == 302
    kept = freeze(draft).example_readers[-1]
    assert (kept.slug, kept.who) == ("a-teenager", "A teenager")
    assert kept.answers == (Answered("age", ("teen",)),)
    assert kept.match == ("reading-room",)
    assert set(kept.depends) == {"junior-card", "paper-card", "screen-card", "post-card"}
    assert "3 example readers get what is expected" in examples(editor, draft).text
    assert "A teenager" in LogEntry.objects.first().get_change_message()


def test_the_form_to_keep_is_there_once_verdicts_are_shown(draft, editor):
    sent = editor.sends("try_guide", draft.pk, csrfmiddlewaretoken="x", age="teen")
    assert b'name="example-who"' in sent.content
    assert b'name="example-keep"' not in editor.client.get(sent.request["PATH_INFO"]).content


def test_two_of_one_name_are_both_kept(draft, editor):
    for home in ("far", "nearby"):
        keeps(editor, draft, age=["teen"], home=home, **{"example-who": "A teenager"})
    slugs = [each.slug for each in freeze(draft).example_readers]
    assert slugs[-2:] == ["a-teenager", "a-teenager-2"]


def test_a_reader_that_is_kept_twice_is_there_and_told_once(draft, editor):
    sent = form_of_kim(editor, draft)
    for _ in range(2):
        response = editor.sends("try_guide", draft.pk, **sent)
    told = said_on(parse(editor.client.get(response["Location"])))
    assert told == "Kept “Kim” as an example reader, with what they get now."
    assert draft.examplereader_set.filter(who="Kim").count() == 1
    response = editor.sends("try_guide", draft.pk, **sent)
    assert "already" in said_on(parse(editor.client.get(response["Location"])))
    assert draft.examplereader_set.filter(who="Kim").count() == 1


def test_a_rule_that_changed_since_the_look_is_not_expected_unseen(draft, editor):
    sent = form_of_kim(editor, draft)
    draft.option_set.filter(slug="post-card").update(for_everyone=True)
    page = parse(editor.sends("try_guide", draft.pk, **sent))
    assert "so nothing was kept" in said_on(page)
    form = Form(page.one("form", action="#verdicts"))
    assert form.checked("age") == {"adult"}
    assert form.inputs("example-who")[0]["value"] == "Kim"
    assert not draft.examplereader_set.filter(who="Kim").exists()
    again = editor.sends("try_guide", draft.pk, **sent | form.hidden())
    assert again.status_code == 302
    assert "post-card" in draft.examplereader_set.get(who="Kim").match


def test_a_draft_that_cannot_be_read_keeps_nobody_and_loses_nothing(draft, editor):
    sent = form_of_kim(editor, draft)
    picks = models.ConditionChoice.objects.filter(condition__option__slug="town-card")
    named = [*picks]
    picks.delete()
    page = parse(editor.sends("try_guide", draft.pk, **sent))
    assert "“Kim” is not kept" in said_on(page)
    assert "Town card" in page.one("ul", class_="findings").text
    models.ConditionChoice.objects.bulk_create(named)
    again = Form(page.one(class_="workbench").all("form")[-1]).hidden()
    form = Form(parse(editor.sends("try_guide", draft.pk, **again)).one(action="#verdicts"))
    assert form.checked("home") == {"in-town"}
    assert form.inputs("example-who")[0]["value"] == "Kim"


def test_accepting_on_a_draft_that_cannot_be_read_says_what_to_put_right(draft, publisher):
    models.ConditionChoice.objects.filter(condition__option__slug="town-card").delete()
    sent = {"example": "child-at-home", "reason": "x", "seen": seen(draft)}
    response = publisher.sends("accept_guide", draft.pk, **sent)
    told = said_on(parse(publisher.client.get(response["Location"])))
    assert "Not accepted. Put this right first." in told
    assert "Town card" in told


@pytest.mark.parametrize(
    "sent",
    [
        {"age": ["teen"], "example-who": ""},
        {"age": ["teen", "child"], "example-who": "Two ages"},
    ],
)
def test_a_reader_without_a_name_or_that_cannot_be_is_not_kept(draft, editor, sent):
    keeps(editor, draft, **sent)
    assert len(freeze(draft).example_readers) == 2


def test_the_workbench_tells_who_gets_something_else_and_why(draft, editor):
    write_draft(WIDER, draft)
    told = examples(editor, draft).text
    assert "1 of 2 example readers now gets something else" in told
    assert "“Post card” is listed now, and should not be listed. Home is in the town." in told
    with pytest.raises(FaultyDraftError, match="example reader child-at-home"):
        publish(draft, "Wider")


def test_all_who_get_something_else_are_ticked_with_one_press(draft, publisher):
    draft.option_set.update(for_everyone=True)
    (link,) = [
        each["href"] for each in examples(publisher, draft).all("a") if "tick" in each.text.lower()
    ]
    page = parse(publisher.client.get(f"/admin/desk/guide/{draft.pk}/change/{link}"))
    boxes = page.all("input", name="example")
    assert len(boxes) == 2
    assert all("checked" in each for each in boxes)


def accepts(staff, draft, reason="The house rules name them now.", meanwhile=lambda: None):
    form = Form(examples(staff, draft).one("form")).filled(example=["child-at-home"])
    meanwhile()
    return staff.client.post(f"/admin/desk/guide/{draft.pk}/accept/", form | {"reason": reason})


def test_a_publisher_accepts_with_a_reason_that_is_kept(draft, publisher):
    write_draft(WIDER, draft)
    accepts(publisher, draft)
    child = freeze(draft).example_readers[0]
    assert "post-card" in child.match
    assert "paula" in child.staff_note
    assert "The house rules name them now." in child.staff_note
    assert "what is expected" in examples(publisher, draft).text
    assert publish(draft, "Wider").number == 1


def test_nothing_is_accepted_without_a_reason(draft, publisher):
    write_draft(WIDER, draft)
    accepts(publisher, draft, reason="")
    assert "something else" in examples(publisher, draft).text


def test_nobody_is_accepted_who_is_not_there(draft, publisher):
    write_draft(WIDER, draft)
    sent = {"example": "nobody", "seen": seen(draft), "reason": "x"}
    response = publisher.sends("accept_guide", draft.pk, **sent)
    assert "Not accepted." in parse(publisher.client.get(response["Location"])).text
    assert not LogEntry.objects.exists()


def test_what_changed_since_the_look_is_not_accepted(draft, publisher):
    write_draft(WIDER, draft)
    town_cards = draft.option_set.filter(slug="town-card")
    accepts(publisher, draft, meanwhile=lambda: town_cards.update(for_everyone=True))
    assert "post-card" not in freeze(draft).example_readers[0].match


def test_an_editor_may_not_accept(draft, editor):
    write_draft(WIDER, draft)
    assert examples(editor, draft).all("form") == []
    sent = {"example": "child-at-home", "now": "x", "reason": "x"}
    assert editor.sends("accept_guide", draft.pk, **sent).status_code == 403


def dropped(draft, editor):
    """An edition, and an editor who drops the example reader that a wider rule does not fit."""
    publish(draft, "First")
    write_draft(WIDER, draft)
    child = draft.examplereader_set.get(slug="child-at-home")
    assert editor.sends("desk_examplereader_delete", child.pk, post="yes").status_code == 302


def test_an_example_reader_is_not_dropped_from_an_edition_without_a_reason(
    draft, editor, publisher
):
    dropped(draft, editor)
    form = publisher.workbench(draft).one("form", id="publish-form")
    assert "1 example reader of the last edition is gone" in form.text
    page = parse(publisher.publishes(draft))
    assert "Not published yet. Say why it is right to drop these example readers." in page.text
    assert page.one("form", id="publish-form").one("textarea").text == "Because."
    assert draft.editions.count() == 1
    publisher.publishes(draft, why_replaced="No child lives far away.")
    edition = draft.editions.first()
    assert edition.number == 2
    assert edition.note.startswith("Because.")
    assert edition.note.endswith(": No child lives far away.")
    assert "No child lives far away." in LogEntry.objects.first().get_change_message()


def test_an_example_reader_kept_anew_under_the_same_name_needs_a_reason_as_well(
    draft, editor, publisher
):
    dropped(draft, editor)
    child = GUIDE.example_readers[0]
    said = {each.question: list(each.choices) for each in child.answers}
    keeps(editor, draft, **said, **{"example-who": "Child at home"})
    assert draft.examplereader_set.filter(slug="child-at-home").exists()
    assert "Say why it is right" in parse(publisher.publishes(draft)).text


def test_an_example_reader_that_stays_in_the_edition_needs_no_reason(draft, editor, publisher):
    dropped(draft, editor)
    draft.question_set.filter(slug="home").update(why="Some live far away.")
    publisher.publishes(draft, row=["question:home"])
    assert draft.editions.count() == 2


def test_one_that_was_accepted_needs_no_second_reason(draft, publisher):
    publish(draft, "First")
    write_draft(WIDER, draft)
    accepts(publisher, draft)
    publisher.publishes(draft)
    assert draft.editions.count() == 2
