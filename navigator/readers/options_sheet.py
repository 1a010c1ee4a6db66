"""The HTML of the options page, put together from what each option and each answer looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from navigator.editions.published import Published
from navigator.guide.verdicts import DEPENDS, MATCH, NO, Verdict
from navigator.guide.voice import Reader
from navigator.readers.frames import Pieces, Writer, render

from .page import Card, Difference, Group, OptionsPage, Said
from .trials import panel

# A list that is longer than this begins with a list of its names.
LONG = 3
HOLES = (
    *("in_short", "unanswered", "notices", "matches", "depends", "others", "asks", "said"),
    "trials",
)


class Sheet(Writer):
    """Something that shows one reader's options, put together from what is made once for each."""

    lists: tuple[str, ...]

    def __init__(self, edition: Published, reader: Reader, page: OptionsPage) -> None:
        super().__init__(edition, reader)
        self.page = page

    @property
    def there_is(self) -> tuple[str, ...]:
        """Which of its lists have something in them."""
        return tuple([name for name in self.lists if getattr(self.page, name)])

    def groups(
        self, groups: tuple[Group, ...], template: str, draw: Callable[[Card], Pieces]
    ) -> Pieces:
        """The cards of some groups, with a template around each group."""
        whole: Pieces = []
        for group in groups:
            if template not in group.pieces:
                group.pieces[template] = self._group(group, template, draw)
            whole += group.pieces[template]
        return whole

    def _group(self, group: Group, template: str, draw: Callable[[Card], Pieces]) -> Pieces:
        cards: Pieces = []
        for card in group.cards:
            if template not in card.pieces:
                card.pieces[template] = draw(card)
            cards += card.pieces[template]
        return self.frame(template, "cards", category=group.category).pieces(cards=cards)


class OptionsSheet(Sheet):
    """The options page of one reader. `told` is what a changed answer did to it, if one was."""

    lists = ("matches", "depends", "others", "asks", "said")

    def __init__(
        self, edition: Published, reader: Reader, page: OptionsPage, told: Difference | None
    ) -> None:
        super().__init__(edition, reader, page)
        self.told = told

    def html(self, **shown: Any) -> bytes:
        """All of it; `shown` is what else the template asks for."""
        page = self.page
        whole = self.frame("readers/options.html", *HOLES, there_is=self.there_is, **shown)
        pieces = whole.pieces(
            in_short=self._in_short(),
            unanswered=[self.piece("readers/_unanswered.html", questions=page.unanswered)],
            notices=[self.piece("_notices.html", notices=page.notices)],
            matches=self._list(page.matches),
            depends=self._list(page.depends),
            others=self.groups(page.others, "readers/_other_group.html", self._other_card),
            asks=[self.piece("readers/_ask.html", ask=ask) for ask in page.asks],
            said=[self._said(said) for said in page.said],
            trials=[self.edition.once(_trials, self.reader)],
        )
        return b"".join(pieces)

    def _in_short(self) -> Pieces:
        page = self.page
        not_known = tuple([ask.question for ask in page.asks])
        whole = self.frame(
            "readers/_in_short.html",
            *("matches", "depends", "others"),
            not_known=not_known,
            has_said=bool(page.said),
        )
        return whole.pieces(
            matches=[self._how_many(MATCH, page.matches)],
            depends=[self._how_many(DEPENDS, page.depends)],
            others=[self._how_many(NO, page.others)],
        )

    def _how_many(self, verdict: Verdict, groups: tuple[Group, ...]) -> bytes:
        return self.piece("readers/_how_many.html", verdict=verdict, number=_count(groups))

    def _list(self, groups: tuple[Group, ...]) -> Pieces:
        cards = self._cards(groups)
        if _count(groups) <= LONG:
            return cards
        lines = self.groups(groups, "readers/_glance_group.html", self._glance_line)
        return self.frame("readers/_glance.html", "groups").pieces(groups=lines) + cards

    def _cards(self, groups: tuple[Group, ...]) -> Pieces:
        return self.groups(groups, "readers/_group.html", self._card)

    def _card(self, card: Card) -> Pieces:
        whole = self.frame(
            "readers/_card.html",
            "reasons",
            option=card.option,
            sources=card.sources,
            verdict=card.verdict,
            depends_on=card.depends_on,
        )
        return whole.pieces(reasons=self._reasons(card))

    def _other_card(self, card: Card) -> Pieces:
        whole = self.frame("readers/_other_card.html", "reasons", option=card.option)
        return whole.pieces(reasons=self._reasons(card))

    def _reasons(self, card: Card) -> Pieces:
        """By themselves, since there are many more sets of reasons than reasons."""
        statements = [each for said in card.reasons for each in said.statements]
        return [self.piece("readers/_reason.html", statement=each) for each in statements]

    def _glance_line(self, card: Card) -> Pieces:
        return [self.piece("readers/_glance_line.html", option=card.option)]

    def _said(self, said: Said) -> bytes:
        if self.told is not None and self.told.question is said.question:
            return self.piece("readers/_said.html", said=said, difference=self.told)
        return self.piece("readers/_said.html", said=said)


def _count(groups: tuple[Group, ...]) -> int:
    return sum([len(group.cards) for group in groups])


def _trials(edition: Published, reader: Reader) -> bytes:
    shown = panel(edition.guide_for(reader))
    return render(edition, reader, "readers/_trial_search.html", **shown).encode()
