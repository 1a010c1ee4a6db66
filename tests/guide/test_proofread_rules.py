"""What the proofreader says about rules that do nothing, or leave readers with nothing."""

from dataclasses import replace

import pytest

from navigator.guide.model import Condition, Kind, Situation, Test
from navigator.guide.proofread import broken, proofread, rules
from tests.guide.builders import (
    a_choice,
    a_guide,
    a_question,
    a_situation,
    an_option,
    any_of,
)
from tests.variants import with_choice, with_extra, with_part

from .finding import EVERYONE, GUIDE, SOUND, found, one_warning, option

# Rules that leave readers with nothing


# Nothing is for everyone here, and no notice speaks to the young.
BARE = replace(GUIDE, options=GUIDE.options[1:], notices=GUIDE.notices[1:])
TOLD = "nothing tells readers why"


def not_listed(guide):
    """Return the finding on answers that lead to nothing."""
    return [each.what for each in proofread(guide) if each.code == "nothing-listed"]


def speaking(guide, *slugs):
    """The guide, whose categories say for whom they are where they list nothing."""
    for slug in slugs:
        guide = with_part(guide, "categories", slug, none_listed="For those far away.")
    return guide


def test_answers_that_lead_to_nothing_are_named_with_what_does_not_speak():
    (what,) = not_listed(BARE)
    assert TOLD in what
    assert "You are a child." in what
    assert "No grown-up can sign." in what
    assert "“Plain cards”, “Other cards”" in what


def test_only_categories_that_say_nothing_are_named():
    (what,) = not_listed(speaking(BARE, "plain-cards"))
    assert "“Plain cards”" not in what
    assert "“Other cards”" in what


def test_where_each_category_says_for_whom_it_is_nothing_is_found():
    assert not_listed(speaking(BARE, "plain-cards", "other-cards")) == []


def test_a_category_without_an_option_need_not_say_for_whom_it_is():
    empty = replace(BARE.categories[0], slug="empty")
    guide = speaking(with_extra(BARE, "categories", empty), "plain-cards", "other-cards")
    assert not_listed(guide) == []


def test_clear_answers_that_lead_to_what_is_for_everyone_are_no_fault():
    assert not_listed(GUIDE) == []
    assert not_listed(replace(BARE, options=GUIDE.options)) == []


@pytest.mark.parametrize(
    ("changes", "speaks"),
    [
        ({}, True),
        ({"situations": (a_situation(any_of("age", "child")),)}, False),  # and not to a teenager
        ({"for_everyone": True, "situations": ()}, False),
        ({"option": "town-card"}, False),
    ],
)
def test_a_notice_for_these_answers_speaks(changes, speaks):
    guide = replace(BARE, notices=(replace(GUIDE.notices[0], **changes),))
    assert (not_listed(guide) == []) is speaks


def test_a_guide_in_which_something_is_always_listed_has_none_found():
    everyone = a_situation(any_of("age", "child", "teen", "adult"))
    options = (*BARE.options, replace(BARE.options[0], slug="more", situations=(everyone,)))
    assert not_listed(replace(BARE, options=options)) == []


def test_answers_that_are_not_known_lead_to_something():
    """Who is not sure gets options that depend on it."""
    (what,) = not_listed(BARE)
    assert "You do not know" not in what


def test_a_guide_with_options_for_everyone_alone_is_told_that_no_question_is_asked():
    wheres = {each.where for each in found(replace(GUIDE, options=EVERYONE))}
    assert {f"question {question.slug}" for question in GUIDE.questions} <= wheres


def test_every_combination_of_a_question_is_weighed():
    """Only books and films together lead to nothing here."""
    rules = [
        a_situation(Condition("likes", ("books", "sound-books", "nothing"), Test.ONLY)),
        a_situation(Condition("likes", ("films", "games"), Test.ONLY)),
    ]
    options = (replace(GUIDE.option_by_slug["town-card"], situations=tuple(rules)),)
    (what,) = not_listed(replace(BARE, options=options))
    assert "It is for books." in what or "It is for sound books." in what
    assert "It is for films." in what or "It is for games." in what


# Options that exclude each other


def excluding(*situations, **changes):
    """The guide, whose post card excludes the town card and has these situations."""
    changes |= {"situations": situations} if situations else {}
    return with_part(GUIDE, "options", "post-card", excludes=("town-card",), **changes)


def together(guide):
    return [each for each in proofread(guide) if each.code == "listed-together"]


def test_options_that_exclude_each_other_and_are_never_listed_together_are_right():
    assert together(excluding()) == []
    assert together(excluding(a_situation(any_of("age", "child", "teen")))) == []


def test_options_that_exclude_each_other_and_are_listed_together_are_an_error():
    guide = excluding(a_situation(any_of("home", "far", "nearby")))
    (finding,) = together(guide)
    assert (finding.where, finding.stops_publishing) == ("option post-card", True)
    assert "“Post card” and “Town card”" in finding.what
    assert "Home is near the town." in finding.what
    assert "grown-up" not in finding.what  # an adult is not asked


def test_two_that_name_each_other_are_told_once():
    guide = excluding(a_situation(any_of("home", "nearby")))
    assert len(together(with_part(guide, "options", "town-card", excludes=("post-card",)))) == 1


def test_an_option_for_everyone_is_listed_together_with_any():
    (finding,) = together(excluding(situations=(), for_everyone=True))
    assert "Home is in the town." in finding.what
    both = with_part(
        excluding(situations=(), for_everyone=True),
        *("options", "town-card"),
        situations=(),
        for_everyone=True,
    )
    (finding,) = together(both)
    assert "whatever they answer" in finding.what


def test_what_is_not_known_for_sure_is_not_listed_together():
    rule = a_situation(any_of("home", "nearby"), any_of("age", "child"))
    assert together(excluding(rule)) == []


def test_an_option_that_excludes_itself_or_one_that_is_gone_is_an_error():
    (finding,) = (each for each in found(option(excludes=("town-card",))))
    assert (finding.code, finding.stops_publishing) == ("excludes-itself", True)
    (finding,) = broken(option(excludes=("gone",)))
    assert "no option with the slug “gone”" in finding.what


# Questions that do nothing


def test_a_question_that_no_option_reads_is_found():
    extra = a_question("extra", [a_choice("a"), a_choice("b", uncertain=True)], kind=Kind.ONE)
    findings = found(with_extra(GUIDE, "questions", extra))
    assert "question extra" in [finding.where for finding in findings]


def test_a_question_whose_ask_when_cannot_hold_is_an_error():
    never = Situation((*a_situation(any_of("age", "child")).conditions, any_of("age", "adult")))
    guide = with_part(GUIDE, "questions", "guardian", ask_when=(never,))
    wheres = {each.where for each in found(guide) if each.stops_publishing}
    assert "question guardian" in wheres


def test_two_situations_that_cover_every_answer_make_a_question_idle():
    either = [
        a_situation(any_of("home", "far"), any_of("age", "adult")),
        a_situation(any_of("home", "far"), any_of("age", "child", "teen")),
    ]
    what = one_warning(option(situations=tuple(either)), "option town-card")
    assert "age" in what


def test_a_rule_on_every_clear_answer_makes_a_question_idle():
    rule = a_situation(any_of("home", "far"), any_of("age", "adult", "child", "teen"))
    assert "age" in one_warning(option(situations=(rule,)), "option town-card")


def test_a_question_that_decides_only_if_another_is_asked_is_not_idle():
    """No rule names it, so there is nothing to drop, whatever its answers do."""
    gates = (a_situation(any_of("age", "child", "teen")), a_situation(any_of("home", "far")))
    gated = with_part(GUIDE, "questions", "guardian", ask_when=gates[:1])
    rule = a_situation(any_of("age", "child"), any_of("guardian", "yes"))
    guide = with_part(gated, "options", "town-card", situations=(rule,))
    assert not [each for each in found(guide) if each.code == "question-idle"]


def test_a_question_that_matters_through_an_ask_when_is_not_idle():
    assert not any("drop it" in each.what for each in SOUND)


def test_a_question_without_an_answer_for_who_does_not_know_is_found():
    guide = with_choice(GUIDE, "guardian", "unsure", uncertain=False)
    assert "question guardian" in [each.where for each in found(guide)]


# Rules with more ways of answering than can be tried

CHOICES = [a_choice("a"), a_choice("b"), a_choice("c"), a_choice("unsure", uncertain=True)]


@pytest.fixture
def weighed(monkeypatch):
    """The answers that rules were held against; few ways are tried before it ends."""
    weighed = []
    monkeypatch.setattr(rules, "MOST_WAYS", 100)
    for name in ("rule_truth", "verdict", "situation_truth"):
        monkeypatch.setattr(rules, name, noting(weighed, getattr(rules, name)))
    return weighed


def noting(weighed, truth):
    def note(guide, part, answers):
        weighed.append(answers)
        return truth(guide, part, answers)

    return note


def test_answers_that_lead_to_nothing_are_not_sought_for_ever(weighed):
    """Only the last question lists anything, whatever is said to it: 3^8 ways lead there."""
    *others, last = [a_question(f"q{number}", CHOICES) for number in range(9)]
    rule = [a_situation(any_of(last.slug, *"abc"))]
    rule += [a_situation(any_of(each.slug, "a"), any_of(last.slug, "a")) for each in others]
    guide = a_guide([*others, last], [an_option("o", *rule)])
    assert not any(each.code == "nothing-listed" for each in rules.findings(guide))
    assert len(weighed) < 1_000


def test_options_that_read_many_questions_are_not_held_against_each_other_for_ever(weighed):
    questions = [a_question(f"q{number}", CHOICES) for number in range(9)]
    rule = a_situation(*(any_of(question.slug, "a", "b") for question in questions))
    one = replace(an_option("one", rule), excludes=("other",))
    found = list(rules.findings(a_guide(questions, [one, an_option("other", rule)])))
    assert not any(each.code == "listed-together" for each in found)
    assert len(weighed) < 1_000


def test_a_rule_on_many_questions_is_not_weighed_for_ever(weighed):
    questions = [a_question(f"q{number}", CHOICES) for number in range(9)]
    rule = a_situation(*(any_of(question.slug, "a", "b") for question in questions))
    found = list(rules.findings(a_guide(questions, [an_option("o", rule)])))
    assert not any("never hold" in each.what or "drop it" in each.what for each in found)
    assert len(weighed) < 1_000


# Rules that would take too long while a reader waits


def what_is_too_long(guide):
    return [(each.where, each.stops_publishing) for each in broken(guide)]


def each_in_three_situations(number=9):
    """A rule whose every situation names every question, each another answer of it."""
    questions = [a_question(f"q{place}", CHOICES, kind=Kind.SEVERAL) for place in range(number)]
    situations = [
        a_situation(*(any_of(question.slug, letter) for question in questions)) for letter in "abc"
    ]
    return a_guide(questions, [an_option("light", situations[0]), an_option("o", *situations)])


def test_a_rule_that_would_take_too_long_is_an_error_at_its_option():
    (finding,) = broken(each_in_three_situations())
    assert (finding.where, finding.stops_publishing) == ("option o", True)
    assert "“q0”" in finding.what


def test_a_question_with_countless_answers_that_count_is_an_error():
    letters = "abcdefghijklmnopqr"
    several = a_question("q1", [a_choice(each) for each in letters], kind=Kind.SEVERAL)
    rule = [a_situation(any_of("q0", "a"), any_of("q1", each)) for each in letters]
    guide = a_guide([a_question("q0", CHOICES), several], [an_option("o", *rule)])
    assert what_is_too_long(guide) == [("option o", True)]


def test_rules_that_would_take_too_long_together_are_an_error():
    one = each_in_three_situations(3)
    assert not broken(one)
    rule = one.option_by_slug["o"].situations
    guide = replace(one, options=tuple(an_option(f"o{each}", *rule) for each in range(300)))
    assert what_is_too_long(guide) == [("guide", True)]


def test_questions_behind_each_other_without_end_are_an_error():
    questions = [a_question("q0", CHOICES)]
    for place in range(1, 100):
        gate = a_situation(any_of(f"q{place - 1}", "a"))
        questions.append(a_question(f"q{place}", CHOICES, ask_when=gate))
    guide = a_guide(questions, [an_option("o", a_situation(any_of("q99", "a")))])
    assert what_is_too_long(guide) == [("question q50", True)]
    deep = a_guide(questions[:20], [an_option("o", a_situation(any_of("q19", "a")))])
    assert not broken(deep)


def test_gates_that_multiply_are_an_error():
    """Each question stands behind the two before it: there are more ways back than can be gone."""
    questions = [a_question("q0", CHOICES), a_question("q1", CHOICES)]
    for place in range(2, 45):
        gate = a_situation(any_of(f"q{place - 1}", "a"), any_of(f"q{place - 2}", "a"))
        questions.append(a_question(f"q{place}", CHOICES, ask_when=gate))
    guide = a_guide(questions, [an_option("o", a_situation(any_of("q44", "a")))])
    assert what_is_too_long(guide) == [("question q14", True)]


def test_a_long_rule_that_names_each_question_once_is_fine():
    questions = [a_question(f"q{place}", CHOICES) for place in range(30)]
    rule = a_situation(*(any_of(question.slug, "a") for question in questions))
    assert not broken(a_guide(questions, [an_option("o", rule)]))
