"""The options page, the comparison and the handout of one reader, as data for their templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.model import (
    AtLeast,
    Category,
    Choice,
    Condition,
    Guide,
    Notice,
    Option,
    Question,
    Term,
    Test,
)
from navigator.guide.pathway import Outcome, Outlook, Walk, selection_for, what_could_change
from navigator.guide.verdicts import Reason, Result, Selection, Verdict, select, verdict

from .messages import filled, joined

NOTHING = Answers()


class Difference(NamedTuple):
    """The options that changed their verdict when an answer was changed."""

    matches: Sequence[Option]
    depends: Sequence[Option]
    others: Sequence[Option]


class Said(NamedTuple):
    """The reader's answer to one question.

    `difference` is what this answer did to the list, where it was just changed.
    """

    question: Question
    choices: Sequence[Choice]
    difference: Difference | None = None


class Card(NamedTuple):
    """One option, what it is made of, what is remarked on it, and why it has its verdict.

    `choices` of the questions `because` make it match, or are what the summary does not speak of;
    `wanted` is what its rule names and the reader did not say; `depends_on` are questions whose
    answer is missing or not known. `picked`: the reader wants to talk about it. Then paper tells
    the facts of the treatments `first_here`, and has told those of the others `above`.
    """

    option: Option
    verdict: Verdict
    picked: bool
    treatments: Sequence[Term]
    remarks: Sequence[Notice]
    because: Sequence[Question]
    choices: Sequence[Choice]
    wanted: Sequence[str]
    depends_on: Sequence[Question]
    first_here: Sequence[Term] = ()
    above: Sequence[Term] = ()

    @property
    def depends_on_labels(self) -> str:
        """What it depends on, in a line."""
        return joined(", ", (question.label for question in self.depends_on))


class Group(NamedTuple):
    """The cards of one category."""

    category: Category
    cards: Sequence[Card]

    @property
    def options(self) -> list[Option]:
        """The options alone."""
        return [card.option for card in self.cards]

    @property
    def picked_first(self) -> list[Card]:
        """The cards, those that the reader picked before the others."""
        return sorted(self.cards, key=lambda card: not card.picked)


class Listing(NamedTuple):
    """Options that stand together: how many there are, and the groups of their categories."""

    number: int
    groups: Sequence[Group]


class Effect(NamedTuple):
    """The change that one answer would make to the list, in sentences with names or numbers."""

    choice: Choice
    with_names: str
    with_numbers: str


class Ask(NamedTuple):
    """A question for the care team, and the answers that would change the list by themselves."""

    question: Question
    effects: Sequence[Effect]


class OptionsPage(NamedTuple):
    """Everything that the options page and the handout say of one reader.

    `first` are notices to stand before the options, `notices` the others. Every option stands in
    one listing: `trials` are kinds of trial that match, `unsaid` the options that depend on nothing
    but answers of which the summary does not speak. `silent` are the categories whose options are
    all among the `others`. `picked` are the cards of what the reader picked, in the order in which
    they compare them, and `lost` what they picked and is now among the `others`.
    """

    said: Sequence[Said]
    unanswered: Sequence[Question]
    first: Sequence[Notice]
    notices: Sequence[Notice]
    matches: Listing
    trials: Listing
    depends: Listing
    unsaid: Listing
    others: Listing
    silent: Sequence[Category]
    asks: Sequence[Ask]
    picked: Sequence[Card]
    lost: Sequence[Option]


def options_page(
    guide: Guide,
    walk: Walk,
    picks: Sequence[str] = (),
    changed: str = "",
    before: Answers = NOTHING,
) -> OptionsPage:
    """Return the page for a reader who has come this far.

    `picks` are the slugs of the options that they want to talk about; `changed` is the question
    whose answer was just changed, `before` all answers before that.
    """
    answers = walk.counted
    selection = select(guide, answers)
    notices = selection.notices
    remarks = defaultdict(list)
    for each in notices:
        remarks[each.option].append(each)
    cards = [_card(guide, answers, result, remarks, picks) for result in selection.results]
    by_slug = {card.option.slug: card for card in cards}
    chosen = [by_slug[slug] for slug in picks if slug in by_slug]
    shown: set[str] = set()
    difference = _difference(guide, before, selection) if changed else None
    return OptionsPage(
        said=[
            Said(
                question,
                _chosen(question, answers[question.slug]),
                difference if question.slug == changed else None,
            )
            for question in walk.path
        ],
        unanswered=walk.open,
        first=[each for each in notices if each.on_top and not each.option],
        notices=[each for each in notices if not each.on_top and not each.option],
        **{place: _listing(guide, placed, shown) for place, placed in _places(cards).items()},
        silent=_silent(guide, selection),
        asks=[_ask(guide, outlook) for outlook in what_could_change(guide, answers, selection)],
        picked=[card for card in chosen if card.verdict is not Verdict.NO],
        lost=[card.option for card in chosen if card.verdict is Verdict.NO],
    )


def lost_among(guide: Guide, answers: Answers, picks: Sequence[str]) -> list[str]:
    """Return the picks that are no longer listed for these answers."""
    known = ((slug, guide.option_by_slug.get(slug)) for slug in picks)
    return [
        slug
        for slug, option in known
        if option is None or verdict(guide, option, answers) is Verdict.NO
    ]


def taken_in(
    guide: Guide, picks: Sequence[str], lost: Sequence[str], sent: Sequence[str]
) -> tuple[str, ...]:
    """Return the picks after a reader sent theirs: in the order of before, then what is new.

    Those that are `lost` stay: the page that was sent had no box for them. What the guide does not
    have is left out.
    """
    stay = [slug for slug in picks if slug in sent or slug in lost]
    new = [slug for slug in sent if slug in guide.option_by_slug]
    return tuple(dict.fromkeys([*stay, *new]))


def terms_on_paper(
    edition: Published, guide: Guide, page: OptionsPage
) -> tuple[list[Term], list[Term]]:
    """Return the terms that a handout has to explain, and the drugs that it tells how to say.

    A drug stands with what it is for, and a kind of treatment with what belongs to it.
    """
    # What the paper tells of in its own place.
    told = {category.name.lower() for category in guide.categories}
    told |= {option.name.lower() for option in guide.options}
    used = edition.glossary_in(guide.language).used_in(_texts_on_paper(page))
    return (
        [term for term in used if not term.is_drug and term.name.lower() not in told],
        [term for term in used if term.is_drug and term.say],
    )


def _texts_on_paper(page: OptionsPage) -> Iterator[str]:
    for said in page.said:
        yield from (choice.statement for choice in said.choices)
    for ask in page.asks:
        yield ask.question.ask_team
    # Where something is picked, the others have a sentence each.
    listings = (page.matches, page.trials, page.depends, page.unsaid)
    cards = [card for each in listings for group in each.groups for card in group.cards]
    in_full = page.picked or [card for card in cards if card.verdict is Verdict.MATCH]
    for card in in_full:
        yield from (card.option.name, card.option.plain)
        yield from (term.name for term in card.treatments if term.is_drug)
    if not page.picked:
        yield from (card.option.name for card in cards)


def _places(cards: Sequence[Card]) -> dict[str, list[Card]]:
    """Return where on the page each card stands."""
    places: dict[str, list[Card]] = {
        "matches": [],
        "trials": [],
        "depends": [],
        "unsaid": [],
        "others": [],
    }
    for card in cards:
        match card.verdict:
            case Verdict.MATCH:
                place = "trials" if card.option.is_trial else "matches"
            case Verdict.DEPENDS:
                place = "depends" if card.depends_on else "unsaid"
            case Verdict.NO:
                place = "others"
        places[place].append(card)
    return places


def _silent(guide: Guide, selection: Selection) -> list[Category]:
    """Return the categories that list nothing, but for what is for everyone."""
    speaking = {
        each.option.category
        for each in selection.results
        if each.verdict is not Verdict.NO and not each.option.for_everyone
    }
    return [each for each in guide.categories if each.none_listed and each.slug not in speaking]


def _listing(guide: Guide, placed: Sequence[Card], shown: set[str]) -> Listing:
    """Group cards by their categories. `shown` takes in the treatments whose facts paper shows."""
    cards = defaultdict(list)
    for card in placed:
        cards[card.option.category].append(card)
    groups = [
        Group(each, [_on_paper(card, shown) for card in cards[each.slug]])
        for each in guide.categories
        if each.slug in cards
    ]
    return Listing(len(placed), groups)


def _on_paper(card: Card, shown: set[str]) -> Card:
    """Return a card that says which facts paper shows with it: each treatment's once."""
    if not card.picked:
        return card
    first_here = [each for each in card.treatments if each.slug not in shown]
    above = [each for each in card.treatments if each.slug in shown]
    shown.update(each.slug for each in first_here)
    return card._replace(first_here=first_here, above=above)


def _card(
    guide: Guide,
    answers: Answers,
    result: Result,
    remarks: Mapping[str, Sequence[Notice]],
    picks: Container[str],
) -> Card:
    questions = guide.question_by_slug
    reasons = result.reasons or [Reason(slug, tuple(answers[slug])) for slug in result.not_covered]
    return Card(
        option=result.option,
        verdict=result.verdict,
        picked=result.option.slug in picks,
        treatments=guide.treatments_of(result.option),
        remarks=remarks.get(result.option.slug, ()),
        because=[questions[reason.question] for reason in reasons],
        choices=[
            choice
            for reason in reasons
            for choice in _chosen(questions[reason.question], reason.choices)
        ],
        wanted=[_wanted(guide, condition) for condition in result.unmet],
        depends_on=[questions[slug] for slug in result.depends_on],
    )


def _wanted(guide: Guide, condition: Condition | AtLeast) -> str:
    """Return in words what a condition names that the reader did not say."""
    if isinstance(condition, AtLeast):
        named = joined("; ", (_wanted(guide, each) for each in condition.of))
        if condition.number == 1:
            return filled(gettext("one or more of these: %(answers)s"), answers=named)
        words = gettext("%(number)s or more of these: %(answers)s")
        return filled(words, number=condition.number, answers=named)
    question = guide.question_by_slug[condition.question]
    labels = [choice.label for choice in _chosen(question, condition.choices)]
    match condition.test:
        case Test.ANY:
            words = gettext("%(question)s: %(answers)s")
        case Test.ONLY:
            words = gettext("%(question)s: %(answers)s, and nothing else")
        case Test.NONE:
            words = gettext("%(question)s: none of these: %(answers)s")
    return filled(words, question=question.label, answers=joined(" / ", labels))


def _chosen(question: Question, slugs: Container[str]) -> list[Choice]:
    return [choice for choice in question.choices if choice.slug in slugs]


def _difference(guide: Guide, before: Answers, now: Selection) -> Difference:
    former = selection_for(guide, before).by_slug
    moved: dict[Verdict, list[Option]] = {verdict: [] for verdict in Verdict}
    for result in now.results:
        if result.verdict is not former[result.option.slug].verdict:
            moved[result.verdict].append(result.option)
    return Difference(*moved.values())


def _ask(guide: Guide, outlook: Outlook) -> Ask:
    choices = outlook.question.choice_by_slug
    effects = [
        Effect(
            choices[outcome.choice],
            joined(" ", _with_names(guide, outcome)),
            " ".join(_with_numbers(outcome)),
        )
        for outcome in outlook.outcomes
        if outcome.added or outcome.dropped
    ]
    return Ask(outlook.question, effects)


def _with_names(guide: Guide, outcome: Outcome) -> Iterator[str]:
    if outcome.added:
        words = ngettext(
            "%(number)s more may apply: %(names)s.",
            "%(number)s more may apply: %(names)s.",
            len(outcome.added),
        )
        yield filled(words, number=len(outcome.added), names=_names(guide, outcome.added))
    if outcome.dropped:
        words = ngettext(
            "%(number)s would no longer be listed: %(names)s.",
            "%(number)s would no longer be listed: %(names)s.",
            len(outcome.dropped),
        )
        yield filled(words, number=len(outcome.dropped), names=_names(guide, outcome.dropped))


def _with_numbers(outcome: Outcome) -> Iterator[str]:
    if added := len(outcome.added):
        yield ngettext("%(number)s more may apply.", "%(number)s more may apply.", added) % {
            "number": added
        }
    if dropped := len(outcome.dropped):
        yield ngettext(
            "%(number)s would no longer be listed.",
            "%(number)s would no longer be listed.",
            dropped,
        ) % {"number": dropped}


def _names(guide: Guide, options: Sequence[str]) -> str:
    return joined("; ", (guide.option_by_slug[slug].name for slug in options))
