"""Rules that can never hold, never matter, or leave a reader with nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from math import prod

from navigator.guide.answers import Answers
from navigator.guide.model import GUIDE, Condition, Guide, Notice, Option, Question, Situation, Test
from navigator.guide.prospects import telling_answers
from navigator.guide.truth import TRUE
from navigator.guide.verdicts import rule_truth, situation_truth, verdict

from .finding import Finding, error, warning

# Ways of answering that are tried for one finding. Where there are more, nothing is said: what was
# not seen may be right, and an error would stop publishing.
MOST_WAYS = 5_000


def findings(guide: Guide) -> Iterator[Finding]:
    """Yield what is wrong or weak with the rules of a guide in which nothing is broken."""
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
    else:
        yield from _situations(guide, "question", question.slug, question.ask_when)
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
    yield from _situations(guide, kind, part.slug, part.situations)


def _situations(
    guide: Guide, kind: str, slug: str, situations: Iterable[Situation]
) -> Iterator[Finding]:
    for number, situation in enumerate(situations, start=1):
        if not _can_hold(guide, situation):
            what = f"Situation {number} can never hold: no answers fit all of it."
            yield error(kind, slug, what)
    for condition in guide.conditions_on_one_question(situations):
        question = guide.question_by_slug[condition.question]
        if condition.test is Test.NONE and question.ask_when:
            what = (
                f"A row says “none of these” of “{question.label}”, which some readers are not "
                "asked. It never holds for those: give them a situation of their own, if it should."
            )
            yield warning(kind, slug, what)


def _can_hold(guide: Guide, situation: Situation) -> bool:
    """Return whether some answers make a situation true. Unknown counts as no: it is never sure."""
    conditions = list(guide.conditions_behind([situation]))
    questions = [guide.question_by_slug[slug] for slug in _read(conditions)]
    ways = _ways(questions, conditions)
    return ways is None or any(
        situation_truth(guide, situation, answers) is TRUE for answers in ways
    )


def _idle_questions(guide: Guide, option: Option) -> Iterator[str]:
    """Yield questions of a rule that, once every question has a clear answer, change nothing.

    Three-valued logic cannot see that "positive or negative" covers every answer.
    """
    conditions = list(guide.conditions_behind(option.situations))
    questions = [_clear(guide.question_by_slug[slug]) for slug in _read(conditions)]
    ways = _ways(questions, conditions)
    if not ways:
        return
    verdicts = [(answers, verdict(guide, option, answers)) for answers in ways]
    for question in questions:
        by_others = defaultdict(set)
        for answers, each in verdicts:
            others = frozenset((slug, answers[slug]) for slug in answers if slug != question.slug)
            by_others[others].add(each)
        if all(len(different) == 1 for different in by_others.values()):
            yield question.slug


def _dead_end(guide: Guide) -> Iterator[Finding]:
    """Find clear answers to every question that lead to nothing but the options for everyone."""
    ruled = [option for option in guide.options if not option.for_everyone]
    conditions = list(
        guide.conditions_behind(situation for option in ruled for situation in option.situations)
    )
    ways = [
        (question, telling_answers(_clear(question), conditions)) for question in guide.questions
    ]
    for answers in islice(_without_match(guide, ruled, ways, Answers()), MOST_WAYS):
        if len(answers) == len(guide.questions):
            statements = "; ".join(
                question.choice_by_slug[slug].statement
                for question in guide.questions
                for slug in sorted(answers[question.slug])
            )
            what = f"These answers lead to no option but the ones for everyone: {statements}"
            yield warning(GUIDE, "", what)
            return


def _without_match(
    guide: Guide,
    options: list[Option],
    ways: list[tuple[Question, list[frozenset[str]]]],
    answers: Answers,
) -> Iterator[Answers]:
    """Yield answers with which no option matches, each followed by those with one answer more."""
    if any(rule_truth(guide, option, answers) is TRUE for option in options):
        return
    yield answers
    for question, telling in ways[:1]:
        for chosen in telling:
            more = answers.having(question.slug, chosen)
            yield from _without_match(guide, options, ways[1:], more)


def _read(conditions: Iterable[Condition]) -> list[str]:
    return list(dict.fromkeys(condition.question for condition in conditions))


def _ways(questions: list[Question], conditions: list[Condition]) -> list[Answers] | None:
    """Return all telling answers to these questions; None where they are too many to try."""
    telling = [telling_answers(question, conditions) for question in questions]
    if prod(map(len, telling)) > MOST_WAYS:
        return None
    slugs = [question.slug for question in questions]
    return [Answers(dict(zip(slugs, chosen, strict=True))) for chosen in product(*telling)]


def _clear(question: Question) -> Question:
    """Return the question as it is put to those who know the answer."""
    return replace(
        question, choices=tuple(each for each in question.choices if not each.leaves_open)
    )
