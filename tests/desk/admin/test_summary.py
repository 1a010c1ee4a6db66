"""The page The summary: the text as it is, and a new one."""

import pytest
from django.contrib.auth.models import Permission

from navigator.desk import models
from navigator.desk.admin.checking_steps import back_to_summary
from tests.html import parse
from tests.library import library, summary_with

from .at_the_summary import (
    TALLER,
    TOWN,
    form_to,
    is_open,
    keeps,
    page,
    sends_text,
)
from .staff import Staff, fields

GUIDE = library()


def test_each_statement_is_linked_to_the_rows_that_carry_it(draft, editor):
    shown = page(editor, draft).one("section", aria_labelledby="statements")
    row = next(each for each in shown.all("tr") if TOWN in each.text)
    option = models.Option.objects.get(slug="town-card")
    assert back_to_summary(option) in [each["href"] for each in row.all("a")]
    assert "No row carries" not in shown.text


def test_a_statement_that_no_row_carries_is_marked(draft, editor):
    models.Option.objects.filter(slug="town-card").update(source_text="")
    shown = page(editor, draft).one("section", aria_labelledby="statements")
    [row] = [each for each in shown.all("tr") if "No row carries" in each.text]
    assert TOWN in row.text


def test_a_new_text_is_shown_before_it_is_kept(draft, editor):
    shown = sends_text(editor, draft, summary_with((TOWN, TALLER)))
    assert "Reworded" in shown.text
    draft.refresh_from_db()
    assert draft.summary == GUIDE.summary
    keeps(editor, draft, (TOWN, TALLER))
    draft.refresh_from_db()
    assert draft.summary == summary_with((TOWN, TALLER))
    assert draft.summary_from == "the town hall"
    assert is_open("town-card")


@pytest.mark.parametrize("text", ["", "Something else.", "<div><p>A page</p></div>"])
def test_a_refused_text_is_still_in_the_form_with_a_sentence(draft, editor, text):
    shown = sends_text(editor, draft, text)
    assert shown.one(class_="errorlist nonfield").text
    assert shown.one("textarea", name="pasted").text.strip() == text
    draft.refresh_from_db()
    assert draft.summary == GUIDE.summary


def test_a_text_that_was_kept_between_look_and_press_is_not_overwritten(draft, editor):
    shown = sends_text(editor, draft, summary_with((TOWN, TALLER)))
    models.Guide.objects.update(summary=summary_with(("Screen card.", "Screen cards.")))
    response = editor.sends("summary_guide", draft.pk, **fields(form_to(shown, "summary", draft)))
    assert "has changed while you had this page open" in parse(response).text
    draft.refresh_from_db()
    assert draft.summary == summary_with(("Screen card.", "Screen cards."))


def test_whoever_may_only_look_changes_nothing(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    looker = Staff("lea")
    looker.user.user_permissions.add(Permission.objects.get(codename="view_guide"))
    assert not page(looker, draft).all("button", name="do")
    mark = models.RowToCheck.objects.get(slug="town-card")
    for step in ("summary", "settle", "carry"):
        sent = looker.sends(f"{step}_guide", draft.pk, row=mark.pk, do="right", place=0)
        assert sent.status_code == 403
    assert is_open("town-card")


def test_the_workbench_says_what_is_to_check(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    shown = editor.workbench(draft).one("section", aria_labelledby="summary")
    assert "3 rows to check" in shown.text
