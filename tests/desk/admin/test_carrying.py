"""Statements that no row carries, on the page The summary: guessed, picked, carried."""

import pytest
from django.urls import reverse

from navigator.desk import models
from navigator.desk.admin.checking_steps import back_to_summary
from tests.library import library

from .at_the_summary import (
    TALLER,
    TOWN,
    all_is_carried,
    carries,
    held,
    keeps,
    page,
    said,
    to_carry,
    way,
)

GUIDE = library()


GAME = "Game card, for those who play."
WITH_GAME = ("  • Screen card.\n", f"  • Screen card.\n  • {GAME}\n")


def test_an_option_is_made_of_a_new_statement(draft, editor):
    keeps(editor, draft, WITH_GAME)
    response = carries(editor, draft)
    option = models.Option.objects.get(name__startswith="Game card")
    assert response["Location"] == back_to_summary(option)
    assert option.category.slug == "other-cards"  # by its heading
    assert option.source_text == GAME  # its category carries the lead-in
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
    guessed = to_carry(page(editor, draft))
    assert sorted(guessed[name] for name in guessed if name.startswith("way-")) == [
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
    assert models.Option.objects.get(slug="chess-card").source_text == "Chess card."
    draft.refresh_from_db()
    assert draft.source_trials.endswith("\n\nAsk for a club card, if you play with others.")
    left = [" ".join(each) for each in held().not_carried if each]
    assert left == ["Games", "Dice card."]


def test_a_statement_is_not_carried_twice(draft, editor):
    keeps(editor, draft, WITH_GAME)
    sent = to_carry(page(editor, draft))
    for _ in range(2):
        editor.sends("carry_guide", draft.pk, **sent)
    assert models.Option.objects.filter(name__startswith="Game card").count() == 1


@pytest.mark.parametrize("odd", ["option", "option 0", "words", "category", "title", "nothing"])
def test_what_is_not_offered_does_nothing(draft, editor, odd):
    keeps(editor, draft, WITH_GAME)
    carries(editor, draft, **{way(GAME): odd})
    assert not all_is_carried()
    assert not models.Option.objects.filter(name__startswith="Game card").exists()


def test_statements_of_a_text_that_changed_meanwhile_are_not_carried(draft, editor):
    keeps(editor, draft, WITH_GAME)
    sent = to_carry(page(editor, draft))
    keeps(editor, draft, WITH_GAME, (TOWN, TALLER))
    told = said(editor.sends("carry_guide", draft.pk, **sent))
    assert "has changed while you had this page open" in told
    assert not all_is_carried()


def test_a_reworded_statement_that_waits_for_its_row_is_not_offered_anew(draft, editor):
    keeps(editor, draft, (TOWN, TALLER))
    assert not page(editor, draft).all("form", id="carry")
