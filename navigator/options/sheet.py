"""The HTML of the options page, put together from what each verdict and each answer looks like."""

from __future__ import annotations

from typing import Any

from navigator.content.shelf import Published
from navigator.matching.voice import Reader
from navigator.questionnaire.frames import Pieces, Writer, render

from .page import Difference, Group, OptionsPage, Said
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

    def groups(self, groups: tuple[Group, ...], template: str, of_card: str) -> Pieces:
        """The cards of some groups, drawn by one template, with another around each group."""
        whole: Pieces = []
        for group in groups:
            if template not in group.pieces:
                cards = [self.draw(of_card, "card", card) for card in group.cards]
                around = self.frame(template, "cards", category=group.category)
                group.pieces[template] = around.pieces(cards=cards)
            whole += group.pieces[template]
        return whole


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
        whole = self.frame("options/options.html", *HOLES, there_is=self.there_is, **shown)
        pieces = whole.pieces(
            in_short=[self._in_short()],
            unanswered=[self.piece("options/_unanswered.html", questions=page.unanswered)],
            notices=[self.piece("_notices.html", notices=page.notices)],
            matches=self._list(page.matches),
            depends=self._list(page.depends),
            others=self.groups(
                page.others, "options/_other_group.html", "options/_other_card.html"
            ),
            asks=[self.draw("options/_ask.html", "ask", ask) for ask in page.asks],
            said=[self._said(said) for said in page.said],
            trials=[self.edition.once(_trials, self.reader)],
        )
        return b"".join(pieces)

    def _in_short(self) -> bytes:
        page = self.page
        return self.piece(
            "options/_in_short.html",
            matches=_count(page.matches),
            depends=_count(page.depends),
            others=_count(page.others),
            asks=page.asks,
            has_said=bool(page.said),
        )

    def _list(self, groups: tuple[Group, ...]) -> Pieces:
        cards = self._cards(groups)
        if _count(groups) <= LONG:
            return cards
        lines = self.groups(groups, "options/_glance_group.html", "options/_glance_line.html")
        return self.frame("options/_glance.html", "groups").pieces(groups=lines) + cards

    def _cards(self, groups: tuple[Group, ...]) -> Pieces:
        return self.groups(groups, "options/_group.html", "options/_card.html")

    def _said(self, said: Said) -> bytes:
        if self.told is not None and self.told.question is said.question:
            return self.piece("options/_said.html", said=said, difference=self.told)
        return self.draw("options/_said.html", "said", said)


def _count(groups: tuple[Group, ...]) -> int:
    return sum([len(group.cards) for group in groups])


def _trials(edition: Published, reader: Reader) -> bytes:
    shown = panel(edition.guide_for(reader))
    return render(edition, reader, "options/_trial_search.html", **shown).encode()
