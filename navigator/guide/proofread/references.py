"""Faults that leave a guide impossible to serve: parts that are gone, or there twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from navigator.guide.model import (
    GUIDE,
    KINDS,
    AtLeast,
    Category,
    Choice,
    Condition,
    ExampleReader,
    Fact,
    FactKind,
    Guide,
    Kind,
    Matter,
    Notice,
    Option,
    Panel,
    Question,
    ReportLine,
    Situation,
    Source,
    Term,
    Test,
    Translation,
    TrialTopic,
    Worded,
    Wording,
)
from navigator.guide.summary import LARGEST as LARGEST_SUMMARY
from navigator.guide.texts import NOT_WORDED, answer_slug, is_words, parts

from .finding import Finding, error

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,50}")
# Limits far above what a guide needs. Below them, no page takes long.
PROSE = 5_000  # characters of a text that `LONGEST` does not name
LINE = 1_000  # characters of a text in a list of texts
ROWS = 200  # of a list that `MOST` does not name
MOST = {"options": 300, "questions": 100, "choices": 60, "categories": 100, "panels": 100}
MOST |= {"notices": 300, "terms": 2_000, "sources": 1_000, "trial_topics": 200, "fact_kinds": 100}
MOST |= {"facts": 2_000, "matters": 100, "report_lines": 1_000, "example_readers": 300}
MOST |= {"translations": 20}
# Characters that texts may have: what the columns of drafts hold.
LONGEST: dict[type, dict[str, int]] = {
    Guide: {"title": 120, "language": 12, "publisher": 120, "trials_url": 300}
    | {"trials_search_name": 60, "trials_search_url": 300, "trials_search_near_url": 300}
    | {
        "trials_topics_label": 60,
        "trials_place_label": 60,
        "summary_from": 300,
        "copied_from": 120,
    },
    Category: {"name": 120},
    Panel: {"text": 200, "text_other": 200},
    Question: {"label": 60, "text": 200, "text_other": 200, "unit": 30},
    Choice: {"label": 120, "label_other": 120, "hint": 200, "hint_other": 200}
    | {"statement": 200, "statement_other": 200},
    Option: {"name": 160},
    Notice: {"title": 160, "title_other": 160},
    Term: {"name": 120, "say": 120},
    Source: {"title": 300, "publisher": 200, "dated": 60, "url": 300},
    TrialTopic: {"label": 120, "code": 120},
    FactKind: {"name": 120, "name_other": 120, "ask": 200, "ask_other": 200},
    Fact: {},
    Matter: {"text": 160, "text_other": 160},
    ReportLine: {"choice": 50, "test": 120, "result": 120},
    ExampleReader: {"who": 120},
    Translation: {},
}
# The fields of a part that name another, and where that stands.
NAMED: dict[type, dict[str, str]] = {
    Option: {"category": "categories"},
    Question: {"panel": "panels"},
    Notice: {"option": "options"},
    Fact: {"treatment": "terms", "kind": "fact_kinds"},
    ReportLine: {"question": "questions"},
    Translation: {"quotes_from": "sources"},
}
# Of these, the ones that may name none.
MAY_NAME_NONE = {"option", "panel", "quotes_from"}
# The fields of a part that name several others.
LISTED: dict[type, dict[str, str]] = {
    Category: {"sources": "sources"},
    Option: {"sources": "sources", "treatments": "terms", "excludes": "options"},
    Notice: {"sources": "sources"},
    Term: {"sources": "sources"},
    Fact: {"sources": "sources"},
    Matter: {"kinds": "fact_kinds"},
    ReportLine: {"sources": "sources"},
}
# A guide's slug is the first step of its address; these are taken.
RESERVED = {"accessibility", "admin", "continue", "healthz", "privacy", "static"}
# A question's slug is the name of its field; these are fields of the same form.
FIELDS = {"csrfmiddlewaretoken", "rest", "start"}
# As in BCP 47, which HTML asks for, and no longer than the column of a draft.
LANGUAGE = re.compile(r"(?=.{2,12}$)[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def findings(guide: Guide) -> list[Finding]:
    """Return errors that leave a guide impossible to serve. Empty for one that can be shown."""
    found = [error(GUIDE, "", what, code="broken-guide") for what in _whole(guide)]
    for place, kind in KINDS.items():
        found += [
            error(kind, slug, what, code="broken-slug")
            for slug, what in _slugs(kind, getattr(guide, place))
        ]
    if endless := too_large(guide):
        return found + endless  # what would be looked for in all of it may take long
    for kind, slug, part in parts(guide):
        found += [error(kind, slug, what, code="broken-part") for what in _faults(guide, part)]
    return [*found, *_panels(guide)]


def _whole(guide: Guide) -> Iterator[str]:
    yield from (what for _, what in _slugs(GUIDE, [guide]))
    is_code = len(guide.slug) == 2 and guide.slug.isalpha()  # of a language, as in /es/
    if guide.slug in RESERVED or is_code:
        yield f"The slug “{guide.slug}” is taken by another page of the site."
    if not LANGUAGE.fullmatch(guide.language):
        yield f"“{guide.language}” is no language: write its code, for example en, es or pt-BR."
    if sum(source.is_summary for source in guide.sources) > 1:
        yield "More than one source is marked as the summary."
    if sum(topic.broadest for topic in guide.trial_topics) > 1:
        yield "More than one topic of trials is marked as the broadest."
    for each in guide.translations:
        if not LANGUAGE.fullmatch(each.slug):
            yield f"“{each.slug}” is no language: write its code, for example en, es or pt-BR."
        if each.slug == guide.language:
            yield f"It is in the language “{each.slug}” itself."


def _slugs(kind: str, siblings: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for slug, count in Counter(part.slug for part in siblings).items():
        if count > 1:
            yield slug, f"More than one {kind} has the slug “{slug}”."
        if not SLUG.fullmatch(slug):
            yield slug, f"The slug “{slug}” has to be 1 to 50 letters, digits and hyphens."


def longest(part: type, name: str) -> int:
    """Return how many characters a text of a part can have; of a list of texts, each of them."""
    if (part, name) == (Guide, "summary"):
        return LARGEST_SUMMARY
    return LONGEST[part].get(name, PROSE)


def too_long(text: str, most: int) -> str:
    """Return what is wrong with a text that has more than so many characters, or nothing."""
    length = len(text)
    return f"has more than {most:,} characters: {length:,}" if length > most else ""


def wording_too_long(part: Worded, wording: Wording) -> str:
    """Return what is wrong with a wording that is too long, or made from words that are.

    It may be twice as long as what it is of; many a language needs more letters.
    """
    of_list = isinstance(getattr(part, wording.field), tuple)
    most = 2 * (PROSE if of_list else longest(type(part), wording.field))
    return too_long(wording.text, most) or too_long(wording.source, most)


def lines_fault(lines: Sequence[str]) -> str:
    """Return what is wrong with a list of texts that is too long, or that has such a text."""
    if len(lines) > ROWS:
        return f"has more than {ROWS:,} lines: {len(lines):,}"
    of_a_line = next(filter(None, (too_long(line, LINE) for line in lines)), "")
    return f"has a line that {of_a_line}" if of_a_line else ""


def too_many(place: str, count: int) -> str:
    """Return what is wrong with so many parts of a kind, or so many answers, or nothing."""
    most = MOST[place]
    kind = "answers" if place == "choices" else place.replace("_", " ")
    return f"There are more than {most:,} {kind}: {count:,}." if count > most else ""


def too_large(guide: Guide) -> list[Finding]:
    """Return texts that do not fit into their column or are without end, and lists that are."""
    return [*_too_large(guide)]


def _too_large(guide: Guide) -> Iterator[Finding]:
    for place in KINDS:
        if what := too_many(place, len(getattr(guide, place))):
            yield error(GUIDE, "", what, code="too-many")
    for kind, slug, part in parts(guide):
        for field in fields(part):
            if what := _size_fault(part, field.name):
                yield error(kind, slug, what, field.name, code="too-long", answer=answer_slug(part))


def _size_fault(part: Any, name: str) -> str:
    value = getattr(part, name)
    if name in KINDS:
        return ""  # told of the guide
    if name == "choices":
        return too_many(name, len(value))
    if name == "wordings":
        return _wordings_fault(part)
    what = ""
    if isinstance(value, str):
        what = too_long(value, longest(type(part), name))
    elif isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        what = lines_fault(value)
    elif isinstance(value, tuple) and (rows := max(_sizes(value))) > ROWS:
        what = f"has a list of more than {ROWS:,} rows: {rows:,}"
    return f"“{name}” {what}." if what else ""


def _wordings_fault(part: Worded) -> str:
    texts = {
        each.name
        for each in fields(part)
        if each.name not in NOT_WORDED and is_words(getattr(part, each.name))
    }
    once = {(each.language, each.field) for each in part.wordings}
    if len(once) < len(part.wordings):
        return "A text has two wordings in the same language."
    for each in part.wordings:
        if each.field not in texts:
            return f"A wording is of the field “{each.field}”, which is no text."
        if not LANGUAGE.fullmatch(each.language):
            return f"A wording is in “{each.language}”, which is no language."
        if what := wording_too_long(part, each):
            return f"The wording of “{each.field}” ({each.language}) {what}."
    return ""


def _sizes(rows: Sequence[Any]) -> Iterator[int]:
    """Yield how long a list is, and every list in it: the conditions and answers of a rule."""
    yield len(rows)
    for row in rows:
        for name in ("conditions", "of", "choices"):
            yield from _sizes(getattr(row, name, ()))


def _faults(guide: Guide, part: Any) -> Iterator[str]:
    for name, place in LISTED.get(type(part), {}).items():
        yield from _listed(guide, place, getattr(part, name))
    yield from _named(guide, part)
    if isinstance(part, ReportLine):
        yield from _report_line(guide, part)
    if isinstance(part, Option | Notice):
        for situation in part.situations:
            yield from _situation(guide, situation)
    if isinstance(part, Question):
        yield from _question(guide, part)


def _report_line(guide: Guide, line: ReportLine) -> Iterator[str]:
    question = guide.question_by_slug.get(line.question)
    if question and line.choice not in question.choice_by_slug:
        yield f"“{question.slug}” has no answer with the slug “{line.choice}”."


def _named(guide: Guide, part: Any) -> Iterator[str]:
    for name, place in NAMED.get(type(part), {}).items():
        slug = getattr(part, name)
        if slug or name not in MAY_NAME_NONE:
            yield from _listed(guide, place, [slug])


def _listed(guide: Guide, place: str, slugs: Sequence[str]) -> Iterator[str]:
    for slug, count in Counter(slugs).items():
        if (KINDS[place], slug) not in guide.part_by_row:
            yield f"There is no {KINDS[place]} with the slug “{slug}”."
        elif count > 1:
            yield f"It names the {KINDS[place]} “{slug}” twice."


def _question(guide: Guide, question: Question) -> Iterator[str]:
    if question.slug in FIELDS:
        yield f"The slug “{question.slug}” is taken by another field of the form."
    if all(choice.leaves_open for choice in question.choices):
        yield "It has no answer that settles anything."
    for choice in question.choices:
        if choice.uncertain and choice.not_covered:
            yield f"“{choice.slug}” is not known, or not covered: it cannot be both."
    yield from (what for _, what in _slugs("answer", question.choices))
    yield from _ranges(question)
    yield from _ask_when(guide, question)


def _ask_when(guide: Guide, question: Question) -> Iterator[str]:
    for situation in question.ask_when:
        yield from _situation(guide, situation)
    order = list(guide.question_by_slug)
    ahead = order[order.index(question.slug) :]
    for slug in dict.fromkeys(
        each.question for situation in question.ask_when for each in _named_in(situation)
    ):
        if slug in ahead:
            yield f"It depends on “{slug}”, which is not asked before it."


def _ranges(question: Question) -> Iterator[str]:
    """A number falls in exactly one range: each begins at its own, and the last one ends."""
    if question.kind is not Kind.NUMBER:
        if question.ranges:
            yield "Only a question for a number has answers that begin at a number."
        return
    begins = [choice.least for choice in question.choices if not choice.leaves_open]
    if None in begins:
        yield "Each answer of a question for a number needs the number that it begins at."
        return
    if any(choice.least is not None for choice in question.choices if choice.leaves_open):
        yield "An answer that means “not known” or “not covered” begins at no number."
    numbers = [each for each in begins if each is not None]
    if numbers != sorted(set(numbers)):
        yield "The answers of a question for a number have to rise: each begins at a greater one."
    if question.highest is None or question.highest < max(numbers, default=0):
        yield "A question for a number needs the highest number that can be right."


def _panels(guide: Guide) -> Iterator[Finding]:
    """The questions of a panel are on one page: nothing stands between or decides among them."""
    left: set[str] = set()
    before = ""
    for question in guide.questions:
        if question.panel != before:
            left.add(before)
        before = question.panel
        if before and before in left:
            what = f"The questions of the panel “{before}” do not stand next to each other."
            yield error("question", question.slug, what, "panel", code="broken-panel")
        if before and question.kind is not Kind.ONE:
            what = "A question in a panel takes one answer."
            yield error("question", question.slug, what, "panel", code="broken-panel")
        for situation in question.ask_when:
            for each in _named_in(situation):
                asked = guide.question_by_slug.get(each.question)
                if before and asked and asked.panel == before:
                    what = f"It depends on “{each.question}”, which is asked on the same page."
                    yield error("question", question.slug, what, "ask_when", code="broken-panel")


def _situation(guide: Guide, situation: Situation) -> Iterator[str]:
    if not situation.conditions:
        yield "A situation has no answers in it: add some, or remove it."
    for condition in situation.conditions:
        if isinstance(condition, AtLeast):
            yield from _at_least(condition)
    for each in _named_in(situation):
        yield from _condition(guide, each)


def _named_in(situation: Situation) -> Iterator[Condition]:
    """Yield what names answers of one question; the question itself may be gone."""
    for condition in situation.conditions:
        yield from condition.of if isinstance(condition, AtLeast) else (condition,)


def _at_least(condition: AtLeast) -> Iterator[str]:
    if condition.number < 1:
        yield "A row says “at least 0”, which says nothing: at least 1."
    if not condition.of:
        yield "A rule names no answer: pick at least one."


def _condition(guide: Guide, condition: Condition) -> Iterator[str]:
    question = guide.question_by_slug.get(condition.question)
    if not condition.choices:
        yield "A rule names no answer: pick at least one."
    elif question is None:
        yield f"A rule is on the question “{condition.question}”, which is gone."
    else:
        for slug, count in Counter(condition.choices).items():
            if slug not in question.choice_by_slug:
                yield f"A rule is on the answer “{slug}” of “{question.slug}”, which is gone."
            elif count > 1:
                yield f"A row of a rule names the answer “{slug}” twice."
            elif condition.test is Test.NONE and slug in question.leaving_open:
                # Else an answer to what is not known could bring back what is ruled out.
                yield (
                    f"A row of a rule says “none of these” of “{slug}”, which tells nothing of a "
                    "reader: name the answers that count."
                )
