"""What the options page and the handout say: a Selection as plain data for the templates.

A card is made once for an option's result. The groups of a category are kept for a while for what
was said to the questions that its options rest on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.model import Category, Choice, Guide, Notice, Option, Question, Source
from navigator.guide.pathway import Outlook, Walk, outlooks
from navigator.guide.standing import Standing
from navigator.guide.verdicts import (
    DEPENDS,
    MATCH,
    NO,
    Because,
    Result,
    Verdict,
    notices,
    select,
)
from navigator.guide.voice import Reader
from navigator.readers.frames import Pieces

# Categories, each for one set of answers to what it rests on: there are far more than can be kept.
MOST_KEPT = 500


class Said(NamedTuple):
    """What the reader answered to one question, or the part of it that counted."""

    question: Question
    chosen: frozenset[str]

    @property
    def statements(self) -> tuple[str, ...]:
        """The same, as sentences."""
        choices = self.question.choices
        return tuple(choice.statement for choice in choices if choice.slug in self.chosen)


@dataclass(frozen=True, eq=False)
class InPieces:
    """A part of a page. What it looks like is kept with it, by the template that it stands in."""

    pieces: dict[str, Pieces] = field(default_factory=dict, init=False, repr=False)


@dataclass(frozen=True, eq=False)
class Card(InPieces):
    """One option, with why it is where it is: what was said, and questions still open."""

    option: Option
    sources: tuple[Source, ...]
    verdict: Verdict | None = None
    reasons: tuple[Said, ...] = ()
    depends_on: tuple[Question, ...] = ()


@dataclass(frozen=True, eq=False)
class Group(InPieces):
    """The cards of one category."""

    category: Category
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Effect:
    """What one answer would do: options that would then be listed, and ones that would go."""

    choice: Choice
    added: tuple[Option, ...]
    dropped: tuple[Option, ...]


@dataclass(frozen=True, eq=False)
class Ask:
    """Something the reader does not know yet: what to ask, and what each answer would change."""

    question: Question
    effects: tuple[Effect, ...]

    @property
    def telling(self) -> tuple[Effect, ...]:
        """The answers that would change the list by themselves."""
        return tuple(effect for effect in self.effects if effect.added or effect.dropped)


@dataclass(frozen=True)
class Difference:
    """What a changed answer did to the list: the options that are now in each part of it."""

    question: Question
    matches: tuple[Option, ...]
    depends: tuple[Option, ...]
    others: tuple[Option, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.matches or self.depends or self.others)


class OptionsPage(NamedTuple):
    """Everything that the options page and the handout show of one reader."""

    said: tuple[Said, ...]
    unanswered: tuple[Question, ...]
    notices: tuple[Notice, ...]
    matches: tuple[Group, ...]
    depends: tuple[Group, ...]
    others: tuple[Group, ...]
    asks: tuple[Ask, ...]


def build(edition: Published, reader: Reader, walk: Walk) -> OptionsPage:
    """The page for a reader who has come this far."""
    standing, listed = walk.standing, _listed(edition, reader, walk.standing)
    matches, depends, others = listed.values()
    open_ones = {q.slug for group in depends for card in group.cards for q in card.depends_on}
    return OptionsPage(
        said=tuple(Said(question, standing.said[question.slug]) for question in walk.path),
        unanswered=walk.open,
        notices=notices(standing),
        matches=tuple(matches),
        depends=tuple(depends),
        others=tuple(others),
        asks=tuple(
            edition.once(_ask, reader, outlook) for outlook in outlooks(standing, open_ones)
        ),
    )


def difference(guide: Guide, slug: str, was: Answers, now: Answers) -> Difference:
    """What the change of the answer to one question did to the list."""
    before, after = select(guide, was).by_slug, select(guide, now).by_slug
    moved = {
        verdict: tuple(
            option
            for option in guide.options
            if after[option.slug].verdict is verdict and before[option.slug].verdict is not verdict
        )
        for verdict in Verdict
    }
    return Difference(
        guide.question_by_slug[slug],
        moved[Verdict.MATCH],
        moved[Verdict.DEPENDS],
        moved[Verdict.NO],
    )


def all_options(guide: Guide) -> tuple[Group, ...]:
    """Every option by category, for someone who would rather read than answer."""
    return tuple(
        Group(
            guide.category_by_slug[slug],
            tuple(Card(option, _sources(guide, option)) for option in options),
        )
        for slug, options in guide.options_under.items()
    )


def _listed(edition: Published, reader: Reader, standing: Standing) -> dict[Verdict, list[Group]]:
    """The groups of each verdict. Those of a category depend on what its options' rules read."""
    kept, said, because = edition.once(_kept), standing.said, Because(standing)
    listed: dict[Verdict, list[Group]] = {MATCH: [], DEPENDS: [], NO: []}
    for slug, reads in standing.rules.categories.items():
        key = reader, slug, tuple([said.get(each) for each in reads])
        groups = kept.get(key)
        if groups is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            groups = kept[key] = _groups(edition, reader, slug, because)
        for verdict, group in groups.items():
            listed[verdict].append(group)
    return listed


def _kept(edition: Published) -> dict[Any, dict[Verdict, Group]]:
    """Groups that were made lately. Not by `once`, which would have to work out a standing anew."""
    return {}


def _groups(
    edition: Published, reader: Reader, slug: str, because: Because
) -> dict[Verdict, Group]:
    """The options of one category by verdict."""
    guide, by_verdict = edition.guide_for(reader), defaultdict(list)
    for option in guide.options_under[slug]:
        card = edition.once(_card, reader, because.result(option))
        by_verdict[card.verdict].append(card)
    category = guide.category_by_slug[slug]
    return {verdict: Group(category, tuple(cards)) for verdict, cards in by_verdict.items()}


def _card(edition: Published, reader: Reader, found: Result) -> Card:
    guide = edition.guide_for(reader)
    questions = guide.question_by_slug
    return Card(
        option=found.option,
        sources=_sources(guide, found.option),
        verdict=found.verdict,
        reasons=tuple(
            Said(questions[reason.question], frozenset(reason.choices)) for reason in found.reasons
        ),
        depends_on=tuple(questions[slug] for slug in found.depends_on),
    )


def _sources(guide: Guide, option: Option) -> tuple[Source, ...]:
    return tuple(source for source in guide.sources if source.slug in option.sources)


def _ask(edition: Published, reader: Reader, outlook: Outlook) -> Ask:
    guide, question = edition.guide_for(reader), outlook.question
    return Ask(
        question,
        tuple(
            Effect(
                question.choice_by_slug[outcome.choice],
                tuple(guide.option_by_slug[slug] for slug in outcome.added),
                tuple(guide.option_by_slug[slug] for slug in outcome.dropped),
            )
            for outcome in outlook.outcomes
        ),
    )
