"""How a guide is held to its summary: which row quotes which statement, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model import GUIDE, Guide
from .summary import Form, Statement, letters, statements

Row = tuple[str, str]  # the kind and the slug of a part; the guide itself has no slug
# The fields of a guide that quote its summary.
QUOTING_FIELDS = ("source_intro", "source_trials", "disclaimer", "attribution", "source_asides")
# Of these, the two that every guide needs, with words that are often in them.
OFTEN_IN = {
    "disclaimer": ("disclaim", "not intended to replace", "not a substitute"),
    "attribution": ("adapted from", "sourced from", "reprinted"),
}


@dataclass(frozen=True)
class Quote:
    """Words of the summary in a field of a row, taken for a statement."""

    row: Row
    field: str
    statement: Statement


@dataclass(frozen=True)
class Held:
    """A guide beside the statements of its summary.

    `carriers` has the rows that quote each statement, in the order of `statements`; `not_carried`
    the sentences that none quotes. `unknown` are quotes that no statement has, `without_lead` those
    of a bullet without the lead-in that it belongs to.
    """

    statements: tuple[Statement, ...]
    carriers: tuple[tuple[Row, ...], ...]
    not_carried: tuple[tuple[str, ...], ...]
    unknown: tuple[Quote, ...]
    without_lead: tuple[Quote, ...]


def hold(guide: Guide) -> Held:
    """Hold each quote of a guide against the text of its summary."""
    stated = statements(guide.summary)
    said = [[letters(each) for each in statement.sentences] for statement in stated]
    carriers: list[list[Row]] = [[] for _ in stated]
    carried: list[set[str]] = [set() for _ in stated]
    unknown, without_lead = [], []
    for quote in quotes(guide):
        found = _found(guide, stated, said, quote)
        if not found:
            unknown.append(quote)
        elif (lead := stated[found[0]].lead) and letters(lead) not in _leads(guide, quote):
            without_lead.append(quote)
        for place in found:
            if quote.row not in carriers[place]:
                carriers[place].append(quote.row)
            carried[place].update(map(letters, quote.statement.sentences))
    for place, row in _named(guide, stated):
        carriers[place].append(row)
        carried[place].update(map(letters, stated[place].sentences))
    return Held(
        stated,
        tuple(map(tuple, carriers)),
        tuple(
            tuple(
                each
                for each, words in zip(statement.sentences, sentences, strict=True)
                if words not in told
            )
            for statement, sentences, told in zip(stated, said, carried, strict=True)
        ),
        tuple(unknown),
        tuple(without_lead),
    )


def quotes(guide: Guide) -> Iterator[Quote]:
    """Yield what the rows of a guide quote, a statement each."""
    for field in QUOTING_FIELDS:
        value = getattr(guide, field)
        for text in value if isinstance(value, tuple) else (value,):
            yield from _quoted((GUIDE, ""), field, text)
    for category in guide.categories:
        yield from _quoted(("category", category.slug), "source_text", category.source_text)
    for option in guide.options:
        yield from _quoted(("option", option.slug), "source_text", option.source_text)


def _quoted(row: Row, field: str, text: str) -> Iterator[Quote]:
    for statement in statements(text):
        yield Quote(row, field, statement)


def _found(
    guide: Guide, stated: tuple[Statement, ...], said: list[list[str]], quote: Quote
) -> list[int]:
    """Return the place of the statement that is quoted, whole or in whole sentences.

    They are several where the summary says the same twice. `said` are the sentences of each.
    """
    words = [letters(each) for each in quote.statement.sentences]
    lead = letters(quote.statement.lead)
    found = [
        place
        for place, statement in enumerate(stated)
        if _has(said[place], words) and (not lead or lead == letters(statement.lead))
    ]
    heading = _heading(guide, quote.row)

    def fits_less(place: int) -> tuple[bool, bool, bool]:
        statement = stated[place]
        is_part = len(statement.sentences) > len(words)
        without_lead = bool(statement.lead) and letters(statement.lead) not in _leads(guide, quote)
        return is_part, letters(statement.heading) != heading, without_lead

    best = min(map(fits_less, found), default=None)
    return [place for place in found if fits_less(place) == best]


def _has(sentences: list[str], words: list[str]) -> bool:
    starts = range(len(sentences) - len(words) + 1)
    return any(sentences[start : start + len(words)] == words for start in starts)


def _heading(guide: Guide, row: Row) -> str:
    """Return the heading that the row stands under here."""
    kind, slug = row
    if kind == "option":
        slug = guide.option_by_slug[slug].category
    elif kind != "category":
        return ""
    category = guide.category_by_slug.get(slug)
    return letters(category.name) if category else ""


def _leads(guide: Guide, quote: Quote) -> set[str]:
    """Return the lead-ins that a reader sees with the quote."""
    leads = {letters(quote.statement.lead)}
    kind, slug = quote.row
    if kind == "option":
        category = guide.category_by_slug.get(guide.option_by_slug[slug].category)
        if category:
            leads |= {letters(each.whole) for each in statements(category.source_text)}
    return leads


def _named(guide: Guide, stated: tuple[Statement, ...]) -> Iterator[tuple[int, Row]]:
    """Yield the headings that are the name of a category, or the title of the summary."""
    names = {letters(each.name): ("category", each.slug) for each in guide.categories}
    if guide.summary_source:
        names[letters(guide.summary_source.title)] = ("source", guide.summary_source.slug)
    for place, statement in enumerate(stated):
        row = names.get(letters(statement.text))
        if row and statement.form is Form.HEADING:
            yield place, row
