"""The page The summary: a new text is taken in, what follows is settled, what is new is carried."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse

from navigator.desk import models
from navigator.desk.admin.named import form_url
from navigator.desk.drafts import freeze, proofread_draft
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


def ways(staff, draft):
    """What the form offers for each statement that no row carries: its picks, as they are."""
    form = page(staff, draft).one("form", id="carry")
    picks = page(staff, draft).all("select", form=form["id"])
    return {each["name"]: fields_of(each) for each in picks}


def fields_of(select):
    return next((each["value"] for each in select.all("option") if "selected" in each), "")


def carries(staff, draft, **picked):
    """Presses the button below the statements: with the guesses, but for what is picked."""
    shown = page(staff, draft)
    sent = fields(shown.one("form", id="carry")) | {
        each["name"]: fields_of(each) for each in shown.all("select", form="carry")
    }
    assert picked.keys() <= sent.keys()
    return staff.sends("carry_guide", draft.pk, **sent | picked)


def way(text):
    """The name of the field in which somebody picks what becomes of a statement."""
    return f"way-{[each.text for each in held().statements].index(text)}"


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


MAY = ("Other cards include:", "Other cards may include:")


def ticks(staff, draft):
    return [each["value"] for each in page(staff, draft).all("input", form="ticked")]


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
    assert "“Screen card” has the new words" not in told
    assert is_open("screen-card")  # its own words are the same: is its rule still right?
    assert not is_open("other-cards")
    assert all_is_carried()


def test_the_new_words_are_taken_over_on_the_way_to_the_form(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    key = models.RowToCheck.objects.get(slug="town-card").pk
    forms = page(editor, draft).all("form", action=reverse("admin:settle_guide", args=[draft.pk]))
    sent = next(each for each in map(fields, forms) if each["row"].startswith(f"{key} "))
    response = editor.sends("settle_guide", draft.pk, **sent, do="edit")
    option = models.Option.objects.get(slug="town-card")
    assert response["Location"] == form_url(option)
    assert TALLER in option.source_text
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


def test_words_that_a_row_cannot_do_without_stay_and_it_says_so(draft, editor):
    keeps(editor, draft, ("This list is not a promise of the library. ", ""))
    shown = settles(editor, draft, "", "take")
    assert "Change it in its form" in shown
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
    remarks = list(option.remarks.all())
    assert expecting
    assert remarks
    shown = page(editor, draft).one("section", aria_labelledby="to-check")
    for row in (*expecting, *remarks):
        assert str(row) in shown.all("ul")[-1].text
    settles(editor, draft, "town-card", "retire")
    assert not models.Option.objects.filter(slug="town-card").exists()
    assert not models.Notice.objects.filter(pk__in=[each.pk for each in remarks]).exists()
    assert not is_open("town-card")
    for before in expecting:
        now = models.ExampleReader.objects.get(pk=before.pk)
        assert now.match == tuple(each for each in before.match if each != "town-card")
        assert now.depends == tuple(each for each in before.depends if each != "town-card")
    assert "town-card" not in str(
        [each.what for each in proofread_draft(draft, freeze(draft)) if each.stops_publishing]
    )


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


# What is new

GAME = "Game card, for those who play."
WITH_GAME = ("  • Screen card.\n", f"  • Screen card.\n  • {GAME}\n")


def test_an_option_is_made_of_a_new_statement(draft, editor):
    keeps(editor, draft, WITH_GAME)
    response = carries(editor, draft)
    option = models.Option.objects.get(name__startswith="Game card")
    assert response["Location"] == form_url(option)
    assert option.category.slug == "other-cards"  # by its heading
    assert option.source_text == f"• {GAME}"  # its category carries the lead-in
    assert option.plain == ""
    assert all_is_carried()


def test_a_line_that_tells_readers_nothing_is_put_aside(draft, editor):
    keeps(editor, draft, ("Ask about our new cards.", "Ask about our new cards.\n\nTop of page."))
    carries(editor, draft, **{way("Top of page."): "aside"})
    draft.refresh_from_db()
    assert "Top of page." in draft.source_asides
    assert all_is_carried()


LEAD = "Cards for games include:"
GAMES = f"""Top of page

  Games

  {LEAD}

  • Chess card.
  • Dice card.

  Clubs

  Ask for a club card, if you play with others.

  Ask about"""


def test_many_new_statements_are_carried_with_one_press(draft, editor):
    """Each as it is guessed: two categories, three options, and a line that tells nothing."""
    keeps(editor, draft, ("Ask about", GAMES))
    assert sorted(ways(editor, draft).values()) == [
        "",  # the lead-in comes along with the options below it
        "aside",
        "category",
        "category",
        "option heading",
        "option heading",
        "option heading",
    ]
    response = carries(editor, draft)
    assert response["Location"] == reverse("admin:summary_guide", args=[draft.pk])
    told = said(response)
    for name in ("Games", "Clubs", "Chess card", "Dice card", "Ask for a club card"):
        assert f">{name}" in told
    chess, dice = (models.Option.objects.get(slug=f"{each}-card") for each in ("chess", "dice"))
    assert chess.category == dice.category == models.Category.objects.get(name="Games")
    assert chess.source_text == f"{LEAD}\n• Chess card."
    club = models.Option.objects.get(name__startswith="Ask for a club card")
    assert club.category.name == "Clubs"
    draft.refresh_from_db()
    assert "Top of page" in draft.source_asides
    assert all_is_carried()
    assert held().without_lead == held().unknown == ()
    assert "carry" not in [each["id"] for each in page(editor, draft).all("form", id=True)]


def test_what_is_picked_counts_and_not_the_guess(draft, editor):
    keeps(editor, draft, ("Ask about", GAMES))
    other = models.Category.objects.get(slug="other-cards")
    carries(
        editor,
        draft,
        **{
            way("Games"): "",
            way("Clubs"): "aside",
            way("Top of page"): "aside",
            way(LEAD): f"words {other.pk}",
            way("Chess card."): f"option {other.pk}",
            way("Dice card."): "",
            way("Ask for a club card, if you play with others."): "source_trials",
        },
    )
    other.refresh_from_db()
    assert other.source_text == f"Other cards include:\n\n{LEAD}"
    assert models.Option.objects.get(slug="chess-card").source_text == "• Chess card."
    draft.refresh_from_db()
    assert draft.source_trials.endswith("\n\nAsk for a club card, if you play with others.")
    left = [" ".join(each) for each in held().not_carried if each]
    assert left == ["Games", "Dice card."]


def test_a_statement_is_not_carried_twice(draft, editor):
    keeps(editor, draft, WITH_GAME)
    shown = page(editor, draft)
    sent = fields(shown.one("form", id="carry"))
    (select,) = shown.all("select", form="carry")
    for _ in range(2):
        editor.sends("carry_guide", draft.pk, **sent, **{select["name"]: fields_of(select)})
    assert models.Option.objects.filter(name__startswith="Game card").count() == 1


@pytest.mark.parametrize("odd", ["option", "option 0", "words", "category", "title", "nothing"])
def test_what_is_not_offered_does_nothing(draft, editor, odd):
    keeps(editor, draft, WITH_GAME)
    carries(editor, draft, **{way(GAME): odd})
    assert not all_is_carried()
    assert not models.Option.objects.filter(name__startswith="Game card").exists()


def test_statements_of_a_text_that_changed_meanwhile_are_not_carried(draft, editor):
    keeps(editor, draft, WITH_GAME)
    shown = page(editor, draft)
    sent = fields(shown.one("form", id="carry"))
    (select,) = shown.all("select", form="carry")
    keeps(editor, draft, WITH_GAME, (TOWN, TALLER))
    told = said(editor.sends("carry_guide", draft.pk, **sent, **{select["name"]: "aside"}))
    assert "has changed while you had this page open" in told
    assert not all_is_carried()


def test_a_reworded_statement_that_waits_for_its_row_is_not_offered_anew(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    assert not page(editor, draft).all("form", id="carry")


def test_the_workbench_says_what_is_to_check(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    shown = editor.workbench(draft).one("section", aria_labelledby="summary")
    assert "1 row to check" in shown.text
