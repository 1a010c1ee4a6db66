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

from .finding import EVERYONE, GUIDE, SOUND, found, gone, one_warning, option

# Rules that leave readers with nothing


def test_a_dead_end_says_which_answers_lead_there():
    (finding,) = (each for each in SOUND if "A grown-up" in each.what or "child" in each.what)
    assert finding.where == "guide"
    assert "You are a child." in finding.what
    assert "No grown-up can sign." in finding.what


def test_a_guide_without_a_dead_end_has_none_found():
    near = a_situation(any_of("home", "in-town", "nearby"))
    guide = with_part(GUIDE, "options", "town-card", situations=(near,))
    (dead_end,) = gone(guide)
    assert dead_end in SOUND
    assert "lead to no option" in dead_end.what


def test_answers_that_are_not_known_are_no_dead_end():
    """Who is not sure gets options that depend on it."""
    everywhere = a_situation(any_of("home", "in-town", "nearby", "far"))
    guide = with_part(GUIDE, "options", "town-card", situations=(everywhere,))
    assert not any("You do not know" in each.what for each in proofread(guide))


def test_a_guide_with_options_for_everyone_alone_is_told_that_no_question_is_asked():
    wheres = {each.where for each in found(replace(GUIDE, options=EVERYONE))}
    assert {f"question {question.slug}" for question in GUIDE.questions} <= wheres


def test_every_combination_of_a_question_is_weighed_for_the_dead_end():
    """Only books and films together lead to nothing here."""
    rules = [
        a_situation(Condition("likes", ("books", "sound-books", "nothing"), Test.ONLY)),
        a_situation(Condition("likes", ("films", "games"), Test.ONLY)),
    ]
    options = (
        GUIDE.options[0],
        replace(GUIDE.option_by_slug["town-card"], situations=tuple(rules)),
    )
    what = " ".join(each.what for each in proofread(replace(GUIDE, options=options)))
    assert "It is for books." in what or "It is for sound books." in what
    assert "It is for films." in what or "It is for games." in what


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


def test_a_dead_end_is_not_sought_for_ever(weighed):
    """Only the last question lists anything, whatever is said to it: 3^8 ways lead there."""
    *others, last = [a_question(f"q{number}", CHOICES) for number in range(9)]
    rule = [a_situation(any_of(last.slug, *"abc"))]
    rule += [a_situation(any_of(each.slug, "a"), any_of(last.slug, "a")) for each in others]
    guide = a_guide([*others, last], [an_option("o", *rule)])
    assert not any("lead to no option" in each.what for each in rules.findings(guide))
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
    for place in range(1, 400):
        gate = a_situation(any_of(f"q{place - 1}", "a"))
        questions.append(a_question(f"q{place}", CHOICES, ask_when=gate))
    guide = a_guide(questions, [an_option("o", a_situation(any_of("q399", "a")))])
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
