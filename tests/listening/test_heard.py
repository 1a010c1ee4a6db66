"""Orca says what somebody needs, once and soon, in Chromium and in Firefox.

Which texts it adds ("heading level 1", "panel") is Orca's own. It says the question twice on a page
that is opened: as the heading, and as the name of the group of choices.
"""

from .journey import (
    CHANGED,
    FIRST,
    GUIDE,
    LEFT,
    NEWLY_LISTED,
    NOT_SENT,
    NOTHING_CHOSEN,
    READERS,
    SECOND,
    TICKED,
    first_listed,
)

MOST_WORDS = 150
MOST_STOPS = 16  # with those of the header


def times(text, utterances):
    """How many times it is said."""
    return " ".join(utterances).count(text)


def read_out(utterances):
    """What is read of a page, from its heading on."""
    heading = next(place for place, said in enumerate(utterances) if "heading level 1" in said)
    return utterances[max(heading - 1, 0) :]


def test_the_start_page_says_what_it_is_about_and_asks_who_is_there(heard):
    read = read_out(heard["start"])
    assert GUIDE.title in read[0]
    for reader in READERS:
        assert times(reader, read) == 1
    assert times("radio button", read) == len(READERS)


def test_the_meaning_of_a_word_is_said_once(heard):
    said = " ".join(heard["word"])
    assert sum(term.definition in said for term in GUIDE.terms) == 1
    assert sum(said.count(term.definition) for term in GUIDE.terms) == 1


def test_a_question_says_all_that_belongs_to_it_once(heard):
    opened = heard["question"]
    assert times(f"{len(GUIDE.questions)} question", opened) == 1
    assert times("percent", opened) == 0
    read = read_out(opened)
    assert times(FIRST.text, read) <= 2
    for choice in FIRST.choices:
        assert times(choice.hint, read) == 1
    assert times("radio button", read) == len(FIRST.choices)


def test_the_next_question_is_said_once_and_how_many_are_left(heard):
    assert times(SECOND.text, heard["swap"]) == 1
    assert times(FIRST.text, heard["swap"]) == 0
    assert times(f"{LEFT} question", heard["swap"]) == 1


def test_an_error_is_said_once_and_leads_to_the_choices_which_say_it_too(heard):
    assert times(NOTHING_CHOSEN, heard["error"]) == 1
    assert times("panel", heard["error"]) == 1
    assert times("question", heard["error"]) == 0
    assert times(f"{NOTHING_CHOSEN} link", heard["link"]) == 1
    assert times(FIRST.text, heard["field"]) == 1
    assert times(NOTHING_CHOSEN, heard["field"]) == 1


def test_the_first_option_is_soon_heard_and_soon_reached(heard):
    said = " ".join(read_out(heard["options"]))
    before, name, _ = said.partition(first_listed().name)
    assert name
    assert len(before.split()) <= MOST_WORDS
    assert len(heard["stops"]) <= MOST_STOPS


def test_a_tick_says_once_how_many_are_ticked(heard):
    assert times(TICKED, heard["pick"]) == 1
    assert times(NOT_SENT, heard["pick"]) == 0


def test_what_is_compared_is_read_row_by_row_each_with_its_name(heard):
    read = " ".join(read_out(heard["compare"]))
    assert first_listed().name in read
    places = [read.index(kind.name) for kind in GUIDE.fact_kinds]
    assert places == sorted(places)


def test_after_a_change_it_is_said_which_answer_was_changed_and_what_that_did(heard):
    assert [said for said in heard["change"] if CHANGED.label in said and "panel" in said]
    assert times(NEWLY_LISTED.name, heard["change"]) == 1


def test_what_was_sent_is_not_said_to_be_lost(heard):
    assert times(NOT_SENT, [*heard["swap"], *heard["change"]]) == 0
