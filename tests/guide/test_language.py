"""A guide in another language: only words that hold, and the same for whom it was made."""

import random
from dataclasses import fields, replace

import pytest

from navigator.guide.answers import Answers
from navigator.guide.language import (
    in_language,
    source_of,
    units,
    untranslated,
    with_wordings,
    wordings_of,
)
from navigator.guide.model import GUIDE as WHOLE
from navigator.guide.model import Guide, Term, Translation, Wording
from navigator.guide.own_language import OwnLanguage
from navigator.guide.pathway import Walk, selection_for
from navigator.guide.proofread import broken
from navigator.guide.texts import (
    NOT_WORDED,
    answer_slug,
    is_words,
    parts,
    shown_texts,
    worded_in,
)
from navigator.guide.voice import Reader, for_reader
from tests.library import library
from tests.translated import translated, with_wording
from tests.treatments import guide_with_facts
from tests.variants import with_choice, with_part
from tests.wider import wider

from .random_guides import random_answers, random_guide, random_text

CODE = "es"
GUIDE = guide_with_facts()
SPANISH = translated(GUIDE)
AGE = ("question", "age", "")
CHILD = ("question", "age", "child")


def worded(text, place=AGE, field="text", source=None, guide=GUIDE):
    """The guide with one wording; for its present words, where no others are named."""
    part = next(e for kind, slug, e in parts(guide) if (kind, slug, answer_slug(e)) == place)
    source = source_of(part, field) if source is None else source
    return with_wording(guide, place, field, source, text)


def age(guide, reader=Reader.SELF):
    """The question as readers of the other language get it."""
    return for_reader(in_language(guide, CODE), reader).question_by_slug["age"]


def is_marked(text):
    return isinstance(text, OwnLanguage) and text.language == "en"


# Words


def test_a_guide_is_in_its_own_language_as_it_is():
    assert in_language(SPANISH, "en") is SPANISH


def test_every_text_that_has_a_wording_is_in_the_other_language():
    translated = in_language(SPANISH, CODE)
    assert translated.language == CODE
    left = {
        text
        for _, _, text in shown_texts(translated)
        if isinstance(text, OwnLanguage) or not text.startswith("es: ")
    }
    # Names that stay what they are, and the source's own words that nobody has translated.
    kept = {each for source in GUIDE.sources for each in (source.title, source.publisher)}
    kept |= {each for line in GUIDE.report_lines for each in (line.test, line.result)}
    kept |= {each for term in GUIDE.terms for each in term.also}
    kept |= {each.source_text for each in (*GUIDE.options, *GUIDE.categories)}
    kept |= {GUIDE.trials_search_name, GUIDE.source_intro, GUIDE.source_trials}
    assert left <= kept
    assert all(map(is_marked, left))


def test_a_list_has_a_line_for_each_of_its_texts_and_none_that_is_empty():
    lists = replace(GUIDE, next_steps=("Go.", "Ask."))
    here = (WHOLE, "", "")
    translated = in_language(
        worded("Vaya.\n\n Pregunte. \n", here, "next_steps", guide=lists), CODE
    )
    assert translated.next_steps == ("Vaya.", "Pregunte.")
    stale = worded("Vaya.\nPregunte.", here, "next_steps", "Go.", guide=lists)
    assert in_language(stale, CODE).next_steps == ("Go.", "Ask.")
    assert all(map(is_marked, in_language(stale, CODE).next_steps))


def test_a_line_of_a_list_ends_at_a_line_break_and_nowhere_else():
    lists = replace(GUIDE, next_steps=("Go.",))
    text = "Uno\u2028dos\u0085tres\x0bcuatro."
    translated = in_language(worded(text, (WHOLE, "", ""), "next_steps", guide=lists), CODE)
    assert translated.next_steps == (text,)


def test_a_wording_for_other_words_than_the_present_ones_does_not_reach_readers():
    """They would read of what is not so any more."""
    assert age(worded("¿Qué edad tiene?")).text == "¿Qué edad tiene?"
    stale = age(worded("¿Qué edad tiene?", source="How old were you?"))
    assert stale.text == "How old are you?"
    assert is_marked(stale.text)
    spaced = age(worded("¿Qué edad tiene?", source="How old are you? "))
    assert is_marked(spaced.text)


def test_a_wording_in_a_third_language_is_not_taken():
    guide = with_wording(GUIDE, AGE, "text", "How old are you?", "Quel âge avez-vous ?", "fr")
    assert is_marked(age(guide).text)
    assert in_language(guide, "fr").question_by_slug["age"].text == "Quel âge avez-vous ?"


def test_an_answer_has_its_own_words():
    guide = worded("Menos de 12", CHILD, "label")
    child, teen = age(guide).choices[:2]
    assert child.label == "Menos de 12"
    assert not isinstance(child.label, OwnLanguage)
    assert (child.slug, child.uncertain) == ("child", False)
    assert is_marked(teen.label)
    assert is_marked(child.statement)


def test_how_a_word_is_said_is_not_told_of_a_word_of_another_language():
    term = Term(slug="card", name="Gold card", say="gohld kahrd", definition="A card.")
    guide = replace(GUIDE, terms=(term,))
    place = ("term", "card", "")
    assert in_language(guide, CODE).terms[0].say == ""
    named = worded("Tarjeta de oro", place, "name", guide=guide)
    assert in_language(named, CODE).terms[0].say == ""
    told = in_language(worded("tar-JE-ta", place, "say", guide=named), CODE).terms[0]
    assert (told.name, told.say) == ("Tarjeta de oro", "tar-JE-ta")


def test_addresses_and_what_is_no_text_are_what_they_were():
    translated = in_language(GUIDE, CODE)
    assert type(translated.trials_url) is str
    assert translated.trials_url == GUIDE.trials_url
    by_word = in_language(worded("https://x.example/es", (WHOLE, "", ""), "trials_url"), CODE)
    assert by_word.trials_url == "https://x.example/es"
    for (kind, slug, one), (*_, other) in zip(parts(GUIDE), parts(translated), strict=True):
        for name in {each.name for each in fields(one)} & NOT_WORDED:
            if name not in ("language", "wordings"):
                assert getattr(one, name) == getattr(other, name), (kind, slug, name)


def test_a_guide_in_another_language_carries_no_wordings_along():
    """They would stand in memory twice, for every language and voice."""
    assert wordings_of(in_language(SPANISH, CODE)) == {}


# Caregivers

BOTH = with_part(GUIDE, "questions", "age", text_other="")


def test_a_wording_fits_both_where_the_text_does():
    guide = worded("¿Qué edad?", guide=BOTH)
    for reader in Reader:
        assert age(guide, reader).text == "¿Qué edad?"


def test_a_caregiver_has_a_wording_of_their_own_where_the_text_fits_both():
    """Languages differ in what has to be said of another person."""
    guide = worded("¿Qué edad tiene usted?", guide=BOTH)
    guide = with_wording(guide, AGE, "text_other", "How old are you?", "¿Qué edad tiene él o ella?")
    assert age(guide).text == "¿Qué edad tiene usted?"
    assert age(guide, Reader.OTHER).text == "¿Qué edad tiene él o ella?"


def test_a_caregivers_own_text_stays_marked_until_it_is_translated():
    """The patient's wording says “you” to the wrong person."""
    guide = worded("¿Qué edad tiene usted?")
    other = age(guide, Reader.OTHER)
    assert other.text == "How old are they?"
    assert is_marked(other.text)
    settled = worded("¿Qué edad tiene?", field="text_other", guide=guide)
    assert age(settled, Reader.OTHER).text == "¿Qué edad tiene?"


def test_a_caregivers_wording_of_the_first_text_does_not_outlast_a_text_of_their_own():
    guide = with_wording(BOTH, AGE, "text_other", "How old are you?", "¿Qué edad tiene él o ella?")
    assert age(guide, Reader.OTHER).text == "¿Qué edad tiene él o ella?"
    own = with_part(guide, "questions", "age", text_other="How old are they?")
    assert is_marked(age(own, Reader.OTHER).text)


# In HTML


def test_a_text_in_the_guides_own_language_tells_so_in_html_and_breaks_out_of_nothing():
    text = OwnLanguage('<b>"you" & me</b>', "en")
    assert text == '<b>"you" & me</b>'
    assert text.__html__() == (
        '<span lang="en" dir="auto">&lt;b&gt;&quot;you&quot; &amp; me&lt;/b&gt;</span>'
    )
    assert 'lang="e&quot;n"' in OwnLanguage("x", 'e"n').__html__()


# The same for everyone


def with_random_wordings(guide):
    """The guide with wordings that hold, wordings that do not, and none, at random."""
    for unit in [*units(guide, CODE)]:
        match random.randrange(4):
            case 0:
                guide = with_wording(guide, unit.place, unit.field, unit.source, random_text())
            case 1:
                guide = with_wording(guide, unit.place, unit.field, random_text(), random_text())
            case 2:
                guide = with_wording(guide, unit.place, unit.field, unit.source, "x", "fr")
    return guide


def test_verdicts_and_the_way_are_the_same_in_every_language():
    for _ in range(40):
        guide = with_random_wordings(random_guide())
        other = in_language(guide, CODE)
        answers = Answers(random_answers(guide))
        one, two = (selection_for(each, answers).by_slug for each in (guide, other))
        assert {slug: found.verdict for slug, found in one.items()} == {
            slug: found.verdict for slug, found in two.items()
        }
        mine, theirs = Walk(guide, answers), Walk(other, answers)
        for steps in ("path", "open"):
            assert [e.slug for e in getattr(mine, steps)] == [
                e.slug for e in getattr(theirs, steps)
            ]
        assert mine.counted == theirs.counted


# What there is to translate


def by_place(guide):
    return {(unit.place, unit.field): unit for unit in units(guide, CODE)}


def test_everything_that_readers_see_is_there_to_be_translated_once():
    listed = [(unit.place, unit.field) for unit in units(GUIDE, CODE)]
    assert len(listed) == len(set(listed))
    shown = {(kind, slug, text) for kind, slug, text in shown_texts(GUIDE)}
    offered = {
        (*unit.place[:2], line) for unit in units(GUIDE, CODE) for line in unit.source.split("\n")
    }
    lines = {(kind, slug, line) for kind, slug, text in shown for line in text.split("\n")}
    assert lines <= offered


def test_how_far_a_text_is_translated():
    unit = by_place(GUIDE)[AGE, "text"]
    assert (unit.needed, unit.is_missing, unit.is_done, unit.is_to_check) == (
        *(True, True, False, False),
    )
    unit = by_place(worded("¿Qué edad?"))[AGE, "text"]
    assert (unit.is_missing, unit.is_done, unit.is_to_check) == (False, True, False)
    unit = by_place(worded("¿Qué edad?", source="Your age?"))[AGE, "text"]
    assert (unit.is_missing, unit.is_done, unit.is_to_check) == (False, False, True)
    assert unit.source == "How old are you?"
    assert unit.wording.source == "Your age?"


def test_words_to_translate_are_counted():
    assert by_place(GUIDE)[AGE, "text"].words == 4
    assert (
        by_place(replace(GUIDE, next_steps=("Go there.", "Ask.")))[
            (WHOLE, "", ""), "next_steps"
        ].words
        == 3
    )


def test_a_caregivers_wording_is_offered_and_not_missed_where_the_text_fits_both():
    unit = by_place(BOTH)[AGE, "text_other"]
    assert (unit.source, unit.needed, unit.is_missing) == ("How old are you?", False, False)
    assert by_place(GUIDE)[AGE, "text_other"].needed


def test_readers_are_told_untranslated_what_is_missing_or_to_check():
    assert untranslated(SPANISH, CODE) == []
    assert [
        u.field for u in untranslated(translated(GUIDE, but=[("question", "age", "text")]), CODE)
    ] == ["text"]
    stale = with_part(SPANISH, "questions", "age", text="How old are you now?")
    assert [(u.place, u.field) for u in untranslated(stale, CODE)] == [(AGE, "text")]
    needed = [unit for unit in units(GUIDE, CODE) if unit.needed]
    assert untranslated(GUIDE, CODE) == needed != []


def pieces(found):
    """The texts of units, and the lines of those that are lists."""
    return {piece for unit in found for piece in (unit.source, *unit.source.split("\n"))}


def test_what_readers_get_untranslated_is_what_is_listed_as_such():
    for _ in range(20):
        guide = with_random_wordings(random.choice([GUIDE, wider(), library()]))
        marked = set()
        for reader in Reader:
            translated = for_reader(in_language(guide, CODE), reader)
            marked |= {t for *_, t in shown_texts(translated) if isinstance(t, OwnLanguage)}
        assert marked <= pieces(unit for unit in units(guide, CODE) if not unit.is_done)
        assert all(pieces([unit]) & marked for unit in untranslated(guide, CODE))


def test_nothing_but_texts_is_there_to_be_translated():
    for guide in (GUIDE, wider()):
        for kind, slug, part in parts(guide):
            if kind not in ("example reader", "translation"):
                assert {field for field, _ in worded_in(part)}.isdisjoint(NOT_WORDED), (kind, slug)


@pytest.mark.parametrize("place", [(WHOLE, "", ""), AGE, CHILD, ("option", "screen-card", "")])
def test_a_wording_of_what_is_no_text_changes_nothing_and_is_told(place):
    """One of a slug would lead addresses and rules astray."""
    part = next(e for kind, slug, e in parts(GUIDE) if (kind, slug, answer_slug(e)) == place)
    no_texts = [each.name for each in fields(part) if not is_words(getattr(part, each.name))]
    for field in {*no_texts, *(each.name for each in fields(part) if each.name in NOT_WORDED)}:
        if field != "wordings":
            source = str(getattr(part, field))
            forced = with_wording(GUIDE, place, field, source, "otro")
            assert in_language(forced, CODE) == in_language(GUIDE, CODE), field
            assert any("no text" in each.what for each in broken(forced)), field


@pytest.mark.parametrize(
    "wordings",
    [
        (Wording(CODE, "text", "a", "b"), Wording(CODE, "text", "c", "d")),
        (Wording("Spanish", "text", "a", "b"),),
        (Wording("es-aaaaaaaa-bbbbbbbb", "text", "a", "b"),),
        (Wording(CODE, "text", "a", "b" * 401),),
        (Wording(CODE, "text", "a" * 401, "b"),),
    ],
    ids=["two of a field", "no language", "too long a code", "too long", "too long a source"],
)
def test_a_wording_that_no_draft_can_hold_is_told(wordings):
    (told,) = broken(with_part(GUIDE, "questions", "age", wordings=wordings))
    assert (told.kind, told.slug) == ("question", "age")


def test_a_wording_of_unknown_words_does_not_reach_readers_where_the_text_is_gone():
    guide = with_wording(
        with_part(GUIDE, "categories", "plain-cards", about=""),
        ("category", "plain-cards", ""),
        "about",
        "",
        "Tarjetas para libros.",
    )
    assert in_language(guide, CODE).categories[0].about == ""


# Wordings by themselves


def test_wordings_are_taken_out_and_put_back_to_the_letter():
    for guide in (SPANISH, translated(wider()), with_random_wordings(random_guide())):
        bare = with_wordings(guide, {})
        assert wordings_of(bare) == {}
        assert bare != guide
        assert with_wordings(bare, wordings_of(guide)) == guide
    assert with_wordings(GUIDE, {}) == GUIDE


def test_wordings_stand_in_the_same_order_whichever_was_saved_first():
    """A draft whose wordings were saved anew is still the same as the edition that it was."""
    turned = {place: each[::-1] for place, each in wordings_of(SPANISH).items()}
    assert with_wordings(SPANISH, turned) == SPANISH


def test_a_wording_of_what_is_gone_is_left_out():
    wordings = {("question", "gone", ""): (Wording(CODE, "text", "x", "y"),)}
    wordings |= {("question", "age", "gone"): (Wording(CODE, "label", "x", "y"),)}
    assert with_wordings(GUIDE, wordings) == GUIDE


def test_an_answer_and_a_question_of_the_same_name_keep_their_wordings_apart():
    same = with_choice(GUIDE, "age", "child", wordings=())
    choices = (replace(same.questions[0].choices[0], slug="age"), *same.questions[0].choices[1:])
    same = with_part(same, "questions", "age", choices=choices)
    guide = with_wording(same, ("question", "age", "age"), "label", "Under 12", "Menos")
    assert guide.question_by_slug["age"].wordings == ()
    assert guide.question_by_slug["age"].choices[0].wordings[0].text == "Menos"


# Languages that are offered


@pytest.mark.parametrize("shown", [False, True])
def test_a_language_is_offered_once_it_is_shown_and_after_the_guides_own(shown):
    guide = replace(GUIDE, translations=(Translation(slug=CODE, shown=shown),))
    assert guide.languages == (("en", CODE) if shown else ("en",))
    assert isinstance(guide, Guide)
