"""A selection as plain data for the templates."""

from dataclasses import replace

import pytest

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.pathway import Walk
from navigator.guide.verdicts import Verdict, select
from navigator.readers.options_page import options_page, terms_on_paper
from tests.library import library
from tests.variants import with_part, without_choice

GUIDE = library()
SAID = [
    {},
    {"age": ["adult"]},
    {"age": ["teen"], "guardian": ["yes"], "likes": ["books", "films"]},
    {"age": ["not-told"], "guardian": ["unsure"], "home": ["in-town"], "likes": ["unsure"]},
]
said = pytest.mark.parametrize("said", SAID)


def page(said, guide=GUIDE, **changed):
    return options_page(guide, Walk(guide, Answers(said)), **changed)


def slugs(listing):
    return [card.option.slug for group in listing.groups for card in group.cards]


def card(listing, slug):
    (found,) = (c for group in listing.groups for c in group.cards if c.option.slug == slug)
    return found


@said
def test_every_option_stands_once_where_its_verdict_puts_it_in_the_order_of_the_guide(said):
    built, results = page(said), select(GUIDE, Answers(said)).results
    listings = (built.matches, built.depends, built.others)
    assert slugs(built.trials) == slugs(built.unsaid) == []
    for listing, verdict in zip(listings, Verdict, strict=True):
        in_order = [
            result.option.slug
            for category in GUIDE.categories
            for result in results
            if result.verdict is verdict and result.option.category == category.slug
        ]
        assert slugs(listing) == in_order
        assert listing.number == len(in_order)
        assert all(group.cards for group in listing.groups)
        for group in listing.groups:
            assert {option.category for option in group.options} == {group.category.slug}


def test_what_was_said_is_said_back_in_the_order_of_questions_and_choices():
    built = page({"likes": ["films", "books"], "age": ["adult"]})
    assert [(each.question.slug, [c.slug for c in each.choices]) for each in built.said] == [
        ("age", ["adult"]),
        ("likes", ["books", "films"]),
    ]


def test_a_card_names_the_answers_that_made_it_match_or_what_its_rule_wanted():
    built = page({"age": ["adult"], "likes": ["books", "films"], "home": ["far"]})
    match = card(built.matches, "screen-card")
    assert [question.slug for question in match.because] == ["age", "likes"]
    assert [choice.slug for choice in match.choices] == ["adult", "films"]
    assert card(built.others, "paper-card").wanted == [
        "Things to borrow: Books / Sound books, and nothing else"
    ]
    assert card(built.matches, "reading-room").because == []


def test_a_kind_of_trial_stands_by_itself_where_it_matches():
    guide = with_part(GUIDE, "options", "reading-room", is_trial=True)
    guide = with_part(guide, "options", "screen-card", is_trial=True)
    built = page({"age": ["adult"]}, guide)
    assert slugs(built.trials) == ["reading-room"]
    assert "reading-room" not in slugs(built.matches)
    assert "screen-card" in slugs(built.depends)


def test_what_rests_on_an_answer_that_the_summary_does_not_speak_of_stands_by_itself():
    guide = library()
    age = guide.question_by_slug["age"]
    choices = tuple(replace(each, not_covered=each.slug == "child") for each in age.choices)
    guide = with_part(guide, "questions", "age", choices=choices)
    said = {"age": ["child"], "guardian": ["no"], "home": ["in-town"], "likes": ["films"]}
    built = page(said, guide)
    assert slugs(built.unsaid) == ["town-card", "screen-card"]
    assert slugs(built.depends) == []


def test_what_is_not_known_is_to_be_asked_with_what_each_answer_would_do():
    (ask,) = page({"age": ["adult"], "home": ["unsure"], "likes": ["nothing"]}).asks
    assert ask.question.slug == "home"
    assert [(effect.choice.slug, effect.with_names) for effect in ask.effects] == [
        ("in-town", "1 more may apply: Town card. 1 would no longer be listed: Post card."),
        ("nearby", "1 more may apply: Town card. 1 would no longer be listed: Post card."),
        ("far", "1 more may apply: Post card. 1 would no longer be listed: Town card."),
    ]


# What a change did


def changed(question, was, now, guide=GUIDE, **others):
    before = Answers(others | ({question: was} if was else {}))
    built = page(others | {question: now}, guide, changed=question, before=before)
    (row,) = (each for each in built.said if each.difference)
    assert row.question.slug == question
    return [[option.slug for option in options] for options in row.difference]


def test_a_change_names_the_options_that_stand_elsewhere_now():
    assert changed("home", ["in-town"], ["far"], age=["adult"]) == [
        ["post-card"],
        [],
        ["town-card"],
    ]
    assert changed("home", ["far"], ["unsure"], age=["adult"]) == [
        [],
        ["town-card", "post-card"],
        [],
    ]


def test_a_change_from_no_answer_counts_as_one_from_not_knowing():
    assert changed("home", None, ["unsure"], age=["adult"]) == [[], [], []]


def test_a_former_answer_that_a_new_edition_has_not_counts_as_none():
    guide = without_choice(GUIDE, "home", "far")
    assert changed("home", ["far"], ["unsure"], guide, age=["adult"]) == [[], [], []]


def test_without_a_change_no_row_tells_of_one():
    assert not any(each.difference for each in page({"age": ["adult"], "home": ["far"]}).said)


# Words for paper


def test_paper_explains_the_words_that_it_uses_and_tells_how_to_say_drugs():
    """A drug is explained by the option that it stands with."""
    guide = with_part(GUIDE, "terms", "junior-stamp", name="Junior stamp", also=())
    young = {"age": ["child"], "guardian": ["yes"]}
    edition = Published(1, None, guide, 1)
    terms, drugs = terms_on_paper(edition, guide, page(young, guide))
    assert [term.slug for term in terms] == []
    assert [term.slug for term in drugs] == ["junior-stamp"]
    edition = Published(1, None, with_part(guide, "options", "junior-card", treatments=()), 1)
    grown = page({"age": ["adult"]}, edition.guide)
    assert terms_on_paper(edition, edition.guide, grown) == ([], [])
    worded = with_part(edition.guide, "options", "junior-card", plain="It has a junior stamp.")
    terms, drugs = terms_on_paper(Published(1, None, worded, 1), worded, page(young, worded))
    assert terms == []
    assert [term.slug for term in drugs] == ["junior-stamp"]
