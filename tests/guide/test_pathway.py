"""What is asked next by example, on small made-up guides."""

import pytest

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.pathway import Walk, what_could_change
from navigator.guide.prospects import could_change, telling_answers
from navigator.guide.verdicts import Verdict, select, verdict

from .builders import (
    a_choice,
    a_guide,
    a_notice,
    a_question,
    a_situation,
    an_option,
    any_of,
    only,
)

AB = [a_choice("a"), a_choice("b")]
UNSURE = a_choice("unsure", uncertain=True)


def questions(number, choices=AB):
    return [a_question(f"q{place}", choices) for place in range(number)]


def walk(guide, **said):
    return Walk(guide, Answers(said))


def open_slugs(guide, **said):
    return [question.slug for question in walk(guide, **said).open]


def path(guide, **said):
    return [question.slug for question in walk(guide, **said).path]


# The order of asking

TWO = a_guide(questions(2), [an_option("o", a_situation(any_of("q0", "a"), any_of("q1", "a")))])


def test_questions_are_asked_in_the_guide_s_order_until_none_matters():
    assert walk(TWO).next.slug == "q0"
    assert open_slugs(TWO) == ["q0", "q1"]
    assert walk(TWO, q0=["a"]).next.slug == "q1"
    assert walk(TWO, q0=["b"]).next is None


def test_an_answer_out_of_order_leaves_earlier_questions_to_be_asked():
    assert walk(TWO, q1=["a"]).next.slug == "q0"
    assert path(TWO, q1=["a"]) == ["q1"]


def test_a_way_leads_to_what_counts_and_to_what_is_open():
    reader = walk(TWO, q0=["b"], q1=["a"])
    assert [reader.leads_to(question) for question in TWO.questions] == [True, False]
    assert [each.slug for each in walk(TWO, q0=["a"]).before(TWO.questions[1])] == ["q0"]


def test_a_changed_answer_takes_later_ones_off_the_path_and_changing_back_brings_them_back():
    assert path(TWO, q0=["a"], q1=["a"]) == ["q0", "q1"]
    assert walk(TWO, q0=["b"], q1=["a"]).counted == {"q0": {"b"}}
    assert walk(TWO, q0=["a"], q1=["a"]).counted == {"q0": {"a"}, "q1": {"a"}}


def test_neither_a_notice_nor_what_is_for_everyone_makes_a_question_necessary():
    situation = a_situation(any_of("q0", "a"))
    guide = a_guide(
        questions(1),
        [an_option("o", situation, for_everyone=True)],
        notices=[a_notice("n", situation)],
    )
    assert open_slugs(guide) == []


# Questions behind questions


def chain(*options):
    """Three questions, each asked when the one before was answered with `a`."""
    gates = [(), a_situation(any_of("q0", "a")), a_situation(any_of("q1", "a"))]
    asked = [a_question(f"q{place}", AB, ask_when=gate) for place, gate in enumerate(gates)]
    return a_guide(asked, options)


def test_a_gate_matters_through_the_question_it_opens():
    guide = chain(an_option("o", a_situation(any_of("q2", "a"))))
    assert open_slugs(guide) == ["q0", "q1", "q2"]
    assert path(guide, q0=["b"], q1=["a"], q2=["a"]) == ["q0"]
    assert walk(guide, q0=["b"]).next is None


def test_a_question_behind_an_answered_gate_of_an_answered_gate_still_matters():
    """Answered by links of the options page: what is listed may go again with the first answer."""
    guide = chain(
        an_option("o", a_situation(any_of("q0", "a")), a_situation(any_of("q2", "a"))),
    )
    said = {"q1": ["a"], "q2": ["a"]}
    assert verdict(guide, guide.options[0], Answers(said)) is Verdict.MATCH
    assert verdict(guide, guide.options[0], Answers({**said, "q0": ["b"]})) is Verdict.NO
    assert open_slugs(guide, **said) == ["q0"]
    assert walk(guide, **said).leads_to(guide.questions[0])


# Rules that read a question in several places


def test_a_question_that_another_situation_makes_irrelevant_is_not_asked():
    """B cannot matter in "A, or A and B", although three-valued logic lists it as unknown."""
    asked = questions(5, [*AB, UNSURE])
    wide = [any_of(question.slug, "a") for question in asked[:-1]]
    narrow = [*wide, any_of(asked[-1].slug, "a")]
    guide = a_guide(asked, [an_option("o", a_situation(*wide), a_situation(*narrow))])
    assert not could_change(guide, asked[-1], Answers())
    assert could_change(guide, asked[-2], Answers())


def test_a_question_whose_situation_contradicts_itself_is_not_asked():
    rule = a_situation(any_of("q0", "a"), any_of("q0", "b"), any_of("q1", "a"))
    guide = a_guide(questions(2), [an_option("o", rule)])
    # While the first is left open it is unknown, so until then the second can matter.
    assert open_slugs(guide) == ["q0", "q1"]
    assert open_slugs(guide, q0=["a"]) == []


def needs_all_of(letters, exclusive=""):
    """An option that is open through one question, and that all `letters` of another settle."""
    choices = [a_choice(letter, exclusive=letter in exclusive) for letter in "eabc"]
    unsure = a_question("q0", [a_choice("a"), UNSURE])
    several = a_question("q1", choices, kind=Kind.SEVERAL)
    # `e` is as good as `a`, so only what it excludes tells the two apart.
    tests = [any_of("q1", *("ea" if letter == "a" else letter)) for letter in letters]
    option = an_option("o", a_situation(any_of("q0", "a")), a_situation(*tests))
    return a_guide([unsure, several], [option])


@pytest.mark.parametrize(
    ("letters", "exclusive", "expected"),
    [
        ("ab", "", ["q1"]),
        ("abc", "", ["q1"]),
        ("ab", "e", ["q1"]),
        ("ab", "ea", []),
        ("abc", "c", []),
    ],
)
def test_choices_that_matter_only_together_make_a_question_necessary(letters, exclusive, expected):
    assert open_slugs(needs_all_of(letters, exclusive), q0=["unsure"]) == expected


def test_answers_that_no_condition_tells_apart_are_supposed_once():
    choices = [a_choice(letter) for letter in "abcdefgh"]
    several = a_question("q", [*choices, UNSURE], kind=Kind.SEVERAL)
    conditions = [any_of("q", "a", "b"), only("q", "a", "b", "c"), any_of("other", "d")]
    # Neither, the first alone, the second alone, both, and what leaves both open or one of them.
    found = telling_answers(several, conditions)
    assert len(found) == 6
    assert frozenset(["unsure"]) in found


# What an answer would do


def outcomes(guide, **said):
    answers = Answers(said)
    return {
        outlook.question.slug: {
            outcome.choice: (outcome.added, outcome.dropped) for outcome in outlook.outcomes
        }
        for outlook in what_could_change(guide, answers, select(guide, answers))
    }


def test_each_certain_answer_to_an_open_question_says_what_it_adds_and_drops():
    asked = questions(3, [*AB, UNSURE])
    guide = a_guide(
        asked,
        [
            an_option("alone", a_situation(any_of("q0", "a"))),
            an_option("together", a_situation(any_of("q0", "a"), any_of("q1", "a"))),
            an_option("other", a_situation(any_of("q0", "b"))),
            an_option("elsewhere", a_situation(any_of("q2", "a"))),
        ],
    )
    assert outcomes(guide, q0=["unsure"], q1=["unsure"], q2=["a"]) == {
        "q0": {"a": (("alone",), ("other",)), "b": (("other",), ("alone", "together"))},
        "q1": {"a": ((), ()), "b": ((), ("together",))},
    }


def test_a_certain_answer_may_drop_what_an_uncertain_one_had_matched():
    named = a_question("q0", [*AB, a_choice("not-known", uncertain=True)])
    rule = a_situation(any_of("q0", "a", "not-known"))
    guide = a_guide([named], [an_option("o", rule), an_option("p", a_situation(any_of("q0", "a")))])
    assert outcomes(guide, q0=["not-known"]) == {"q0": {"a": (("p",), ()), "b": ((), ("o", "p"))}}


def test_of_a_question_with_several_answers_nothing_is_said_that_another_choice_would_undo():
    unsure = a_choice("unsure", uncertain=True, exclusive=True)
    choices = [*AB, a_choice("none", exclusive=True), unsure]
    asked = [a_question("q0", choices, kind=Kind.SEVERAL)]
    rules = {"any": any_of("q0", "a"), "only": only("q0", "a")}
    guide = a_guide(asked, [an_option(slug, a_situation(rule)) for slug, rule in rules.items()])
    assert outcomes(guide, q0=["unsure"]) == {
        "q0": {
            "a": (("any",), ()),  # b may be chosen as well, so that "only" is not said
            "b": ((), ("only",)),
            "none": ((), ("any", "only")),
        }
    }


def test_what_is_not_known_is_a_question_for_the_team_though_no_option_hangs_on_it():
    rule = a_situation(any_of("q0", "a"), any_of("q1", "a"))
    guide = a_guide(questions(2, [*AB, UNSURE]), [an_option("o", rule)])
    assert outcomes(guide, q0=["b"], q1=["unsure"]) == {"q1": {"a": ((), ()), "b": ((), ())}}


def test_nothing_could_change_when_everything_is_settled():
    assert outcomes(TWO, q0=["b"]) == {}
