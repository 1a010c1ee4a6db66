"""The library's guide with a panel, a number, and conditions of every kind."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from navigator.guide.model import (
    AtLeast,
    Choice,
    Condition,
    Guide,
    Kind,
    Option,
    Panel,
    Question,
    Situation,
    Test,
)

from .library import library

PANEL = Panel(
    slug="other-cards",
    text="Which other cards are there?",
    text_other="Which other cards do they have?",
    why="Who has other cards of the town gets one for all.",
    where="Look in the purse.",
)
SOME_CARDS = ("museum", "zoo", "pool")


def card_question(slug: str) -> Question:
    """Return the question about one card of the panel."""
    return Question(
        slug=slug,
        kind=Kind.ONE,
        panel=PANEL.slug,
        label=f"The {slug} card",
        text=f"The card for the {slug}",
        ask_team=f"Is there a card for the {slug}?",
        choices=(
            Choice(slug="yes", label="Yes", statement=f"There is a card for the {slug}."),
            Choice(slug="no", label="No", statement=f"There is no card for the {slug}."),
            Choice(
                slug="unsure",
                label="Not sure",
                statement=f"You do not know if there is a card for the {slug}.",
                uncertain=True,
            ),
        ),
    )


YEARS = Question(
    slug="years",
    kind=Kind.NUMBER,
    label="Years here",
    text="How many years have you lived here?",
    text_other="How many years have they lived here?",
    why="Some cards are for those who are new.",
    where="Look at the first letter that came here.",
    ask_team="From which day do the years count?",
    unit="years",
    highest=120,
    choices=(
        Choice(slug="new", label="Under 2 years", statement="You are new here.", least=0),
        Choice(slug="some", label="2 to 9 years", statement="You know the town.", least=2),
        Choice(slug="many", label="10 years or more", statement="You are from here.", least=10),
        Choice(
            slug="unsure",
            label="I am not sure",
            statement="You do not know for how many years.",
            uncertain=True,
        ),
    ),
)


def option(slug: str, *situations: Situation) -> Option:
    """Return an option of the library with this rule."""
    name = slug.replace("-", " ").capitalize()
    return Option(
        slug=slug,
        category="other-cards",
        name=name,
        plain="A card from the desk.",
        source_text="Reading on the premises, without a card.",
        situations=situations,
    )


def cards(*slugs: str) -> tuple[Condition, ...]:
    """Return the conditions that these cards of the panel are there."""
    return tuple(Condition(slug, ("yes",)) for slug in slugs)


@cache
def wider() -> Guide:
    """Return the guide: who is young, or lives far away, is asked who signs."""
    young = Situation((Condition("age", ("child",)),))
    away = Situation((Condition("age", ("teen",)), Condition("home", ("far",))))
    guide = library()
    age, guardian, *others = guide.questions
    questions = (age, *others, replace(guardian, ask_when=(young, away)))
    return replace(
        guide,
        summary="",
        example_readers=(),
        panels=(PANEL,),
        questions=(*questions, YEARS, *map(card_question, SOME_CARDS)),
        options=(
            *guide.options,
            option("card-for-all", Situation((AtLeast(2, cards(*SOME_CARDS)),))),
            option(
                "welcome-card",
                Situation(
                    (
                        Condition("years", ("new",)),
                        Condition("home", ("far", "nearby"), Test.NONE),
                    )
                ),
            ),
            option("one-more-card", Situation((AtLeast(1, cards("museum", "pool")),))),
            option("first-card", Situation((Condition("zoo", ("yes",), Test.NONE),))),
        ),
    )
