"""The page The summary: a new text is taken in, what follows is settled, what is new is carried."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import freeze
from navigator.guide.held import hold
from tests.desk.admin.staff import Staff, fields
from tests.html import parse
from tests.library import library, summary_with

GUIDE = library()
TOWN = "Town card, for adults who live here or close by."
TALLER = "Town card, for adults who live here, or work close by."


def page(staff, draft):
    return staff.opens("summary_guide", draft.pk)


def sends_text(staff, draft, text, where="the town hall"):
    """Sends a text; gives the page that shows what became of each statement."""
    return parse(staff.sends("summary_guide", draft.pk, pasted=text, taken_from=where))


def keeps(staff, draft, *pairs):
    """Takes a text in, as somebody does who presses the button of the page."""
    shown = sends_text(staff, draft, summary_with(*pairs))
    response = staff.sends("summary_guide", draft.pk, **fields(form_to(shown, "summary", draft)))
    assert response.status_code == 302
    return response


def form_to(shown, step, draft):
    return shown.all("form", action=reverse(f"admin:{step}_guide", args=[draft.pk]))[0]


def settles(staff, draft, slug, do):
    """Presses a button of a row to check; gives what is said."""
    forms = page(staff, draft).all("form", action=reverse("admin:settle_guide", args=[draft.pk]))
    key = str(models.RowToCheck.objects.get(slug=slug, settled_at=None).pk)
    sent = next(each for each in map(fields, forms) if each["row"].startswith(f"{key} "))
    return said(staff.sends("settle_guide", draft.pk, **sent, do=do))


def carries(staff, draft, text, do, **more):
    """Presses a button of a statement that no row carries."""
    place = [each.text for each in held().statements].index(text)
    forms = page(staff, draft).all("form", action=reverse("admin:carry_guide", args=[draft.pk]))
    sent = next(each for each in map(fields, forms) if each["place"] == str(place))
    return staff.sends("carry_guide", draft.pk, **sent | more, do=do)


def held():
    return hold(freeze(models.Guide.objects.get()))


def all_is_carried():
    return not any(held().not_carried)


def said(response):
    return " ".join(map(str, get_messages(response.wsgi_request)))


def is_open(slug):
    return models.RowToCheck.objects.filter(slug=slug, settled_at=None).exists()


# The text as it is


def test_each_statement_is_linked_to_the_rows_that_carry_it(draft, editor):
    shown = page(editor, draft).one("section", aria_labelledby="statements")
    row = next(each for each in shown.all("tr") if TOWN in each.text)
    option = models.Option.objects.get(slug="town-card")
    assert reverse("admin:desk_option_change", args=[option.pk]) in [
        each["href"] for each in row.all("a")
    ]
    assert "No row carries" not in shown.text


def test_a_statement_that_no_row_carries_is_marked(draft, editor):
    models.Option.objects.filter(slug="town-card").update(source_text="")
    shown = page(editor, draft).one("section", aria_labelledby="statements")
    [row] = [each for each in shown.all("tr") if "No row carries" in each.text]
    assert TOWN in row.text


# A new text


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


# What is to check


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
    keeps(editor, draft, (TOWN, TALLER))
    before = models.Option.objects.values().get(slug="town-card")
    settles(editor, draft, "town-card", "right")
    assert not is_open("town-card")
    assert models.Option.objects.values().get(slug="town-card") == before


def test_several_rows_are_found_still_right_with_one_press(draft, editor):
    keeps(editor, draft, ("Other cards include:", "Other cards may include:"))
    ticks = page(editor, draft).all("input", type="checkbox", form="still-right")
    assert len(ticks) == models.RowToCheck.objects.count() > 2
    sent = [each["value"] for each in ticks[1:]]
    editor.sends("settle_guide", draft.pk, row=sent, do="right")
    left = models.RowToCheck.objects.get(settled_at=None)
    assert ticks[0]["value"].startswith(f"{left.pk} ")


def test_an_option_whose_statement_is_gone_is_retired(draft, editor):
    keeps(editor, draft, (f"  • {TOWN}\n", ""))
    models.ExampleReader.objects.all().delete()
    models.Notice.objects.filter(option__slug="town-card").delete()
    settles(editor, draft, "town-card", "retire")
    assert not models.Option.objects.filter(slug="town-card").exists()
    assert not is_open("town-card")


def test_an_option_that_something_points_to_is_not_retired(draft, editor):
    keeps(editor, draft, (f"  • {TOWN}\n", ""))
    refused = settles(editor, draft, "town-card", "retire")
    assert "A grown-up who only said so" in refused
    assert models.Option.objects.filter(slug="town-card").exists()
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


# What is new

GAME = "Game card, for those who play."
WITH_GAME = ("  • Screen card.\n", f"  • Screen card.\n  • {GAME}\n")


def test_an_option_is_made_of_a_new_statement(draft, editor):
    keeps(editor, draft, WITH_GAME)
    response = carries(editor, draft, GAME, "option")
    option = models.Option.objects.get(name__startswith="Game card")
    assert response["Location"] == reverse("admin:desk_option_change", args=[option.pk])
    assert option.category.slug == "other-cards"  # by its heading
    assert option.source_text == f"• {GAME}"  # its category carries the lead-in
    assert option.plain == ""
    assert all_is_carried()


def test_a_line_that_tells_readers_nothing_is_put_aside(draft, editor):
    keeps(editor, draft, ("Ask about our new cards.", "Ask about our new cards.\n\nTop of page."))
    carries(editor, draft, "Top of page.", "aside")
    draft.refresh_from_db()
    assert "Top of page." in draft.source_asides
    assert all_is_carried()


def test_a_category_is_made_of_a_new_heading(draft, editor):
    keeps(editor, draft, ("Ask about", "Cards for games\n\n  • Chess card.\n\nAsk about"))
    carries(editor, draft, "Cards for games", "category")
    carries(editor, draft, "Chess card.", "option")
    assert models.Option.objects.get(slug="chess-card").category.name == "Cards for games"
    assert all_is_carried()


def test_a_statement_is_not_carried_twice(draft, editor):
    keeps(editor, draft, WITH_GAME)
    forms = page(editor, draft).all("form", action=reverse("admin:carry_guide", args=[draft.pk]))
    [sent] = map(fields, forms)
    for _ in range(2):
        editor.sends("carry_guide", draft.pk, **sent, do="option")
    assert models.Option.objects.filter(name__startswith="Game card").count() == 1


def test_a_reworded_statement_that_waits_for_its_row_is_not_offered_anew(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    assert not page(editor, draft).all("form", action=reverse("admin:carry_guide", args=[draft.pk]))


def test_the_workbench_says_what_is_to_check(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    shown = editor.workbench(draft).one("section", aria_labelledby="summary")
    assert "1 row to check" in shown.text
