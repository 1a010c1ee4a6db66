"""An approval is for every word, rule, fact and source, and for no note for staff."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from navigator.guide import model
from navigator.guide.model import (
    Answered,
    Condition,
    ExampleReader,
    Kind,
    Situation,
    Term,
    Test,
    Translation,
)
from navigator.guide.review import (
    Approved,
    Review,
    Reviewer,
    changes,
    from_plain,
    parts,
    translation_part,
)
from tests.translated import translated
from tests.treatments import guide_with_facts
from tests.variants import with_choice, with_extra, with_part
from tests.wider import PANEL, wider

BASE = guide_with_facts()
# One of everything: a word that is no treatment, a source of its own, a note on every row.
SOURCE = replace(BASE.sources[0], slug="own", title="Own", is_summary=False)
CITED = replace(BASE.sources[0], slug="town-hall", title="Town hall", is_summary=False)
GUIDE = replace(
    with_part(BASE, "options", "screen-card", sources=("town-hall",)),
    sources=(*BASE.sources, SOURCE, CITED),
    terms=(*BASE.terms, Term(slug="desk", name="Desk", definition="Where cards are given out.")),
    panels=(PANEL,),
    example_readers=(ExampleReader(slug="a", who="Somebody"),),
    translations=(Translation(slug="es"),),
)
GUIDE = with_part(GUIDE, "questions", "home", panel=PANEL.slug)
NEVER = {"staff_note", "excludes", "wordings"}
# Kinds of rows that are no content.
NO_CONTENT = {"example reader", "translation"}
NOT_OF_THE_GUIDE = {"slug", "summary", "summary_from", "summary_taken_on", "review_due_on"}
NOT_OF_THE_GUIDE |= {"copied_from"}


def digests(guide):
    return {part.key: part.digest for part in parts(guide)}


def differing(guide, other):
    """The parts whose digests differ, and those that only one of the two has."""
    one, two = digests(guide), digests(other)
    return {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}


def another(value, type_):  # noqa: C901, a case for each type
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case Kind():
            return next(each for each in Kind if each != value)
        case Test():
            return next(each for each in Test if each != value)
        case int():
            return value + 1
        case None if "int" in str(type_):
            return 7
        case date() | None if "date" in str(type_):
            return date(1999, 12, 31)
        case str():
            return f"{value} more"
        case tuple() if "Situation" in str(type_):
            return (*value, Situation((Condition("home", ("abroad",)),)))
        case tuple() if "Answered" in str(type_):
            return (*value, Answered("home", ("far",)))
        case tuple():
            return (*value, "house-rules")
    raise AssertionError(value)


def cases():
    """Each field of each kind of row, with a row that has it and the parts that should change."""
    of = {
        "categories": ("plain-cards", {("category", "plain-cards")}),
        "panels": (PANEL.slug, {("question", "home")}),
        "questions": ("age", {("question", "age")}),
        "options": ("screen-card", {("option", "screen-card")}),
        "notices": ("mail-is-slow", {("option", "post-card")}),
        "terms": ("gold-card", {("option", "screen-card")}),
        "sources": ("town-hall", {("option", "screen-card")}),
        "trial_topics": (GUIDE.trial_topics[0].slug, {("guide", "")}),
        "fact_kinds": ("given", {("guide", "")}),
        "facts": ("gold-card-given-1", {("option", "screen-card")}),
        "matters": ("quick", {("guide", "")}),
        "report_lines": ("born-long-ago", {("question", "age")}),
    }
    for place, (slug, changed) in of.items():
        row = next(each for each in getattr(GUIDE, place) if each.slug == slug)
        for field in fields(row):
            if field.name not in ("choices", *NEVER):
                yield pytest.param(place, slug, field, changed, id=f"{place} {field.name}")


WITH_FACTS = {("option", "junior-card"), ("option", "screen-card")}
# What other parts show of a row that they name.
SHOWN_ELSEWHERE = {
    ("categories", "name"): {
        ("option", slug) for slug in ("reading-room", "junior-card", "town-card", "paper-card")
    },
    ("questions", "label"): {
        ("option", slug) for slug in ("junior-card", "town-card", "screen-card")
    }
    | {("notice", "young-readers"), ("question", "guardian")},
    ("fact_kinds", "name"): WITH_FACTS,
}


@pytest.mark.parametrize(("place", "slug", "field", "changed"), [*cases()])
def test_an_approval_lapses_when_any_field_of_a_row_changes(place, slug, field, changed):
    row = next(each for each in getattr(GUIDE, place) if each.slug == slug)
    value = another(getattr(row, field.name), field.type)
    other = with_part(GUIDE, place, slug, **{field.name: value})
    changed = changed | SHOWN_ELSEWHERE.get((place, field.name), set())
    assert changed <= differing(GUIDE, other)
    if field.name not in (
        "slug",
        "option",
        "panel",
        "treatment",
        "treatments",
        "question",
        "sources",
    ):
        assert differing(GUIDE, other) == changed


ANSWER_FIELDS = [each for each in fields(model.Choice) if each.name not in ("slug", *NEVER)]


# A rule tells the label of an answer, what it says and what it counts as.
NAMING_A_CHILD = {("question", "guardian"), ("option", "junior-card"), ("notice", "young-readers")}
READ_WITH_THE_QUESTION = {"label_other", "statement_other", "hint", "hint_other"}


@pytest.mark.parametrize("field", ANSWER_FIELDS, ids=lambda each: each.name)
def test_an_approval_of_a_question_lapses_when_an_answer_changes(field):
    choice = GUIDE.question_by_slug["age"].choices[0]
    value = another(getattr(choice, field.name), field.type)
    other = with_choice(GUIDE, "age", choice.slug, **{field.name: value})
    names_it = set() if field.name in READ_WITH_THE_QUESTION else NAMING_A_CHILD
    assert differing(GUIDE, other) == {("question", "age")} | names_it


@pytest.mark.parametrize("field", fields(GUIDE), ids=lambda each: each.name)
def test_an_approval_of_the_guides_texts_lapses_when_one_of_them_changes(field):
    if field.name in model.KINDS:
        return
    value = another(getattr(GUIDE, field.name), field.type)
    no_content = field.name in NEVER | NOT_OF_THE_GUIDE
    changed = set() if no_content else {("guide", "")}
    assert differing(GUIDE, replace(GUIDE, **{field.name: value})) == changed


@pytest.mark.parametrize(
    "place", [each for each, row in model.KINDS.items() if row not in NO_CONTENT]
)
def test_a_note_for_staff_lapses_no_approval(place):
    rows = getattr(GUIDE, place)
    if any(field.name == "staff_note" for field in fields(rows[0])):
        noted = tuple(replace(each, staff_note="Looked up again.") for each in rows)
        assert differing(GUIDE, replace(GUIDE, **{place: noted})) == set()


def test_example_readers_are_no_content():
    assert differing(GUIDE, replace(GUIDE, example_readers=())) == set()


def test_wordings_in_other_languages_lapse_no_approval():
    """A clinician reads the guide in its own language."""
    assert differing(GUIDE, translated(GUIDE)) == set()
    assert all(NO_CONTENT.isdisjoint(part.content) for part in parts(translated(GUIDE)))


def test_a_text_that_nobody_has_translated_is_part_of_what_is_signed():
    """Else a signature would hold for words that its readers get in another language."""
    base = translated(GUIDE)
    signed = translation_part(base, "es").digest
    lion = Term(slug="lion", name="Lion", definition="A big cat.")
    assert translation_part(with_extra(base, "terms", lion), "es").digest != signed
    other = with_part(base, "options", "screen-card", plain_other="For someone they help.")
    assert translation_part(other, "es").digest != signed
    noted = with_part(base, "options", "screen-card", staff_note="Looked up again.")
    assert translation_part(noted, "es").digest == signed


def test_the_order_of_rows_and_of_their_sources_lapses_no_approval():
    turned = {place: getattr(GUIDE, place)[::-1] for place in model.KINDS}
    other = replace(GUIDE, **turned)
    other = replace(
        other, questions=tuple(replace(e, choices=e.choices[::-1]) for e in other.questions)
    )
    two = with_part(GUIDE, "facts", "gold-card-given-1", sources=("house-rules", "town-hall"))
    assert differing(GUIDE, other) == set()
    assert (
        differing(
            two, with_part(two, "facts", "gold-card-given-1", sources=("town-hall", "house-rules"))
        )
        == set()
    )


def test_a_rule_is_content():
    rule = (Situation((Condition("home", ("nearby",), Test.ANY),)),)
    only = (Situation((Condition("home", ("nearby",), Test.ONLY),)),)
    any_, one = (with_part(GUIDE, "options", "post-card", situations=each) for each in (rule, only))
    assert differing(GUIDE, any_) == differing(any_, one) == {("option", "post-card")}


def test_other_words_for_an_answer_lapse_every_part_whose_rule_names_it():
    """The rule would say something else than what was approved."""
    gate = (Situation((Condition("likes", ("films",)),)),)
    base = with_part(GUIDE, "questions", "home", ask_when=gate)
    base = with_part(base, "notices", "mail-is-slow", situations=gate)
    changed = {("question", "likes"), ("question", "home"), ("option", "post-card")}
    changed |= {("option", "screen-card")}
    for words in ({"label": "Live lions"}, {"statement": "It is for lions."}, {"uncertain": True}):
        assert differing(base, with_choice(base, "likes", "films", **words)) == changed
    asked = with_part(base, "questions", "likes", label="What it is for")
    assert changed <= differing(base, asked)


def test_another_beginning_of_a_range_lapses_every_rule_that_names_it():
    changed = differing(wider(), with_choice(wider(), "years", "new", least=1))
    assert changed == {("question", "years"), ("option", "welcome-card")}


def test_a_kind_of_fact_lapses_every_part_that_shows_its_name_or_what_to_ask():
    """Where no source tells what readers need, the part says what they are told to ask."""
    needed = with_part(GUIDE, "fact_kinds", "life", needed=True)
    showing = {("guide", ""), *WITH_FACTS}
    assert differing(GUIDE, needed) == showing
    assert differing(needed, with_part(needed, "fact_kinds", "life", ask="And then?")) == showing
    not_needed = with_part(GUIDE, "fact_kinds", "life", name="Days")
    assert differing(GUIDE, not_needed) == {("guide", "")}


def test_a_fact_that_goes_or_comes_lapses_every_option_with_its_treatment():
    fewer = replace(GUIDE, facts=tuple(e for e in GUIDE.facts if e.treatment != "gold-card"))
    assert differing(GUIDE, fewer) == {("option", "screen-card")}
    both = with_part(GUIDE, "options", "post-card", treatments=("gold-card",))
    changed = with_part(both, "facts", "gold-card-given-1", text="It comes never.")
    assert differing(both, changed) == {("option", "screen-card"), ("option", "post-card")}


def test_a_source_lapses_every_part_that_rests_on_it():
    named = {part.key for part in parts(GUIDE) if "house-rules" in part.content.get("source", {})}
    assert len(named) > 2
    assert differing(GUIDE, with_part(GUIDE, "sources", "house-rules", dated="1901")) == named
    assert differing(GUIDE, with_part(GUIDE, "sources", "own", dated="1901")) == {("guide", "")}


def test_a_guide_is_reviewed_whole():
    """Every row is in a part, but for those that are no content: nothing is published unseen."""
    for kind, places in ((kind, place) for place, kind in model.KINDS.items()):
        held = {slug for part in parts(GUIDE) for slug in part.content.get(kind, ())}
        wanted = set() if kind in NO_CONTENT else {e.slug for e in getattr(GUIDE, places)}
        assert held == wanted, kind


def test_the_parts_stand_in_the_order_in_which_they_are_read():
    found = [part.key for part in parts(GUIDE)]
    assert found[0] == ("guide", "")
    assert found[-1] == ("term", "")
    assert ("notice", "mail-is-slow") not in found
    assert [slug for kind, slug in found if kind == "option"] == [e.slug for e in GUIDE.options]


def test_the_content_is_the_same_after_it_was_kept_as_json():
    for part in parts(GUIDE):
        assert json.loads(json.dumps(part.content)) == part.content


# What differs


def of(guide, *key):
    return next(part.content for part in parts(guide) if part.key == key)


def told(other, *key):
    return [
        (each.kind, each.slug, each.field, each.was, each.now)
        for each in changes(other, of(GUIDE, *key), of(other, *key))
    ]


def test_what_differs_since_an_approval_is_named_word_by_word():
    plain = GUIDE.option_by_slug["screen-card"].plain
    other = with_part(GUIDE, "options", "screen-card", plain="New words.")
    assert told(other, "option", "screen-card") == [
        ("option", "screen-card", "plain", plain, "New words.")
    ]
    other = with_part(GUIDE, "facts", "gold-card-given-1", text="It comes never.")
    assert told(other, "option", "screen-card") == [
        ("fact", "gold-card-given-1", "text", "It comes by mail in a week.", "It comes never.")
    ]
    other = with_choice(GUIDE, "age", "child", label="Small")
    assert told(other, "question", "age") == [
        ("question", "age", "answer child label", "Under 12", "Small")
    ]


def test_a_rule_that_differs_is_told_in_words():
    rule = (Situation((Condition("home", ("nearby",)), Condition("age", ("adult",)))),)
    found = told(with_part(GUIDE, "options", "post-card", situations=rule), "option", "post-card")
    now = {field: now for *_, field, _, now in found}["situations"]
    nearby = GUIDE.question_by_slug["home"].choice_by_slug["nearby"].statement.rstrip(".")
    assert now == f"“{nearby}”\nand “You are an adult”"


def test_other_words_for_an_answer_are_told_where_a_rule_names_it():
    other = with_choice(GUIDE, "likes", "films", label="Live lions")
    ((*_, field, was, now),) = told(other, "option", "screen-card")
    assert field == "answers named"
    assert "Things to borrow: Films. “It is for films.”" in was
    assert "Things to borrow: Live lions. “It is for films.”" in now


def test_a_row_that_came_or_went_is_told_with_its_texts():
    fewer = replace(GUIDE, notices=tuple(e for e in GUIDE.notices if e.slug != "mail-is-slow"))
    gone = next(each for each in told(fewer, "option", "post-card") if each[0] == "notice")
    assert gone[:3] == ("notice", "mail-is-slow", "removed")
    assert "Your things may take a week to come." in gone[3]
    assert gone[4] == ""
    fewer = changes(GUIDE, of(fewer, "option", "post-card"), of(GUIDE, "option", "post-card"))
    assert "added" in [each.field for each in fewer if each.kind == "notice"]


def test_nothing_differs_where_nothing_changed():
    for part in parts(GUIDE):
        assert changes(GUIDE, part.content, part.content) == []
        assert not is_dataclass(part.content)


# How much holds

DAY, LATER = date(2026, 3, 1), date(2026, 4, 1)
ANA = ("Dr. Ana Silva", "oncologist")
BEN = ("Ben Ode", "nurse")


def test_a_review_is_whole_only_when_every_part_holds():
    one = Review(2, (Approved("guide", "", *ANA, DAY), Approved("guide", "", *BEN, DAY)))
    assert (one.held, one.is_whole) == (1, False)
    both = replace(one, approved=(*one.approved, Approved("option", "x", *BEN, LATER)))
    assert (both.held, both.is_whole) == (2, True)
    assert not Review().is_whole


def test_each_reviewer_is_named_once_with_the_latest_day_and_the_role_then():
    approved = (
        Approved("guide", "", *ANA, LATER),
        Approved("option", "x", ANA[0], "student", DAY),
        Approved("option", "x", *BEN, DAY),
    )
    review = Review(2, approved)
    assert review.reviewers == (Reviewer(*BEN, DAY, 1), Reviewer(*ANA, LATER, 2))
    assert review.names == "Ben Ode, nurse; Dr. Ana Silva, oncologist"


def test_a_review_comes_back_from_json_as_it_went():
    review = Review(3, (Approved("guide", "", *ANA, DAY), Approved("option", "x", *BEN, LATER)))
    assert from_plain(json.loads(json.dumps(review.to_plain()))) == review


def test_an_edition_from_before_counts_as_not_reviewed():
    assert from_plain({}) == Review()
    assert Review().held == 0
