"""Random small guides and answers, for hypothesis; builders for guides written by hand.

Choice slugs are the same letters in every question, so that code which mixes questions up fails.
"""

from __future__ import annotations

from hypothesis import strategies as st

from navigator.guide.model import (
    Category,
    Choice,
    Condition,
    Guide,
    Kind,
    Notice,
    Option,
    Question,
    Situation,
    Test,
)

from . import reference

# Builders: every text is "x", for no rule reads a text.


def a_choice(slug, *, uncertain=False, exclusive=False):
    texts = {"slug": slug, "label": "x", "statement": "x"}
    return Choice(**texts, uncertain=uncertain, exclusive=exclusive)


def a_question(slug, choices, *, kind=Kind.ONE, ask_when=None):
    texts = dict.fromkeys(("label", "text", "why", "where", "ask_team"), "x")
    return Question(slug=slug, kind=kind, **texts, choices=tuple(choices), ask_when=ask_when)


def an_option(slug, *situations, for_everyone=False, category="x"):
    texts = {"slug": slug, "category": category, "name": "x", "plain": "x", "source_text": "x"}
    return Option(**texts, for_everyone=for_everyone, situations=tuple(situations))


def a_notice(slug, *situations, for_everyone=False):
    texts = {"slug": slug, "title": "x", "text": "x"}
    return Notice(**texts, for_everyone=for_everyone, situations=tuple(situations))


def a_situation(*conditions):
    return Situation(tuple(conditions))


def any_of(question, *choices):
    return Condition(question, choices, Test.ANY)


def only(question, *choices):
    return Condition(question, choices, Test.ONLY)


def a_guide(questions, options, *, notices=(), categories=("x",)):
    texts = (
        "slug",
        "title",
        "publisher",
        "introduction",
        "about_condition",
        "decision",
        "help_now",
    )
    more = ("trials_about", "trials_url", "source_intro", "source_trials")
    return Guide(
        **dict.fromkeys((*texts, *more, "disclaimer", "attribution"), "x"),
        have_at_hand=(),
        minutes=1,
        next_steps=(),
        categories=tuple(Category(slug=slug, name="x") for slug in categories),
        questions=tuple(questions),
        options=tuple(options),
        notices=tuple(notices),
    )


# Random guides

rarely = st.sampled_from([False] * 7 + [True])


@st.composite
def choices(draw, kind, most):
    """The first choice is a certain one, as in any guide that is fit to be published."""
    slugs = "abcd"[: draw(st.integers(2, most))]
    several = kind is Kind.SEVERAL
    made = [a_choice(slugs[0], exclusive=several and draw(rarely))]
    for slug in slugs[1:]:
        uncertain, exclusive = draw(st.booleans()), several and draw(st.booleans())
        made.append(a_choice(slug, uncertain=uncertain, exclusive=exclusive))
    return draw(st.permutations(made))


@st.composite
def conditions(draw, questions):
    question = draw(st.sampled_from(questions))
    slugs = [choice.slug for choice in question.choices]
    chosen = draw(st.lists(st.sampled_from(slugs), min_size=1, max_size=3, unique=True))
    # `only` on a question that takes one choice is allowed, and differs from `any` in what is
    # made of uncertain choices.
    test = draw(st.sampled_from([Test.ANY, Test.ANY, Test.ONLY]))
    return Condition(question.slug, tuple(chosen), test)


@st.composite
def situations(draw, questions, most=3):
    drawn = draw(st.lists(conditions(questions), min_size=1, max_size=most))
    return a_situation(*drawn)


@st.composite
def options(draw, slug, questions):
    if draw(rarely):
        return an_option(slug, for_everyone=True)
    return an_option(slug, *draw(st.lists(situations(questions), min_size=1, max_size=3)))


# By number of questions: how many may take several choices, and the most choices of one. There are
# then at most 512 ways to answer, for code that tries them all.
NARROW = {1: (1, 4), 2: (2, 4), 3: (1, 4), 4: (1, 3)}


@st.composite
def guides(draw, wide=True):
    number = draw(st.integers(1, 4))
    several, most = (number, 4) if wide else NARROW[number]
    kinds = [Kind.SEVERAL] * draw(st.integers(0, several))
    kinds += [Kind.ONE] * (number - len(kinds))
    questions = []
    for index, kind in enumerate(draw(st.permutations(kinds))):
        gated = questions and draw(st.integers(0, 2)) > 0
        gate = draw(situations(questions, most=2)) if gated else None
        question = a_question(f"q{index}", draw(choices(kind, most)), kind=kind, ask_when=gate)
        questions.append(question)
    made = [draw(options(f"o{index}", questions)) for index in range(draw(st.integers(1, 3)))]
    notice = a_notice("n", *draw(st.lists(situations(questions), min_size=1, max_size=2)))
    return a_guide(questions, made, notices=[notice])


# Random answers


def answers_to(question):
    return st.sampled_from(reference.acceptable_answers(question))


@st.composite
def answers(draw, guide, share=3):
    """Some of the questions answered, whether the guide would ask them or not: `share` of 4."""
    return {
        question.slug: draw(answers_to(question))
        for question in guide.questions
        if draw(st.integers(1, 4)) <= share
    }


@st.composite
def guides_and_answers(draw, wide=True):
    guide = draw(guides(wide=wide))
    return guide, draw(answers(guide))
