"""The parts of a guide as frozen dataclasses, which rows, files and editions are turned into.

Every text a reader sees may have a second wording for someone who cares for the patient: the
field of the same name that ends in `_other`. An empty one means that the first fits both.
`voice.for_reader` picks between them, so that nothing after it has to. Either may have `wordings`
in other languages, which `language.in_language` puts in their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from .own_language import like

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

# The guide itself, where its parts are named by their kinds.
GUIDE = "guide"
# The parts of a guide: the field that holds them, and what one of them is called. What points to
# another part comes after it, but for sources, which anything may cite.
KINDS = {
    "categories": "category",
    "panels": "panel",
    "questions": "question",
    "options": "option",
    "notices": "notice",
    "terms": "term",
    "sources": "source",
    "trial_topics": "trial topic",
    "fact_kinds": "kind of fact",
    "facts": "fact",
    "matters": "thing that matters",
    "report_lines": "line of a report",
    "example_readers": "example reader",
    "translations": "translation",
}


class Kind(StrEnum):
    """The number of choices that a reader may pick. A *number* is typed, and falls in one range."""

    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"


class Test(StrEnum):
    """The way in which the chosen choices are held against a condition's set."""

    __test__ = False  # pytest: not a test case

    ANY = "any"
    ONLY = "only"
    NONE = "none"


@dataclass(frozen=True)
class Condition:
    """A set of choices of one question, and how to test it. `choices` keeps the editor's order."""

    question: str
    choices: tuple[str, ...]
    test: Test = Test.ANY


@dataclass(frozen=True)
class AtLeast:
    """A condition on several questions: `number` of the choices that `of` names must be chosen.

    `of` has every question once, with the test *any of*.
    """

    number: int
    of: tuple[Condition, ...]


@dataclass(frozen=True)
class Situation:
    """Conditions that must all hold."""

    conditions: tuple[Condition | AtLeast, ...]


@dataclass(frozen=True)
class Wording:
    """A text of a part in another language, for exactly the words that it was made from.

    `source` are these words, those of the part's `field`. A list is one text, with a line for each
    of its rows.
    """

    language: str
    field: str
    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A part whose texts may have wordings in other languages."""

    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice(Worded):
    """One answer. `statement` says it back as a whole sentence, for reasons and summaries.

    `uncertain`: the reader does not know; `not_covered`: the summary does not speak of people like
    this reader; `exclusive`: cannot be combined with other choices. `least`: of a question for a
    number, the lowest one of this range, which ends where the next begins.
    """

    slug: str
    label: str
    label_other: str = ""
    statement: str
    statement_other: str = ""
    hint: str = ""
    hint_other: str = ""
    uncertain: bool = False
    not_covered: bool = False
    exclusive: bool = False
    least: int | None = None

    @property
    def leaves_open(self) -> bool:
        """True for a choice that settles nothing: a condition that does not name it is unknown."""
        return self.uncertain or self.not_covered


@dataclass(frozen=True, kw_only=True)
class Question(Worded):
    """Something that a reader is asked. `label` names the topic in summaries; `ask_team` is what to
    ask when it is not known.

    It has a page of its own, or stands on that of its `panel`. It is asked when any of `ask_when`
    holds, or else always. Of a number, `unit` is what it counts, such as years, and `highest` the
    greatest that can be right.
    """

    slug: str
    kind: Kind
    panel: str = ""
    label: str
    text: str
    text_other: str = ""
    why: str = ""
    why_other: str = ""
    where: str = ""
    where_other: str = ""
    ask_team: str
    ask_team_other: str = ""
    unit: str = ""
    highest: int | None = None
    choices: tuple[Choice, ...]
    ask_when: tuple[Situation, ...] = ()
    staff_note: str = ""

    @property
    def page(self) -> tuple[str, str]:
        """The key of its page: the panel, or the question itself."""
        return (self.panel, "") if self.panel else ("", self.slug)

    @cached_property
    def uncertain(self) -> frozenset[str]:
        return frozenset(choice.slug for choice in self.choices if choice.uncertain)

    @cached_property
    def not_covered(self) -> frozenset[str]:
        return frozenset(choice.slug for choice in self.choices if choice.not_covered)

    @cached_property
    def leaving_open(self) -> frozenset[str]:
        """The choices that settle nothing."""
        return self.uncertain | self.not_covered

    @cached_property
    def ranges(self) -> tuple[Choice, ...]:
        """Of a question for a number: the choices that a number can fall into, as they rise."""
        return tuple(choice for choice in self.choices if choice.least is not None)

    @cached_property
    def exclusive(self) -> frozenset[str]:
        return frozenset(choice.slug for choice in self.choices if choice.exclusive)

    @cached_property
    def single_answers(self) -> tuple[frozenset[str], ...]:
        """Each choice as an answer by itself."""
        return tuple(frozenset([choice.slug]) for choice in self.choices)

    @cached_property
    def choice_by_slug(self) -> dict[str, Choice]:
        return {choice.slug: choice for choice in self.choices}


@dataclass(frozen=True, kw_only=True)
class Panel(Worded):
    """Questions on one page, such as tests of one sample. `text` is the page's heading.

    Its questions stand next to each other in the guide's order.
    """

    slug: str
    text: str
    text_other: str = ""
    why: str
    why_other: str = ""
    where: str
    where_other: str = ""
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Category(Worded):
    """A heading that options stand under. `source_text`: the summary's words above its list.

    `none_listed` is told to whom none of its options is listed.
    """

    slug: str
    name: str
    about: str = ""
    about_other: str = ""
    none_listed: str = ""
    none_listed_other: str = ""
    source_text: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Option(Worded):
    """One treatment statement. `source_text` is verbatim; `plain` is our wording.

    It applies when any of `situations` holds, or to everyone. `team_questions` are for the
    reader to ask; `sources` name what `plain` relies on beside the summary itself. `is_trial`: a
    kind of clinical trial, which is not counted among treatments. `treatments` are the terms of
    what it is made of, in the summary's order. `excludes` are options that it is never listed
    together with.
    """

    slug: str
    category: str
    name: str
    plain: str
    plain_other: str = ""
    source_text: str
    treatments: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    team_questions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_trial: bool = False
    for_everyone: bool = False
    situations: tuple[Situation, ...] = ()
    staff_note: str = ""

    @property
    def first_sentence(self) -> str:
        """The sentence that our words begin with: what it is."""
        return like(self.plain, SENTENCE_END.split(self.plain, maxsplit=1)[0])


@dataclass(frozen=True, kw_only=True)
class Notice(Worded):
    """A text to show when its situation holds. It never makes a question necessary.

    One with an `option` is a remark: it stands with that option. `on_top`: before the options.
    """

    slug: str
    option: str = ""
    title: str
    title_other: str = ""
    text: str
    text_other: str = ""
    on_start: bool = False
    on_top: bool = False
    for_everyone: bool = False
    situations: tuple[Situation, ...] = ()
    sources: tuple[str, ...] = ()
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Term(Worded):
    """A glossary entry. `say`: how to say it. `also`: other names it is looked up by.

    One that has facts is a treatment.
    """

    slug: str
    name: str
    definition: str
    say: str = ""
    also: tuple[str, ...] = ()
    is_drug: bool = False
    sources: tuple[str, ...] = ()
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class FactKind(Worded):
    """A kind of fact, such as common side effects. `ask`: what to ask where no source tells it.

    `needed`: readers need it of every treatment; `urgent`: it is set apart wherever it shows;
    `on_paper`: the handout tells it of what a reader picked.
    """

    slug: str
    name: str
    name_other: str = ""
    ask: str
    ask_other: str = ""
    needed: bool = False
    urgent: bool = False
    on_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact(Worded):
    """One thing about a treatment that helps to decide. It shows wherever the treatment does.

    `treatment` is a term, `kind` a kind of fact. `sources` has at least one.
    """

    slug: str
    treatment: str
    kind: str
    text: str
    text_other: str = ""
    sources: tuple[str, ...] = ()
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Matter(Worded):
    """Something that may matter to a reader, to tick. Facts of these `kinds` tell of it."""

    slug: str
    text: str
    text_other: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReportLine(Worded):
    """A line as a lab report may have it, and the choice of a question that it means.

    `test` and `result` are the report's words; `text` tells a reader more about them.
    """

    slug: str
    question: str
    choice: str
    test: str
    result: str
    text: str = ""
    text_other: str = ""
    sources: tuple[str, ...] = ()
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Source(Worded):
    """Something that statements rely on, as it is cited on the about page.

    `is_summary`: it is the summary that the guide was made from. `dated` is empty where the source
    tells no date.
    """

    slug: str
    title: str
    publisher: str
    dated: str = ""
    url: str = ""
    note: str = ""
    is_summary: bool = False


@dataclass(frozen=True, kw_only=True)
class TrialTopic(Worded):
    """Something to search trials for. `code` stands for it in the address of the search.

    `broadest`: the one that always finds something, offered beside any other; else the first is.
    """

    slug: str
    label: str
    code: str
    broadest: bool = False


@dataclass(frozen=True)
class Answered:
    """What an example reader says to a question."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ExampleReader:
    """Named answers, and the options that they should match and that should depend.

    Every other option should be a no. `who` is for staff, e.g. "Just diagnosed, in bone".
    """

    slug: str
    who: str
    answers: tuple[Answered, ...] = ()
    match: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A language that the texts of a guide have wordings in. `slug` is its code, such as es.

    `shown`: readers are offered it. `quotes_from` is the source of the publisher's own wording in
    this language, which stands in place of the words that the guide quotes.
    """

    slug: str
    shown: bool = False
    quotes_from: str = ""
    staff_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Guide(Worded):
    """One summary turned into questions and options. Order of every tuple is the order shown.

    `publisher` is who publishes the summary, as it reads in a sentence. `disclaimer` and
    `attribution` are the source's own words. `how_made` tells who made the guide, from what, and
    how often it is looked at. A search for trials begins with the first of `trial_topics`.

    `trials_search_url` is the address of a search for trials, with `{code}` and `{age}` where a
    topic's code and an age in years go; `trials_search_near_url` has `{place}` as well, such as a
    postal code of `trials_place_digits` digits. A part of the query whose value is empty is left
    out. `trials_search_name` names the site that is searched. `copied_from` is the title of the
    guide that this one was copied from, as it was then.
    """

    slug: str
    title: str
    language: str = "en"
    publisher: str
    introduction: str
    introduction_other: str = ""
    about_condition: str
    about_condition_other: str = ""
    decision: str
    decision_other: str = ""
    have_at_hand: tuple[str, ...]
    have_at_hand_other: tuple[str, ...] = ()
    minutes: int
    next_steps: tuple[str, ...]
    next_steps_other: tuple[str, ...] = ()
    help_now: str
    help_now_other: str = ""
    trials_about: str
    trials_about_other: str = ""
    trials_url: str
    trials_search_name: str = ""
    trials_search_url: str = ""
    trials_search_near_url: str = ""
    trials_topics_label: str = ""
    trials_place_label: str = ""
    trials_place_digits: int = 0
    how_made: str = ""
    source_intro: str
    source_trials: str = ""
    source_asides: tuple[str, ...] = ()
    disclaimer: str
    attribution: str
    summary: str = ""
    summary_from: str = ""
    summary_taken_on: date | None = None
    review_due_on: date | None = None
    copied_from: str = ""
    staff_note: str = ""
    categories: tuple[Category, ...]
    panels: tuple[Panel, ...] = ()
    questions: tuple[Question, ...]
    options: tuple[Option, ...]
    notices: tuple[Notice, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    trial_topics: tuple[TrialTopic, ...] = ()
    fact_kinds: tuple[FactKind, ...] = ()
    facts: tuple[Fact, ...] = ()
    matters: tuple[Matter, ...] = ()
    report_lines: tuple[ReportLine, ...] = ()
    example_readers: tuple[ExampleReader, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that readers are offered: its own first."""
        return (self.language, *(each.slug for each in self.translations if each.shown))

    @cached_property
    def question_by_slug(self) -> dict[str, Question]:
        return {question.slug: question for question in self.questions}

    @cached_property
    def place_of(self) -> dict[str, int]:
        """By question: its place in the order in which they are asked, from 0."""
        return {question.slug: place for place, question in enumerate(self.questions)}

    @cached_property
    def panel_by_slug(self) -> dict[str, Panel]:
        return {panel.slug: panel for panel in self.panels}

    @cached_property
    def option_by_slug(self) -> dict[str, Option]:
        return {option.slug: option for option in self.options}

    @cached_property
    def term_by_slug(self) -> dict[str, Term]:
        return {term.slug: term for term in self.terms}

    @cached_property
    def facts_of(self) -> dict[str, dict[str, list[Fact]]]:
        """By treatment, then by kind: its facts."""
        found: dict[str, dict[str, list[Fact]]] = {}
        for fact in self.facts:
            found.setdefault(fact.treatment, {}).setdefault(fact.kind, []).append(fact)
        return found

    def treatments_of(self, option: Option) -> list[Term]:
        """Return the terms of what an option is made of."""
        return [self.term_by_slug[slug] for slug in option.treatments]

    def drugs_of(self, option: Option) -> list[Term]:
        """Return the drugs among them."""
        return [term for term in self.treatments_of(option) if term.is_drug]

    @cached_property
    def summary_source(self) -> Source | None:
        """The source that is the summary itself."""
        return next((source for source in self.sources if source.is_summary), None)

    @cached_property
    def category_by_slug(self) -> dict[str, Category]:
        return {category.slug: category for category in self.categories}

    @cached_property
    def options_reading(self) -> dict[str, tuple[Option, ...]]:
        """By question: the options whose rule reads it, itself or through an *ask when*."""
        readers: dict[str, list[Option]] = {question.slug: [] for question in self.questions}
        for option in self.options:
            situations = () if option.for_everyone else option.situations
            for slug in {each.question for each in self.conditions_behind(situations)}:
                readers[slug].append(option)
        return {slug: tuple(options) for slug, options in readers.items()}

    @cached_property
    def repeated_in(self) -> dict[str, tuple[str, ...]]:
        """By option: the questions that stand in its rule in several places."""
        repeated = {}
        for option in self.options:
            conditions = self.conditions_behind(option.situations)
            places = Counter(each.question for each in conditions)
            repeated[option.slug] = tuple(slug for slug in places if places[slug] > 1)
        return repeated

    @cached_property
    def questions_behind(self) -> dict[str, frozenset[str]]:
        """By question: itself, and those that decide whether it is asked."""
        behind: dict[str, frozenset[str]] = {}
        for question in self.questions:
            gates = self.conditions_on_one_question(question.ask_when)
            behind[question.slug] = frozenset([question.slug]).union(
                *(behind[each.question] for each in gates)
            )
        return behind

    @cached_property
    def pages(self) -> list[tuple[Panel | None, list[Question]]]:
        """The questions page by page, each page with its panel if it has one."""
        return [
            (self.panel_by_slug.get(panel), list(questions))
            for (panel, _), questions in groupby(self.questions, key=attrgetter("page"))
        ]

    def page_of(self, question: Question) -> list[Question]:
        """Return the questions that stand on one page with this one, itself among them."""
        return next(each for _, each in self.pages if question in each)

    @cached_property
    def part_by_row(self) -> dict[tuple[str, str], Any]:
        """By kind and slug: every part; the guide itself is of the kind "guide", without a slug."""
        found: dict[tuple[str, str], Any] = {(GUIDE, ""): self}
        for place, kind in KINDS.items():
            found |= {(kind, part.slug): part for part in getattr(self, place)}
        return found

    def on_one_question(self, condition: Condition | AtLeast) -> Iterator[Condition]:
        """Yield the conditions on one question that a condition is made of.

        *At least* counts every choice by itself, but for a question of which only one can be
        chosen: there, all that it names count as one.
        """
        if isinstance(condition, Condition):
            yield condition
            return
        for each in condition.of:
            if self.question_by_slug[each.question].kind is Kind.SEVERAL:
                yield from (Condition(each.question, (choice,)) for choice in each.choices)
            else:
                yield each

    def conditions_on_one_question(self, situations: Iterable[Situation]) -> Iterator[Condition]:
        """Yield those that these situations are made of."""
        for situation in situations:
            for condition in situation.conditions:
                yield from self.on_one_question(condition)

    def conditions_behind(self, situations: Iterable[Situation]) -> Iterator[Condition]:
        """Yield each of them, followed by those of the *ask when* behind it."""
        for condition in self.conditions_on_one_question(situations):
            yield condition
            yield from self.conditions_behind(self.question_by_slug[condition.question].ask_when)
