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


def test_an_option_has_the_drugs_that_its_statement_names(draft, editor):
    for slug, name, is_drug in (
        ("a", "Alphamab", True),
        ("b", "Betamab", True),
        ("c", "card", False),
    ):
        models.Term.objects.create(
            guide=draft, slug=slug, name=name, definition="A thing.", is_drug=is_drug
        )
    words = "Game card with betamab or alphamab."
    keeps(editor, draft, (WITH_GAME[0], WITH_GAME[1].replace(GAME, words)))
    carries(editor, draft)
    made = models.Option.objects.get(name__startswith="Game card")
    assert sorted(made.treatments) == ["a", "b"]


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


def test_a_new_category_stands_where_the_summary_has_its_heading(draft, editor):
    keeps(editor, draft, ("Other cards\n", "Games\n\n  • Chess card.\n\n  Other cards\n"))
    carries(editor, draft)
    names = [each.name for each in draft.category_set.all()]
    assert names == ["Plain cards", "Games", "Other cards"]


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


# Texts of an odd shape


def takes(staff, draft, *lines, heading="Cards for games"):
    """Takes in a text with more lines below a heading of their own."""
    more = "\n\n  ".join([heading, *lines])
    keeps(staff, draft, ("Ask about", f"{more}\n\nAsk about"))


def picks(staff, draft):
    """What is offered and guessed for each statement that no row carries, by its words."""
    shown = page(staff, draft)
    found = {}
    for row in shown.one("section", aria_labelledby="statements").all("tr"):
        for select in row.all("select"):
            ways = [each["value"] for each in select.all("option")]
            found[row.all("td")[0].text] = (to_carry(shown)[select["name"]], ways)
    return found


def test_two_statements_that_say_the_same_are_carried_by_one_row(draft, editor):
    takes(editor, draft, "• Chess card.", "• Chess card.")
    for _ in range(2):
        carries(editor, draft) if not all_is_carried() else None
    made = models.Option.objects.filter(category__name="Cards for games")
    assert 1 <= made.count() <= 2
    assert all_is_carried()


def test_two_headings_that_say_the_same_become_one_category(draft, editor):
    takes(editor, draft, "• Chess card.", "Cards for games", "• Dice card.")
    carries(editor, draft)
    (category,) = models.Category.objects.filter(name="Cards for games")
    assert category.options.count() == 2
    assert all_is_carried()


def test_a_heading_that_is_too_long_for_a_category_is_none(draft, editor):
    heading = "Unreasonably " * 12 + "long heading"
    takes(editor, draft, "• Chess card.", heading=heading)
    found = picks(editor, draft)
    assert "category" not in found[heading][1]
    assert "option heading" not in found["Chess card."][1]
    before = models.Category.objects.count()
    carries(editor, draft)
    assert models.Category.objects.count() == before


def test_sentences_that_are_left_and_do_not_stand_together_are_carried_one_by_one(draft, editor):
    takes(editor, draft, "One is left. Two is carried. Three is left.")
    own = models.Category.objects.create(guide=draft, slug="games", name="Cards for games")
    models.Option.objects.create(
        guide=draft, slug="two", category=own, name="Two", plain="x", source_text="Two is carried."
    )
    for words in ("One is left.", "Three is left."):
        carries(editor, draft)
        assert models.Option.objects.filter(source_text=words).count() == 1
    assert all_is_carried()
    assert held().unknown == ()


def test_a_bullet_is_carried_with_its_lead_in_wherever_it_goes(draft, editor):
    takes(editor, draft, LEAD, "• Chess card.", "• Dice card.")
    found = picks(editor, draft)
    assert "aside" not in found["Chess card."][1]
    assert "aside" in found["Cards for games"][1]
    other = models.Category.objects.get(slug="other-cards")
    picked = {way("Chess card."): "disclaimer", way("Dice card."): f"words {other.pk}"}
    carries(editor, draft, **picked)
    draft.refresh_from_db()
    assert draft.disclaimer.endswith(f"\n\n{LEAD}\n• Chess card.")
    other.refresh_from_db()
    assert other.source_text.endswith(f"\n\n{LEAD}\n• Dice card.")
    assert held().without_lead == ()


def test_an_option_can_take_more_words(draft, editor):
    keeps(editor, draft, ("  • Screen card.\n", "  • Screen card.\n  • It is for films.\n"))
    option = models.Option.objects.get(slug="screen-card")
    carries(editor, draft, **{way("It is for films."): f"more {option.pk}"})
    option.refresh_from_db()
    assert "It is for films." in option.source_text
    assert all_is_carried()
    assert held().without_lead == held().unknown == ()


def test_an_option_has_a_name_and_stands_after_those_of_its_category(draft, editor):
    keeps(editor, draft, ("  • Screen card.\n", "  • Screen card.\n  • ...\n"))
    carries(editor, draft, **{way("..."): picks(editor, draft)["..."][0]})
    made = models.Option.objects.get(source_text="...")
    assert made.name == "..."
    places = [each.position for each in made.category.options.all()]
    assert made.position == max(places)
    assert list(made.category.options.all())[-1] == made


def test_a_category_is_guessed_by_whole_words(publisher):
    text = "Cards of the club\n\nAll cards.\n\n  • A generous card.\n  • A gene card."
    sent = {"title": "Club", "slug": "club", "pasted": text, "taken_from": "there"}
    publisher.sends("from_summary", **sent)
    draft = models.Guide.objects.get(slug="club")
    own = models.Category.objects.create(guide=draft, slug="gene", name="Gene")
    found = picks(publisher, draft)
    assert found["A gene card."][0] == f"option {own.pk}"
    assert found["A generous card."][0] == ""


def test_the_title_and_what_stands_around_it_are_guessed(publisher):
    text = (
        "Skip to the content\n\nTreatment of a rare condition\n\nUpdated May 2026\n\n"
        "This page is about it. There may be:\n\nDrugs\n\n  • Some drug.\n\nDisclaimer\n\n"
        "This is not a substitute for your doctor."
    )
    sent = {"title": "Rare", "slug": "rare", "pasted": text, "taken_from": "there"}
    publisher.sends("from_summary", **sent)
    found = picks(publisher, models.Guide.objects.get(slug="rare"))
    assert {words: guess for words, (guess, _) in found.items()} == {
        "Skip to the content": "aside",
        "Treatment of a rare condition": "title",
        "Updated May 2026": "aside",
        "This page is about it. There may be:": "source_intro",
        "Drugs": "category",
        "Some drug.": "option heading",
        "Disclaimer": "aside",
        "This is not a substitute for your doctor.": "disclaimer",
    }


# Rights


@pytest.mark.parametrize(
    ("right", "picked"), [("add_option", "option"), ("change_category", "words")]
)
def test_whoever_may_not_add_or_change_such_a_row_carries_nothing(draft, editor, right, picked):
    keeps(editor, draft, WITH_GAME)
    group = editor.user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename=right))
    other = models.Category.objects.get(slug="other-cards")
    response = carries(editor, draft, **{way(GAME): f"{picked} {other.pk}"})
    assert response.status_code == 403
    assert not all_is_carried()
    assert said(response) == ""
