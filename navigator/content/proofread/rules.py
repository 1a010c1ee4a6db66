"""Rules that can never hold, never matter, or leave a reader with nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from navigator.matching.answers import Answers
from navigator.matching.change import MOST_COMPLETIONS, telling_answers
from navigator.matching.guide import Condition, Guide, Notice, Option, Question, Situation
from navigator.matching.selection import Verdict, situation_truth, verdict
from navigator.matching.truth import Truth

from .finding import GUIDE, Finding, error, warning


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
    ways = _ways(guide, conditions, _read(conditions), certain=False)
    return any(situation_truth(guide, situation, answers) is Truth.TRUE for answers in ways)


def _idle_questions(guide: Guide, option: Option) -> Iterator[str]:
    """Questions of a rule that, once every question has a clear answer, make no difference.

    Three-valued logic cannot see that "positive or negative" covers every answer.
    """
    conditions = guide.conditions_behind(option.situations)
    for slug in _read(conditions):
        question = guide.question_by_slug[slug]
        others = [other for other in _read(conditions) if other != slug]
        tries = list(_clear(question, telling_answers(question, conditions)))
        if all(
            len({verdict(guide, option, answers.having(slug, each)) for each in tries}) == 1
            for answers in _ways(guide, conditions, others, certain=True)
        ):
            yield slug


def _dead_end(guide: Guide) -> Iterator[Finding]:
    """Clear answers to every question that lead to nothing but the options for everyone."""
    ruled = [option for option in guide.options if not option.for_everyone]
    conditions = guide.conditions_behind(
        situation for option in ruled for situation in option.situations
    )
    answers = _without_match(guide, ruled, conditions, list(guide.questions), Answers())
    if answers:
        said = "; ".join(
            question.choice_by_slug[slug].statement
            for question in guide.questions
            for slug in sorted(answers.get(question.slug, ()))
        )
        what = f"These answers lead to no option but the ones for everyone: {said}"
        yield warning(GUIDE, "", what)


def _without_match(
    guide: Guide,
    options: list[Option],
    conditions: tuple[Condition, ...],
    questions: list[Question],
    answers: Answers,
) -> Answers | None:
    """Clear answers that rule every option out, found question by question; None if there are none.

    Ways that already match are not followed, so few are left to try.
    """
    if any(verdict(guide, option, answers) is Verdict.MATCH for option in options):
        return None
    if not questions:
        return answers
    question, *rest = questions
    for chosen in _clear(question, telling_answers(question, conditions)):
        found = _without_match(
            guide, options, conditions, rest, answers.having(question.slug, chosen)
        )
        if found is not None:
            return found
    return None


def _read(conditions: Iterable[Condition]) -> list[str]:
    return list(dict.fromkeys(condition.question for condition in conditions))


def _ways(
    guide: Guide, conditions: tuple[Condition, ...], slugs: list[str], *, certain: bool
) -> Iterator[Answers]:
    """Telling answers to all of these questions, at most as many as pathway tries."""
    endings = []
    for slug in slugs:
        question = guide.question_by_slug[slug]
        answers = telling_answers(question, conditions)
        endings.append(list(_clear(question, answers) if certain else answers))
    for chosen in islice(product(*endings), MOST_COMPLETIONS):
        yield Answers(dict(zip(slugs, chosen, strict=True)))


def _clear(question: Question, answers: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    return (answer for answer in answers if answer.isdisjoint(question.uncertain))
