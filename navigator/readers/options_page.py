"""The options page and the handout of one reader, as plain data for their templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext, ngettext

from navigator.editions.published import Published
from navigator.guide.answers import Answers, fitting
from navigator.guide.model import Category, Choice, Guide, Notice, Option, Question, Term, Test
from navigator.guide.pathway import Outcome, Outlook, Walk, what_could_change
from navigator.guide.verdicts import Reason, Result, Selection, Verdict, select

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


class Wanted(NamedTuple):
    """A condition of an option's rule that does not hold: one of these choices, or *only* these."""

    question: Question
    choices: Sequence[Choice]
    only: bool

    def __str__(self) -> str:
        named = " / ".join(choice.label for choice in self.choices)
        words = (
            gettext("%(question)s: %(answers)s, and nothing else")
            if self.only
            else gettext("%(question)s: %(answers)s")
        )
        return words % {"question": self.question.label, "answers": named}


class Card(NamedTuple):
    """One option, what it is made of, what is remarked on it, and why it has its verdict.

    `choices` of the questions `because` make it match, or are what the summary does not speak of;
    `wanted` is what its rule names and the
    reader did not say; `depends_on` are questions whose answer is missing or not known.
    """

    option: Option
    treatments: Sequence[Term]
    remarks: Sequence[Notice]
    because: Sequence[Question]
    choices: Sequence[Choice]
    wanted: Sequence[Wanted]
    depends_on: Sequence[Question]

    @property
    def depends_on_labels(self) -> str:
        """What it depends on, in a line."""
        return ", ".join(question.label for question in self.depends_on)


class Group(NamedTuple):
    """The cards of one category."""

    category: Category
    cards: Sequence[Card]

    @property
    def options(self) -> list[Option]:
        """The options alone."""
        return [card.option for card in self.cards]


class Listing(NamedTuple):
    """Options that stand together: how many there are, and the groups of their categories."""

    number: int
    groups: Sequence[Group]


class Effect(NamedTuple):
    """The change that one answer would make to the list, in sentences."""

    choice: Choice
    sentences: str


class Ask(NamedTuple):
    """A question for the care team, and the answers that would change the list by themselves."""

    question: Question
    effects: Sequence[Effect]


class OptionsPage(NamedTuple):
    """Everything that the options page and the handout say of one reader.

    `first` are notices to stand before the options, `notices` the others. Every option stands in
    one listing: `trials` are kinds of trial that match, `unsaid` the options that depend on nothing
    but answers of which the summary does not speak. `silent` are the categories whose options are
    all among the `others`.
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


def options_page(
    guide: Guide, walk: Walk, changed: str = "", before: Answers = NOTHING
) -> OptionsPage:
    """Return the page for a reader who has come this far.

    `changed` is the question whose answer was just changed, `before` all answers before that.
    """
    answers = walk.counted
    selection = select(guide, answers)
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
        first=[each for each in selection.notices if each.on_top and not each.option],
        notices=[each for each in selection.notices if not each.on_top and not each.option],
        **{
            place: _listing(guide, answers, results, selection.notices)
            for place, results in _places(selection).items()
        },
        silent=_silent(guide, selection),
        asks=[_ask(guide, outlook) for outlook in what_could_change(guide, answers, selection)],
    )


def terms_on_paper(edition: Published, page: OptionsPage) -> tuple[list[Term], list[Term]]:
    """Return the terms that a handout has to explain, and the drugs that it tells how to say.

    A drug stands with what it is for, and a kind of treatment with what belongs to it.
    """
    guide = edition.guide
    kinds = {category.name.lower() for category in guide.categories}
    used = edition.glossary.used_in(_texts_on_paper(page))
    return (
        [term for term in used if not term.is_drug and term.name.lower() not in kinds],
        [term for term in used if term.is_drug and term.say],
    )


def _texts_on_paper(page: OptionsPage) -> Iterator[str]:
    for said in page.said:
        yield from (choice.statement for choice in said.choices)
    for ask in page.asks:
        yield ask.question.ask_team
    for group in page.matches.groups:
        for card in group.cards:
            yield from (card.option.name, card.option.plain)
            yield from (term.name for term in card.treatments)
    for group in page.depends.groups:
        yield from (card.option.name for card in group.cards)


def _places(selection: Selection) -> dict[str, list[Result]]:
    """Return where on the page each result stands."""
    places: dict[str, list[Result]] = {
        "matches": [],
        "trials": [],
        "depends": [],
        "unsaid": [],
        "others": [],
    }
    for result in selection.results:
        match result.verdict:
            case Verdict.MATCH:
                place = "trials" if result.option.is_trial else "matches"
            case Verdict.DEPENDS:
                place = "depends" if result.depends_on else "unsaid"
            case Verdict.NO:
                place = "others"
        places[place].append(result)
    return places


def _silent(guide: Guide, selection: Selection) -> list[Category]:
    """Return the categories that list nothing, but for what is for everyone."""
    speaking = {
        each.option.category
        for each in selection.results
        if each.verdict is not Verdict.NO and not each.option.for_everyone
    }
    return [each for each in guide.categories if each.none_listed and each.slug not in speaking]


def _listing(
    guide: Guide, answers: Answers, results: Sequence[Result], notices: Sequence[Notice]
) -> Listing:
    cards = defaultdict(list)
    for result in results:
        cards[result.option.category].append(_card(guide, answers, result, notices))
    groups = [Group(each, cards[each.slug]) for each in guide.categories if each.slug in cards]
    return Listing(sum(map(len, cards.values())), groups)


def _card(guide: Guide, answers: Answers, result: Result, notices: Sequence[Notice]) -> Card:
    questions = guide.question_by_slug
    reasons = result.reasons or [Reason(slug, tuple(answers[slug])) for slug in result.not_covered]
    return Card(
        option=result.option,
        treatments=guide.treatments_of(result.option),
        remarks=[each for each in notices if each.option == result.option.slug],
        because=[questions[reason.question] for reason in reasons],
        choices=[
            choice
            for reason in reasons
            for choice in _chosen(questions[reason.question], reason.choices)
        ],
        wanted=[
            Wanted(
                questions[condition.question],
                _chosen(questions[condition.question], condition.choices),
                condition.test is Test.ONLY,
            )
            for condition in result.unmet
        ],
        depends_on=[questions[slug] for slug in result.depends_on],
    )


def _chosen(question: Question, slugs: Container[str]) -> list[Choice]:
    return [choice for choice in question.choices if choice.slug in slugs]


def _difference(guide: Guide, before: Answers, now: Selection) -> Difference:
    former = select(guide, Walk(guide, fitting(guide, before)).counted).by_slug
    moved: dict[Verdict, list[Option]] = {verdict: [] for verdict in Verdict}
    for result in now.results:
        if result.verdict is not former[result.option.slug].verdict:
            moved[result.verdict].append(result.option)
    return Difference(*moved.values())


def _ask(guide: Guide, outlook: Outlook) -> Ask:
    choices = outlook.question.choice_by_slug
    effects = [
        Effect(choices[outcome.choice], " ".join(_sentences(guide, outcome)))
        for outcome in outlook.outcomes
        if outcome.added or outcome.dropped
    ]
    return Ask(outlook.question, effects)


def _sentences(guide: Guide, outcome: Outcome) -> Iterator[str]:
    if outcome.added:
        yield ngettext(
            "%(number)s more may apply: %(names)s.",
            "%(number)s more may apply: %(names)s.",
            len(outcome.added),
        ) % _number_and_names(guide, outcome.added)
    if outcome.dropped:
        yield ngettext(
            "%(number)s would no longer be listed: %(names)s.",
            "%(number)s would no longer be listed: %(names)s.",
            len(outcome.dropped),
        ) % _number_and_names(guide, outcome.dropped)


def _number_and_names(guide: Guide, options: Sequence[str]) -> dict[str, Any]:
    names = "; ".join(guide.option_by_slug[slug].name for slug in options)
    return {"number": len(options), "names": names}
