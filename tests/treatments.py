"""The library's guide with treatments that have facts, and with a remark."""

from __future__ import annotations

from dataclasses import replace

from navigator.guide.model import (
    Condition,
    Fact,
    FactKind,
    Guide,
    Matter,
    Notice,
    ReportLine,
    Situation,
    Term,
)

from .library import library
from .variants import with_part

SOURCES = ("house-rules",)
KINDS = (
    FactKind(
        slug="given",
        name="How you get it",
        name_other="How they get it",
        ask="How do I get it?",
        ask_other="How do they get it?",
        needed=True,
        on_paper=True,
    ),
    FactKind(
        slug="serious",
        name="Tell the desk at once",
        ask="What should the desk be told at once?",
        urgent=True,
        on_paper=True,
    ),
    FactKind(slug="life", name="Days with it", ask="What are days with it like?"),
)
# By treatment and kind.
FACTS = {
    ("junior-stamp", "given"): ["It is put on your card at the desk."],
    ("gold-card", "given"): ["It comes by mail in a week."],
    ("gold-card", "serious"): ["The card is lost.", "A film is lost."],
}
GOLD_CARD = Term(
    slug="gold-card",
    name="Gold card",
    definition="A card for films and games.",
    sources=SOURCES,
)
MAIL_IS_SLOW = Notice(
    slug="mail-is-slow",
    option="post-card",
    title="Mail is slow",
    text="Your things may take a week to come.",
    text_other="Their things may take a week to come.",
    situations=(Situation((Condition("home", ("far",)),)),),
    sources=SOURCES,
)
MATTERS = (
    Matter(slug="quick", text="Being quick", text_other="To be quick", kinds=("given", "life")),
    Matter(slug="quiet", text="Quiet", kinds=("life",)),
)
AGE_ON_PAPER = ReportLine(
    slug="born-long-ago",
    question="age",
    choice="adult",
    test="Birth certificate",
    result="long ago",
    text="You were born long ago.",
    text_other="They were born long ago.",
    sources=SOURCES,
)


def guide_with_facts() -> Guide:
    """Screen card is a gold card, junior card a junior stamp."""
    facts = [
        Fact(
            slug=f"{treatment}-{kind}-{number}",
            treatment=treatment,
            kind=kind,
            text=text,
            text_other=text.replace("your", "their") if "your" in text else "",
            sources=SOURCES,
        )
        for (treatment, kind), texts in FACTS.items()
        for number, text in enumerate(texts, start=1)
    ]
    guide = library()
    guide = replace(
        guide,
        terms=(*guide.terms, GOLD_CARD),
        notices=(*guide.notices, MAIL_IS_SLOW),
        fact_kinds=KINDS,
        matters=MATTERS,
        report_lines=(AGE_ON_PAPER,),
        facts=tuple(facts),
    )
    return with_part(guide, "options", "screen-card", treatments=("gold-card",))
