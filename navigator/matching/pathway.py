"""What is asked next, and what an answer could still change.

A question is worth asking while some answer to it, now or together with answers still to come,
could change some option's verdict. Answers are replayed from the first question every time, so
one that no longer belongs to the reader's path cannot count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from .answers import Answers
from .guide import Choice, Condition, Guide, Kind, Option, Question
from .selection import Selection, Verdict, is_asked, select, situation_truth, verdict
from .truth import Truth

# How many ways of completing the answers are tried before a question is asked to be on the safe
# side. Only an option that reads many questions in a tangled way comes near it.
MOST_COMPLETIONS = 5_000


@dataclass(frozen=True)
class Outcome:
    """What one certain answer would do to the list: options it would add, options it would drop."""

    choice: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """An open question that options depend on, and what each certain answer to it would do."""

    question: Question
    outcomes: tuple[Outcome, ...]


def path(guide: Guide, answers: Answers) -> tuple[Question, ...]:
    """The answered questions that count, in guide order: each was worth asking at its turn."""
    walked: list[Question] = []
    so_far = Answers()
    for question in guide.questions:
        if question.slug in answers and could_change(guide, question, so_far):
            walked.append(question)
            so_far = so_far.having(question.slug, answers[question.slug])
    return tuple(walked)


def counted(guide: Guide, answers: Answers) -> Answers:
    """The answers to the questions on the path."""
    return answers.only(question.slug for question in path(guide, answers))


def next_question(guide: Guide, answers: Answers) -> Question | None:
    """The first question still worth asking, or None when every verdict is as it will be."""
    return next(_open_questions(guide, answers), None)


def questions_left(guide: Guide, answers: Answers) -> int:
    """How many questions may still be asked: an upper bound, which no further answer raises."""
    return sum(1 for _ in _open_questions(guide, answers))


def before(guide: Guide, question: Question, answers: Answers) -> tuple[Question, ...]:
    """The questions that count and were asked before this one."""
    earlier = guide.questions[: guide.questions.index(question)]
    return tuple(each for each in path(guide, answers) if each in earlier)


def belongs(guide: Guide, question: Question, answers: Answers) -> bool:
    """Whether a question is on the reader's way: it counts already, or it is worth asking."""
    if question.slug in answers:
        return question in path(guide, answers)
    return question in _open_questions(guide, answers)


def open_questions(guide: Guide, answers: Answers) -> tuple[Question, ...]:
    """The unanswered questions still worth asking, as far as can be said now, in guide order."""
    return tuple(_open_questions(guide, answers))


def what_could_change(guide: Guide, answers: Answers) -> tuple[Outlook, ...]:
    """For each question that options depend on: what every certain answer would add or drop."""
    now = select(guide, answers)
    wanted = {slug for result in now.results for slug in result.depends_on}
    return tuple(
        Outlook(question, tuple(_outcomes(guide, question, answers, now)))
        for question in guide.questions
        if question.slug in wanted
    )


def could_change(guide: Guide, question: Question, answers: Answers) -> bool:
    """Whether any answer to this question could change a verdict, now or later on.

    An answer that it has already is set aside for this.
    Exact unless an option reads so many open questions that not every completion can be tried;
    then it says yes, since a needless question is a lesser fault than a missing one.
    """
    if is_asked(guide, question, answers) is Truth.FALSE:
        return False
    others = answers.without(question.slug)
    return any(
        _could_change_option(guide, option, question, others)
        for option in guide.options_reading[question.slug]
    )


def _open_questions(guide: Guide, answers: Answers) -> Iterator[Question]:
    so_far = counted(guide, answers)
    return (
        question
        for question in guide.questions
        if question.slug not in so_far and could_change(guide, question, so_far)
    )


def _outcomes(
    guide: Guide, question: Question, answers: Answers, now: Selection
) -> Iterator[Outcome]:
    for choice in question.choices:
        if choice.uncertain:
            continue
        changed = {Verdict.MATCH: [], Verdict.NO: [], Verdict.DEPENDS: []}
        supposed = answers.having(question.slug, [choice.slug])
        for option in guide.options:
            then = verdict(guide, option, supposed)
            if then is not now.by_slug[option.slug].verdict:
                changed[then].append(option.slug)
        yield Outcome(choice.slug, tuple(changed[Verdict.MATCH]), tuple(changed[Verdict.NO]))


def _could_change_option(
    guide: Guide, option: Option, question: Question, answers: Answers
) -> bool:
    if _is_settled(guide, option, answers):
        return False
    # A false situation stays false whatever is added, so only the others can matter.
    live = [
        situation
        for situation in option.situations
        if situation_truth(guide, situation, answers) is not Truth.FALSE
    ]
    conditions = guide.conditions_behind(live)
    read = {condition.question for condition in conditions}
    if question.slug not in read:
        return False
    tries = tuple(telling_answers(question, conditions))
    for tried, completion in enumerate(_completions(guide, conditions, question, answers)):
        if tried == MOST_COMPLETIONS or _differs(guide, option, question, tries, completion):
            return True
    return False


def _is_settled(guide: Guide, option: Option, answers: Answers) -> bool:
    """Whether no further answer can change this option's verdict.

    More answers only make a truth more certain, with one exception: an answer was given to a
    question that a later one may yet turn out never to have been asked.
    """
    reached = verdict(guide, option, answers)
    if reached is not Verdict.MATCH:
        return reached is Verdict.NO
    return not any(
        is_asked(guide, guide.question_by_slug[condition.question], answers) is Truth.UNKNOWN
        for condition in guide.conditions_behind(option.situations)
        if condition.question in answers
    )


def _differs(
    guide: Guide,
    option: Option,
    question: Question,
    tries: Iterable[frozenset[str]],
    completion: Answers,
) -> bool:
    unanswered = verdict(guide, option, completion)
    return any(
        verdict(guide, option, completion.having(question.slug, chosen)) is not unanswered
        for chosen in tries
    )


def _completions(
    guide: Guide, conditions: tuple[Condition, ...], question: Question, answers: Answers
) -> Iterator[Answers]:
    """Every telling way in which the other open questions may end, "left open" first.

    Left open comes first because the answers as they are nearly always tell the difference.
    """
    slugs = {condition.question for condition in conditions} - {question.slug, *answers}
    others = [guide.question_by_slug[slug] for slug in sorted(slugs)]
    endings = [(None, *telling_answers(other, conditions)) for other in others]
    for chosen in product(*endings):
        added = {
            other.slug: picked
            for other, picked in zip(others, chosen, strict=True)
            if picked is not None
        }
        yield Answers({**answers, **added})


def telling_answers(
    question: Question, conditions: Iterable[Condition]
) -> Iterator[frozenset[str]]:
    """Answers to stand for all others: choices that no condition tells apart count as one."""
    sets = [each.choices for each in conditions if each.question == question.slug]
    alike: dict[tuple[bool, ...], Choice] = {}
    for choice in question.choices:
        marks = (choice.uncertain, choice.exclusive, *(choice.slug in each for each in sets))
        alike.setdefault(marks, choice)
    combinable = [
        choice.slug
        for choice in alike.values()
        if question.kind is Kind.SEVERAL and not choice.exclusive
    ]
    yield from (frozenset([choice.slug]) for choice in alike.values())
    for size in range(2, len(combinable) + 1):
        yield from map(frozenset, combinations(combinable, size))
