"""A rule in plain words, for editors and for whoever signs a guide off."""

from __future__ import annotations

from collections.abc import Iterable

from navigator.matching.guide import Condition, Guide, Notice, Option, Situation, Test


def rule_in_words(guide: Guide, rule: Option | Notice) -> list[str]:
    """Each situation as a line of text; any one of them is enough."""
    if rule.for_everyone:
        return ["for everyone"]
    return situations_in_words(guide, rule.situations)


def situations_in_words(guide: Guide, situations: Iterable[Situation]) -> list[str]:
    """One line a situation: its conditions, joined by “and”."""
    return [
        ", and ".join(_condition(guide, each) for each in situation.conditions)
        for situation in situations
    ]


def _condition(guide: Guide, condition: Condition) -> str:
    statements = [_statement(guide, condition, slug) for slug in condition.choices]
    joined = " or ".join(statements) or "(no answer picked yet)"
    if condition.test is Test.ONLY:
        return f"nothing else than {joined}"
    return f"({joined})" if len(statements) > 1 else joined


def _statement(guide: Guide, condition: Condition, slug: str) -> str:
    question = guide.question_by_slug.get(condition.question)
    choice = question.choice_by_slug.get(slug) if question else None
    if choice is None:
        return f"“{slug}” (an answer that is gone)"
    return f"“{choice.statement.rstrip('.')}”"
