"""The picture of a guide: its questions, what reaches each option, and each part to sign.

A page for whoever signs a guide off, so it is told in the words of the guide and fits on paper.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from navigator.guide.answers import Answers
from navigator.guide.model import Guide, Notice, Option
from navigator.guide.pathway import Walk
from navigator.guide.review import parts
from navigator.guide.rule_words import conditions_in_words

from .shown_parts import shown


def picture(guide: Guide) -> dict[str, Any]:
    """Return the whole guide, its rules in words, for the page's template."""

    def rule(part: Option | Notice) -> list[list[str]]:
        return [conditions_in_words(guide, each) for each in part.situations]

    # Options are numbered in the order of the table, so that "options 3 and 4" are found there.
    under = {
        category.slug: [each for each in guide.options if each.category == category.slug]
        for category in guide.categories
    }
    in_order = chain.from_iterable(under.values())
    numbers = {option.slug: number for number, option in enumerate(in_order, start=1)}
    skipped_after = _skipped_after(guide)
    return {
        "guide": guide,
        "questions": [
            {
                "question": question,
                "panel": guide.panel_by_slug.get(question.panel),
                "asked_when": [conditions_in_words(guide, each) for each in question.ask_when],
                "skipped_after": skipped_after[question.slug],
                "numbers": sorted(
                    numbers[option.slug] for option in guide.options_reading[question.slug]
                ),
            }
            for question in guide.questions
        ],
        "categories": [
            (
                category,
                [(numbers[each.slug], each, rule(each)) for each in under[category.slug]],
            )
            for category in guide.categories
        ],
        "notices": [(each, rule(each)) for each in guide.notices if not each.option],
        "to_sign": shown(guide, parts(guide)),
    }


def _skipped_after(guide: Guide) -> dict[str, list[str]]:
    """Return of each question the single earlier answers after which it can change nothing."""
    skipped: dict[str, list[str]] = {question.slug: [] for question in guide.questions}
    for place, earlier in enumerate(guide.questions):
        open_after = {
            choice.label: Walk(guide, Answers({earlier.slug: [choice.slug]})).open
            for choice in earlier.choices
        }
        for question in guide.questions[place + 1 :]:
            enough = [label for label, asked in open_after.items() if question not in asked]
            if enough:
                skipped[question.slug].append(f"{earlier.label}: {' or '.join(enough)}")
    return skipped
