"""Builders for small guides written by hand: every text is "x", for no rule reads a text."""

from __future__ import annotations

from navigator.guide.model import (
    AtLeast,
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


def a_choice(slug, **flags):
    return Choice(slug=slug, label="x", statement="x", **flags)


def a_question(slug, choices, *, kind=Kind.ONE, ask_when=(), panel=""):
    texts = dict.fromkeys(("label", "text", "why", "where", "ask_team"), "x")
    if kind is Kind.NUMBER:
        texts |= {"unit": "x", "highest": 999}
    if isinstance(ask_when, Situation):
        ask_when = (ask_when,)
    return Question(
        slug=slug, kind=kind, panel=panel, **texts, choices=tuple(choices), ask_when=ask_when
    )


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


def none_of(question, *choices):
    return Condition(question, choices, Test.NONE)


def at_least(number, *of):
    return AtLeast(number, of)


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
