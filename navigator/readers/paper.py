"""The HTML of the handout: the same options for paper, with the words they use explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString

from navigator.editions.published import Published
from navigator.guide.model import Question
from navigator.readers.frames import Pieces, in_its_language

from .options_sheet import Sheet
from .page import Card, Group, OptionsPage
from .trials import broad_url, code_for

HOLES = ("said", "unanswered", "asks", "matches", "depends", "notices", "terms")


class HandoutSheet(Sheet):
    """What one reader takes along."""

    lists = ("said", "asks", "matches", "depends")

    def html(self, **shown: Any) -> bytes:
        """All of it; `shown` is what else the template asks for."""
        page = self.page
        url, code = self.edition.once(_broad_search)
        shown |= {"there_is": self.there_is, "broad_url": url, "broad_code": code}
        pieces = self.frame("readers/handout.html", *HOLES, **shown).pieces(
            said=[self.piece("readers/_paper_said.html", said=said) for said in page.said],
            unanswered=[self.piece("readers/_paper_unanswered.html", questions=page.unanswered)],
            asks=[
                self.piece("readers/_paper_ask.html", question=ask.question) for ask in page.asks
            ],
            matches=self._list(page.matches),
            depends=self._list(page.depends),
            notices=[self.piece("readers/_paper_notices.html", notices=page.notices)],
            terms=self._terms(),
        )
        return b"".join(pieces)

    def _list(self, groups: tuple[Group, ...]) -> Pieces:
        return self.groups(groups, "readers/_paper_group.html", self._card)

    def _ask(self, question: Question) -> bytes:
        return self.piece("readers/_paper_ask.html", question=question)

    def _card(self, card: Card) -> Pieces:
        because = tuple([said.question for said in card.reasons])
        return [
            self.piece(
                "readers/_paper_card.html",
                option=card.option,
                verdict=card.verdict,
                because=because,
                depends_on=card.depends_on,
            )
        ]

    def _terms(self) -> Pieces:
        used = self.edition.glossary.used_in(_texts(self.page))
        drugs, explained = self.edition.once(_drugs), self.edition.once(_explained)
        terms = [term for term in used if term.name.lower() not in explained]
        # A drug stands with what it is for, so it is enough to know how to say it.
        to_say = [term for term in used if term.name.lower() in drugs and term.say]
        there_is = bool(terms), bool(to_say)
        return self.frame("readers/_paper_terms.html", "terms", "drugs", there_is=there_is).pieces(
            terms=[self.piece("readers/_paper_term.html", term=term) for term in terms],
            drugs=[
                self.piece("readers/_paper_drug.html", term=term, is_last=term is to_say[-1])
                for term in to_say
            ],
        )


def _broad_search(edition: Published) -> tuple[str, SafeString | str]:
    """The address of the search that always works, and its code; both empty without a search."""
    if not edition.guide.trial_topics:
        return "", ""
    url = broad_url(edition.guide)
    with in_its_language(edition):
        return url, code_for(url)


def _texts(page: OptionsPage) -> Iterator[str]:
    """The texts of a handout that may use words to explain."""
    for said in page.said:
        yield from said.statements
    for ask in page.asks:
        yield ask.question.ask_team
    for group in page.matches:
        for card in group.cards:
            yield from (card.option.name, card.option.plain, *card.option.drugs)
    for group in page.depends:
        yield from (card.option.name for card in group.cards)


def _drugs(edition: Published) -> frozenset[str]:
    """The drugs that options name, in lower case."""
    return frozenset(drug.lower() for option in edition.guide.options for drug in option.drugs)


def _explained(edition: Published) -> frozenset[str]:
    """What needs no entry of its own on paper, in lower case: drugs and kinds of treatment."""
    kinds = {category.name.lower() for category in edition.guide.categories}
    return edition.once(_drugs) | kinds
