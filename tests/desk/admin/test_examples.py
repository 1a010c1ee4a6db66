"""Example readers at the desk: kept once tried, told at every look, accepted with a reason."""

import pytest
from django.contrib.admin.models import LogEntry

from navigator.desk.drafts import FaultyDraftError, publish
from navigator.desk.rows import freeze, write_draft
from navigator.guide.model import Answered
from tests.guide.builders import a_situation, any_of
from tests.html import Form
from tests.library import library
from tests.variants import with_part

GUIDE = library()
WIDER = with_part(
    GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "in-town", "far")),)
)


def examples(staff, draft):
    return staff.workbench(draft).one("section", aria_labelledby="examples")


def keeps(staff, draft, **picks):
    sent = {"example-keep": "yes", "csrfmiddlewaretoken": "x"} | picks
    return staff.sends("try_guide", draft.pk, **sent)


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
    for _ in range(2):
        keeps(editor, draft, age=["teen"], **{"example-who": "A teenager"})
    slugs = [each.slug for each in freeze(draft).example_readers]
    assert slugs[-2:] == ["a-teenager", "a-teenager-2"]


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
