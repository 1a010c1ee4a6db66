"""What refers to something that is not there, or is there twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from navigator.guide.model import (
    KINDS,
    Category,
    Choice,
    Condition,
    Guide,
    Notice,
    Option,
    Question,
    Situation,
    Source,
    Term,
    TrialTopic,
)

from .finding import GUIDE, Finding, error

SLUG = re.compile(r"[-a-zA-Z0-9_]+")
# A guide's slug is the first step of its address; these are taken.
LONGEST_SLUG = {"slug": 50}
# Characters that a text may have: what the columns of drafts hold.
LONGEST: dict[type, dict[str, int]] = {
    Guide: LONGEST_SLUG
    | {"title": 120, "language": 12, "publisher": 120, "trials_url": 300}
    | {"trials_search_name": 60, "trials_search_url": 300, "trials_search_near_url": 300}
    | {"trials_topics_label": 60, "trials_place_label": 60},
    Category: LONGEST_SLUG | {"name": 120},
    Question: LONGEST_SLUG | {"kind": 10, "label": 60, "text": 200, "text_other": 200},
    Choice: LONGEST_SLUG
    | {"label": 120, "label_other": 120, "hint": 200, "hint_other": 200}
    | {"statement": 200, "statement_other": 200},
    Option: LONGEST_SLUG | {"name": 160},
    Notice: LONGEST_SLUG | {"title": 160, "title_other": 160},
    Term: LONGEST_SLUG | {"name": 120, "say": 120},
    Source: LONGEST_SLUG | {"title": 300, "publisher": 200, "dated": 60, "url": 300},
    TrialTopic: LONGEST_SLUG | {"label": 120, "code": 120},
}
RESERVED = {"accessibility", "admin", "healthz", "privacy", "static"}


def broken(guide: Guide) -> list[Finding]:
    """Errors that leave a guide impossible to serve. Empty for one that can be shown."""
    return [
        *_guide(guide),
        *_slugs(guide),
        *_categories_and_sources(guide),
        *_too_long(guide),
        *_rules(guide),
        *_questions(guide),
    ]


def _guide(guide: Guide) -> Iterator[Finding]:
    if not SLUG.fullmatch(guide.slug):
        yield error(GUIDE, "", "Its slug has to be letters, digits and hyphens only.")
    if sum(source.is_summary for source in guide.sources) > 1:
        yield error(GUIDE, "", "More than one source is marked as the summary.")
    if guide.slug in RESERVED:
        yield error(GUIDE, "", f"The slug “{guide.slug}” is taken by another page of the site.")


def _slugs(guide: Guide) -> Iterator[Finding]:
    for place, kind in KINDS.items():
        for slug, what in _bad_slugs(getattr(guide, place)):
            yield error(kind, slug, what)
    for question in guide.questions:
        for slug, what in _bad_slugs(question.choices):
            yield error("question", question.slug, f"Its answer “{slug}”: {what}")


def _bad_slugs(parts: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for slug, count in Counter(part.slug for part in parts).items():
        if count > 1:
            yield slug, "There is more than one with this slug."
        if not SLUG.fullmatch(slug):
            yield slug, "A slug has letters, digits and hyphens only."


def _categories_and_sources(guide: Guide) -> Iterator[Finding]:
    categories = {category.slug for category in guide.categories}
    for option in guide.options:
        if option.category not in categories:
            what = f"There is no category with the slug “{option.category}”."
            yield error("option", option.slug, what)
    known = {source.slug for source in guide.sources}
    citing = {
        "category": guide.categories,
        "option": guide.options,
        "notice": guide.notices,
        "term": guide.terms,
    }
    for kind, parts in citing.items():
        for part in parts:
            for slug, count in Counter(part.sources).items():
                if slug not in known:
                    yield error(kind, part.slug, f"There is no source with the slug “{slug}”.")
                elif count > 1:
                    yield error(kind, part.slug, f"It names the source “{slug}” twice.")


def _too_long(guide: Guide) -> Iterator[Finding]:
    """Texts that do not fit into their column: some databases would refuse them with a crash."""
    yield from _longer_than_allowed(GUIDE, "", guide)
    for place, kind in KINDS.items():
        for part in getattr(guide, place):
            yield from _longer_than_allowed(kind, part.slug, part)
    for question in guide.questions:
        for choice in question.choices:
            yield from _longer_than_allowed("question", question.slug, choice)


def _longer_than_allowed(kind: str, slug: str, part: Any) -> Iterator[Finding]:
    for name, most in LONGEST[type(part)].items():
        if len(getattr(part, name)) > most:
            yield error(kind, slug, f"“{name}” has more than {most} characters.")


def _rules(guide: Guide) -> Iterator[Finding]:
    for kind, slug, situation in _situations(guide):
        if not situation.conditions:
            yield error(kind, slug, "A situation has no answers in it: add some, or remove it.")
        for condition in situation.conditions:
            what = _fault(guide, condition)
            if what:
                yield error(kind, slug, what)


def _situations(guide: Guide) -> Iterator[tuple[str, str, Situation]]:
    for kind, parts in (("option", guide.options), ("notice", guide.notices)):
        for part in parts:
            for situation in part.situations:
                yield kind, part.slug, situation
    for question in guide.questions:
        if question.ask_when is not None:
            yield "question", question.slug, question.ask_when


def _fault(guide: Guide, condition: Condition) -> str:
    if not condition.choices:
        return "A rule names no answer: pick at least one."
    question = guide.question_by_slug.get(condition.question)
    if question is None:
        return f"A rule is on the question “{condition.question}”, which is gone."
    gone = [slug for slug in condition.choices if slug not in question.choice_by_slug]
    if gone:
        return f"A rule is on the answer “{gone[0]}” of “{question.slug}”, which is gone."
    if len(set(condition.choices)) < len(condition.choices):
        twice = next(slug for slug in condition.choices if condition.choices.count(slug) > 1)
        return f"A row of a rule names the answer “{twice}” twice."
    return ""


def _questions(guide: Guide) -> Iterator[Finding]:
    for place, question in enumerate(guide.questions):
        if all(choice.uncertain for choice in question.choices):
            what = "It has no answer that is not “not sure”."
            yield error("question", question.slug, what)
        earlier = {other.slug for other in guide.questions[:place]}
        yield from _looks_ahead(question, earlier)


def _looks_ahead(question: Question, earlier: set[str]) -> Iterator[Finding]:
    for condition in question.ask_when.conditions if question.ask_when else ():
        if condition.question not in earlier:
            what = f"It depends on “{condition.question}”, which is not asked before it."
            yield error("question", question.slug, what)
