"""Rows to check on the page The summary: taken over, still right, retired."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from navigator.desk import models
from navigator.desk.admin.checking_steps import back_to_summary
from navigator.desk.drafts import proofread_draft
from navigator.desk.rows import freeze
from navigator.desk.summaries import is_done
from navigator.guide.aligning import align
from tests.library import library, summary_with

from .at_the_summary import (
    TALLER,
    TOWN,
    all_is_carried,
    form_to,
    held,
    is_open,
    keeps,
    page,
    presses,
    said,
    settles,
)
from .staff import RowForm, fields

GUIDE = library()
MAY = ("Other cards include:", "Other cards may include:")


def test_the_new_words_are_taken_over_with_one_press(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    settles(editor, draft, "town-card", "take")
    option = models.Option.objects.get(slug="town-card")
    assert TALLER in option.source_text
    mark = models.RowToCheck.objects.get(slug="town-card")
    assert (mark.settled_by, mark.settled_at is None) == (editor.user, False)
    assert all_is_carried()
    assert LogEntry.objects.filter(object_id=str(option.pk), user=editor.user).exists()


def test_a_row_that_is_still_right_is_settled_as_it_is(draft, editor):
    keeps(editor, draft, MAY)
    before = models.Option.objects.values().get(slug="screen-card")
    settles(editor, draft, "screen-card", "right")
    assert not is_open("screen-card")
    assert models.Option.objects.values().get(slug="screen-card") == before


@pytest.mark.parametrize("new", [f"  • {TALLER}\n", ""], ids=["reworded", "gone"])
def test_a_row_with_words_that_the_summary_has_no_more_is_not_still_right(draft, editor, new):
    """Its statement would stand there as one that no row carries."""
    keeps(editor, draft, (f"  • {TOWN}\n", new))
    told = said(
        editor.sends("settle_guide", draft.pk, row=ticks(editor, draft, "town-card"), do="right")
    )
    assert "Take the new ones over, retire it, or change it in its form." in told
    assert is_open("town-card")


def test_an_editor_is_asked_about_the_rule_where_the_words_that_say_for_whom_have_changed(
    draft, editor
):
    keeps(editor, draft, MAY, (TOWN, TALLER))
    asked = {
        each.one("h3").text
        for each in page(editor, draft).all(class_="row-to-check")
        if "The words that say for whom have changed" in each.text
    }
    assert asked == {"Option “Screen card”", "Option “Post card”"}


def test_links_to_forms_lead_back_from_there(draft, editor):
    keeps(editor, draft, MAY)
    links = page(editor, draft).one("section", aria_labelledby="to-check").all("a", href=True)
    forms = [each["href"] for each in links if "/change/" in each["href"]]
    assert len(forms) > 2
    assert all("?back=summary" in each for each in forms)


def ticks(staff, draft, slug=None):
    """Return the boxes of all rows, or of one."""
    boxes = [each["value"] for each in page(staff, draft).all("input", form="ticked")]
    keys = models.RowToCheck.objects.filter(slug=slug).values_list("pk", flat=True)
    return [each for each in boxes if not slug or int(each.split()[0]) in keys]


def test_several_rows_are_found_still_right_with_one_press(draft, editor):
    keeps(editor, draft, MAY)
    ticked = ticks(editor, draft)
    assert len(ticked) == models.RowToCheck.objects.count() > 2
    editor.sends("settle_guide", draft.pk, row=ticked[1:], do="right")
    left = models.RowToCheck.objects.get(settled_at=None)
    assert ticked[0].startswith(f"{left.pk} ")


def test_several_rows_take_the_new_words_over_with_one_press_and_the_others_stay(draft, editor):
    keeps(editor, draft, MAY, (TOWN, TALLER))
    told = said(editor.sends("settle_guide", draft.pk, row=ticks(editor, draft), do="take"))
    assert models.Category.objects.get(slug="other-cards").source_text == MAY[1]
    assert TALLER in models.Option.objects.get(slug="town-card").source_text
    assert "our own words and rules are as they were: “" in told
    assert told.count("The old words are not in it") == 1, "once for all that have none"
    assert is_open("screen-card")  # its own words are the same: is its rule still right?
    assert not is_open("other-cards")
    assert all_is_carried()


def test_the_new_words_are_taken_over_on_the_way_to_the_form(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    response = presses(editor, draft, "town-card", "edit")
    option = models.Option.objects.get(slug="town-card")
    assert response["Location"] == back_to_summary(option)
    assert TALLER in option.source_text
    assert is_open("town-card")  # until the form is saved
    form = RowForm(editor, response["Location"]).types(plain="Other words.").must_save()
    assert form.response["Location"] == reverse("admin:summary_guide", args=[draft.pk])
    assert not is_open("town-card")


def test_an_option_whose_statement_has_moved_goes_to_the_category_of_its_heading(draft, editor):
    keeps(
        editor,
        draft,
        (f"  • {TOWN}\n", ""),
        ("  • Screen card.\n", f"  • Screen card.\n  • {TOWN}\n"),
    )
    shown = page(editor, draft).one("section", aria_labelledby="to-check")
    assert "it moves to the category “Other cards”" in shown.text
    settles(editor, draft, "town-card", "take")
    option = models.Option.objects.get(slug="town-card")
    assert option.category.slug == "other-cards"
    assert option.source_text == TOWN  # the lead-in is with the category
    assert all_is_carried()
    assert held().without_lead == ()


def test_an_option_whose_statement_has_moved_below_another_lead_in_brings_it_along(draft, editor):
    keeps(
        editor,
        draft,
        (f"  • {TOWN}\n", ""),
        ("Ask about our new", f"For grown-ups there is:\n\n  • {TOWN}\n\nAsk about our new"),
    )
    settles(editor, draft, "town-card", "take")
    option = models.Option.objects.get(slug="town-card")
    assert option.source_text == f"For grown-ups there is:\n• {TOWN}"
    assert all_is_carried()


def test_words_of_a_category_that_are_gone_are_taken_out(draft, editor):
    keeps(editor, draft, ("Other cards include:\n\n", ""))
    settles(editor, draft, "other-cards", "take")
    assert models.Category.objects.get(slug="other-cards").source_text == ""
    assert held().unknown == ()


def test_words_that_a_row_cannot_do_without_are_not_taken_out(draft, editor):
    keeps(editor, draft, ("This list is not a promise of the library. ", ""))
    key = models.RowToCheck.objects.get(slug="", settled_at=None).pk
    forms = page(editor, draft).all("form", action=reverse("admin:settle_guide", args=[draft.pk]))
    (form,) = [each for each in forms if fields(each).get("row", "").startswith(f"{key} ")]
    assert form.all("button") == []
    assert "change it in its form" in page(editor, draft).text
    assert "Change it in its form" in settles(editor, draft, "", "take")
    draft.refresh_from_db()
    assert draft.disclaimer == GUIDE.disclaimer
    assert is_open("")


def test_an_option_whose_statement_is_gone_is_retired_with_what_hangs_on_it(draft, editor):
    keeps(editor, draft, (f"  • {TOWN}\n", ""))
    option = models.Option.objects.get(slug="town-card")
    models.Notice.objects.create(guide=draft, slug="aside", text="An aside.", option=option)
    expecting = [
        each
        for each in models.ExampleReader.objects.all()
        if "town-card" in (*each.match, *each.depends)
    ]
    models.Option.objects.filter(slug="post-card").update(excludes=("town-card", "paper-card"))
    excluding = models.Option.objects.get(slug="post-card")
    remarks = list(option.remarks.all())
    assert expecting
    assert remarks
    shown = page(editor, draft).one("section", aria_labelledby="to-check")
    for row in (*expecting, *remarks, excluding):
        assert str(row) in " ".join(each.text for each in shown.all("ul"))
    settles(editor, draft, "town-card", "retire")
    assert not models.Option.objects.filter(slug="town-card").exists()
    assert not models.Notice.objects.filter(pk__in=[each.pk for each in remarks]).exists()
    assert not is_open("town-card")
    excluding.refresh_from_db()
    assert excluding.excludes == ("paper-card",)
    for before in expecting:
        now = models.ExampleReader.objects.get(pk=before.pk)
        assert now.match == tuple(each for each in before.match if each != "town-card")
        assert now.depends == tuple(each for each in before.depends if each != "town-card")
    assert "town-card" not in str(
        [each.what for each in proofread_draft(draft, freeze(draft)) if each.stops_publishing]
    )


def test_all_that_is_ticked_is_retired_though_some_goes_with_its_option(draft, editor):
    option = models.Option.objects.get(slug="town-card")
    remark = models.Notice.objects.create(
        guide=draft, slug="aside", text="An aside.", option=option
    )
    keeps(editor, draft, (f"  • {TOWN}\n", ""))
    both = ticks(editor, draft, "town-card") + ticks(editor, draft, remark.slug)
    told = said(editor.sends("settle_guide", draft.pk, row=both, do="retire"))
    assert "Retired: “Town card”." in told
    assert "Not settled" not in told
    assert not models.Notice.objects.filter(pk=remark.pk).exists()
    deleted = f"edith deleted the notice “{remark}”."
    assert deleted in editor.opens("log_guide", draft.pk).text


def test_who_found_a_row_still_right_is_told_when_it_is_gone(draft, editor):
    keeps(editor, draft, MAY)
    settles(editor, draft, "screen-card", "right")
    models.Option.objects.get(slug="screen-card").delete()
    assert "edith found “Screen card” still right" in editor.opens("log_guide", draft.pk).text


def test_what_waits_for_a_row_that_is_gone_is_nothing_to_do(draft, editor):
    text = summary_with((f"  • {TOWN}\n", ""))
    keeps(editor, draft, (f"  • {TOWN}\n", ""))
    models.RowToCheck.objects.exclude(slug="town-card").delete()
    models.Option.objects.get(slug="town-card").delete()
    assert is_done(draft, freeze(draft), text, align(text, text))
    assert is_open("town-card")


def test_an_option_is_not_retired_with_more_than_was_shown(draft, editor):
    keeps(editor, draft, (f"  • {TOWN}\n", ""))
    shown = page(editor, draft)
    models.Notice.objects.create(
        guide=draft, slug="late", text="New.", option=models.Option.objects.get(slug="town-card")
    )
    sent = fields(form_to(shown, "settle", draft))
    assert "has changed" in said(editor.sends("settle_guide", draft.pk, **sent, do="retire"))
    assert is_open("town-card")


def test_an_option_whose_statement_is_still_there_is_not_retired(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    settles(editor, draft, "town-card", "retire")
    assert models.Option.objects.filter(slug="town-card").exists()
    assert is_open("town-card")


def test_a_row_is_not_settled_for_words_that_changed_between_look_and_press(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    shown = page(editor, draft)
    sent = fields(form_to(shown, "settle", draft))
    keeps(editor, draft, (TOWN, TALLER.replace("adults", "grown-ups")))
    assert "has changed" in said(editor.sends("settle_guide", draft.pk, **sent, do="right"))
    assert is_open("town-card")


def test_saving_a_row_in_its_form_settles_it(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    option = models.Option.objects.get(slug="town-card")
    editor.form(option).types(plain="It is for all who work here.").must_save()
    assert models.RowToCheck.objects.get(slug="town-card").settled_by == editor.user


GAME = ("  • Screen card.\n", "  • Screen card.\n  • Game card.\n")


def test_what_is_said_of_a_category_is_to_check_where_something_new_stands_in_it(draft, editor):
    keeps(editor, draft, GAME)
    shown = page(editor, draft).one("section", aria_labelledby="to-check").text
    assert "Cards for all the rest." in shown
    assert is_open("other-cards")
    assert not is_open("plain-cards")


def test_each_change_is_shown_beside_what_was_there(draft, editor):
    keeps(editor, draft, GAME, (TOWN, TALLER), ("  • Post card, for those far away.\n", ""))
    [table] = [
        article.one("table")
        for article in page(editor, draft).all("article", class_="to-check")
        if "Bring a grown-up" in article.text
    ]
    said = [[each.text for each in row.all("td")] for row in table.one("tbody").all("tr")]
    lead = "Other cards include:•"
    assert said == [
        [TOWN, TALLER],
        [f"{lead} Post card, for those far away.", "Nothing: it is gone."],
        ["Nothing: it is new.", f"{lead} Game card."],
    ]


def test_a_notice_of_the_whole_guide_that_cites_the_summary_is_to_check_after_any_change(
    draft, editor
):
    slug = models.Notice.objects.get(option=None, sources__is_summary=True).slug
    keeps(editor, draft, GAME)
    assert is_open(slug)


def test_nothing_is_to_check_for_the_first_text(draft, editor):
    models.Guide.objects.update(summary="")
    draft.refresh_from_db()
    keeps(editor, draft)
    assert not models.RowToCheck.objects.exists()


def test_all_rows_can_be_ticked_at_once(draft, editor):
    keeps(editor, draft, MAY)
    shown = page(editor, draft)
    assert not [each for each in shown.all("input", form="ticked") if "checked" in each]
    assert shown.one(id="ticked").all("a", href="?tick=all#ticked")
    shown = editor.opens("summary_guide", draft.pk, tick="all")
    boxes = shown.all("input", form="ticked")
    assert all("checked" in each for each in boxes)
    assert len(boxes) == models.RowToCheck.objects.count()


def test_a_row_that_is_gone_is_settled_by_nobody(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    sent = [
        fields(each)
        for each in page(editor, draft).all(
            "form", action=reverse("admin:settle_guide", args=[draft.pk])
        )
    ]
    models.Option.objects.get(slug="town-card").delete()
    for do in ("take", "edit", "right", "retire"):
        for each in sent:
            response = editor.sends("settle_guide", draft.pk, **each | {"do": do})
            assert response.status_code == 302
    assert is_open("town-card")


@pytest.mark.parametrize(("do", "right"), [("take", "change_option"), ("retire", "delete_option")])
def test_whoever_may_not_change_or_delete_a_row_does_not(draft, editor, do, right):
    keeps(editor, draft, (TOWN, TALLER) if do == "take" else (f"  • {TOWN}\n", ""))
    group = editor.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename=right))
    response = presses(editor, draft, "town-card", do)
    assert response.status_code == 403
    assert models.Option.objects.get(slug="town-card").source_text == TOWN
    assert is_open("town-card")
