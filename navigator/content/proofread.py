"""What is wrong or weak in a guide, in words an editor understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from navigator.matching.answers import Answers
from navigator.matching.guide import Condition, Guide, Notice, Option, Question, Situation
from navigator.matching.pathway import MOST_COMPLETIONS, telling_answers
from navigator.matching.selection import situation_truth, verdict
from navigator.matching.truth import Truth

# A guide's slug is the first step of its address; these are taken.
RESERVED = {"accessibility", "admin", "healthz", "privacy", "static"}


@dataclass(frozen=True)
class Finding:
    """One thing found. An error stops publishing, a warning does not."""

    stops_publishing: bool
    where: str
    what: str

    def __str__(self) -> str:
        return f"{'error' if self.stops_publishing else 'warning'}: {self.where}: {self.what}"


def proofread(guide: Guide) -> list[Finding]:
    """Everything found, errors first. Rules are only weighed when nothing is broken."""
    findings = broken(guide)
    if not findings:
        findings = [*_errors(guide), *_warnings(guide)]
    return sorted(findings, key=lambda finding: not finding.stops_publishing)


def broken(guide: Guide) -> list[Finding]:
    """What refers to something that is not there, or is there twice: errors all."""
    return [*_duplicates(guide), *_bad_references(guide), *_bad_rules(guide)]


def _error(where: str, what: str) -> Finding:
    return Finding(True, where, what)


def _warning(where: str, what: str) -> Finding:
    return Finding(False, where, what)


def _duplicates(guide: Guide) -> Iterator[Finding]:
    kinds = {
        "category": guide.categories,
        "question": guide.questions,
        "option": guide.options,
        "notice": guide.notices,
        "term": guide.terms,
        "source": guide.sources,
        "trial topic": guide.trial_topics,
    } | {f"question {question.slug}, answer": question.choices for question in guide.questions}
    for kind, parts in kinds.items():
        for slug, count in Counter(part.slug for part in parts).items():
            if count > 1:
                yield _error(f"{kind} {slug}", f"There are {count} with this slug.")


def _bad_references(guide: Guide) -> Iterator[Finding]:
    categories = {category.slug for category in guide.categories}
    for option in guide.options:
        if option.category not in categories:
            what = f"There is no category with the slug “{option.category}”."
            yield _error(f"option {option.slug}", what)
    sources = {source.slug for source in guide.sources}
    for part in (*guide.categories, *guide.options, *guide.notices, *guide.terms):
        for slug in part.sources:
            if slug not in sources:
                yield _error(part.slug, f"There is no source with the slug “{slug}”.")


def _bad_rules(guide: Guide) -> Iterator[Finding]:
    for where, situation in _rules(guide):
        if not situation.conditions:
            yield _error(where, "A situation has no answers in it: add some, or remove it.")
        for condition in situation.conditions:
            yield from _bad_condition(guide, where, condition)
    for place, question in enumerate(guide.questions):
        earlier = {other.slug for other in guide.questions[:place]}
        yield from _looks_ahead(question, earlier)


def _looks_ahead(question: Question, earlier: set[str]) -> Iterator[Finding]:
    for condition in question.ask_when.conditions if question.ask_when else ():
        if condition.question not in earlier:
            what = f"It depends on “{condition.question}”, which is not asked before it."
            yield _error(f"question {question.slug}", what)


def _bad_condition(guide: Guide, where: str, condition: Condition) -> Iterator[Finding]:
    question = guide.question_by_slug.get(condition.question)
    if not condition.choices:
        yield _error(where, "A rule names no answer: pick at least one.")
    elif question is None:
        yield _error(where, f"A rule is on the question “{condition.question}”, which is gone.")
    else:
        for slug in condition.choices:
            if slug not in question.choice_by_slug:
                what = f"A rule is on the answer “{slug}” of “{question.slug}”, which is gone."
                yield _error(where, what)


def _rules(guide: Guide) -> Iterator[tuple[str, Situation]]:
    for kind, parts in (("option", guide.options), ("notice", guide.notices)):
        for part in parts:
            for situation in part.situations:
                yield f"{kind} {part.slug}", situation
    for question in guide.questions:
        if question.ask_when is not None:
            yield f"question {question.slug}", question.ask_when


def _errors(guide: Guide) -> Iterator[Finding]:
    yield from _guide_errors(guide)
    for question in guide.questions:
        if all(choice.uncertain for choice in question.choices):
            yield _error(f"question {question.slug}", "It has no answer that is not “not sure”.")
    for option in guide.options:
        yield from _rule_errors(guide, f"option {option.slug}", option)
        if not option.source_text.strip():
            yield _error(f"option {option.slug}", "The summary's own wording is missing.")
    for notice in guide.notices:
        yield from _rule_errors(guide, f"notice {notice.slug}", notice)


def _guide_errors(guide: Guide) -> Iterator[Finding]:
    if guide.slug in RESERVED:
        yield _error("guide", f"The slug “{guide.slug}” is taken by another page of the site.")
    for name in ("disclaimer", "attribution"):
        if not getattr(guide, name).strip():
            yield _error("guide", f"The {name} is missing: it stands on every page with options.")
    if not guide.trial_topics:
        yield _error("guide", "There is no trial topic: readers could not search for trials.")


def _rule_errors(guide: Guide, where: str, part: Option | Notice) -> Iterator[Finding]:
    if part.for_everyone:
        if part.situations:
            yield _warning(where, "It is for everyone, so its situations have no effect.")
        return
    if not part.situations:
        yield _error(where, "It has no situation and is not for everyone: nobody would see it.")
    for number, situation in enumerate(part.situations, start=1):
        if not _can_hold(guide, situation):
            yield _error(where, f"Situation {number} can never hold: no answers fit all of it.")


def _warnings(guide: Guide) -> Iterator[Finding]:
    if guide.review.reviewed_on is None:
        yield _warning("guide", "It has not been medically reviewed; the site says so.")
    for question in guide.questions:
        yield from _question_warnings(guide, question)
    for option in guide.options:
        for slug in _idle_questions(guide, option):
            what = f"Every clear answer to “{slug}” does the same: drop it from the rule."
            yield _warning(f"option {option.slug}", what)


def _question_warnings(guide: Guide, question: Question) -> Iterator[Finding]:
    where = f"question {question.slug}"
    if not guide.options_reading[question.slug]:
        yield _warning(where, "No option's rule uses it, so it is never asked.")
    if not question.uncertain:
        yield _warning(where, "Readers who do not know have no answer to pick.")


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
        ways = _ways(guide, conditions, others, certain=True)
        if all(
            len({verdict(guide, option, answers.having(slug, each)) for each in tries}) == 1
            for answers in ways
        ):
            yield slug


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
