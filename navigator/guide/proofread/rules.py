"""Rules that can never hold, never matter, or leave a reader with nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, product
from math import prod

from navigator.guide.answers import Answers
from navigator.guide.model import (
    GUIDE,
    AtLeast,
    Condition,
    Guide,
    Notice,
    Option,
    Question,
    Situation,
    Test,
)
from navigator.guide.prospects import telling_answers
from navigator.guide.rule_words import sentences
from navigator.guide.truth import FALSE, TRUE
from navigator.guide.verdicts import asked_truth, rule_truth, situation_truth, verdict

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
            yield warning(
                *("option", option.slug, what, "situations"),
                code="question-idle",
                about=f"{slug}: {_in_words(guide, option)}",
            )
    for notice in guide.notices:
        yield from _rule(guide, "notice", notice)
    yield from _nothing_listed(guide)
    yield from _listed_together(guide)


def _question(guide: Guide, question: Question) -> Iterator[Finding]:
    if not guide.options_reading[question.slug]:
        what = "No option's rule uses it, so it is never asked."
        yield warning(
            "question", question.slug, what, code="question-not-used", about=question.text
        )
    else:
        yield from _situations(guide, "question", question, "ask_when")
    if not question.uncertain:
        what = "Readers who do not know have no answer to pick."
        labels = "; ".join(choice.label for choice in question.choices)
        yield warning(
            *("question", question.slug, what, "choices"),
            code="question-without-unknown",
            about=labels,
        )


def _rule(guide: Guide, kind: str, part: Option | Notice) -> Iterator[Finding]:
    if part.for_everyone:
        if part.situations:
            yield warning(
                *(kind, part.slug, "It is for everyone, so its rule has no effect.", "situations"),
                code="rule-without-effect",
                about=_in_words(guide, part),
            )
        return
    if not part.situations:
        what = "It has no rule and is not for everyone: no answers reach it."
        yield error(kind, part.slug, what, "situations", code="no-rule")
    yield from _situations(guide, kind, part, "situations")


def _situations(
    guide: Guide, kind: str, part: Option | Notice | Question, field: str
) -> Iterator[Finding]:
    situations: tuple[Situation, ...] = getattr(part, field)
    for number, situation in enumerate(situations, start=1):
        if not _can_hold(guide, situation):
            what = f"Situation {number} can never hold: no answers fit all of it."
            yield error(kind, part.slug, what, field, code="never-holds")
        for condition in guide.conditions_on_one_question([situation]):
            question = guide.question_by_slug[condition.question]
            if condition.test is Test.NONE and question.ask_when:
                what = (
                    f"A row says “none of these” of “{question.label}”, which some readers are not "
                    "asked. It never holds for those: give them a situation of their own, if it "
                    "should."
                )
                about = "; ".join(sentences(guide, situation))
                yield warning(kind, part.slug, what, field, code="none-not-asked", about=about)


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

    Three-valued logic cannot see that "positive or negative" covers every answer. A question that
    a rule reads through an *ask when* alone is not named in it, and cannot be dropped.
    """
    conditions = list(guide.conditions_behind(option.situations))
    questions = [_clear(guide.question_by_slug[slug]) for slug in _read(conditions)]
    ways = _ways(questions, conditions)
    if not ways:
        return
    verdicts = [verdict(guide, option, answers) for answers in ways]
    for slug in _read(guide.conditions_on_one_question(option.situations)):
        by_others = defaultdict(set)
        for answers, each in zip(ways, verdicts, strict=True):
            by_others[answers.without(slug)].add(each)
        without = replace(option, situations=tuple(_without(slug, option.situations)))
        if all(len(different) == 1 for different in by_others.values()) and verdicts == [
            verdict(guide, without, answers) for answers in ways
        ]:
            yield slug


def _without(question: str, situations: Iterable[Situation]) -> Iterator[Situation]:
    """Yield situations without their conditions on a question; one that counts answers stays."""
    for situation in situations:
        others = [
            each
            for each in situation.conditions
            if isinstance(each, AtLeast) or each.question != question
        ]
        yield Situation(tuple(others))


def _nothing_listed(guide: Guide) -> Iterator[Finding]:
    """Find clear answers to every question for which nothing is listed and nothing says why.

    A category says so where none of its options is listed, a notice where its rule holds. A remark
    shows with its option alone, and a notice for everyone says nothing of these answers.
    """
    filled = {option.category for option in guide.options}
    mute = [each for each in guide.categories if each.slug in filled and not each.none_listed]
    if not mute or any(option.for_everyone for option in guide.options):
        return
    telling = [each for each in guide.notices if not each.for_everyone and not each.option]
    ruled: list[Option | Notice] = [*guide.options, *telling]
    conditions = list(
        guide.conditions_behind(situation for part in ruled for situation in part.situations)
    )
    ways = [
        (question, telling_answers(_clear(question), conditions)) for question in guide.questions
    ]
    for answers in islice(_without_match(guide, ruled, ways, Answers()), MOST_WAYS):
        if len(answers) == len(guide.questions):
            statements = " ".join(_asked_statements(guide, answers))
            names = ", ".join(f"“{category.name}”" for category in mute)
            what = (
                f"With these answers nothing is listed, and nothing tells readers why: {statements}"
                f" Fill in “where none is listed” of {names}, or write a notice for them."
            )
            about = f"{names}: {statements}"
            yield warning(GUIDE, "", what, code="nothing-listed", about=about)
            return


def _without_match(
    guide: Guide,
    ruled: list[Option | Notice],
    ways: list[tuple[Question, list[frozenset[str]]]],
    answers: Answers,
) -> Iterator[Answers]:
    """Yield answers with which no rule holds, each followed by those with one answer more."""
    if any(rule_truth(guide, part, answers) is TRUE for part in ruled):
        return
    yield answers
    for question, telling in ways[:1]:
        for chosen in telling:
            more = answers.having(question.slug, chosen)
            yield from _without_match(guide, ruled, ways[1:], more)


def _listed_together(guide: Guide) -> Iterator[Finding]:
    """Find two options of which one excludes the other, and which some answers list together."""
    pairs = {
        frozenset([option.slug, slug]): (option, guide.option_by_slug[slug])
        for option in guide.options
        for slug in option.excludes
    }
    for option, other in pairs.values():
        if option is other:
            what = "It excludes itself: take it out of what it excludes."
            yield error("option", option.slug, what, "excludes", code="excludes-itself")
            continue
        answers = _answers_for_both(guide, option, other)
        if answers is not None:
            statements = " ".join(_asked_statements(guide, answers)) or "whatever they answer"
            what = (
                f"“{option.name}” and “{other.name}” exclude each other, and are listed together "
                f"for these answers: {statements}"
            )
            yield error("option", option.slug, what, "excludes", code="listed-together")


def _answers_for_both(guide: Guide, one: Option, other: Option) -> Answers | None:
    """Return answers for which both options match; None where there are none, or too many ways."""
    situations = [
        each for part in (one, other) if not part.for_everyone for each in part.situations
    ]
    conditions = list(guide.conditions_behind(situations))
    questions = [guide.question_by_slug[slug] for slug in _read(conditions)]
    for answers in _ways(questions, conditions) or ():
        if all(rule_truth(guide, part, answers) is TRUE for part in (one, other)):
            return answers
    return None


def _asked_statements(guide: Guide, answers: Answers) -> Iterator[str]:
    """Yield answers as sentences, without those to questions that are then not asked."""
    for question in guide.questions:
        if asked_truth(guide, question, answers) is not FALSE:
            for slug in sorted(answers.get(question.slug, ())):
                yield question.choice_by_slug[slug].statement


def _in_words(guide: Guide, part: Option | Notice) -> str:
    rows = [sentences(guide, situation) for situation in part.situations]
    return " or ".join(" and ".join(each) for each in rows)


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
