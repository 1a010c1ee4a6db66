"""A rule in plain words, for editors and for whoever signs a guide off."""

from __future__ import annotations

from collections.abc import Iterable

from navigator.guide.model import Condition, Guide, Situation, Test


def situations_in_words(guide: Guide, situations: Iterable[Situation]) -> list[str]:
    """One line a situation: its conditions, joined by “and”."""
    return [
        ", and ".join(_in_brackets(guide, each) for each in situation.conditions)
        for situation in situations
    ]


def sentences(guide: Guide, situation: Situation) -> list[str]:
    """What must all hold, each as the sentence that a reader would say."""
    return [_condition(guide, each) for each in situation.conditions]


def conditions_in_words(guide: Guide, situation: Situation) -> list[str]:
    """The same in short, by question: “HER2 result: Positive”. Every answer has to be there."""
    return [_in_short(guide, each) for each in situation.conditions]


def _in_short(guide: Guide, condition: Condition) -> str:
    question = guide.question_by_slug[condition.question]
    labels = [question.choice_by_slug[slug].label for slug in condition.choices]
    told = " or ".join(labels)
    only = "nothing else than " if condition.test is Test.ONLY else ""
    return f"{question.label}: {only}{told}"


def _in_brackets(guide: Guide, condition: Condition) -> str:
    """In a line with others, alternatives need brackets."""
    told = _condition(guide, condition)
    several = condition.test is Test.ANY and len(condition.choices) > 1
    return f"({told})" if several else told


def _condition(guide: Guide, condition: Condition) -> str:
    statements = [_statement(guide, condition, slug) for slug in condition.choices]
    joined = " or ".join(statements) or "(no answer picked yet)"
    if condition.test is Test.ONLY:
        return f"nothing else than {joined}"
    return joined


def _statement(guide: Guide, condition: Condition, slug: str) -> str:
    question = guide.question_by_slug.get(condition.question)
    choice = question.choice_by_slug.get(slug) if question else None
    if choice is None:
        return f"“{slug}” (an answer that is gone)"
    return f"“{choice.statement.rstrip('.')}”"
