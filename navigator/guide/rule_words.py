"""A rule in plain words, for editors and for whoever signs a guide off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import AtLeast, Choice, Condition, Guide, Situation, Test


def sentences(guide: Guide, situation: Situation) -> list[str]:
    """Return each condition as the sentence that a reader would say; an answer may be gone."""
    return [_sentence(guide, each) for each in situation.conditions]


def conditions_in_words(guide: Guide, situation: Situation) -> list[str]:
    """Return each condition in short: “Question: Answer or Answer”. No answer may be gone."""
    return [_in_short(guide, each) for each in situation.conditions]


def answers_in_words(guide: Guide, rule: Iterable[Situation]) -> list[str]:
    """Return what each answer that a rule names says and counts as; one may be gone."""
    conditions = (each for situation in rule for each in situation.conditions)
    named = (of for each in conditions for of in _on_questions(each))
    lines = (line for each in named for line in _answers(guide, each))
    return list(dict.fromkeys(lines))


def _on_questions(condition: Condition | AtLeast) -> tuple[Condition, ...]:
    return condition.of if isinstance(condition, AtLeast) else (condition,)


def _answers(guide: Guide, condition: Condition) -> Iterator[str]:
    question = guide.question_by_slug.get(condition.question)
    if question is None:
        return
    for slug in condition.choices:
        if choice := question.choice_by_slug.get(slug):
            said = f"{question.label}: {choice.label}. “{choice.statement}”"
            yield " ".join([said, *_uses(choice)])


def _uses(choice: Choice) -> Iterator[str]:
    if choice.uncertain:
        yield "It counts as not known."
    if choice.not_covered:
        yield "The summary does not speak of it."
    if choice.exclusive:
        yield "It goes with no other answer."
    if choice.least is not None:
        yield f"It begins at {choice.least}."


def _sentence(guide: Guide, condition: Condition | AtLeast) -> str:
    if isinstance(condition, AtLeast):
        named = [words for each in condition.of for words in _statements(guide, each)]
        return _counted(condition.number, named)
    return _tested(condition.test, _statements(guide, condition))


def _statements(guide: Guide, condition: Condition) -> list[str]:
    asked = guide.question_by_slug.get(condition.question)
    choices = asked.choice_by_slug if asked else {}
    return [
        f"“{choices[slug].statement.rstrip('.')}”"
        if slug in choices
        else f"“{slug}” (an answer that is gone)"
        for slug in condition.choices
    ]


def _in_short(guide: Guide, condition: Condition | AtLeast) -> str:
    if isinstance(condition, AtLeast):
        counted = [_in_short(guide, each) for each in guide.on_one_question(condition)]
        return _counted(condition.number, counted)
    question = guide.question_by_slug[condition.question]
    labels = [question.choice_by_slug[slug].label for slug in condition.choices]
    return f"{question.label}: {_tested(condition.test, labels)}"


def _tested(test: Test, answers: list[str]) -> str:
    match test:
        case Test.ANY:
            return " or ".join(answers) or "(no answer picked yet)"
        case Test.ONLY:
            return f"only {' or '.join(answers)}"
        case Test.NONE:
            return f"not {' and not '.join(answers)}"


def _counted(number: int, answers: list[str]) -> str:
    if number == 1:
        return " or ".join(answers)
    return f"at least {number} of: {', '.join(answers)}"
