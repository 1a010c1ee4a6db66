"""The contract a second time: slow, obvious, and sharing nothing with the code under test.

Only the frozen dataclasses of `navigator.guide.model` are used. A truth is True, False or None
(unknown), a verdict the string of its name, answers a plain dict of question slug to choice slugs.
Everything that can be enumerated is enumerated, so that nothing has to be argued.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product


def find(guide, slug):
    return next(question for question in guide.questions if question.slug == slug)


def all_of(truths):
    truths = list(truths)
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def any_of(truths):
    truths = list(truths)
    if any(truth is True for truth in truths):
        return True
    return None if any(truth is None for truth in truths) else False


def asked(guide, question, answers):
    """The truth of the question's ask when: any of its situations; True where it has none."""
    if not question.ask_when:
        return True
    return any_of(situation_truth(guide, situation, answers) for situation in question.ask_when)


def situation_truth(guide, situation, answers):
    return all_of(condition_truth(guide, condition, answers) for condition in situation.conditions)


def condition_truth(guide, condition, answers):
    if hasattr(condition, "number"):
        return at_least(guide, condition, answers)
    question = find(guide, condition.question)
    if asked(guide, question, answers) is False:
        return False
    chosen = answers.get(question.slug)
    if condition.test == "only":
        return only(condition, question, chosen)
    if condition.test == "none":
        return none_chosen(condition, question, chosen)
    return any_chosen(condition, question, chosen)


def at_least(guide, condition, answers):
    """Of questions that take several answers each named one counts, of the others all as one."""
    truths = []
    for each in condition.of:
        question = find(guide, each.question)
        sets = (
            [[choice] for choice in each.choices] if question.kind == "several" else [each.choices]
        )
        for choices in sets:
            if asked(guide, question, answers) is False:
                truths.append(False)
            else:
                chosen = answers.get(question.slug)
                truths.append(any_chosen(replace(each, choices=choices), question, chosen))
    surely = len([truth for truth in truths if truth is True])
    perhaps = len([truth for truth in truths if truth is not False])
    if surely >= condition.number:
        return True
    return None if perhaps >= condition.number else False


def none_chosen(condition, question, chosen):
    if chosen is not None and any(choice in condition.choices for choice in chosen):
        return False
    if chosen is None or leaves_open(question, chosen):
        return None
    return True


def any_chosen(condition, question, chosen):
    if chosen is not None and any(choice in condition.choices for choice in chosen):
        return True
    if chosen is None or leaves_open(question, chosen):
        return None
    return False


def only(condition, question, chosen):
    if chosen is None or leaves_open(question, chosen):
        return None
    return all(choice in condition.choices for choice in chosen)


def leaves_open(question, chosen):
    return has_uncertain(question, chosen) or has_not_covered(question, chosen)


def has_uncertain(question, chosen):
    return any(choice.uncertain and choice.slug in chosen for choice in question.choices)


def has_not_covered(question, chosen):
    return any(choice.not_covered and choice.slug in chosen for choice in question.choices)


def option_truth(guide, option, answers):
    if option.for_everyone:
        return True
    return any_of(situation_truth(guide, situation, answers) for situation in option.situations)


def verdict(guide, option, answers):
    return {True: "match", False: "no", None: "depends"}[option_truth(guide, option, answers)]


def verdicts(guide, answers):
    return {option.slug: verdict(guide, option, answers) for option in guide.options}


# What a reader can say


def acceptable_answers(question):
    """Every answer the question takes, each a frozenset of slugs."""
    slugs = [choice.slug for choice in question.choices]
    sizes = range(1, len(slugs) + 1) if question.kind == "several" else [1]
    picks = [frozenset(pick) for size in sizes for pick in combinations(slugs, size)]
    return [pick for pick in picks if len(pick) == 1 or not has_exclusive(question, pick)]


def certain_answers(question):
    return [pick for pick in acceptable_answers(question) if not leaves_open(question, pick)]


def has_exclusive(question, chosen):
    return any(choice.exclusive and choice.slug in chosen for choice in question.choices)


def every_way_to_answer(questions):
    """All dicts of answers to these questions, each of them answered or left unanswered."""
    for picks in product(*([None, *acceptable_answers(question)] for question in questions)):
        pairs = zip(questions, picks, strict=True)
        yield {question.slug: pick for question, pick in pairs if pick is not None}


# What is asked next


def could_change(guide, question, answers):
    """Is there a way to go on, in which an answer to the question changes a verdict?"""
    if asked(guide, question, answers) is False:
        return False
    given = {slug: chosen for slug, chosen in answers.items() if slug != question.slug}
    open_questions = [q for q in guide.questions if q.slug not in given and q is not question]
    return any(
        changes_a_verdict(guide, question, {**given, **rest})
        for rest in every_way_to_answer(open_questions)
    )


def changes_a_verdict(guide, question, answers):
    unanswered = verdicts(guide, answers)
    return any(
        verdicts(guide, {**answers, question.slug: chosen}) != unanswered
        for chosen in acceptable_answers(question)
    )


def walked(guide, answers):
    """The answers that count, replayed from the first question."""
    counting = {}
    for question in guide.questions:
        if question.slug in answers and could_change(guide, question, counting):
            counting[question.slug] = answers[question.slug]
    return counting


# What is read


def questions_read(guide, situations):
    """Slugs of the questions that the situations mention, and those that gate them, and so on."""
    read = set()
    for situation in situations:
        for condition in situation.conditions:
            for each in condition.of if hasattr(condition, "of") else [condition]:
                gates = find(guide, each.question).ask_when
                read |= {each.question} | questions_read(guide, gates)
    return read
