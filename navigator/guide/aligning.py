"""Aligns the statements of two texts of one summary, and tells what became of each.

Everything goes by the places of statements in their texts: the same words may stand in several.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .summary import Form, Statement, SummaryError, letters, statements

ALIKE = 0.5  # see _Likeness; less than this is another statement
ALIKE_IN_PLACE = 0.2  # the same, for one between the same neighbors
FEWEST_KEPT = 0.2  # of the statements; a text that keeps fewer is one of another summary
TIMES_LONGER = 4  # than the text before it; a longer one is a whole page, or several sections
FEW = 10  # statements; a text with fewer may still grow by much

_ENDS = tuple('.:?!)”"')


class Status(StrEnum):
    """What can become of a statement."""

    SAME = "same"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Fate:
    """A statement in the old text and in the new one. `moved`: under another heading or lead-in."""

    status: Status
    old: Statement | None
    new: Statement | None
    moved: bool = False

    @property
    def is_settled(self) -> bool:
        """True where nothing follows from it."""
        return self.status is Status.SAME and not self.moved


def align(old_text: str, new_text: str, *, may_be_another: bool = False) -> list[Fate]:
    """Return what became of each statement, in the order of the new text.

    What is gone stands after what it followed. Raises SummaryError where the new text was cut, or
    is not one of the same summary, unless it `may_be_another`.
    """
    old, new = _Text(statements(old_text)), _Text(statements(new_text))
    is_same = [letters(each.whole) for each in old.all] == [letters(each.whole) for each in new.all]
    is_checked = not is_same and not may_be_another
    if is_checked:
        _check_whole(old, new)
    partner = _partners(old, new)
    if is_checked:
        _check_same_summary(old, partner)
    of_new = {j: i for i, j in partner.items()}
    fates: list[tuple[int | None, Fate]] = []  # each with its place in the old text
    for j, statement in enumerate(new.all):
        if j not in of_new:
            fates.append((None, Fate(Status.NEW, None, statement)))
            continue
        i = of_new[j]
        status = Status.SAME if old.letters[i] == new.letters[j] else Status.REWORDED
        moved = _is_moved(old, new, partner, i, j)
        fates.append((i, Fate(status, old.all[i], statement, moved)))
    for i, statement in enumerate(old.all):
        if i not in partner:
            before = [(k, at) for at, (k, _) in enumerate(fates) if k is not None and k < i]
            at = max(before)[1] + 1 if before else 0
            fates.insert(at, (i, Fate(Status.GONE, statement, None)))
    return [fate for _, fate in fates]


class _Text:
    """The statements of a text, with what they are held together by.

    `above` has by its form the place of the heading or lead-in that each stands below, or None.
    """

    def __init__(self, found: Sequence[Statement]) -> None:
        self.all = found
        self.letters = [letters(each.text) for each in found]
        self.above: dict[Form, list[int | None]] = {Form.HEADING: [], Form.LEAD: []}
        heading: int | None = None
        leads: dict[str, int] = {}
        for place, each in enumerate(found):
            if each.form is Form.HEADING:
                heading, leads = place, {}
            self.above[Form.HEADING].append(heading if each.heading else None)
            self.above[Form.LEAD].append(leads.get(each.lead))
            if each.form is Form.LEAD:
                leads[each.whole] = place

    def below(self, place: int) -> list[int]:
        """Return the places of what stands below a heading or lead-in."""
        above = self.above.get(self.all[place].form, [])
        return [each for each, it in enumerate(above) if it == place]


def _is_moved(old: _Text, new: _Text, partner: dict[int, int], i: int, j: int) -> bool:
    """Tell if a statement stands below other words than those that its old ones became."""

    def now(form: Form, words: str) -> str:
        place = old.above[form][i]
        return new.all[partner[place]].whole if place in partner else words

    before, after = old.all[i], new.all[j]
    return letters(now(Form.HEADING, before.heading)) != letters(after.heading) or letters(
        now(Form.LEAD, before.lead)
    ) != letters(after.lead)


def _partners(old: _Text, new: _Text) -> dict[int, int]:
    """Return by place in the old text the place of the same statement in the new one."""
    partner = _in_the_same_words(old, new)
    partner |= _above_the_same(old, new, partner)
    likeness = _Likeness(old, new)
    taken = set(partner.values())
    left_old = [i for i in range(len(old.all)) if i not in partner]
    left_new = [j for j in range(len(new.all)) if j not in taken]
    for i, j in likeness.pairs(left_old, left_new):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    partner |= _above_the_same(old, new, partner)
    return partner | _in_the_same_place(old, new, partner, likeness)


def _in_the_same_words(old: _Text, new: _Text) -> dict[int, int]:
    """Return partners that have the same letters: first those below the same words."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    keys: list[Callable[[str, str, str], tuple[str, ...]]] = [
        lambda heading, lead, text: (heading, lead, text),
        lambda heading, lead, text: (lead, text),
        lambda heading, lead, text: (heading, text),
        lambda heading, lead, text: (text,),
    ]
    words_of_old, words_of_new = (
        [(letters(each.heading), letters(each.lead), letters(each.text)) for each in text.all]
        for text in (old, new)
    )
    for key in keys:
        free: dict[tuple[str, ...], list[int]] = {}
        for j, words in enumerate(words_of_new):
            if j not in taken:
                free.setdefault(key(*words), []).append(j)
        for i, words in enumerate(words_of_old):
            if i not in partner and free.get(key(*words)):
                partner[i] = free[key(*words)].pop(0)
                taken.add(partner[i])
    return partner


def _above_the_same(old: _Text, new: _Text, partner: dict[int, int]) -> dict[int, int]:
    """Return partners of headings and lead-ins by what they stand above, however reworded."""
    taken = set(partner.values())
    found: dict[int, int] = {}
    for i, statement in enumerate(old.all):
        if statement.form not in old.above or i in partner:
            continue
        below = old.below(i)
        now = Counter(new.above[statement.form][partner[k]] for k in below if k in partner)
        for j, count in now.most_common(1):
            if j is not None and j not in taken and count * 2 > len(below):
                found[i] = j
                taken.add(j)
    return found


def _in_the_same_place(
    old: _Text, new: _Text, partner: dict[int, int], likeness: _Likeness
) -> dict[int, int]:
    """Return partners that stand alone between the same neighbors, and are not quite unlike."""
    taken = set(partner.values())
    found = {}
    for i, statement in enumerate(old.all):
        j = partner[i - 1] + 1 if i - 1 in partner else 0 if i == 0 else None
        if i in partner or j is None or j >= len(new.all) or j in taken:
            continue
        is_alone = partner.get(i + 1, len(new.all) if i + 1 == len(old.all) else None) == j + 1
        is_one = statement.form is new.all[j].form and is_alone
        if is_one and likeness.of(i, j) >= ALIKE_IN_PLACE:
            found[i] = j
    return found


Word = tuple[bool, str]  # with whether it is one of a heading


class _Likeness:
    """The likeness of the statements of two texts, by the weight of the words that they share.

    A word tells a statement from others: less, the more of them have it. Headings are told from
    headings, which say once what all else says often.
    """

    def __init__(self, old: _Text, new: _Text) -> None:
        self.old, self.new = ([_words(each) for each in text.all] for text in (old, new))
        counts = [Counter(word for each in text for word in each) for text in (self.old, self.new)]
        self.weights = {
            word: 1 / max(each[word] for each in counts) for word in counts[0] | counts[1]
        }
        self.of_old, self.of_new = (
            [sum(self.weights[word] * count for word, count in each.items()) for each in text]
            for text in (self.old, self.new)
        )

    def of(self, i: int, j: int) -> float:
        """Return the weight of the words that two statements share: 0 for none, 1 for all."""
        other = self.new[j]
        words = self.old[i].items()
        return self._of(i, j, sum(self.weights[word] * min(n, other[word]) for word, n in words))

    def _of(self, i: int, j: int, shared: float) -> float:
        return 2 * shared / (self.of_old[i] + self.of_new[j] or 1)

    def pairs(self, old: Iterable[int], new: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield the places of statements that are alike, the most alike and the nearest first."""
        same = {places[0]: places for places in _with_the_same(self.new, new)}
        having: dict[Word, list[tuple[int, int]]] = {}
        for j in same:
            for word, count in self.new[j].items():
                having.setdefault(word, []).append((j, count))
        found = [
            (-likeness, places, same[j])
            for places in _with_the_same(self.old, old)
            for likeness, j in self._alike(places[0], having)
        ]
        found.sort(key=lambda each: each[0])
        for _, group in groupby(found, key=lambda each: each[0]):
            alike = [(abs(i - j), i, j) for _, some, others in group for i in some for j in others]
            yield from ((i, j) for _, i, j in sorted(alike))

    def _alike(
        self, i: int, having: dict[Word, list[tuple[int, int]]]
    ) -> Iterator[tuple[float, int]]:
        """Yield the new statements that are like an old one. `having`: how often each has a word.

        It goes from word to word, as most statements share none that weighs much.
        """
        shared: dict[int, float] = defaultdict(float)
        for word, count in self.old[i].items():
            weight = self.weights[word]
            for j, other in having.get(word, ()):
                shared[j] += weight * (count if count < other else other)
        for j, weight in shared.items():
            if (likeness := self._of(i, j, weight)) >= ALIKE:
                yield likeness, j


def _words(statement: Statement) -> Counter[Word]:
    is_heading = statement.form is Form.HEADING
    words = re.findall(r"\w+", letters(statement.text).lower())
    return Counter((is_heading, word) for word in words)


def _with_the_same(words: Sequence[Counter[Word]], places: Iterable[int]) -> list[list[int]]:
    """Return places, those together that have the same words."""
    found: dict[tuple[tuple[Word, int], ...], list[int]] = {}
    for place in places:
        found.setdefault(tuple(words[place].items()), []).append(place)
    return list(found.values())


def _check_whole(old: _Text, new: _Text) -> None:
    """Refuse a text that is much longer, has everything twice, or was cut."""
    half, is_odd = divmod(len(new.all), 2)
    is_twice = not is_odd and new.letters[:half] == new.letters[half:]
    if is_twice and len(new.all) > len(old.all):
        raise SummaryError("The text has every statement twice: paste it once.")
    if not old.all:
        return
    if len(new.all) > TIMES_LONGER * max(len(old.all), FEW):
        raise SummaryError(
            f"This is more than the summary: it has {len(new.all)} statements, and the text "
            f"before it has {len(old.all)}. Copy only the section that this guide was made from."
        )
    last, words = new.all[-1], new.letters[-1]
    before = [i for i, each in enumerate(old.letters) if each == words]
    has_lost = last.form is Form.LEAD or any(old.below(i) for i in before)
    if has_lost and words != old.letters[-1]:
        raise SummaryError(
            f"The text ends with a {last.form} that has nothing below it: “{last.text}”"
        )
    is_part = any(each.startswith(words) for each in old.letters)
    if is_part and not before and not last.text.endswith(_ENDS):
        raise SummaryError(f"The text ends in the middle of a statement: “{last.text}”")


def _check_same_summary(old: _Text, partner: dict[int, int]) -> None:
    if len(partner) < FEWEST_KEPT * len(old.all):
        raise SummaryError(
            f"This is not a new text of the same summary: of its {len(old.all)} statements, it "
            f"has only {len(partner)}."
        )
