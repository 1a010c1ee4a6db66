"""A selection as plain data for the templates."""

import pytest

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.pathway import Walk
from navigator.guide.verdicts import Verdict, select
from navigator.guide.voice import Reader, for_reader
from navigator.readers.page import all_options, build, difference
from tests.guides import real_guide

GUIDE = real_guide()
SAID = [
    {},
    {"hormone-receptor": ["positive"]},
    {"her2": ["negative"], "spread": ["bone", "lung"], "symptoms": ["none"]},
    {question.slug: ["unsure"] for question in GUIDE.questions},
    {"menopause": ["not-applicable"], "past-treatments": ["tamoxifen", "chemotherapy"]},
]
said = pytest.mark.parametrize("said", SAID)


def page(said, guide=GUIDE):
    return build(Published(1, None, guide), Reader.SELF, Walk(guide, Answers(said)))


def slugs(groups):
    return [card.option.slug for group in groups for card in group.cards]


def cards(built):
    return {
        card.option.slug: card
        for groups in (built.matches, built.depends, built.others)
        for group in groups
        for card in group.cards
    }


@said
def test_every_option_stands_in_one_place(said):
    built = page(said)
    everywhere = slugs(built.matches) + slugs(built.depends) + slugs(built.others)
    assert sorted(everywhere) == sorted(GUIDE.option_by_slug)


@said
def test_an_option_stands_where_its_verdict_puts_it(said):
    built, verdicts = page(said), select(GUIDE, Answers(said)).by_slug
    for groups, verdict in (
        (built.matches, Verdict.MATCH),
        (built.depends, Verdict.DEPENDS),
        (built.others, Verdict.NO),
    ):
        assert {verdicts[slug].verdict for slug in slugs(groups)} <= {verdict}


@said
def test_options_stand_under_their_category_in_the_order_of_the_guide(said):
    order = [category.slug for category in GUIDE.categories]
    for groups in (page(said).matches, page(said).depends, page(said).others):
        named = [group.category.slug for group in groups]
        assert named == sorted(named, key=order.index)
        for group in groups:
            assert group.cards
            assert {card.option.category for card in group.cards} == {group.category.slug}


def test_what_was_said_is_said_back_in_sentences():
    (spoken,) = page({"spread": ["lung", "bone"]}).said
    choices = GUIDE.question_by_slug["spread"].choice_by_slug
    assert spoken.question.slug == "spread"
    assert spoken.statements == (choices["bone"].statement, choices["lung"].statement)


def test_what_was_said_stands_in_the_order_of_the_questions():
    built = page({"spread": ["lung"], "her2": ["positive"], "brca": ["unsure"]})
    assert [spoken.question.slug for spoken in built.said] == ["her2", "brca", "spread"]


def test_a_match_gives_its_reasons_as_statements():
    card = cards(page({"her2": ["positive"]}))["her2-targeted-therapy"]
    (reason,) = card.reasons
    assert reason.statements == (
        GUIDE.question_by_slug["her2"].choice_by_slug["positive"].statement,
    )
    assert card.depends_on == ()


def test_an_option_for_everyone_needs_no_reason():
    assert cards(page({}))["new-treatment-trials"].reasons == ()


def test_what_depends_names_its_questions_in_order():
    built = page({"hormone-receptor": ["negative"]})
    depends_on = cards(built)["chemotherapy-pembrolizumab"].depends_on
    assert [question.slug for question in depends_on] == ["her2", "pd-l1"]


@said
def test_what_depends_names_a_question_and_nothing_else_does(said):
    for card in cards(page(said)).values():
        assert bool(card.depends_on) is (card.verdict is Verdict.DEPENDS)


@said
def test_what_is_ruled_out_says_why(said):
    for card in cards(page(said)).values():
        if card.verdict is Verdict.NO:
            assert card.reasons


def test_sources_are_those_of_the_option():
    for card in cards(page({})).values():
        assert [source.slug for source in card.sources] == list(card.option.sources)


def test_all_questions_are_open_when_nothing_is_said():
    assert page({}).unanswered == GUIDE.questions


def test_an_uncertain_answer_is_an_answer():
    built = page({question.slug: ["unsure"] for question in GUIDE.questions})
    assert built.unanswered == ()
    assert len(built.said) == len(GUIDE.questions)


def test_what_is_not_known_is_to_be_asked():
    asks = [ask.question.slug for ask in page({"her2": ["unsure"]}).asks]
    assert "her2" in asks


def test_what_is_known_is_not_to_be_asked():
    asks = [ask.question.slug for ask in page({"her2": ["positive"]}).asks]
    assert "her2" not in asks
    assert "pd-l1" not in asks


def test_an_ask_says_what_each_answer_would_do():
    ask = next(ask for ask in page({"her2": ["unsure"]}).asks if ask.question.slug == "her2")
    positive, negative = ask.effects
    assert "her2-targeted-therapy" in [option.slug for option in positive.added]
    assert "her2-targeted-therapy" in [option.slug for option in negative.dropped]
    assert positive.choice is ask.question.choice_by_slug["positive"]


def test_notices_that_hold_are_shown():
    notices = [notice.slug for notice in page({"menopause": ["not-applicable"]}).notices]
    assert "not-applicable-menopause" in notices
    assert "not-applicable-menopause" not in [notice.slug for notice in page({}).notices]


def test_the_words_are_those_of_the_guide_it_is_given():
    other = for_reader(GUIDE, Reader.OTHER)
    (spoken,) = page({"menopause": ["postmenopausal"]}, other).said
    choice = GUIDE.question_by_slug["menopause"].choice_by_slug["postmenopausal"]
    assert spoken.statements == (choice.statement_other,)


def test_all_options_are_every_option_by_category_without_a_verdict():
    groups = all_options(GUIDE)
    assert [group.category for group in groups] == list(GUIDE.categories)
    assert slugs(groups) == [option.slug for option in GUIDE.options]
    assert {card.verdict for group in groups for card in group.cards} == {None}


# What a change did


def changed(was, now, slug="her2"):
    return difference(GUIDE, slug, Answers(was), Answers(now))


def test_a_change_names_what_is_now_listed_and_what_is_not():
    found = changed({"her2": ["negative"]}, {"her2": ["positive"]})
    assert found.question.slug == "her2"
    assert "tucatinib-combination" in [option.slug for option in found.matches]
    assert "sacituzumab-govitecan" in [option.slug for option in found.others]
    assert not found.is_empty


def test_a_change_to_unsure_names_what_now_depends():
    found = changed({"her2": ["positive"]}, {"her2": ["unsure"]})
    assert "tucatinib-combination" in [option.slug for option in found.depends]
    assert found.matches == ()


def test_a_change_that_moves_nothing_says_so():
    assert changed({"her2": ["unsure"]}, {}).is_empty
