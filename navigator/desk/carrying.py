"""Statements of the summary that no row carries: what may carry each, and carrying it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.utils.text import Truncator

from navigator.guide.held import hold
from navigator.guide.summary import ABOVE, Form, Statement, letters

from . import drafts, models
from .models import Versioned
from .placing import new_part
from .summaries import BETWEEN
from .taking_over import as_quoted

LONGEST_NAME = 80  # characters of the name of an option that is made of a statement
NOT_NOW = ""
CATEGORY, TITLE, ASIDE, OPTION, WORDS = "category", "title", "aside", "option", "words"
ITS_HEADING = "heading"  # in place of a category's key: the one that its heading becomes
# The fields of a guide that can take a statement, with the words that are often in it.
OWN_FIELDS = {
    "disclaimer": ("disclaim", "not intended to replace", "not a substitute"),
    "attribution": ("adapted from", "sourced from", "reprinted"),
    "source_trials": ("clinical trial",),
    "source_intro": (),
}


@dataclass(frozen=True)
class Left:
    """A statement of which no row carries these words, and what may become of it.

    `ways` are values for a form with their labels, by groups; `guess` is the likely one.
    """

    place: int
    statement: Statement
    words: str
    ways: list[tuple[str, list[tuple[str, str]]]]
    guess: str

    @property
    def values(self) -> set[str]:
        return {value for _, ways in self.ways for value, _ in ways}


def left_in(draft: models.Guide) -> dict[int, Left]:
    """Return the statements of a draft's summary that no row carries in full, by their places."""
    held = hold(drafts.freeze(draft))
    categories = list(draft.category_set.all())
    titles = {letters(each.title) for each in draft.source_set.filter(is_summary=True)}
    found: dict[int, Left] = {}
    # The title of the summary stands above all else; where no row has it yet, it is the first
    # heading that something stands below.
    title = next(iter(titles), "")
    for place, (statement, sentences) in enumerate(
        zip(held.statements, held.not_carried, strict=True)
    ):
        above = ABOVE.get(statement.form)
        has_below = above is not None and any(
            above(each) == statement.text for each in held.statements
        )
        if not title and statement.form is Form.HEADING and has_below:
            title = letters(statement.text)
        if sentences:
            words = " ".join(sentences)
            ways = _ways(statement, categories, has_below)
            guess = _guess(statement, words, categories, has_below, title)
            found[place] = Left(place, statement, words, ways, guess)
    return found


def _ways(
    statement: Statement, categories: list[models.Category], has_below: bool
) -> list[tuple[str, list[tuple[str, str]]]]:
    if statement.form is Form.HEADING:
        made = [(CATEGORY, "A category"), (TITLE, "The title of the summary")]
        return [("", [(NOT_NOW, "Nothing yet"), *made, (ASIDE, "It tells readers nothing")])]
    is_lead = statement.form is Form.LEAD
    later = "It comes along with the options below it" if is_lead and has_below else "Nothing yet"
    keys = [(str(each.pk), str(each)) for each in categories]
    if statement.heading and not _named(statement.heading, categories):
        keys.append((ITS_HEADING, f"{statement.heading} (not made yet)"))
    labels = {each.name: str(each.verbose_name) for each in models.Guide._meta.fields}
    own = [(name, labels[name].capitalize()) for name in OWN_FIELDS]
    return [
        ("", [(NOT_NOW, later), *own, (ASIDE, "It tells readers nothing")]),
        *([] if is_lead else [("An option in", [(f"{OPTION} {key}", it) for key, it in keys])]),
        ("Words above the options of", [(f"{WORDS} {key}", it) for key, it in keys]),
    ]


def _guess(
    statement: Statement,
    words: str,
    categories: list[models.Category],
    has_below: bool,
    title: str,
) -> str:
    if statement.form is Form.HEADING:
        if letters(statement.text) == title:
            return TITLE
        return CATEGORY if has_below else ASIDE
    if statement.form is Form.LEAD and has_below:
        return NOT_NOW
    return _guess_text(statement, words, categories, letters(statement.heading) in ("", title))


def _guess_text(
    statement: Statement, words: str, categories: list[models.Category], is_below_title: bool
) -> str:
    own = _named(statement.heading, categories)
    key = str(own.pk) if own else ITS_HEADING
    if statement.form is Form.BULLET:
        if is_below_title and own is None:
            own = _told_by(words, categories)
            return f"{OPTION} {own.pk}" if own else NOT_NOW
        return f"{OPTION} {key}"
    for name, often in OWN_FIELDS.items():
        if any(each in words.lower() for each in often):
            return name
    if is_below_title:
        return "source_intro"
    return f"{WORDS if statement.form is Form.LEAD else OPTION} {key}"


def _named(heading: str, categories: list[models.Category]) -> models.Category | None:
    """Return the category that is named as a heading of the summary."""
    return next((each for each in categories if letters(each.name) == letters(heading)), None)


def _told_by(words: str, categories: list[models.Category]) -> models.Category | None:
    """Return the category whose name a statement says first, if it says any."""
    said = [(words.lower().find(each.name.lower()), each.pk, each) for each in categories]
    return min((each for each in said if each[0] >= 0), default=(0, 0, None))[2]


def carry(
    draft: models.Guide, ways: Iterable[tuple[Left, str]]
) -> Iterator[tuple[Versioned, bool]]:
    """Carry statements in the ways that were picked for them.

    Yields each row that was made or changed for one, and if it was made. What is not offered for a
    statement is left out. The draft is locked.
    """
    wanted = [(each, way) for each, way in ways if way != NOT_NOW and way in each.values]
    # Headings first, for the options below them.
    for each, way in sorted(wanted, key=lambda pair: pair[0].statement.form is not Form.HEADING):
        name, _, key = way.partition(" ")
        if name == CATEGORY:
            yield _new_category(draft, each.words), True
        elif name == TITLE:
            yield _title(draft, each.words)
        elif name == ASIDE:
            yield _with_more(draft, "source_asides", (*draft.source_asides, each.words)), False
        elif name in OWN_FIELDS:
            yield _with_more(draft, name, _joined(getattr(draft, name), each.words)), False
        else:
            categories = list(draft.category_set.all())
            category = (
                _named(each.statement.heading, categories)
                if key == ITS_HEADING
                else next(one for one in categories if str(one.pk) == key)
            )
            if category is None:
                category = _new_category(draft, each.statement.heading)
                yield category, True
            if name == OPTION:
                yield _new_option(draft, category, each), True
            else:
                words = _joined(category.source_text, each.words)
                yield _with_more(category, "source_text", words), False


def _joined(text: str, words: str) -> str:
    return f"{text}{BETWEEN}{words}" if text else words


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


def _new_category(draft: models.Guide, words: str) -> models.Category:
    placed = new_part(draft, models.Category, words, "category")
    made = models.Category(name=Truncator(words).chars(120), **placed)
    made.save()
    return made


def _new_option(draft: models.Guide, category: models.Category, left: Left) -> models.Option:
    placed = new_part(draft, models.Option, left.words, "option")
    last = category.options.aggregate(last=Max("position"))["last"]
    if last is not None:
        placed["position"] = last  # it stands after those that were there before it
    made = models.Option(
        category=category,
        name=Truncator(left.words.rstrip(".")).chars(LONGEST_NAME),
        source_text=as_quoted(left.statement, left.words, category.source_text),
        plain="",
        **placed,
    )
    made.save()
    return made
