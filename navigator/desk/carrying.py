"""Statements of the summary that no row carries: what may carry each, and carrying it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter

from django.db.models import Max
from django.utils.text import Truncator

from navigator.guide import model as parts
from navigator.guide.glossary import Glossary
from navigator.guide.held import OFTEN_IN, Held
from navigator.guide.proofread.references import LONGEST
from navigator.guide.proofread.treatments import drugs_named
from navigator.guide.summary import Form, Statement, letters, statements

from . import models
from .models import Versioned
from .placing import new_part
from .summaries import BETWEEN
from .taking_over import as_quoted

LONGEST_NAME = 80  # characters of the name of an option that is made of a statement
# The ways in which a statement is carried. The last three are followed by the key of a row.
NOT_NOW = ""
CATEGORY, TITLE, ASIDE = "category", "title", "aside"
OPTION, MORE, WORDS = "option", "more", "words"
ITS_HEADING = "heading"  # in place of a category's key: the one that its heading becomes
# Characters of a heading that becomes one of these.
LONGEST_MADE = {
    CATEGORY: LONGEST[parts.Category]["name"],
    TITLE: LONGEST[parts.Source]["title"],
}
# The fields of a guide that can take a statement, with the words that are often in it.
OWN_FIELDS = OFTEN_IN | {"source_trials": ("clinical trial",), "source_intro": ()}
# What stands above a statement, by the form that it has: the `whole` of that.
ABOVE = {Form.HEADING: attrgetter("heading"), Form.LEAD: attrgetter("lead")}


@dataclass(frozen=True)
class Left:
    """A statement of which no row carries these words, and what may become of it.

    `ways` are values for a form, with their labels; `guess` is the likely one.
    """

    place: int
    statement: Statement
    words: str
    ways: dict[str, str]
    guess: str


def left_in(draft: models.Guide, held: Held) -> dict[int, Left]:
    """Return the statements of a draft's summary that no row carries in full, by their places."""
    outline = _Outline(draft, held.statements)
    found = {}
    for place, statement in enumerate(held.statements):
        if held.not_carried[place]:
            words = _first_run(statement, held.not_carried[place])
            ways, guess = outline.ways(statement), outline.guess(statement, words)
            found[place] = Left(place, statement, words, ways, guess if guess in ways else NOT_NOW)
    return found


def _first_run(statement: Statement, left: Sequence[str]) -> str:
    """Return the first of the sentences that are left, with those that follow it at once."""
    start = statement.sentences.index(left[0])
    return " ".join(takewhile(lambda each: each in left, statement.sentences[start:]))


class _Outline:
    """The headings of a summary, and what they are in its guide."""

    def __init__(self, draft: models.Guide, found: Sequence[Statement]) -> None:
        self.statements = found
        self.categories = list(draft.category_set.all())
        self.options = list(draft.option_set.all())
        titles = draft.source_set.filter(is_summary=True).values_list("title", flat=True)
        # The headings that the text begins with: its title, and what else stands above it all.
        front = [*takewhile(lambda each: each.form is Form.HEADING, found)]
        longest = max((each.text for each in front), key=len, default="")
        self.title = letters(titles[0] if titles else longest)
        self.front = {letters(each.text) for each in front if not self.has_options(each)}

    def below(self, statement: Statement) -> list[Statement]:
        """Return the statements below a heading or lead-in."""
        above = ABOVE.get(statement.form)
        return [
            each
            for each in self.statements
            if above is not None
            and above(each) == statement.whole
            and statement.heading in ("", each.heading)
        ]

    def has_options(self, heading: Statement) -> bool:
        return any(each.form is Form.BULLET for each in self.below(heading))

    def named(self, heading: str) -> models.Category | None:
        """Return the category that is named as a heading."""
        same = (each for each in self.categories if letters(each.name) == letters(heading))
        return next(same, None)

    def is_at_the_top(self, statement: Statement) -> bool:
        """Tell if a statement stands below no heading but those at the start."""
        return letters(statement.heading) in {"", self.title} | self.front

    def ways(self, statement: Statement) -> dict[str, str]:
        """Return the ways in which a statement can be carried, with their labels."""
        words, aside = statement.text, {ASIDE: "A line that tells readers nothing"}
        if statement.form is Form.HEADING:
            labels = {CATEGORY: "A category", TITLE: "The title of the summary"}
            made = {way: label for way, label in labels.items() if len(words) <= LONGEST_MADE[way]}
            return {NOT_NOW: "Nothing yet", **made, **aside}
        is_lead = statement.form is Form.LEAD
        comes_along = is_lead and self.below(statement)
        own = self.named(statement.heading)
        names = {str(each.pk): str(each) for each in self.categories}
        if own is None and 0 < len(statement.heading) <= LONGEST_MADE[CATEGORY]:
            names[ITS_HEADING] = f"{statement.heading} (not made yet)"
        options = {f"{OPTION} {key}": f"An option in {name}" for key, name in names.items()}
        more = {
            f"{MORE} {each.pk}": f"More words of the option {each}"
            for each in self.options
            if own is not None and each.category_id == own.pk
        }
        labels = {each.name: str(each.verbose_name) for each in models.Guide._meta.fields}
        above = {f"{WORDS} {key}": f"Words above the options in {it}" for key, it in names.items()}
        return {
            NOT_NOW: "The options below it bring it along" if comes_along else "Nothing yet",
            **({} if is_lead else options | more),
            **above,
            **{name: labels[name].capitalize() for name in OWN_FIELDS},
            **({} if statement.lead else aside),
        }

    def guess(self, statement: Statement, words: str) -> str:
        """Return the likely one of these ways."""
        if statement.form is Form.HEADING:
            return self._guess_heading(statement)
        own = self.named(statement.heading)
        key = str(own.pk) if own else ITS_HEADING
        if statement.form is Form.BULLET:
            if own is None and self.is_at_the_top(statement):
                own = self._told_by(words)
                return f"{OPTION} {own.pk}" if own else NOT_NOW
            return f"{OPTION} {key}"
        if statement.form is Form.LEAD and self.below(statement):
            return NOT_NOW
        if field := _own_field(words):
            return field
        if self.is_at_the_top(statement):
            return "source_intro"
        return f"{WORDS if statement.form is Form.LEAD else OPTION} {key}"

    def _guess_heading(self, heading: Statement) -> str:
        below = self.below(heading)
        is_front = letters(heading.text) in self.front
        if letters(heading.text) == self.title:
            return TITLE
        is_of_the_guide = all(_own_field(each.text) for each in below)
        return ASIDE if is_front or is_of_the_guide else CATEGORY

    def _told_by(self, words: str) -> models.Category | None:
        """Return the category whose name a statement says first, if it says any."""
        said = []
        for each in self.categories:
            name = re.escape(each.name)
            if each.name and (found := re.search(rf"\b{name}\b", words, re.IGNORECASE)):
                said.append((found.start(), each.pk, each))
        return min(said, default=(0, 0, None))[2]


def _own_field(words: str) -> str:
    return next(
        (
            name
            for name, often in OWN_FIELDS.items()
            if any(each in words.lower() for each in often)
        ),
        "",
    )


def carry(
    draft: models.Guide, drugs: Glossary, ways: Iterable[tuple[Left, str]]
) -> Iterator[tuple[Versioned, bool]]:
    """Carry statements in the ways that were picked for them. `drugs` are those of the guide.

    Yields each row that was made or changed for one, and if it was made. What is not offered for a
    statement is left out. The draft is locked.
    """
    wanted = [(each, way) for each, way in ways if way != NOT_NOW and way in each.ways]
    # Headings first, for the options below them.
    for each, way in sorted(wanted, key=lambda pair: pair[0].statement.form is not Form.HEADING):
        name, _, key = way.partition(" ")
        if name == TITLE:
            yield _title(draft, each.words)
        elif name == ASIDE:
            yield _with_more(draft, "source_asides", (*draft.source_asides, each.words)), False
        elif name in OWN_FIELDS:
            yield _quoting(draft, name, each), False
        elif name == MORE:
            yield _quoting(draft.option_set.get(pk=key), "source_text", each), False
        else:
            yield from _in_category(draft, drugs, each, name, "" if key == ITS_HEADING else key)


def _in_category(
    draft: models.Guide, drugs: Glossary, left: Left, way: str, key: str
) -> Iterator[tuple[Versioned, bool]]:
    """Make a heading a category, or let the category with this key carry a statement.

    Without a key it is the one of its heading, which is made where it is not there.
    """
    heading = left.words if way == CATEGORY else left.statement.heading
    category, is_new = _category(draft, heading, key)
    if is_new:
        yield category, True
    if way == OPTION:
        yield _new_option(draft, drugs, category, left), True
    elif way == WORDS:
        yield _quoting(category, "source_text", left), False


def _quoting(row: models.Guide | models.Part, name: str, left: Left) -> Versioned:
    """Give a field of a row these words as well."""
    text = getattr(row, name)
    words = as_quoted(left.statement, left.words, text)
    return _with_more(row, name, f"{text}{BETWEEN}{words}" if text else words)


def _with_more(row: Versioned, name: str, value: object) -> Versioned:
    setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[name, "version"])
    return row


def _title(draft: models.Guide, words: str) -> tuple[Versioned, bool]:
    """Give the summary's source this title; make the source where there is none."""
    source = draft.source_set.filter(is_summary=True).first()
    if source is not None:
        return _with_more(source, "title", words), False
    placed = new_part(draft, models.Source, words, "summary")
    made = models.Source(title=words, is_summary=True, **placed)
    made.save()
    return made, True


def _category(draft: models.Guide, heading: str, key: str) -> tuple[models.Category, bool]:
    """Return the category with this key, or else of this name, and if it was made just now."""
    rows = list(draft.category_set.all())
    for each in rows:
        if str(each.pk) == key or (not key and letters(each.name) == letters(heading)):
            return each, False
    placed = new_part(draft, models.Category, heading, "category")
    # It stands after the category of the heading before it, as the summary has it.
    places = {letters(each.name): each.position for each in rows}
    texts = (letters(each.text) for each in statements(draft.summary))
    before = takewhile(lambda each: each != letters(heading), texts)
    for text in before:
        placed["position"] = places.get(text, placed["position"])
    made = models.Category(name=heading, **placed)
    made.save()
    return made, True


def _new_option(
    draft: models.Guide, drugs: Glossary, category: models.Category, left: Left
) -> models.Option:
    """Make an option that quotes a statement, with the drugs of the glossary that it names."""
    placed = new_part(draft, models.Option, left.words, "option")
    last = category.options.aggregate(last=Max("position"))["last"]
    if last is not None:
        placed["position"] = last  # it stands after those that were there before it
    name = left.words.rstrip(".") or left.words
    made = models.Option(
        category=category,
        name=Truncator(name).chars(LONGEST_NAME),
        source_text=as_quoted(left.statement, left.words, category.source_text),
        plain="",
        treatments="\n".join(each.slug for each in drugs_named(drugs, left.words)),
        **placed,
    )
    made.save()
    return made
