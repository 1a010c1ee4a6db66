"""What the proofreader says about words."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from navigator.guide.proofread import proofread
from navigator.guide.proofread.references import LONGEST
from navigator.guide.proofread.wording import SUITS
from tests.variants import with_choice, with_extra, with_part

from .finding import GUIDE, SOUND, found, one, one_error, one_warning, option

HARD = (
    "Institutional borrowing privileges necessitate administrative authorization. "
    "Intergenerational accessibility considerations determine eligibility irrespective of "
    "residential circumstances. It is so. They can ask. All can. We will see."
)
LONG = "Here is " + "one " * 24 + "more."


def test_a_sound_guide_has_warnings_alone():
    assert not any(finding.stops_publishing for finding in SOUND)
    # The junior stamp is made up: the summary does not name it.
    assert {finding.where for finding in SOUND} == {"guide", "option junior-card"}


# Review


@pytest.mark.parametrize(("days", "passed"), [(-1, True), (0, False), (1, False)])
def test_a_review_that_is_due_is_found_the_day_after(days, passed):
    findings = found(replace(GUIDE, review_due_on=date.today() + timedelta(days=days)))
    assert [finding.where for finding in findings] == ["guide"] * passed
    assert not any(finding.stops_publishing for finding in findings)


# Glossary


@pytest.mark.parametrize("short", ["ID", "ISB2", "PD-L1", "mTOR", "IDs", "ID-free"])
def test_an_abbreviation_that_the_glossary_does_not_have_is_named(short):
    what = one_warning(option(plain=f"Bring the {short} here."), "option town-card")
    assert f"“{short.removesuffix('s').removesuffix('-free')}”" in what


@pytest.mark.parametrize("changes", [{"name": "ID"}, {"also": ("ID", "stamp")}])
def test_an_abbreviation_is_explained_by_any_name_of_a_term(changes):
    guide = with_part(GUIDE, "terms", "junior-stamp", is_drug=False, **changes)
    parts = with_part(guide, "options", "town-card", plain="Bring the ID.", source_text="ID, IDs.")
    assert [each for each in found(parts) if "“ID”" in each.what] == []


@pytest.mark.parametrize("text", ["Call 1-800-4-CARDS.", "A card. I can.", "McDonald has it."])
def test_capitals_that_are_no_abbreviation_are_let_be(text):
    assert found(option(plain=text)) == []


def test_an_abbreviation_is_named_once_where_it_stands_first():
    guide = option(plain="Bring the ID.", source_text="The ID, or an ID.")
    assert "ID" in one(with_part(guide, "options", "screen-card", plain="The ID again.")).what


SEAL = replace(GUIDE.terms[0], slug="seal", name="Seal", also=("mark",), is_drug=False)
SEALED = with_extra(GUIDE, "terms", SEAL)


def test_a_term_that_nothing_uses_is_named():
    what = one_warning(SEALED, "term seal")
    assert what == (
        "No text uses “Seal”, and no option has it as a treatment: remove it, or use it."
    )


@pytest.mark.parametrize(
    ("kind", "slug", "changes"),
    [
        ("options", "town-card", {"plain": "A card with seals."}),
        ("options", "town-card", {"plain_other": "A card with a mark."}),
        ("options", "town-card", {"source_text": "Town card with a seal."}),
        ("options", "town-card", {"treatments": ("seal",)}),
        ("terms", "junior-stamp", {"definition": "A stamp, or a seal."}),
    ],
)
def test_a_term_that_is_used_anywhere_is_let_be(kind, slug, changes):
    findings = proofread(with_part(SEALED, kind, slug, **changes))
    assert [each for each in findings if each.where == "term seal"] == []


def test_a_term_that_stands_in_the_words_of_the_source_alone_is_let_be():
    assert found(replace(SEALED, attribution="Adapted from the Seal.")) == []


def test_a_source_and_words_for_staff_do_not_keep_a_term():
    guide = with_part(SEALED, "sources", "house-rules", title="Rules of the seal")
    assert "Seal" in one_warning(replace(guide, staff_note="A seal."), "term seal")


@pytest.mark.parametrize("field", ["source_text", "name", "plain"])
def test_the_summarys_abbreviations_are_for_readers_too(field):
    assert "“ID”" in one_warning(option(**{field: "With an ID"}), "option town-card")


@pytest.mark.parametrize(
    "guide",
    [
        with_part(GUIDE, "terms", "junior-stamp", say="JUNE"),
        option(staff_note="JUNE"),
        replace(GUIDE, trials_place_label="ZIP code", trials_topics_label="Type of ID"),
        replace(GUIDE, attribution="Adapted by NASA.", disclaimer="No promise of NASA."),
    ],
)
def test_what_no_term_could_be_found_in_has_no_abbreviations(guide):
    """Labels of a form, what must stand as it is, and what readers do not see."""
    assert found(guide) == []


# Wording for caregivers


@pytest.mark.parametrize(
    "text", ["It is yours.", "For you.", "Tell me.", "You may.", "On my card."]
)
def test_words_to_the_patient_need_words_for_a_caregiver(text):
    assert text in one_warning(option(plain=text), "option town-card")
    assert found(option(plain=text, plain_other="It is theirs.")) == []


@pytest.mark.parametrize("text", ["A card for the young.", "Mediums and memos.", "The youth."])
def test_words_to_nobody_need_no_second_wording(text):
    assert found(option(plain=text)) == []


@pytest.mark.parametrize(
    ("kind", "slug", "field"),
    [
        ("questions", "home", "text"),
        ("questions", "home", "why"),
        ("notices", "opening-hours", "title"),
        ("notices", "opening-hours", "text"),
        ("categories", "plain-cards", "about"),
    ],
)
def test_every_text_that_readers_see_needs_it(kind, slug, field):
    guide = with_part(GUIDE, kind, slug, **{field: "Is it yours?"})
    assert "no wording for a caregiver of “Is it yours?”" in one(guide).what
    assert found(with_part(guide, kind, slug, **{f"{field}_other": "Is it theirs?"})) == []


@pytest.mark.parametrize("field", ["introduction", "decision", "help_now", "trials_about"])
def test_every_text_of_the_guide_needs_it(field):
    guide = replace(GUIDE, **{field: "Is it yours?", f"{field}_other": ""})
    assert "Is it yours?" in one_warning(guide, "guide")


def test_a_list_needs_it_too():
    guide = replace(GUIDE, next_steps=("Go there.", "Take your card."), next_steps_other=())
    assert "“Take your card.”" in one_warning(guide, "guide")
    assert found(replace(guide, next_steps_other=("Take the card.",))) == []


@pytest.mark.parametrize("field", ["label", "hint", "statement"])
def test_an_answer_needs_it_too(field):
    guide = with_choice(GUIDE, "home", "far", **{field: "On your own"})
    assert "On your own" in one_warning(guide, "question home")


@pytest.mark.parametrize(
    ("kind", "slug", "field"),
    [
        ("options", "town-card", "name"),
        ("terms", "junior-stamp", "definition"),
        ("questions", "home", "label"),
        ("sources", "house-rules", "note"),
    ],
)
def test_a_text_that_has_no_second_wording_should_fit_both(kind, slug, field):
    guide = with_part(GUIDE, kind, slug, **{field: "It is for you"})
    assert "should fit both: “It is for you”" in one(guide).what


@pytest.mark.parametrize(
    ("text", "fits"), [("Am I next?", False), ("Is it my card?", False), ("Can you help?", True)]
)
def test_a_question_to_ask_may_say_you_and_not_i(text, fits):
    """Whoever asks it, "you" is the one who is asked."""
    asked = with_part(GUIDE, "questions", "home", ask_team=text, ask_team_other="")
    assert len(found(asked)) == len(found(option(team_questions=(text,)))) == int(not fits)


def test_not_knowing_is_the_readers_own():
    guide = with_choice(GUIDE, "home", "unsure", statement="You do not know.", statement_other="")
    assert found(guide) == []


# Source wording


@pytest.mark.parametrize("text", ["", " \n"])
@pytest.mark.parametrize(
    ("kind", "slug", "field"),
    [
        ("guide", "", "disclaimer"),
        ("guide", "", "attribution"),
        ("option", "town-card", "source_text"),
        ("question", "home", "text"),
        ("notice", "opening-hours", "title"),
        ("term", "junior-stamp", "definition"),
    ],
)
def test_what_readers_need_must_be_there(kind, slug, field, text):
    changed = {field: text}
    guide = with_part(GUIDE, f"{kind}s", slug, **changed) if slug else replace(GUIDE, **changed)
    assert f"“{field}” is empty" in one_error(guide, f"{kind} {slug}".strip())


def test_no_guide_takes_no_minute():
    assert "“minutes” is empty" in one_error(replace(GUIDE, minutes=0), "guide")


@pytest.mark.parametrize("field", ["attribution", "disclaimer", "source_intro", "source_trials"])
def test_the_summarys_words_may_be_hard_and_to_the_patient(field):
    words = f"{HARD} {LONG} It is yours."
    assert found(replace(GUIDE, **{field: words})) == []
    assert found(option(source_text=words, staff_note=words)) == []


NAME = "How you and I do it"
ADDRESS = "https://my.example/you?c={code}"


@pytest.mark.parametrize(
    "guide",
    [
        with_part(GUIDE, "sources", "house-rules", title=NAME, dated=NAME),
        with_part(GUIDE, "sources", "house-rules", publisher=NAME, url="https://my.example/you"),
        with_part(GUIDE, "terms", "junior-stamp", also=("stamp", NAME)),
        with_extra(GUIDE, "terms", replace(GUIDE.terms[0], slug="your-own", name="Other")),
        with_part(GUIDE, "trial_topics", "cards", code="MY1"),
        replace(GUIDE, publisher=NAME, trials_search_name=NAME, slug="my-card", language="my"),
        replace(GUIDE, trials_url="https://my.example/you", trials_search_url=ADDRESS),
        replace(GUIDE, trials_search_near_url=f"{ADDRESS}&p={{place}}"),
    ],
)
def test_names_and_addresses_are_no_wording(guide):
    assert found(guide) == []


# Reading


def test_a_grade_above_the_target_names_the_hardest_sentence():
    what = one_warning(option(plain=HARD), "option town-card")
    assert "Intergenerational accessibility considerations" in what
    assert "It is so." not in what


def test_a_grade_may_be_higher_for_options_than_for_questions():
    text = (
        "Members of this library may borrow several items. Someone at the counter explains the "
        "rules to each new member before they start."
    )
    assert found(option(plain=text)) == []
    assert "grade" in one_warning(with_part(GUIDE, "questions", "home", why=text), "question home")


LOANS = "interlibrary administration"
HARD_NAME = (
    f"Members can ask for {LOANS}. Then {LOANS} is sent by mail. "
    f"It takes a week for {LOANS} to come."
)


def test_names_of_drugs_and_tests_do_not_raise_the_grade():
    assert "grade" in one_warning(option(plain=HARD_NAME), "option town-card")
    other_name = {"also": ("stamp", LOANS, "ILL2")}
    guide = with_part(GUIDE, "terms", "junior-stamp", **other_name)
    for text in (HARD_NAME, HARD_NAME.replace(LOANS, "ILL2")):
        named = {"plain": text, "source_text": text, "treatments": ("junior-stamp",)}
        assert found(with_part(guide, "options", "town-card", **named)) == []


def test_hard_words_of_the_glossary_are_hard_words():
    """Only names have to be said as they are; what a term explains could be said otherwise."""
    term = replace(GUIDE.terms[0], slug="loans", name=LOANS, also=(), is_drug=False)
    assert "grade" in one(with_extra(option(plain=HARD_NAME), "terms", term)).what


@pytest.mark.parametrize("field", ["plain", "plain_other"])
def test_a_sentence_of_more_than_25_words_is_named_in_either_wording(field):
    what = one_warning(option(**{field: f"Short. {LONG}"}), "option town-card")
    assert LONG in what
    assert "Short." not in what


def test_each_row_of_a_list_is_a_sentence_of_its_own():
    rows = tuple(f"Row {number} without a stop" for number in range(12))
    assert found(replace(GUIDE, next_steps=rows)) == []
    long = "one " * 26
    assert long.strip() in found(replace(GUIDE, next_steps=(*rows, long)))[0].what


def test_a_note_on_a_source_is_read():
    assert "grade" in one(with_part(GUIDE, "sources", "house-rules", note=HARD)).what


# Length


@pytest.mark.parametrize(
    ("field", "most"), [("name", 90), ("plain", 600), ("plain_other", 600), ("team_questions", 150)]
)
def test_a_text_that_is_longer_than_suits_its_place_is_named(field, most):
    def written(count):
        text = ("Ten times. " * 100)[: count - 1] + "x"
        guide = option(**{field: (text,) if field == "team_questions" else text})
        return [each for each in proofread(guide) if each.code == "text-too-long"]

    assert written(most) == []
    (finding,) = written(most + 1)
    assert (finding.where, finding.field) == ("option town-card", field)
    assert not finding.stops_publishing
    assert (
        f"“{field}” has {most + 1} characters, and its place suits {most} at most." == finding.what
    )


def test_an_answer_that_is_too_long_is_named():
    guide = with_choice(GUIDE, "home", "far", hint="x" * 121)
    (finding,) = (each for each in found(guide) if each.code == "text-too-long")
    assert (finding.where, finding.answer, finding.field) == ("question home", "far", "hint")


def test_what_suits_is_never_more_than_what_fits():
    for kind, suits in SUITS.items():
        assert suits.keys() <= {each.name for each in fields(kind)}
        assert all(most <= LONGEST[kind].get(name, most) for name, most in suits.items())
