"""Rules that can never hold, never matter, or leave a reader with nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from math import prod

from navigator.guide.answers import Answers
from navigator.guide.change import MOST_COMPLETIONS, telling_answers
from navigator.guide.model import GUIDE, Condition, Guide, Notice, Option, Question, Situation
from navigator.guide.rules import Rule
from navigator.guide.standing import Standing
from navigator.guide.truth import Truth
from navigator.guide.verdicts import situation_truth, verdict

from .finding import Finding, error, warning


def findings(guide: Guide) -> Iterator[Finding]:
    """What is wrong or weak with the rules of a guide in which nothing is broken."""
    for question in guide.questions:
        yield from _question(guide, question)
    for option in guide.options:
        yield from _rule(guide, "option", option)
        for slug in _idle_questions(guide, option):
            what = f"Every clear answer to “{slug}” does the same: drop it from the rule."
            yield warning("option", option.slug, what)
    for notice in guide.notices:
        yield from _rule(guide, "notice", notice)
    yield from _dead_end(guide)


def _question(guide: Guide, question: Question) -> Iterator[Finding]:
    if not guide.options_reading[question.slug]:
        what = "No option's rule uses it, so it is never asked."
        yield warning("question", question.slug, what)
    elif question.ask_when is not None and not _can_hold(guide, question.ask_when):
        yield error("question", question.slug, "It is never asked: no answers fit its “ask when”.")
    if not question.uncertain:
        what = "Readers who do not know have no answer to pick."
        yield warning("question", question.slug, what)


def _rule(guide: Guide, kind: str, part: Option | Notice) -> Iterator[Finding]:
    if part.for_everyone:
        if part.situations:
            yield warning(kind, part.slug, "It is for everyone, so its rule has no effect.")
        return
    if not part.situations:
        what = "It has no rule and is not for everyone: no answers reach it."
        yield error(kind, part.slug, what)
    for number, situation in enumerate(part.situations, start=1):
        if not _can_hold(guide, situation):
            what = f"Situation {number} can never hold: no answers fit all of it."
            yield error(kind, part.slug, what)


def _can_hold(guide: Guide, situation: Situation) -> bool:
    """Whether some answers make the situation true. Unknown counts as no: it is never sure."""
    conditions = guide.conditions_behind([situation])
    questions = [guide.question_by_slug[slug] for slug in _read(conditions)]
    ways = _ways(questions, conditions)
    return ways is None or any(
        situation_truth(guide, situation, answers) is Truth.TRUE for answers in ways
    )


def _idle_questions(guide: Guide, option: Option) -> Iterator[str]:
    """Questions of a rule that, once every question has a clear answer, make no difference.

    Three-valued logic cannot see that "positive or negative" covers every answer.
    """
    conditions = guide.conditions_behind(option.situations)
    questions = [_clear(guide.question_by_slug[slug]) for slug in _read(conditions)]
    ways = _ways(questions, conditions) or ()
    verdicts = {answers: verdict(guide, option, answers) for answers in ways}
    for question in questions if verdicts else ():
        by_others = defaultdict(set)
        for answers, each in verdicts.items():
            by_others[answers.without(question.slug)].add(each)
        if all(len(different) == 1 for different in by_others.values()):
            yield question.slug


def _dead_end(guide: Guide) -> Iterator[Finding]:
    """Clear answers to every question that lead to nothing but the options for everyone."""
    ruled = [option for option in guide.options if not option.for_everyone]
    conditions = guide.conditions_behind(
        situation for option in ruled for situation in option.situations
    )
    answers = _without_match(guide, ruled, conditions)
    if answers:
        said = "; ".join(
            question.choice_by_slug[slug].statement
            for question in guide.questions
            for slug in sorted(answers.get(question.slug, ()))
        )
        what = f"These answers lead to no option but the ones for everyone: {said}"
        yield warning(GUIDE, "", what)


def _without_match(
    guide: Guide, options: list[Option], conditions: tuple[Condition, ...]
) -> Answers | None:
    """Clear answers that rule every option out; None if there are none, or too far to seek."""
    rules = [guide.rules.options[option.slug] for option in options]
    endings = [(question, _telling(_clear(question), conditions)) for question in guide.questions]
    for standing in islice(_steps(Standing(guide, {}), rules, endings), MOST_COMPLETIONS):
        if standing is not None and len(standing.said) == len(endings):
            return Answers(standing.said)
    return None


def _steps(
    standing: Standing, rules: list[Rule], endings: list[tuple[Question, list[frozenset[str]]]]
) -> Iterator[Standing | None]:
    """Answers to one question after the other. None where they match: these are not followed."""
    if any(standing.applies(rule) is Truth.TRUE for rule in rules):
        yield None
        return
    yield standing
    for question, telling in endings[:1]:
        for chosen in telling:
            yield from _steps(standing.having(question, chosen), rules, endings[1:])


def _read(conditions: Iterable[Condition]) -> list[str]:
    return list(dict.fromkeys(condition.question for condition in conditions))


def _ways(questions: list[Question], conditions: tuple[Condition, ...]) -> list[Answers] | None:
    """Telling answers to all of these questions; None where they are too many to try.

    Then nothing is said: what was not seen may be right, and an error would stop publishing.
    """
    endings = [_telling(question, conditions) for question in questions]
    if prod(map(len, endings)) > MOST_COMPLETIONS:
        return None
    slugs = [question.slug for question in questions]
    return [Answers(dict(zip(slugs, chosen, strict=True))) for chosen in product(*endings)]


def _telling(question: Question, conditions: tuple[Condition, ...]) -> list[frozenset[str]]:
    """As many as are ever tried: those to a question with many choices could fill the memory."""
    return list(islice(telling_answers(question, conditions), MOST_COMPLETIONS + 1))


def _clear(question: Question) -> Question:
    """The question as it is put to those who know the answer."""
    return replace(question, choices=tuple(each for each in question.choices if not each.uncertain))
