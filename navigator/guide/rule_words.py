"""A rule in plain words, for editors and for whoever signs a guide off."""

from __future__ import annotations

from .model import Condition, Guide, Situation, Test


def sentences(guide: Guide, situation: Situation) -> list[str]:
    """Return each condition as the sentence that a reader would say; an answer may be gone."""
    return [_sentence(guide, each) for each in situation.conditions]


def conditions_in_words(guide: Guide, situation: Situation) -> list[str]:
    """Return each condition in short: “Question: Answer or Answer”. No answer may be gone."""
    return [_in_short(guide, each) for each in situation.conditions]


def _sentence(guide: Guide, condition: Condition) -> str:
    statements = [_statement(guide, condition.question, slug) for slug in condition.choices]
    return f"{_only(condition)}{' or '.join(statements) or '(no answer picked yet)'}"


def _statement(guide: Guide, question: str, slug: str) -> str:
    asked = guide.question_by_slug.get(question)
    choice = asked.choice_by_slug.get(slug) if asked else None
    return f"“{choice.statement.rstrip('.')}”" if choice else f"“{slug}” (an answer that is gone)"


def _in_short(guide: Guide, condition: Condition) -> str:
    question = guide.question_by_slug[condition.question]
    labels = " or ".join(question.choice_by_slug[slug].label for slug in condition.choices)
    return f"{question.label}: {_only(condition)}{labels}"


def _only(condition: Condition) -> str:
    return "nothing else than " if condition.test is Test.ONLY else ""
