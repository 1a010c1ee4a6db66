"""Rows take the new words of the summary over, statement by statement."""

from dataclasses import replace

import pytest

from navigator.desk.models import RowToCheck
from navigator.desk.taking_over import as_quoted, taken_over
from navigator.guide.summary import Form, Statement
from tests.library import library
from tests.variants import with_part

TEXT = """Rules

Plain cards

Cards may include:

  • Day card for adults.
  • Day card for adults who work.
  • Night card.

Other cards

Cards may include:

  • Night card.
  • Film card.
"""
LEAD = "Cards may include:"


def guide(text=TEXT, **fields):
    """The library guide with this summary, and these fields in the option `town-card`."""
    return replace(with_part(library(), "options", "town-card", **fields), summary=text)


def mark(*pairs, kind="option", slug="town-card"):
    was, now = zip(*pairs, strict=True)
    joined = "\n\n".join(now) if any(now) else ""
    return RowToCheck(kind=kind, slug=slug, was="\n\n".join(was), now=joined)


def below(text, lead=LEAD):
    return f"{lead}\n• {text}"


DAY, NIGHT = below("Day card for adults."), below("Night card.")


@pytest.mark.parametrize("shown", [DAY, "• Day card for adults.", "Day card for adults."])
def test_a_quote_takes_the_new_words_however_it_is_written(shown):
    new = TEXT.replace("Day card for adults.", "Day card for all adults.")
    changed = taken_over(
        guide(new, source_text=shown), mark((DAY, below("Day card for all adults.")))
    )
    assert changed["source_text"].endswith("Day card for all adults.")
    assert LEAD in changed["source_text"]  # no row carries it for this option


def test_words_that_only_begin_alike_stay():
    both = f"{LEAD}\n• Day card for adults.\n• Day card for adults who work."
    new = TEXT.replace("Day card for adults.", "Week card for adults.")
    changed = taken_over(guide(new, source_text=both), mark((DAY, below("Week card for adults."))))
    expected = f"{LEAD}\n• Week card for adults.\n• Day card for adults who work."
    assert changed == {"source_text": expected}


def test_a_heading_that_is_a_word_of_other_words_changes_nothing_else():
    new = TEXT.replace("Other cards\n", "Other cards and games\n")
    words = "Other cards are these:"
    start = with_part(
        guide(new), "categories", "other-cards", name="Other cards", source_text=words
    )
    row = mark(("Other cards", "Other cards and games"), kind="category", slug="other-cards")
    assert taken_over(start, row) == {"name": "Other cards and games"}


def test_only_the_field_that_quotes_a_statement_changes():
    start = replace(guide(TEXT), source_asides=("Top",), source_trials="Top cards are new.")
    row = mark(("Top", "Top of page"), kind="guide", slug="")
    assert taken_over(start, row) == {"source_asides": ("Top of page",)}


def test_of_two_statements_that_say_the_same_the_one_of_its_category_counts():
    new = TEXT.replace("Night card.", "Late card.")
    start = with_part(guide(new, source_text=NIGHT), "categories", "plain-cards", source_text=LEAD)
    changed = taken_over(start, mark((NIGHT, below("Late card."))))
    assert changed == {"source_text": "Late card."}  # and the category is the same


def test_a_lead_in_that_is_part_of_another_one_is_not_carried_by_that():
    bullet = Statement(Form.BULLET, "Film card.", "Other cards", "Cards may include:")
    assert as_quoted(bullet, "Film card.", "Other Cards may include:") == below("Film card.")
    assert as_quoted(bullet, "Film card.", LEAD) == "Film card."


def test_a_new_lead_in_comes_along_where_the_category_carries_another_one():
    """The old one is still in the summary, so that nobody puts the new one in its place."""
    new = TEXT.replace("Plain cards\n\nCards may include:", "Plain cards\n\nFor you there are:")
    lead = "For you there are:"
    start = with_part(guide(new, source_text="Night card."), "categories", "plain-cards")
    start = with_part(start, "categories", "plain-cards", source_text=LEAD)
    changed = taken_over(start, mark((NIGHT, below("Night card.", lead))))
    assert changed == {"source_text": below("Night card.", lead)}


def test_sentences_of_a_statement_are_followed_where_their_number_is_the_same():
    was, now = "One card. Two cards.", "One card. Three cards."
    start = guide(now, source_text="Two cards.")
    assert taken_over(start, mark((was, now))) == {"source_text": "Three cards."}
    assert taken_over(start, mark((was, "One card and three cards."))) == {}


def test_what_is_gone_is_taken_out_of_what_has_more():
    start = guide(TEXT, source_text="Old card.\n\nNight card.")
    assert taken_over(start, mark(("Old card.", ""))) == {"source_text": "Night card."}
    assert taken_over(guide(TEXT, source_text="Old card."), mark(("Old card.", ""))) == {}


def test_a_change_that_only_adds_something_leaves_words_as_they_are():
    row = mark(("", below("Film card.")), kind="category", slug="other-cards")
    assert taken_over(guide(TEXT), row) == {}


def test_a_bullet_of_a_list_in_a_list_keeps_all_that_it_is_below():
    new = TEXT.replace("  • Day card for adults.\n", "  • For adults:\n      ◦ Week card.\n")
    whole = f"{LEAD}\n• For adults:\n  • "
    start = guide(new, source_text=f"{whole}Day card.\n• Night card.")
    changed = taken_over(start, mark((f"{whole}Day card.", f"{whole}Week card.")))
    assert changed == {"source_text": f"{whole}Week card.\n• Night card."}
    bullet = Statement(Form.BULLET, "Week card.", "Plain cards", f"{LEAD}\n• For adults:")
    assert as_quoted(bullet, "Week card.", LEAD) == f"{whole}Week card."
    assert as_quoted(bullet, "Week card.", f"{LEAD}\n• For adults:") == "Week card."
